import type { ReactNode } from "react";
import { addDays, type Day, dayMonth, eachDay, monday, weekdays } from "../lib/day.ts";
import styles from "./day-table.module.css";

/** What a day-table says of a day: in words for who hears it, drawn for who sees it, and a shade from 0 to 4. */
export interface DayCell {
  words: string;
  face: ReactNode;
  shade?: number;
}

/** DayTable is a calendar with a week in each row; a day that has no cell is left empty. */
export function DayTable({ label, firstDay, lastDay, cell }: { label: string; firstDay: Day; lastDay: Day; cell: (day: Day) => DayCell | undefined }) {
  const weeks = eachDay(monday(firstDay), lastDay).filter((_, i) => i % 7 === 0);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <td />
          {weekdays.map(([short, long]) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week}>
            <th scope="row">{dayMonth(week)}</th>
            {eachDay(week, addDays(week, 6)).map((day) => (
              <Cell key={day} of={cell(day)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ of }: { of: DayCell | undefined }) {
  if (!of) return <td />;
  return (
    <td data-shade={of.shade ?? 0} title={of.words}>
      <span className="visually-hidden">{of.words}</span>
      <span aria-hidden="true">{of.face}</span>
    </td>
  );
}
