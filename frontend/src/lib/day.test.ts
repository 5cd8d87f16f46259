import { describe, expect, it } from "vitest";
import { addDays, daysBetween, eachDay, longDay, monday, shortDay, span, weekday } from "./day.ts";

describe("day", () => {
  it("counts across the end of February in a leap year", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  });

  it("is not moved by the clock change of 29 March 2026", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(eachDay("2026-03-28", "2026-03-30")).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
  });

  it("begins weeks on Monday", () => {
    expect(weekday("2026-03-15")).toBe(6);
    expect(monday("2026-03-15")).toBe("2026-03-09");
    expect(monday("2026-03-09")).toBe("2026-03-09");
  });

  it("writes days as people say them", () => {
    expect(shortDay("2026-03-14")).toBe("Sat 14 Mar");
    expect(shortDay("2026-09-05")).toBe("Sat 5 Sep");
    expect(longDay("2026-03-14")).toBe("Saturday 14 March");
    expect(span("2026-03-02", "2026-04-12")).toBe("2 Mar \u2013 12 Apr");
    expect(span("2026-12-07", "2027-01-03")).toBe("7 Dec 2026 \u2013 3 Jan 2027");
  });
});
