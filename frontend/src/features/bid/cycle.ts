import type { Ask, PreferenceKind, Shift } from "../../api/shapes.ts";

/** The strengths: would like, matters, really matters. */
export const strengths = [1, 2, 3] as const;

/**
 * next is what one more tap on a day makes of its ask: none, the day off, then each shift
 * of the ward in the order of its start, then none again. The strength stays. An ask that
 * the taps cannot reach (made on the sheet) goes first to none, so that no tap turns it
 * into something else unseen.
 */
export function next(now: Ask | undefined, shifts: readonly Shift[]): Ask | undefined {
  const order = shifts.toSorted((a, b) => a.start_minute - b.start_minute || a.end_minute - b.end_minute);
  if (!now) return { kind: "day_off", strength: 1 };
  if (now.kind === "day_off") return shiftOn(order[0], now.strength);
  if (now.kind === "shift_on") return shiftOn(order[order.findIndex((s) => s.id === now.shift_id) + 1], now.strength);
  return undefined;
}

function shiftOn(shift: Shift | undefined, strength: number): Ask | undefined {
  return shift && { kind: "shift_on", shift_id: shift.id, strength };
}

/** ask builds an ask with only the fields that its kind has. */
export function ask(kind: PreferenceKind, strength: number, shiftId: string, shiftKind: Ask["shift_kind"]): Ask {
  if (kind === "shift_on" || kind === "shift_off") return { kind, strength, shift_id: shiftId };
  if (kind === "kind" && shiftKind) return { kind, strength, shift_kind: shiftKind };
  return { kind, strength };
}
