import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { MyOutcome } from "../../api/shapes.ts";
import { show } from "../../testing/render.tsx";
import { dayOff, nurse, shifts } from "../../testing/ward.ts";
import { Outcomes } from "./outcomes.tsx";

const refused = (more: Partial<MyOutcome>): MyOutcome => ({
  preference: dayOff(0, "2026-03-14"),
  met: false,
  decided: true,
  scope: "any_rota",
  text: "You asked for Sat 14 Mar off. We could not give it. If you had it, too few people would work the night on Sat 14 Mar.",
  reasons: [],
  ...more,
});

const of = (n: number, plan: "A" | "B", more: Partial<MyOutcome>) =>
  refused({ preference: dayOff(n, `2026-03-1${n}`, { choice: 1, plan }), ...more });

describe("Outcomes", () => {
  it("says why an ask was refused, how sure that is and what could be had", () => {
    const reason = {
      code: "minimum_staffing" as const,
      proof: "proved" as const,
      text: "If you had it, too few people would work the night on Sat 14 Mar.",
      sure: "We are sure of this.",
      nearest: { day: "2026-03-15", kind: "day_off" as const, strength: 1, text: "You could have Sun 15 Mar off." },
    };
    show(<Outcomes outcomes={[refused({ reason })]} shifts={shifts} />, nurse);
    expect(screen.getByText(/too few people would work the night/)).toBeVisible();
    expect(screen.getByText("We are sure of this.")).toBeVisible();
    expect(screen.getByText(/You could have Sun 15 Mar off\./)).toBeVisible();
    expect(screen.queryByText(/Another rota may be possible/)).toBeNull();
  });

  it("points to the rule that one could do without, where that rule alone decided", () => {
    const reason = {
      code: "own_preference" as const,
      proof: "proved" as const,
      text: "You asked for something else too. We could not give both.",
      sure: "We are sure of this.",
      waive: { key: "nights_in_a_row", text: "This is a rule to protect you: Nights in a row. You can choose to do without it next time." },
    };
    show(<Outcomes outcomes={[refused({ reason })]} shifts={shifts} />, nurse);
    expect(screen.getByText(/You can choose to do without it next time\./)).toBeVisible();
    expect(screen.getByRole("link", { name: "Rules I can do without" })).toHaveAttribute("href", "/waivers#waiver-nights_in_a_row");
  });

  it("says which plan was met, and that a later one was not needed, which is no refusal", async () => {
    show(
      <Outcomes
        outcomes={[of(4, "A", { met: true, fate: "met" }), of(5, "B", { fate: "not_needed", text: "It is not needed." }), of(6, "B", { met: true, fate: "not_needed" })]}
        shifts={shifts}
      />,
      nurse,
    );
    expect(screen.getByText("2 of 2 met")).toBeVisible();
    expect(screen.queryByText("Not met")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /met/ }));
    expect(screen.getByText(/Sat 14 Mar off · all of plan A/)).toBeVisible();
    expect(screen.getByText("It is not needed.")).toBeVisible();
    expect(screen.queryByText(/all of plan B/)).toBeNull();
  });

  it("claims no more than this rota where no reason was worked out", () => {
    show(<Outcomes outcomes={[refused({ scope: "in_this_rota" })]} shifts={shifts} />, nurse);
    expect(screen.getByText("This is true of this rota. Another rota may be possible.")).toBeVisible();
    expect(screen.queryByText(/We are sure/)).toBeNull();
  });
});
