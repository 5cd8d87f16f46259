import type { Shift } from "../../api/shapes.ts";

/** What a key does on the grid. */
export type Command =
  | { do: "move"; rows: number; days: number }
  | { do: "edge"; to: "first" | "last" | "top" | "bottom" }
  | { do: "shift"; shiftId: string; typed: string }
  | { do: "type"; typed: string }
  | { do: "clear" | "fix" | "undo" | "menu" | "help" };

const moves: Record<string, [rows: number, days: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [0, -7],
  PageDown: [0, 7],
};

/** A key press, as far as the grid cares. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * fixKey is the letter that pins a cell: L, or P on a ward that has a shift beginning
 * with L, or neither where both are taken; then the menu alone pins.
 */
export function fixKey(shifts: readonly Shift[]): string | undefined {
  const taken = new Set(shifts.map((s) => s.code[0]?.toUpperCase()));
  return ["L", "P"].find((k) => !taken.has(k));
}

/**
 * command says what a key press means. Letters name shifts by code; typed holds the
 * letters just typed, so that LD is reached by L, D. A letter that is a whole code sets
 * that shift at once; a longer code goes on from it.
 */
export function command(e: Press, shifts: readonly Shift[], typed: string): Command | undefined {
  const ctrl = e.ctrlKey || e.metaKey;
  if (ctrl && e.key.toLowerCase() === "z") return { do: "undo" };
  if (e.key === "Home") return { do: "edge", to: ctrl ? "top" : "first" };
  if (e.key === "End") return { do: "edge", to: ctrl ? "bottom" : "last" };
  if (ctrl || e.altKey) return undefined;
  const move = moves[e.key];
  if (move) return { do: "move", rows: move[0], days: move[1] };
  if (e.key === "Delete" || e.key === "Backspace") return { do: "clear" };
  if (e.key === "Enter" || e.key === " " || e.key === "ContextMenu" || e.key === "F2") return { do: "menu" };
  if (e.key === "?") return { do: "help" };
  if (e.key.length !== 1 || !/[\p{L}\p{N}]/u.test(e.key)) return undefined;
  const find = (text: string) => shifts.find((s) => s.code.toUpperCase() === text);
  const begins = (text: string) => shifts.some((s) => s.code.toUpperCase().startsWith(text));
  const letter = e.key.toUpperCase();
  for (const text of [typed + letter, letter]) {
    const shift = find(text);
    if (shift) return { do: "shift", shiftId: shift.id, typed: text };
    if (begins(text)) {
      const only = shifts.filter((s) => s.code.toUpperCase().startsWith(text));
      return only.length === 1 && only[0] ? { do: "shift", shiftId: only[0].id, typed: text } : { do: "type", typed: text };
    }
  }
  return letter === fixKey(shifts) ? { do: "fix" } : undefined;
}
