import { Fragment, useRef, useState, type KeyboardEvent } from "react";
import type { Band, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, dayNumber, eachDay, longDay, monday, monthName, weekdays } from "../../lib/day.ts";
import { BandBar } from "../whatif/contested.tsx";
import styles from "./calendar.module.css";
import type { Shown } from "./outbox.ts";
import { askMark, askWords, weightWords } from "./words.ts";

/** How long a press must last to open the sheet, in milliseconds. */
const holdMs = 500;

/** Calendar is the weeks of a period, Monday first. A tap changes the day's ask; a hold or M opens more. */
export function Calendar({
  firstDay,
  lastDay,
  today,
  shown,
  shifts,
  open,
  chosen,
  bands,
  onTap,
  onMore,
}: {
  firstDay: Day;
  lastDay: Day;
  today: Day;
  shown: readonly Shown[];
  shifts: readonly Shift[];
  open: boolean;
  chosen: Day | undefined;
  /** How contested the days are, as far as there is a picture. */
  bands?: ReadonlyMap<Day, Band> | undefined;
  onTap: (day: Day) => void;
  onMore: (day: Day) => void;
}) {
  const grid = useRef<HTMLTableElement>(null);
  const [cursor, setCursor] = useState(chosen ?? firstDay);
  const weeks = eachDay(monday(firstDay), lastDay).filter((_, i) => i % 7 === 0);
  const go = (day: Day) => {
    if (day < firstDay || day > lastDay) return;
    setCursor(day);
    grid.current?.querySelector<HTMLButtonElement>(`[data-day="${day}"]`)?.focus();
  };
  const keys = (e: KeyboardEvent, day: Day) => {
    const step: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    const by = step[e.key];
    if (by !== undefined) go(addDays(day, by));
    else if (e.key === "Home") go(firstDay);
    else if (e.key === "End") go(lastDay);
    else if (e.key.toLowerCase() === "m" || e.key === "ContextMenu") onMore(day);
    else return;
    e.preventDefault();
  };
  return (
    <div className={styles.frame}>
      <table ref={grid} className={styles.calendar} role="grid" aria-label={t("bid.how")} aria-readonly={!open}>
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
          {weeks.map((week) => (
            <Fragment key={week}>
              {monthOf(week, firstDay, lastDay) && (
                <tr>
                  <th colSpan={7} scope="rowgroup" className={styles.month}>
                    {monthOf(week, firstDay, lastDay)}
                  </th>
                </tr>
              )}
              <tr>
                {eachDay(week, addDays(week, 6)).map((day) =>
                  day < firstDay || day > lastDay ? (
                    <td key={day} className={styles.outside} />
                  ) : (
                    <DayCell
                      key={day}
                      day={day}
                      today={day === today}
                      asks={shown.filter((s) => s.day === day)}
                      shifts={shifts}
                      reachable={day === cursor}
                      chosen={day === chosen}
                      band={bands?.get(day)}
                      onTap={() => {
                        setCursor(day);
                        onTap(day);
                      }}
                      onMore={() => onMore(day)}
                      onKeyDown={(e) => keys(e, day)}
                    />
                  ),
                )}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** monthOf names the month above the week in which it begins, or in which the period does; both, where a week has two. */
export function monthOf(week: Day, firstDay: Day, lastDay: Day): string | undefined {
  const days = eachDay(week, addDays(week, 6)).filter((d) => d >= firstDay && d <= lastDay);
  const start = days.findLast((d) => d === firstDay || dayNumber(d) === 1);
  const [first] = days;
  if (!start || !first) return undefined;
  const last = monthName(start);
  return dayNumber(start) === 1 && start !== first ? t("bid.twoMonths", { first: monthName(first).split(" ")[0] ?? "", last }) : last;
}

function DayCell({
  day,
  today,
  asks,
  shifts,
  reachable,
  chosen,
  band,
  onTap,
  onMore,
  onKeyDown,
}: {
  day: Day;
  today: boolean;
  asks: readonly Shown[];
  shifts: readonly Shift[];
  reachable: boolean;
  chosen: boolean;
  band: Band | undefined;
  onTap: () => void;
  onMore: () => void;
  onKeyDown: (e: KeyboardEvent) => void;
}) {
  const hold = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const [ask] = asks;
  const shift = shifts.find((s) => s.id === ask?.shift_id);
  const words = asks.map((a) => {
    const state = a.change ? `, ${t(`bid.state.${a.change.state}`)}` : "";
    return `${askWords(a, shifts)}, ${weightWords(a)}${a.standing ? `, ${t("bid.standingMark")}` : ""}${state}`;
  });
  const asked = words.length > 0 ? t("bid.cell", { day: longDay(day), ask: words.join("; ") }) : t("bid.cellNone", { day: longDay(day) });
  const label = band ? `${asked}, ${t(`whatif.contested.band.${band}`)}` : asked;
  const stop = () => clearTimeout(hold.current);
  return (
    <td className={styles.cell}>
      <button
        type="button"
        data-day={day}
        data-kind={ask ? (ask.kind === "day_off" ? "day_off" : (shift?.kind ?? ask.shift_kind ?? "on")) : undefined}
        data-against={ask?.kind === "shift_off" ? "" : undefined}
        data-state={ask?.change?.state}
        data-chosen={chosen ? "" : undefined}
        aria-label={today ? `${label}, ${t("rota.today")}` : label}
        tabIndex={reachable ? 0 : -1}
        className={styles.day}
        onKeyDown={onKeyDown}
        onPointerDown={() => {
          held.current = false;
          hold.current = setTimeout(() => {
            held.current = true;
            onMore();
          }, holdMs);
        }}
        onPointerUp={stop}
        onPointerLeave={stop}
        onContextMenu={(e) => e.preventDefault()}
        onClick={() => {
          if (!held.current) onTap();
          held.current = false;
        }}
      >
        <span className={styles.number} data-today={today ? "" : undefined}>
          {dayNumber(day)}
        </span>
        <span className={styles.mark}>{ask ? askMark(ask, shifts) : ""}</span>
        <span className={styles.dots}>
          {ask && [1, 2, 3].map((n) => <i key={n} data-on={n <= ask.strength ? "" : undefined} />)}
          {ask?.token && (
            <svg className={styles.token} viewBox="0 0 12 12" aria-hidden="true">
              <path d="M6 .6l1.6 3.4 3.8.5-2.8 2.6.7 3.7L6 9 2.7 10.8l.7-3.7L.6 4.5l3.8-.5z" />
            </svg>
          )}
          {ask?.plan && <b>{ask.plan}</b>}
          {asks.length > 1 && <b>+{asks.length - 1}</b>}
        </span>
        <BandBar band={band} />
      </button>
    </td>
  );
}
