import { memo, useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { useStore } from "zustand";
import type { Contract, Shift, Skill, Staff } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day, dayNumber, eachDay, isWeekend, longDay, shortMonth, weekdayName } from "../../lib/day.ts";
import { hours } from "../../lib/time.ts";
import { announce } from "../../ui/announce.tsx";
import type { BoardData } from "./board.tsx";
import { Cover, coverRows } from "./cover.tsx";
import type { Editor } from "./editing.ts";
import styles from "./grid.module.css";
import { blank, cellAt, type GridStore, type Line, type Marks, type Place } from "./grid-store.ts";
import { command } from "./keys.ts";

/** How long typed letters belong together, in milliseconds. */
const typingMs = 900;

/** Grid is the rota as staff by day. One cell has the focus; keys move it and change what stands there. */
export function Grid({
  store,
  editor,
  board,
  editable,
  onMenu,
  onHelp,
}: {
  store: GridStore;
  editor: Editor;
  board: BoardData;
  editable: boolean;
  onMenu: () => void;
  onHelp: () => void;
}) {
  const { staff, shifts, skills, contracts, period } = board;
  const lines = useStore(store, (s) => s.lines);
  const marks = useStore(store, (s) => s.marks);
  const cursor = useStore(store, (s) => s.cursor);
  const days = useMemo(() => eachDay(period.first_day, period.last_day), [period.first_day, period.last_day]);
  const shiftById = useMemo(() => new Map(shifts.map((s) => [s.id, s])), [shifts]);
  const skillById = useMemo(() => new Map(skills.map((s) => [s.id, s])), [skills]);
  const contractById = useMemo(() => new Map(contracts.map((c) => [c.id, c])), [contracts]);
  const table = useRef<HTMLTableElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const moved = useRef(false);

  useEffect(() => {
    if (!moved.current || !cursor) return;
    moved.current = false;
    table.current?.querySelector<HTMLElement>(`[data-at="${cursor.staffId}/${cursor.day}"]`)?.focus();
  }, [cursor]);

  const goTo = (at: Place) => {
    moved.current = true;
    store.setState({ cursor: at });
  };
  const set = (at: Place, shiftId: string | null) => {
    if (!editable) return;
    const cell = cellAt(store.getState(), at);
    editor.set(at, { shiftId, fixed: shiftId !== null && cell.fixed });
    announce(shiftId ? (shiftById.get(shiftId)?.name ?? "") : t("manager.grid.off"));
  };

  const onKeyDown = (e: KeyboardEvent) => {
    const at = store.getState().cursor ?? { staffId: staff[0]?.id ?? "", day: period.first_day };
    const letters = performance.now() - typed.current.at < typingMs ? typed.current.text : "";
    const c = command(e, shifts, letters);
    if (!c) return;
    e.preventDefault();
    const row = staff.findIndex((p) => p.id === at.staffId);
    const inRow = (r: number) => staff[Math.max(0, Math.min(staff.length - 1, r))]?.id ?? at.staffId;
    const inDays = (d: Day) => (d < period.first_day ? period.first_day : d > period.last_day ? period.last_day : d);
    switch (c.do) {
      case "move":
        return goTo({ staffId: inRow(row + c.rows), day: inDays(addDays(at.day, c.days)) });
      case "edge":
        return goTo({
          staffId: c.to === "top" ? inRow(0) : c.to === "bottom" ? inRow(staff.length - 1) : at.staffId,
          day: c.to === "first" || c.to === "top" ? period.first_day : period.last_day,
        });
      case "shift":
        typed.current = { text: c.typed, at: performance.now() };
        return set(at, c.shiftId);
      case "type":
        typed.current = { text: c.typed, at: performance.now() };
        return undefined;
      case "clear":
        return set(at, null);
      case "fix": {
        const cell = cellAt(store.getState(), at);
        if (editable) editor.set(at, { ...cell, fixed: !cell.fixed });
        return undefined;
      }
      case "undo": {
        const back = editable ? editor.undo() : undefined;
        if (back) goTo({ staffId: back.staffId, day: back.day });
        return undefined;
      }
      case "menu":
        return onMenu();
      case "help":
        return onHelp();
    }
  };

  const pick = (e: MouseEvent): boolean => {
    const [staffId, day] = (e.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at?.split("/") ?? [];
    if (!staffId || !day) return false;
    goTo({ staffId, day });
    return true;
  };

  if (staff.length === 0) return <p className={styles.empty}>{t("manager.grid.noStaff")}</p>;
  const active = cursor ?? { staffId: staff[0]?.id, day: period.first_day };
  return (
    // The one thing here that can be scrolled by keys is the grid, whose own keys do it.
    <div className={styles.scroll} style={{ "--cover-rows": coverRows(board).length } as CSSProperties}>
      <table
        ref={table}
        role="grid"
        aria-label={t("manager.grid.label")}
        aria-readonly={!editable}
        aria-rowcount={staff.length + 1}
        className={styles.grid}
        onKeyDown={onKeyDown}
        onClick={pick}
        onDoubleClick={(e) => pick(e) && onMenu()}
        onContextMenu={(e) => {
          if (!pick(e)) return;
          e.preventDefault();
          onMenu();
        }}
      >
        <Head days={days} />
        <tbody>
          {staff.map((p) => (
            <Row
              key={p.id}
              person={p}
              days={days}
              line={lines[p.id]}
              marks={marks[p.id]}
              shifts={shiftById}
              skills={skillById}
              contract={contractById.get(p.contract_id)}
              active={active.staffId === p.id ? active.day : undefined}
              chosen={cursor?.staffId === p.id}
            />
          ))}
        </tbody>
        <Cover board={board} lines={lines} days={days} />
      </table>
    </div>
  );
}

const Head = memo(function Head({ days }: { days: readonly Day[] }) {
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.name}>
          {t("manager.grid.name")}
        </th>
        <th scope="col" className={styles.hours} title={t("manager.grid.hoursHelp")}>
          {t("manager.grid.hours")}
        </th>
        {days.map((day, i) => (
          <th key={day} scope="col" className={styles.date} data-weekend={isWeekend(day) ? "" : undefined} data-monday={weekdayName(day) === "Mon" ? "" : undefined}>
            <span className="visually-hidden">{longDay(day)}</span>
            <span aria-hidden="true">
              {i === 0 || dayNumber(day) === 1 ? <b>{shortMonth(day)}</b> : weekdayName(day).slice(0, 2)}
              <br />
              {dayNumber(day)}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
});

interface RowProps {
  person: Staff;
  days: readonly Day[];
  line: Line | undefined;
  marks: Marks | undefined;
  shifts: ReadonlyMap<string, Shift>;
  skills: ReadonlyMap<string, Skill>;
  contract: Contract | undefined;
  /** The day whose cell can be reached by Tab; undefined in all rows but one. */
  active: Day | undefined;
  chosen: boolean;
}

const Row = memo(function Row({ person, days, line, marks, shifts, skills, contract, active, chosen }: RowProps) {
  const codes = person.skills.map((s) => skills.get(s.skill_id)?.code).filter(Boolean);
  return (
    <tr data-chosen={chosen ? "" : undefined}>
      <th scope="row" className={styles.name} title={[person.name, ...codes].join(" ")}>
        <span>{person.name}</span> <small>{codes.join(" ")}</small>
      </th>
      <td className={styles.hours}>{load(line, shifts, contract, days.length)}</td>
      {days.map((day) => {
        const cell = line?.[day] ?? blank;
        const shift = cell.shiftId ? shifts.get(cell.shiftId) : undefined;
        const mark = marks?.[day];
        const skill = cell.skillId ? skills.get(cell.skillId) : undefined;
        const what = [
          shift ? shift.name : t("manager.grid.off"),
          skill && person.skills.length > 1 && t("manager.grid.as", { skill: skill.name }),
          cell.fixed && t("manager.grid.fixed"),
          mark?.refused && t("manager.grid.refused"),
          mark?.hard && t("manager.grid.hard"),
          mark?.soft && !mark.hard && t("manager.grid.soft"),
        ].filter(Boolean);
        return (
          <td
            key={day}
            data-at={`${person.id}/${day}`}
            data-kind={shift?.kind}
            data-weekend={isWeekend(day) ? "" : undefined}
            data-fixed={cell.fixed ? "" : undefined}
            data-hard={mark?.hard ? "" : undefined}
            data-refused={mark?.refused ? "" : undefined}
            tabIndex={day === active ? 0 : -1}
            aria-selected={chosen && day === active}
            aria-label={t("manager.grid.cell", { name: person.name, day: longDay(day), what: what.join(", ") })}
            className={styles.cell}
          >
            <span aria-hidden="true">{shift?.code ?? ""}</span>
          </td>
        );
      })}
    </tr>
  );
});

/** load is what a person works of what was agreed: in hours, or in duties where the contract counts those. */
function load(line: Line | undefined, shifts: ReadonlyMap<string, Shift>, contract: Contract | undefined, days: number): string {
  const worked = Object.values(line ?? {}).flatMap((c) => (c.shiftId ? [shifts.get(c.shiftId)] : []));
  const agreed = contract?.weekly_minutes ?? 0;
  if (agreed === 0) {
    const most = contract?.max_total ?? 0;
    return most > 0 ? `${worked.length}/${most}` : String(worked.length);
  }
  const minutes = worked.reduce((sum, s) => sum + (s?.paid_minutes ?? 0), 0);
  return `${hours(Math.round(minutes / 60) * 60)}/${hours(Math.round((agreed * days) / 7 / 60) * 60)}`;
}
