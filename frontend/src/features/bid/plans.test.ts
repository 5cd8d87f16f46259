import { describe, expect, it } from "vitest";
import { asksUsed, keyOf, placeOf, plansOf, tokensUsed } from "./plans.ts";
import { dayOff } from "../../testing/ward.ts";

const a = { choice: 1, plan: "A" } as const;
const b = { choice: 1, plan: "B" } as const;

describe("plans", () => {
  it("count as their longest, and as one token", () => {
    const asks = [{}, { token: true }, { ...a, token: true }, { ...a, token: true }, b, b, b, { choice: 2, plan: "A" as const }];
    expect(asksUsed(asks)).toBe(2 + 3 + 1);
    expect(tokensUsed(asks)).toBe(2);
    expect(asksUsed([])).toBe(0);
  });

  it("have a key each", () => {
    for (const key of ["", "1A", "3C"]) expect(keyOf(placeOf(key))).toBe(key);
    expect(placeOf("2B")).toEqual({ choice: 2, plan: "B" });
  });

  it("come in the order of wish", () => {
    const shown = [dayOff(1, "2026-03-03", b), dayOff(2, "2026-03-04", a), dayOff(3, "2026-03-05")];
    expect(plansOf(shown, 1).map((p) => [p.plan, p.asks.length])).toEqual([["A", 1], ["B", 1]]);
  });
});
