import { render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { AgreedPattern } from "../../api/shapes.ts";
import { ada, early, id } from "../../testing/ward.ts";
import { Broken } from "./broken.tsx";
import { Cycle } from "./cycle.tsx";
import { agreedOff, agreedOn, current, dayMark, dayWords } from "./pattern.ts";

/** Two weeks from Monday 2 March 2026: Wednesday of the first off, Friday of the second only early shifts. */
const pattern: AgreedPattern = {
  id: id(900),
  staff_id: ada.id,
  first_day: "2026-03-02",
  anchor: "2026-03-02",
  days: Array.from({ length: 14 }, (_, k) =>
    k === 2 ? { rule: "off" as const } : k === 11 ? { rule: "only" as const, shift_ids: [early.id] } : { rule: "none" as const },
  ),
  agreed_on: "2026-01-05",
  review_on: "2027-01-05",
  version: 1,
};

describe("an agreed pattern", () => {
  it.each([
    ["2026-03-04", "off"],
    ["2026-03-11", undefined],
    ["2026-03-13", "only"],
    ["2026-03-18", "off"],
    ["2026-02-18", undefined],
  ])("says of %s: %s", (day, rule) => {
    expect(agreedOn(pattern, day)?.rule).toBe(rule);
    expect(agreedOff([pattern], day)).toBe(rule === "off");
  });

  it("ends, and goes back before its anchor", () => {
    expect(agreedOn({ ...pattern, last_day: "2026-03-17" }, "2026-03-18")).toBeUndefined();
    expect(agreedOn({ ...pattern, first_day: "2026-01-01" }, "2026-02-18")?.rule).toBe("off"); // 12 days before the anchor: day 2
    expect(current([{ ...pattern, last_day: "2026-03-01" }], "2026-01-01")).toEqual([]); // taken back
    expect(current([{ ...pattern, last_day: "2026-03-17" }], "2026-03-18")).toEqual([]);
    expect(current([pattern], "2030-01-01")).toEqual([pattern]);
  });

  it("has words and marks", () => {
    expect(dayWords({ rule: "only", shift_ids: [early.id] }, [early])).toBe("only Early");
    expect(dayWords({ rule: "never", kinds: ["night"] }, [early])).toBe("never any night");
    expect(dayMark({ rule: "only", kinds: ["early"] }, [early])).toBe(early.code);
    expect(dayMark({ rule: "never", shift_ids: [early.id] }, [early])).toBe(`not ${early.code}`);
  });

  it("is drawn by week, and each day can be picked by its name", () => {
    const pick = vi.fn<(k: number) => void>();
    render(<Cycle days={pattern.days} shifts={[early]} label="cycle" onPick={pick} />);
    const table = screen.getByRole("table", { name: "cycle" });
    within(table).getByRole("button", { name: "Week 1, Wednesday: off" }).click();
    expect(pick).toHaveBeenCalledWith(2);
    expect(within(table).getAllByRole("button")).toHaveLength(14);
  });

  it("tells which days are not kept, and nothing where all are", () => {
    const { container, rerender } = render(<Broken days={[]} />);
    expect(container.textContent).toBe("");
    rerender(<Broken days={[{ day: "2026-03-04", text: "Wed 4 Mar is your agreed day off. It is not kept." }]} />);
    expect(screen.getByText("Wed 4 Mar is your agreed day off. It is not kept.")).toBeTruthy();
    expect(screen.getByText("Ask your ward manager why.")).toBeTruthy();
  });
});
