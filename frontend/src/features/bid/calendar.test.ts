import { expect, it } from "vitest";
import { monthOf } from "./calendar.tsx";

it.each([
  // Monday 21 December 2026 begins the period; the week from the 28th has January in it from Friday on.
  ["2026-12-21", "December 2026"],
  ["2026-12-28", "December to January 2027"],
  ["2027-01-04", undefined],
])("the week of %s stands under %s", (week, want) => {
  expect(monthOf(week, "2026-12-21", "2027-01-17")).toBe(want);
});

it("a month that begins on a Monday, or a period that begins within a week, has its own name alone", () => {
  expect(monthOf("2027-02-01", "2027-01-18", "2027-02-14")).toBe("February 2027");
  expect(monthOf("2027-01-25", "2027-01-28", "2027-02-21")).toBe("January 2027");
});
