import { Fragment, useState, type KeyboardEvent, type ReactNode } from "react";
import { t } from "../i18n/index.ts";
import { addDays, type Day, dayNumber, eachDay, monday, monthName, weekdays } from "../lib/day.ts";
import styles from "./month-grid.module.css";

/** What a day's button must have to be one of the grid's. */
export interface GridButton {
  "data-day": Day;
  tabIndex: 0 | -1;
  onKeyDown: (e: KeyboardEvent<Element>) => void;
}

/** How many days each key goes. */
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * MonthGrid is days as a calendar, Monday first, each month named above its first week. One day can be reached by Tab; arrows, Home and End go
 * from there.
 */
export function MonthGrid({
  firstDay,
  lastDay,
  begin = firstDay,
  label,
  readOnly,
  onKey,
  renderDay,
}: {
  firstDay: Day;
  lastDay: Day;
  /** The day that Tab reaches first. */
  begin?: Day;
  label: string;
  readOnly?: boolean;
  /** What another key does on a day; true if it was one that does something. */
  onKey?: (key: string, day: Day) => boolean;
  /** A day's button. Reached is called when it is tapped, for the arrows to go on from it. */
  renderDay: (day: Day, button: GridButton, reached: () => void) => ReactNode;
}) {
  const [cursor, setCursor] = useState(begin);
  const weeks = eachDay(monday(firstDay), lastDay).filter((_, i) => i % 7 === 0);
  const go = (from: Element, day: Day) => {
    if (day < firstDay || day > lastDay) return;
    setCursor(day);
    from.closest("table")?.querySelector<HTMLButtonElement>(`[data-day="${day}"]`)?.focus();
  };
  const keys = (e: KeyboardEvent<Element>, day: Day) => {
    const by = steps[e.key];
    if (by !== undefined) go(e.currentTarget, addDays(day, by));
    else if (e.key === "Home") go(e.currentTarget, firstDay);
    else if (e.key === "End") go(e.currentTarget, lastDay);
    else if (!onKey?.(e.key, day)) return;
    e.preventDefault();
  };
  return (
    <div className={styles.frame}>
      <table className={styles.grid} role="grid" aria-label={label} aria-readonly={readOnly}>
        <thead>
          <tr>
            {weekdays.map(([short, long]) => (
              <th key={long} scope="col" abbr={long}>
                {short.slice(0, 1)}
                <span className={styles.rest}>{short.slice(1)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => {
            const month = monthOf(week, firstDay, lastDay);
            return (
              <Fragment key={week}>
                {month && (
                  <tr>
                    <th colSpan={7} scope="rowgroup" className={styles.month}>
                      {month}
                    </th>
                  </tr>
                )}
                <tr>
                  {eachDay(week, addDays(week, 6)).map((day) =>
                    day < firstDay || day > lastDay ? (
                      <td key={day} className={styles.outside} />
                    ) : (
                      <td key={day}>
                        {renderDay(day, { "data-day": day, tabIndex: day === cursor ? 0 : -1, onKeyDown: (e) => keys(e, day) }, () => setCursor(day))}
                      </td>
                    ),
                  )}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** monthOf names the month above the week in which it begins, or in which the days do; both, where a week has two. */
export function monthOf(week: Day, firstDay: Day, lastDay: Day): string | undefined {
  const days = eachDay(week, addDays(week, 6)).filter((d) => d >= firstDay && d <= lastDay);
  const start = days.findLast((d) => d === firstDay || dayNumber(d) === 1);
  const [first] = days;
  if (!start || !first) return undefined;
  const last = monthName(start);
  return dayNumber(start) === 1 && start !== first ? t("shell.twoMonths", { first: monthName(first).split(" ")[0] ?? "", last }) : last;
}
