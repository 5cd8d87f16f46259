import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Preference } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { dayOff, nurse, period, shifts } from "../../testing/ward.ts";
import { PeriodBids } from "./period-bids.tsx";

const now = Date.parse("2026-03-01T12:00:00Z");
const inA = { choice: 1, plan: "A" } as const;
const inB = { choice: 1, plan: "B" } as const;

function page(held: Preference[]) {
  const got = network({
    "GET /me/periods/*/preferences": () => ({ body: { items: held, next: null } }),
    "PUT /me/preferences/*": (g) => {
      const id = g.path.split("/").at(-1) ?? "";
      const at = held.findIndex((p) => p.id === id);
      const saved = { ...dayOff(0, ""), ...(g.body as object), id, version: 2 };
      held.splice(at, at < 0 ? 0 : 1, saved);
      return { status: 200, body: saved };
    },
  });
  show(<PeriodBids period={period} shifts={shifts} open now={now} zone="Europe/London" />, nurse);
  return got;
}

const open = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Plans" }));
  return within(await screen.findByRole("dialog"));
};

describe("PlanSheet", () => {
  it("is not offered to who has asked for one thing", async () => {
    page([dayOff(1, "2026-03-03")]);
    await screen.findByRole("button", { name: /^Tuesday 3 March, the day off/ });
    expect(screen.queryByRole("button", { name: "Plans" })).toBeNull();
  });

  it("puts two asks into one plan and sends each", async () => {
    const got = page([dayOff(1, "2026-03-03"), dayOff(2, "2026-03-04")]);
    const sheet = await open();
    for (const select of sheet.getAllByRole("combobox")) await userEvent.selectOptions(select, "Plan A");
    expect(await sheet.findByText("(both or neither)")).toBeVisible();
    await waitFor(() => {
      const puts = got.filter((g) => g.method === "PUT").map((g) => g.body);
      expect(puts).toHaveLength(2);
      for (const body of puts) expect(body).toMatchObject({ kind: "day_off", ...inA });
    });
  });

  it("takes an ask out of its plan only where the cap allows it", async () => {
    page([dayOff(1, "2026-03-03", inA), dayOff(2, "2026-03-04", inA), dayOff(3, "2026-03-05", inB), dayOff(4, "2026-03-06")]);
    expect(await screen.findByText("3 of 3 asks used")).toBeVisible();
    const sheet = await open();
    const third = sheet.getByRole("combobox", { name: "Thu 5 Mar, the day off" });
    await userEvent.selectOptions(third, "By itself");
    expect(await sheet.findByText(/You have used all 3 asks/)).toBeVisible();
    expect(third).toHaveValue("1B");
    await userEvent.selectOptions(third, "Plan C");
    await waitFor(() => expect(third).toHaveValue("1C"));
  });

  it("keeps an ask in its plan when it is changed, and says so", async () => {
    const got = page([dayOff(1, "2026-03-03", inA), dayOff(2, "2026-03-04", inB)]);
    const tuesday = await screen.findByRole("button", { name: /^Tuesday 3 March, the day off, would like, plan A/ });
    await userEvent.click(tuesday);
    await userEvent.click(tuesday);
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({ kind: "shift_on", ...inA }));
  });
});
