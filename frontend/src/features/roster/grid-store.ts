import { createStore } from "zustand/vanilla";
import type { Change, Duty, ID, RosterView } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";
import type { Cell } from "./data.ts";
import { refused as isRefused } from "../bid/plans.ts";

/** A person's cells by day; days off without a pin are absent. */
export type Line = Readonly<Record<Day, Cell>>;

/** What a finding or an ask leaves on a cell of the grid. */
export interface Mark {
  hard: boolean;
  soft: boolean;
  refused: boolean;
}
export type Marks = Readonly<Record<Day, Mark>>;

/** Where the cursor stands. */
export interface Place {
  staffId: ID;
  day: Day;
}

/** What was done to one cell, so that it can be undone. */
export interface Done extends Place {
  before: Cell;
}

/** GridState is the roster grid's own store: what stands where, and the cursor. */
export interface GridState {
  view: RosterView;
  lines: Readonly<Record<ID, Line>>;
  marks: Readonly<Record<ID, Marks>>;
  cursor: Place | undefined;
  /** Undo, newest last. */
  done: readonly Done[];
  /** How many edits are on their way to the server. */
  sending: number;
  /** What the newest edit does: where, and what it breaks and mends. */
  effect: (Place & { change: Change | undefined }) | undefined;
  error: unknown;
}

export const blank: Cell = { shiftId: null, fixed: false };

/** cellAt gives what stands on a person's day. */
export const cellAt = (s: Pick<GridState, "lines">, at: Place): Cell => s.lines[at.staffId]?.[at.day] ?? blank;

/** newGridStore makes the store of one grid. */
export function newGridStore(view: RosterView) {
  return createStore<GridState>(() => ({
    ...spread(view),
    view,
    cursor: undefined,
    done: [],
    sending: 0,
    effect: undefined,
    error: undefined,
  }));
}
export type GridStore = ReturnType<typeof newGridStore>;

/** spread lays a view out by person; lines and marks that did not change keep their identity, so that their rows need no drawing. */
export function spread(view: RosterView, before?: Pick<GridState, "lines" | "marks">): Pick<GridState, "lines" | "marks"> {
  const lines: Record<ID, Record<Day, Cell>> = {};
  for (const d of view.duties) if (d.staff_id) (lines[d.staff_id] ??= {})[d.day] = cellOf(d);
  const marks: Record<ID, Record<Day, Mark>> = {};
  const mark = (staffId: ID | undefined, day: Day | undefined, what: Partial<Mark>) => {
    if (!staffId || !day) return;
    const of = (marks[staffId] ??= {});
    of[day] = { ...(of[day] ?? { hard: false, soft: false, refused: false }), ...what };
  };
  for (const f of view.findings) {
    if (f.level === "hard" && !f.overridden) mark(f.staff_id, f.day, { hard: true });
    else if (f.level !== "preferences") mark(f.staff_id, f.day, { soft: true });
  }
  for (const o of view.outcomes) if (isRefused(o)) mark(o.staff_id, o.day, { refused: true });
  return { lines: keepSame(lines, before?.lines), marks: keepSame(marks, before?.marks) };
}

const cellOf = (d: Duty): Cell => ({ shiftId: d.shift_id || null, skillId: d.skill_id, fixed: d.fixed });

function keepSame<T>(now: Record<ID, T>, before: Readonly<Record<ID, T>> | undefined): Record<ID, T> {
  if (!before) return now;
  for (const id of Object.keys(now)) {
    const old = before[id];
    if (old && JSON.stringify(old) === JSON.stringify(now[id])) now[id] = old;
  }
  return now;
}

/** withCell sets one cell in the lines. */
export function withCell(lines: GridState["lines"], at: Place, cell: Cell): GridState["lines"] {
  return { ...lines, [at.staffId]: { ...lines[at.staffId], [at.day]: cell } };
}
