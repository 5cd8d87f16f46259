import type { MyDuty } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, dayNumber, eachDay, longDay, monday, weekdayName } from "../../lib/day.ts";
import { clockTime, duration } from "../../lib/time.ts";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import styles from "./week-strip.module.css";

/** WeekStrip is the week at a glance, Monday to Sunday. */
export function WeekStrip({ duties, today }: { duties: readonly MyDuty[]; today: Day }) {
  const days = eachDay(monday(today), addDays(monday(today), 6));
  const paid = duties.filter((d) => days.includes(d.day)).reduce((sum, d) => sum + d.shift.paid_minutes, 0);
  return (
    <section aria-labelledby="week" className={styles.week}>
      <div className={styles.head}>
        <h2 id="week">{t("rota.week")}</h2>
        <span className={styles.paid}>{duration(paid)}</span>
      </div>
      <ol className={styles.strip}>
        {days.map((day) => {
          const duty = duties.find((d) => d.day === day);
          const words = duty
            ? `${longDay(day)}: ${duty.shift.name}, ${clockTime(duty.shift.start_minute)} \u2013 ${clockTime(duty.shift.end_minute)}`
            : `${longDay(day)}: ${t("rota.offDay")}`;
          return (
            <li key={day} className={styles.day} aria-current={day === today ? "date" : undefined}>
              <span className="visually-hidden">{words}</span>
              <span aria-hidden="true" className={styles.name}>
                {weekdayName(day).slice(0, 1)}
                <span className={styles.rest}>{weekdayName(day).slice(1)}</span>
              </span>
              <span aria-hidden="true" className={styles.number}>
                {dayNumber(day)}
              </span>
              <span aria-hidden="true">
                <ShiftChip code={duty?.shift.code ?? "\u00b7"} kind={duty?.shift.kind ?? "off"} />
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
