import type { LeaveDayRoom } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { type Day, dayNumber, longDay } from "../../lib/day.ts";
import { MonthGrid } from "../../ui/month-grid.tsx";
import styles from "./calendar.module.css";
import type { Span } from "./data.ts";

/** The rooms in the order of the key. */
const rooms = ["room", "little", "full", "unset", "late"] as const;

/** Calendar is the days with what room each has. A tap picks the first day, the next one the last. */
export function Calendar({
  firstDay,
  lastDay,
  days,
  chosen,
  onTap,
}: {
  firstDay: Day;
  lastDay: Day;
  days: readonly LeaveDayRoom[];
  chosen: Span | undefined;
  onTap: (day: Day) => void;
}) {
  const byDay = new Map(days.map((d) => [d.day, d]));
  return (
    <MonthGrid
      firstDay={firstDay}
      lastDay={lastDay}
      label={t("leave.calendar")}
      renderDay={(day, button, reached) => {
        const room = byDay.get(day)?.room ?? "unset";
        const own = byDay.get(day)?.mine ?? false;
        const on = chosen !== undefined && chosen.first_day <= day && day <= chosen.last_day;
        const label = [longDay(day), own ? t("leave.mine") : t(`leave.room.${room}`), on && t("leave.chosen")].filter(Boolean).join(", ");
        return (
          <button
            type="button"
            {...button}
            className={styles.day}
            data-room={own ? "mine" : room}
            data-chosen={on ? "" : undefined}
            aria-label={label}
            onClick={() => {
              reached();
              onTap(day);
            }}
          >
            <span>{dayNumber(day)}</span>
            <Mark room={own ? "mine" : room} />
          </button>
        );
      }}
    />
  );
}

/** Key says what the marks mean. */
export function Key() {
  return (
    <details className={styles.key}>
      <summary>{t("leave.key")}</summary>
      <ul>
        {rooms.map((r) => (
          <li key={r} data-room={r}>
            <Mark room={r} /> {t(`leave.room.${r}`)}
          </li>
        ))}
        <li data-room="mine">
          <Mark room="mine" /> {t("leave.mine")}
        </li>
      </ul>
    </details>
  );
}

/** Mark draws the room of a day as a shape, so that none needs its colour. */
function Mark({ room }: { room: (typeof rooms)[number] | "mine" }) {
  return (
    <svg className={styles.mark} viewBox="0 0 16 16" aria-hidden="true">
      {room === "room" && <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />}
      {room === "little" && (
        <>
          <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="M8 3a5 5 0 010 10z" fill="currentColor" />
        </>
      )}
      {room === "full" && <circle cx="8" cy="8" r="6" fill="currentColor" />}
      {room === "late" && <path d="M4 8h8" stroke="currentColor" strokeWidth="2" />}
      {room === "mine" && <path d="M3 8.5l3.5 3.5L13 5" fill="none" stroke="currentColor" strokeWidth="2.5" />}
      {room === "unset" && <circle cx="8" cy="8" r="1.5" fill="currentColor" />}
    </svg>
  );
}
