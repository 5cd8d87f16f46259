import type { WardFairness } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonth } from "../../lib/day.ts";
import styles from "./trend.module.css";

const width = 480;
const height = 190;
const pad = { left: 40, right: 62, top: 14, bottom: 32 };

/** Trend draws Jain and Gini, both from 0 to 1, at the end of each rota. */
export function Trend({ points }: { points: WardFairness["trend"] }) {
  if (points.length === 0) return null;
  const step = (width - pad.left - pad.right) / Math.max(1, points.length - 1);
  const x = (i: number) => (points.length === 1 ? (width - pad.right + pad.left) / 2 : pad.left + i * step);
  const y = (v: number) => height - pad.bottom - v * (height - pad.top - pad.bottom);
  const last = points.length - 1;
  // Every date would not fit where there are many.
  const every = Math.ceil(points.length / 4);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("ledger.fairness.chart")}>
      {[0, 0.5, 1].map((v) => (
        <g key={v}>
          <line className={styles.grid} x1={pad.left} x2={width - pad.right} y1={y(v)} y2={y(v)} />
          <text x={pad.left - 6} y={y(v) + 4} textAnchor="end">
            {v}
          </text>
        </g>
      ))}
      {points.map(
        (p, i) =>
          (last - i) % every === 0 && (
            <text key={p.period_id} x={x(i)} y={height - 8} textAnchor="middle">
              {dayMonth(p.last_day)}
            </text>
          ),
      )}
      {(["jain", "gini"] as const).map((measure) => (
        <g key={measure} className={styles[measure]}>
          <polyline points={points.map((p, i) => `${x(i)},${y(p[measure])}`).join(" ")} />
          {points.map((p, i) => (
            <circle key={p.period_id} cx={x(i)} cy={y(p[measure])} r="3.5" />
          ))}
          <text x={x(last) + 8} y={y(points[last]?.[measure] ?? 0) + 4}>
            {t(`ledger.fairness.${measure}`)}
          </text>
        </g>
      ))}
    </svg>
  );
}
