import { describe, expect, it } from "vitest";
import { early, late, longDay, night, shifts } from "../../testing/ward.ts";
import { ask, next } from "./cycle.ts";

const on = (shift: { id: string }) => ({ kind: "shift_on", shift_id: shift.id, strength: 1 });

describe("next", () => {
  it("goes from none to the day off, then through the shifts by their start, then to none", () => {
    const taps = [];
    let now = next(undefined, shifts);
    while (now) {
      taps.push(now);
      now = next(now, shifts);
    }
    // Early and Long day both start at 07:30; Early ends first.
    expect(taps).toEqual([{ kind: "day_off", strength: 1 }, on(early), on(longDay), on(late), on(night)]);
  });

  it("keeps the strength", () => {
    expect(next({ kind: "day_off", strength: 3 }, shifts)).toEqual({ kind: "shift_on", shift_id: early.id, strength: 3 });
  });

  it("takes away what only the sheet can ask for", () => {
    expect(next({ kind: "shift_off", shift_id: night.id, strength: 2 }, shifts)).toBeUndefined();
    expect(next({ kind: "kind", shift_kind: "night", strength: 2 }, shifts)).toBeUndefined();
  });

  it("has only the day off on a ward without shifts", () => {
    expect(next({ kind: "day_off", strength: 1 }, [])).toBeUndefined();
  });
});

describe("ask", () => {
  it("holds only the fields of its kind", () => {
    expect(ask("day_off", 2, night.id, "night")).toEqual({ kind: "day_off", strength: 2 });
    expect(ask("shift_off", 2, night.id, "night")).toEqual({ kind: "shift_off", strength: 2, shift_id: night.id });
    expect(ask("kind", 2, night.id, "night")).toEqual({ kind: "kind", strength: 2, shift_kind: "night" });
  });
});
