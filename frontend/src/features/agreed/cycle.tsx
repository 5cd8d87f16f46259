import type { AgreedDay, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { weekdays } from "../../lib/day.ts";
import styles from "./agreed.module.css";
import { cellLabel, dayMark, dayWords, week } from "./pattern.ts";

/** Cycle draws the weeks of a pattern, Monday first; with onPick each day can be set. */
export function Cycle({
  days,
  shifts,
  label,
  onPick,
}: {
  days: readonly AgreedDay[];
  shifts: readonly Shift[];
  label: string;
  onPick?: ((k: number) => void) | undefined;
}) {
  const weeks = days.length / week;
  return (
    <table className={styles.cycle} aria-label={label}>
      <thead>
        <tr>
          {weekdays.map(([short, long]) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, w) => (
          <tr key={w}>
            {days.slice(w * week, (w + 1) * week).map((d, i) => {
              const k = w * week + i;
              const what = dayWords(d, shifts);
              return (
                <td key={k} data-rule={d.rule}>
                  {onPick ? (
                    <button type="button" aria-label={cellLabel(k, weeks, what)} onClick={() => onPick(k)}>
                      {dayMark(d, shifts)}
                    </button>
                  ) : (
                    <>
                      <span aria-hidden="true">{dayMark(d, shifts)}</span>
                      <span className="visually-hidden">{what}</span>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      <caption className="visually-hidden">{t("agreed.caption", { count: weeks })}</caption>
    </table>
  );
}
