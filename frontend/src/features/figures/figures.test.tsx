import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Figure, FiguresRow } from "../../api/shapes.ts";
import { figureText, sizeText } from "./data.ts";
import { FigureCard } from "./figure-card.tsx";
import { FigureTable } from "./figure-table.tsx";
import { addMonths, firstMeasure } from "./figures-page.tsx";

const is = (value: number): Figure => ({ value, suppressed: false });
const held: Figure = { value: null, suppressed: true };
const none: Figure = { value: null, suppressed: false };

const row: FiguresRow = {
  name: "",
  rolled_up: false,
  rotas: 9,
  staff: is(55),
  duties: is(3240),
  unfilled: is(0),
  granted: is(610),
  refused: is(145),
  fulfilment_rate: is(80.8),
  requested_share: held,
  worst_served: held,
  agreed_people: held,
  agreed_kept_share: none,
  weekends: is(420),
  nights: is(860),
  lead_time_days: is(38),
  long_notice_share: none,
};

describe("figures", () => {
  it.each([
    ["fulfilment_rate", "80.8 %"],
    ["duties", "3\u202f240"],
    ["lead_time_days", "38 days"],
    ["unfilled", "0"],
    ["agreed_people", "*"],
    ["agreed_kept_share", "\u2013"],
    ["worst_served", "*"],
    ["long_notice_share", "\u2013"],
  ] as const)("writes %s as %s", (measure, text) => {
    expect(figureText(row[measure], measure)).toBe(text);
  });

  it("says out of how many, and holds that back too where a part is held back", () => {
    // 610 granted and 145 refused are 755 asks.
    expect(sizeText(row, "fulfilment_rate")).toBe("n = 755 asks");
    expect(sizeText({ ...row, refused: held }, "fulfilment_rate")).toBe("n = * asks");
    expect(sizeText(row, "lead_time_days")).toBe("9 rotas");
  });

  it("shows a suppressed figure as a star to the eye and in words to a screen reader", () => {
    render(<FigureCard row={row} measure="worst_served" />);
    expect(screen.getByText("*")).toHaveAttribute("aria-hidden", "true");
    expect(screen.getByText("Suppressed: 1 to 7, or a group of fewer than 10 people")).toBeInTheDocument();
  });

  it("never shows a number of a rolled-up ward", () => {
    const small = { ...row, rolled_up: true, staff: held, duties: held };
    render(<FigureTable label="By ward" first="Ward" measures={["staff", "duties"]} rows={[{ key: "a", name: "Day unit", row: small }]} />);
    expect(screen.getByRole("row", { name: /Day unit/ })).not.toHaveTextContent(/\d{2,}(?! people)/);
    expect(screen.getAllByText("*")).toHaveLength(2);
  });
});

/** A month that tells nothing but what is put in. */
const month = (change: Partial<FiguresRow>) => ({
  ...row,
  month: "2026-01-01",
  fulfilment_rate: held,
  duties: held,
  nights: held,
  weekends: held,
  staff: held,
  lead_time_days: none,
  ...change,
});

describe("firstMeasure", () => {
  it("is the one that tells most, and the first of equals", () => {
    expect(firstMeasure([month({}), month({ nights: is(20) }), month({ nights: is(15), duties: is(60) })])).toBe("nights");
    expect(firstMeasure([month({ nights: is(20), duties: is(60) })])).toBe("duties");
    expect(firstMeasure([])).toBe("fulfilment_rate");
  });
});

describe("addMonths", () => {
  it("crosses years both ways", () => {
    expect(addMonths("2026-11-24", 3)).toBe("2027-02-01");
    expect(addMonths("2026-03-01", -8)).toBe("2025-07-01");
    expect(addMonths("2026-12-31", 0)).toBe("2026-12-01");
  });
});
