import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../api/shapes.ts";
import { show } from "../../testing/render.tsx";
import { ada, manager, view } from "../../testing/ward.ts";
import { AskList } from "./ask-list.tsx";

const refused = (reason?: Outcome["reason"]): Outcome => ({
  preference_id: "p1",
  staff_id: ada.id,
  day: "2026-03-14",
  met: false,
  decided: true,
  delta: [0, 0, 0, 0, 0, 0],
  findings: [],
  text: "Ada Okafor asked for Sat 14 Mar off. It could not be given.",
  ...(reason ? { reason } : {}),
});

const figures = (more: Partial<NonNullable<Outcome["reason"]>> = {}): NonNullable<Outcome["reason"]> => ({
  code: "minimum_staffing",
  proof: "best_found",
  text: "If Ada Okafor had it, too few people would work the night on Sat 14 Mar.",
  sure: "This is the best we found. There may be a better rota.",
  decisive_level: "minimum_cover",
  cost: [0, 2, 0, 0, -3, 0],
  because: [{ rule: "cover_minimum", level: "minimum_cover", amount: 2, cost: 2, text: "On Sat 14 Mar the night would be 2 people short." }],
  ...more,
});

const list = (reason?: Outcome["reason"]) => show(<AskList view={{ ...view, outcomes: [refused(reason)] }} onGo={() => undefined} />, manager);

describe("AskList", () => {
  it("shows the proof and the cost at the level that decides, and the rest on request", async () => {
    list(figures());
    expect(screen.getByText("Best found")).toBeVisible();
    expect(screen.getByText("People missing +2")).toBeVisible();
    await userEvent.click(screen.getByText("What it would cost"));
    const costs = within(screen.getByLabelText("Cost at each level"));
    expect(costs.getByText("+2")).toBeVisible();
    expect(costs.getByText("\u22123")).toBeVisible();
    expect(costs.queryByText("Rules that must hold")).toBeNull();
    expect(screen.getByText(/would be 2 people short/)).toBeVisible();
  });

  it("names the nearest ask that could be met", () => {
    list(figures({ proof: "proved", nearest: { day: "2026-03-15", kind: "day_off", strength: 1, text: "Ada Okafor could have Sun 15 Mar off." } }));
    expect(screen.getByText("Proved")).toBeVisible();
    expect(screen.getByText("Ada Okafor could have Sun 15 Mar off.")).toBeVisible();
  });

  it("says of a draw that it is one", () => {
    list(figures({ code: "equal_priority", decisive_level: "" }));
    expect(screen.getByText("A draw")).toBeVisible();
  });

  it("shows an older draft without reasons as before", () => {
    list();
    expect(screen.getByText(/It could not be given/)).toBeVisible();
    expect(screen.queryByText("What it would cost")).toBeNull();
  });
});
