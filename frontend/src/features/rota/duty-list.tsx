import { Link } from "@tanstack/react-router";
import type { MyDuty } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { type Day, monthName, shortDay } from "../../lib/day.ts";
import { clockTime, momentIn } from "../../lib/time.ts";
import { ShiftChip } from "../../ui/shift-chip.tsx";
import styles from "./duty-list.module.css";

/** DutyList is every duty from today on, by month; a row opens to show who else is on. */
export function DutyList({
  duties,
  today,
  published,
  zone,
}: {
  duties: readonly MyDuty[];
  today: Day;
  published: string | undefined;
  zone: string;
}) {
  const months = new Map<string, MyDuty[]>();
  for (const d of duties.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    if (d.day < today) continue;
    const month = d.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), d]);
  }
  return (
    <section aria-labelledby="all" className={styles.all}>
      <div className={styles.head}>
        <h2 id="all">{t("rota.list")}</h2>
        {published && <span>{t("rota.published", { moment: momentIn(published, zone) })}</span>}
      </div>
      {[...months].map(([month, days]) => (
        <div key={month} className={styles.month}>
          <h3>{monthName(`${month}-01`)}</h3>
          <ul>
            {days.map((d) => (
              <li key={d.day + d.shift.id}>
                <details className={styles.duty}>
                  <summary>
                    <span className={styles.date}>{shortDay(d.day)}</span>
                    <ShiftChip code={d.shift.code} kind={d.shift.kind} />
                    <span className={styles.what}>
                      {d.shift.name} {d.ward && t("stints.onWard", { ward: d.ward })}{" "}
                      <span className={styles.time}>
                        {clockTime(d.shift.start_minute)}
                        {"\u2013"}
                        {clockTime(d.shift.end_minute)}
                      </span>
                    </span>
                  </summary>
                  <p>{d.with.length > 0 ? t("rota.with", { names: list(d.with) }) : t("rota.alone")}</p>
                  {!d.ward && (
                    <p>
                      <Link to="/swap" search={{ day: d.day }}>
                        {t("swap.fromDuty")}
                      </Link>
                    </p>
                  )}
                </details>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {months.size === 0 && <p>{t("rota.nextOff")}</p>}
    </section>
  );
}
