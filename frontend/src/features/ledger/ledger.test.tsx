import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { LedgerLine, MyLedger, RestDebts } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { nurse } from "../../testing/ward.ts";
import { Bands } from "./bands.tsx";
import { groups, points } from "./data.ts";
import { LedgerPage } from "./ledger-page.tsx";
import { Line } from "./line.tsx";

const line = (change: Partial<LedgerLine>): LedgerLine => ({
  id: "a",
  period_id: "p",
  kind: "night",
  first_day: "2026-03-02",
  last_day: "2026-03-29",
  count: 4,
  takes_back: false,
  imported: false,
  title: "4 nights",
  steps: [
    { text: "4 × 2 points.", value: 8000 },
    { text: "It is 60 days old.", value: 7069 },
  ],
  worth: 7069,
  ...change,
});

describe("points", () => {
  it.each([
    [0, "0"],
    [1000, "1"],
    [43_919, "43.9"],
    [949, "0.9"],
    [950, "1"],
    [-9000, "\u22129"],
    [-40, "0"],
  ])("writes %d thousandths as %s", (amount, text) => {
    expect(points(amount)).toBe(text);
  });
});

describe("groups", () => {
  it("puts the lines of a rota together and sums them, imports by their day", () => {
    const { period_id: _, ...past } = line({ id: "d", imported: true, first_day: "2026-01-31", last_day: "2026-01-31", worth: 500 });
    const found = groups([line({ id: "a" }), line({ id: "b", worth: -2000 }), line({ id: "c", period_id: "q" }), past]);
    expect(found.map((g) => [g.key, g.lines.length, g.sum])).toEqual([
      ["p", 2, 5069],
      ["q", 1, 7069],
      ["2026-01-31", 1, 500],
    ]);
  });
});

describe("a line", () => {
  it("opens into the steps by which it was worked out", async () => {
    render(
      <ul>
        <Line line={line({})} />
      </ul>,
    );
    expect(screen.getByText("4 nights").parentElement).toHaveTextContent("7.1");
    await userEvent.click(screen.getByText("4 nights"));
    const steps = screen.getByText("4 × 2 points.").closest("ol");
    expect(within(steps as HTMLElement).getAllByRole("listitem").map((s) => s.textContent)).toEqual([
      "4 × 2 points.makes8",
      "It is 60 days old.makes7.1",
    ]);
  });
});

describe("the ward's groups", () => {
  it("say in words how many are in each and where the reader is", () => {
    render(
      <Bands
        bands={[
          { from: 0, to: 40_000, people: 10, text: "Less than 40 points", mine: false },
          { from: 40_000, to: null, people: 14, text: "40 points or more", mine: true },
        ]}
      />,
    );
    const [low, high] = screen.getAllByRole("listitem");
    expect(low).toHaveTextContent("Less than 40 points10 people");
    expect(high).toHaveTextContent("40 points or moreyou are here14 people");
  });
});

describe("the page", () => {
  const nothingOwed: RestDebts = { as_of: "2026-04-30", items: [] };
  const ledger: MyLedger = {
    as_of: "2026-04-30",
    burden: 7069,
    text: "You carry 7.1 points.",
    lines: [line({})],
    bands: [],
    where: "Your ward is small.",
    explain: [{ question: "What is a point?", answer: "A bit of load." }],
  };

  it("shows the sum, why there are no groups, the rota and what a point is", async () => {
    network({ "GET /me/ledger": () => ({ body: ledger }), "GET /me/rest-debts": () => ({ body: nothingOwed }) });
    show(<LedgerPage />, nurse);
    expect(await screen.findByRole("heading", { name: "You carry 7.1 points." })).toBeInTheDocument();
    expect(screen.getByText("Your ward is small.")).toBeInTheDocument();
    expect(screen.queryByRole("list", { name: /which group/ })).not.toBeInTheDocument();
    expect(screen.getByRole("region", { name: "Rota 2 Mar \u2013 29 Mar" })).toHaveTextContent("7.1 in all");
    expect(screen.getByText("What is a point?")).toBeInTheDocument();
  });

  it("says what will stand there while nothing does", async () => {
    network({ "GET /me/ledger": () => ({ body: { ...ledger, lines: [] } }), "GET /me/rest-debts": () => ({ body: nothingOwed }) });
    show(<LedgerPage />, nurse);
    expect(await screen.findByText(/There is nothing here yet/)).toBeInTheDocument();
  });
});
