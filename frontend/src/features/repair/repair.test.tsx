import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Repair, RepairWay } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { ada, ben, early, id, manager, period, view } from "../../testing/ward.ts";
import { happened } from "./event-form.tsx";
import { Ways } from "./ways.tsx";

const out = {
  staff_id: ada.id,
  day: "2026-03-03",
  from_shift_id: early.id,
  notice_minutes: 1140,
  taken_out: true,
  name: ada.name,
  text: "Ada Okafor, Tue 3 Mar: off in place of the early",
  notice: "19 hours' notice",
};

const way = (change: Partial<RepairWay>): RepairWay => ({
  aim: "take_out",
  title: "Move nobody",
  text: "The places stay open.",
  moved: 0,
  people: 0,
  least_notice_minutes: null,
  notice: "Nobody is moved",
  by_notice: [],
  missing: 1,
  minutes: -450,
  refused: 0,
  changes: [out],
  uncovered: [{ day: "2026-03-03", shift_id: early.id, missing: 1, text: "Tue 3 Mar, the early: 1 person missing" }],
  ...change,
});

const repair: Repair = {
  id: id(40),
  period_id: period.id,
  roster_id: view.roster.id,
  state: "ready",
  kind: "sickness",
  reason: "rang in",
  text: ["Ada Okafor cannot work on Tue 3 Mar."],
  created_at: "2026-03-02T12:00:00Z",
  ways: [
    way({}),
    way({
      aim: "best_cover",
      title: "Best cover",
      moved: 1,
      people: 1,
      notice: "19 hours' notice",
      by_notice: [{ text: "a day or less", moves: 1 }],
      missing: 0,
      minutes: 0,
      uncovered: [],
      changes: [
        out,
        { ...out, staff_id: ben.id, name: ben.name, taken_out: false, text: "Ben Hughes, Tue 3 Mar: the early in place of off" },
      ],
    }),
  ],
};

function data(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

describe("the ways", () => {
  it("stand side by side with what they change, their notice and what stays open", () => {
    show(<Ways repair={repair} may onApplied={() => undefined} />, manager);
    const [none, best] = within(screen.getByRole("list", { name: "Ways to repair it" })).getAllByRole("heading", { level: 3 });
    expect(none).toHaveTextContent("Move nobody");
    expect(best).toHaveTextContent("Best cover");
    expect(screen.getByText("Tue 3 Mar, the early: 1 person missing")).toBeInTheDocument();
    expect(screen.getByText("7 h 30 less")).toBeInTheDocument();
    expect(screen.getByText("Moves by notice: 1 × a day or less")).toBeInTheDocument();
    expect(screen.getAllByText("cannot work it")).toHaveLength(2);
  });

  it("are chosen once more before anything is published, with who was asked", async () => {
    const got = network({ "POST /repairs/*/apply": () => ({ status: 201, body: { ...view.roster, state: "published" } }) });
    const applied = vi.fn<(rosterId: string) => void>();
    show(<Ways repair={repair} may onApplied={applied} />, manager);
    await userEvent.click(screen.getByRole("checkbox", { name: "Ben Hughes was asked and agrees" }));
    await userEvent.click(screen.getByRole("button", { name: "Choose this way: Best cover" }));
    expect(got).toHaveLength(0);
    const dialog = screen.getByRole("dialog", { name: "Publish the change?" });
    expect(dialog).toHaveTextContent("2 days change");
    await userEvent.click(within(dialog).getByRole("button", { name: "Choose this way" }));
    await vi.waitFor(() => expect(applied).toHaveBeenCalledWith(view.roster.id));
    expect(got[0]?.path).toBe(`/repairs/${repair.id}/apply`);
    expect(got[0]?.body).toEqual({ aim: "best_cover", agreed: [ben.id] });
  });

  it("are only shown to those who may not approve, and once one was chosen", () => {
    const { unmount } = show(<Ways repair={repair} may={false} onApplied={() => undefined} />, manager);
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
    unmount();
    show(<Ways repair={{ ...repair, state: "applied" }} may onApplied={() => undefined} />, manager);
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});

describe("what has happened", () => {
  it("is read from the form by its kind", () => {
    expect(happened("sickness", data({ staff_id: "a", first_day: "2026-03-03", last_day: "2026-03-04", reason: " rang in " }))).toEqual({
      kind: "sickness",
      reason: "rang in",
      facts: { absent: [{ staff_id: "a", first_day: "2026-03-03", last_day: "2026-03-04" }] },
    });
    expect(happened("leaver", data({ staff_id: "a", last_day: "2026-03-04", reason: "moves away" })).facts).toEqual({
      leavers: [{ staff_id: "a", last_day: "2026-03-04" }],
    });
    expect(happened("demand", data({ day: "2026-03-04", shift_id: "e", skill_id: "", min: "3", reason: "beds" })).facts).toEqual({
      raised: [{ day: "2026-03-04", shift_id: "e", min: 3 }],
    });
  });
});
