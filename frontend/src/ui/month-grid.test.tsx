import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { MonthGrid, monthOf } from "./month-grid.tsx";

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

it("is reached on one day by Tab, and goes on by arrows, Home and End within its days", async () => {
  const keys: string[] = [];
  render(
    <MonthGrid
      firstDay="2027-01-20"
      lastDay="2027-02-02"
      begin="2027-01-21"
      label="days"
      onKey={(key, day) => {
        keys.push(`${key} ${day}`);
        return key === "m";
      }}
      renderDay={(day, button) => (
        <button type="button" {...button}>
          {day}
        </button>
      )}
    />,
  );
  const user = userEvent.setup();
  await user.tab();
  expect(document.activeElement?.textContent).toBe("2027-01-21");
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toBe("2027-01-28");
  await user.keyboard("{ArrowDown}{ArrowDown}"); // to 4 February, which is none of the days
  expect(document.activeElement?.textContent).toBe("2027-01-28");
  await user.keyboard("{End}{ArrowRight}");
  expect(document.activeElement?.textContent).toBe("2027-02-02");
  await user.keyboard("{Home}{ArrowLeft}m");
  expect(document.activeElement?.textContent).toBe("2027-01-20");
  expect(keys).toEqual(["m 2027-01-20"]);
  expect(screen.getAllByRole("button").filter((b) => b.tabIndex === 0).map((b) => b.textContent)).toEqual(["2027-01-20"]);
});
