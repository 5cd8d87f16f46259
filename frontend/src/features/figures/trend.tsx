import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef, useState } from "react";
import type { Figures } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { shortMonth } from "../../lib/day.ts";
import { figureText, isPercent, type Measure } from "./data.ts";
import styles from "./trend.module.css";

use([BarChart, GridComponent, AriaComponent, SVGRenderer]);

/** useLook changes when the page goes from light to dark or back. */
function useLook(): number {
  const [look, setLook] = useState(0);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const again = () => setLook((n) => n + 1);
    dark.addEventListener("change", again);
    const watch = new MutationObserver(again);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      dark.removeEventListener("change", again);
      watch.disconnect();
    };
  }, []);
  return look;
}

/** Trend draws one measure month by month, as SVG. What is held back has no bar but its mark. */
export default function Trend(props: { months: Figures["months"]; measure: Measure }) {
  return <Bars key={useLook()} {...props} />;
}

function Bars({ months, measure }: { months: Figures["months"]; measure: Measure }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const chart = init(box.current, undefined, { renderer: "svg" });
    const css = getComputedStyle(box.current);
    const ink = css.color;
    const accent = css.getPropertyValue("outline-color");
    const line = css.getPropertyValue("border-top-color");
    const narrow = box.current.clientWidth < 560;
    const font = { color: ink, fontFamily: css.fontFamily, fontSize: narrow ? 11 : 13 };
    chart.setOption({
      animation: false,
      aria: { enabled: false },
      grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: months.map((m) => shortMonth(m.month)),
        axisLabel: { ...font, interval: narrow ? 1 : 0 },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: "value",
        min: 0,
        // Shares that are all small would be a line of crumbs on a scale to 100.
        ...(isPercent(measure) && months.some((m) => (m[measure].value ?? 0) > 50) && { max: 100 }),
        axisLabel: font,
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 44,
          itemStyle: { color: accent, borderRadius: [4, 4, 0, 0] },
          label: {
            show: true,
            position: "top",
            ...font,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const month = months[dataIndex];
              if (!month || (!month[measure].suppressed && month[measure].value === null)) return "";
              const text = figureText(month[measure], measure);
              return narrow ? text.replace(/ .*/, "") : text;
            },
          },
          data: months.map((m) => m[measure].value ?? (m[measure].suppressed ? 0 : null)),
        },
      ],
    });
    const size = new ResizeObserver(() => chart.resize());
    size.observe(box.current);
    return () => {
      size.disconnect();
      chart.dispose();
    };
  }, [months, measure]);
  return <div ref={box} className={styles.chart} role="img" aria-label={t("figures.chart", { measure: t(`figures.name.${measure}`) })} />;
}
