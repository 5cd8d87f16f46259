import type { LeaveWeeks } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { dayMonth } from "../../lib/day.ts";
import { duration } from "../../lib/time.ts";
import styles from "./ward-leave-page.module.css";

/** Weeks is leave as a share of contracted hours, a week each, beside the band it should lie in. */
export function Weeks({ share }: { share: LeaveWeeks }) {
  // The scale reaches a little beyond the band, so that a week above it is seen to be.
  const most = Math.max(share.high_percent * 1.25, ...share.weeks.map((w) => w.percent), 1);
  const at = (percent: number) => `${(100 * percent) / most}%`;
  const band = { "--low": at(share.low_percent), "--high": at(share.high_percent) } as React.CSSProperties;
  return (
    <section className={styles.part} aria-labelledby="weeks">
      <h2 id="weeks">{t("wardLeave.weeks")}</h2>
      <p className={styles.quiet}>{t("wardLeave.weeksLead", { low: share.low_percent, high: share.high_percent })}</p>
      <ol className={styles.weeks} style={band}>
        {share.weeks.map((w) => (
          <li key={w.monday} data-standing={w.standing}>
            <span>{dayMonth(w.monday)}</span>
            <span className={styles.line} aria-hidden="true">
              <i style={{ width: at(w.percent) }} />
            </span>
            <span>
              {w.asked_minutes > 0
                ? t("wardLeave.shareAsked", { percent: w.percent, hours: duration(w.asked_minutes) })
                : t("wardLeave.share", { percent: w.percent })}
              <span className={styles.standing}>{t(`wardLeave.${w.standing}`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
