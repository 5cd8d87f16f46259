import { useQuery } from "@tanstack/react-query";
import type { Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayMonthYear } from "../../lib/day.ts";
import styles from "./agreed.module.css";
import { Cycle } from "./cycle.tsx";
import { agreedData } from "./data.ts";
import { current, dayWords, heldWords, week } from "./pattern.ts";

/** OwnPattern is one's own agreed pattern with its review date; nothing where there is none. */
export function OwnPattern({ shifts, today }: { shifts: readonly Shift[]; today: Day }) {
  const patterns = current(useQuery(agreedData.mine()).data ?? [], today);
  if (patterns.length === 0) return null;
  return (
    <section aria-labelledby="agreed">
      <h2 id="agreed">{t("agreed.title")}</h2>
      {patterns.map((p) => (
        <div key={p.id} className={styles.own}>
          <p>
            {heldWords(p)} {t("agreed.weeks", { count: p.days.length / week })}
          </p>
          <Cycle days={p.days} shifts={shifts} label={t("agreed.title")} />
          <ul className={styles.quiet}>
            {[...new Set(p.days.filter((d) => d.rule !== "none" && d.rule !== "off").map((d) => dayWords(d, shifts)))].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p>
            {t("agreed.agreedOn", { day: dayMonthYear(p.agreed_on) })} {t("agreed.reviewOn", { day: dayMonthYear(p.review_on) })}
          </p>
          <p>{t("agreed.promise")}</p>
        </div>
      ))}
    </section>
  );
}
