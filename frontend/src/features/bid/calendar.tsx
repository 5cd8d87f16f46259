import { useRef } from "react";
import type { Band, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayNumber, longDay } from "../../lib/day.ts";
import { type GridButton, MonthGrid } from "../../ui/month-grid.tsx";
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
  off,
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
  /** Which days are off by agreement. */
  off?: ((day: Day) => boolean) | undefined;
  onTap: (day: Day) => void;
  onMore: (day: Day) => void;
}) {
  const more = (key: string, day: Day) => {
    if (key.toLowerCase() !== "m" && key !== "ContextMenu") return false;
    onMore(day);
    return true;
  };
  return (
    <MonthGrid
      firstDay={firstDay}
      lastDay={lastDay}
      begin={chosen ?? firstDay}
      label={t("bid.how")}
      readOnly={!open}
      onKey={more}
      renderDay={(day, button, reached) => (
        <DayButton
          button={button}
          day={day}
          today={day === today}
          asks={shown.filter((s) => s.day === day)}
          shifts={shifts}
          chosen={day === chosen}
          band={bands?.get(day)}
          off={off?.(day) ?? false}
          onTap={() => {
            reached();
            onTap(day);
          }}
          onMore={() => onMore(day)}
        />
      )}
    />
  );
}

function DayButton({
  button,
  day,
  today,
  asks,
  shifts,
  chosen,
  band,
  off,
  onTap,
  onMore,
}: {
  button: GridButton;
  day: Day;
  today: boolean;
  asks: readonly Shown[];
  shifts: readonly Shift[];
  chosen: boolean;
  band: Band | undefined;
  off: boolean;
  onTap: () => void;
  onMore: () => void;
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
  const extra = [...(off ? [t("agreed.offDay")] : []), ...(band ? [t(`whatif.contested.band.${band}`)] : [])];
  const label = [asked, ...extra].join(", ");
  const stop = () => clearTimeout(hold.current);
  return (
    <button
      type="button"
      {...button}
      data-kind={ask ? (ask.kind === "day_off" ? "day_off" : (shift?.kind ?? ask.shift_kind ?? "on")) : undefined}
      data-against={ask?.kind === "shift_off" ? "" : undefined}
      data-state={ask?.change?.state}
      data-chosen={chosen ? "" : undefined}
      data-off={off && !ask ? "" : undefined}
      aria-label={today ? `${label}, ${t("rota.today")}` : label}
      className={styles.day}
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
      <span className={styles.mark}>{ask ? askMark(ask, shifts) : off ? t("agreed.off") : ""}</span>
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
  );
}
