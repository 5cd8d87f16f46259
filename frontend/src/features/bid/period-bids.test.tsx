import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Preference } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { dayOff, nurse, period, shifts } from "../../testing/ward.ts";
import { change, flush } from "./queue.ts";
import { PeriodBids } from "./period-bids.tsx";

const now = Date.parse("2026-03-01T12:00:00Z");

function page(held: Preference[], open = true) {
  const got = network({
    "GET /me/periods/*/preferences": () => ({ body: { items: held, next: null } }),
    "PUT /me/preferences/*": (g) => {
      const saved = { ...dayOff(0, ""), ...(g.body as object), id: g.path.split("/").at(-1) ?? "", version: 1 };
      held.push(saved);
      return { status: 201, body: saved };
    },
    "DELETE /me/preferences/*": (g) => {
      held.splice(held.findIndex((p) => g.path.endsWith(p.id)), 1);
      return { status: 204 };
    },
  });
  show(<PeriodBids period={period} shifts={shifts} open={open} now={now} zone="Europe/London" />, nurse);
  return got;
}

const day = (words: string) => screen.findByRole("button", { name: new RegExp(`^${words}`) });

describe("PeriodBids", () => {
  it("asks for a day off with one tap and for a shift with the next", async () => {
    const got = page([]);
    const tuesday = await day("Tuesday 3 March, no ask");
    await userEvent.click(tuesday);
    await waitFor(() => expect(tuesday).toHaveAccessibleName(/Tuesday 3 March, the day off, would like/));
    expect(screen.getByText("1 of 3 asks used")).toBeVisible();
    await userEvent.click(tuesday);
    await waitFor(() => expect(tuesday).toHaveAccessibleName(/Tuesday 3 March, Early, would like/));
    const puts = () => got.filter((g) => g.method === "PUT");
    await waitFor(() =>
      expect(puts().at(-1)?.body).toEqual({ period_id: period.id, day: "2026-03-03", kind: "shift_on", shift_id: shifts[0]?.id, strength: 1 }),
    );
    expect(puts()[0]?.headers.get("If-None-Match")).toBe("*");
  });

  it("only shows an ask on the first tap, and changes it on the second", async () => {
    const got = page([dayOff(1, "2026-03-03")]);
    const tuesday = await day("Tuesday 3 March, the day off");
    await userEvent.click(tuesday);
    expect(tuesday).toHaveAccessibleName(/the day off/);
    await userEvent.click(tuesday);
    await waitFor(() => expect(tuesday).toHaveAccessibleName(/Early/));
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.headers.get("If-Match")).toBe('"1"'));
  });

  it("says so when all asks are used, and adds none", async () => {
    page([dayOff(1, "2026-03-03"), dayOff(2, "2026-03-04"), dayOff(3, "2026-03-05")]);
    await userEvent.click(await day("Friday 6 March, no ask"));
    expect(await screen.findByRole("alert")).toHaveTextContent("You have used all 3 asks");
    expect(await day("Friday 6 March, no ask")).toBeVisible();
  });

  it("moves by arrows and opens the sheet by M, where a note can be kept", async () => {
    const got = page([]);
    (await day("Monday 2 March")).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowRight}");
    expect(await day("Tuesday 10 March")).toHaveFocus();
    await userEvent.keyboard("m");
    const sheet = await screen.findByRole("dialog", { name: "What do you ask for on Tuesday 10 March?" });
    await userEvent.click(within(sheet).getByRole("radio", { name: "Not this shift" }));
    await userEvent.selectOptions(within(sheet).getByLabelText("Shift"), "Night 19:30\u201308:00");
    await userEvent.click(within(sheet).getByRole("radio", { name: "really matters" }));
    await userEvent.type(within(sheet).getByLabelText("Note to yourself"), "school play");
    await userEvent.click(within(sheet).getByRole("button", { name: "Keep this ask" }));
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({
      day: "2026-03-10",
      kind: "shift_off",
      shift_id: shifts[3]?.id,
      strength: 3,
      note: "school play",
    }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("marks an ask with a token and counts it", async () => {
    const got = page([dayOff(1, "2026-03-03"), dayOff(2, "2026-03-04", { token: true })]);
    const tuesday = await day("Tuesday 3 March, the day off, would like$");
    expect(screen.getByText("1 of 2 tokens left")).toBeVisible();
    await userEvent.click(tuesday);
    await userEvent.click(screen.getByText("More"));
    await userEvent.click(await screen.findByLabelText("Use a token"));
    expect(screen.getByText(/You have 0 of 2 left/)).toBeVisible();
    await userEvent.click(screen.getByText("Keep this ask"));
    await waitFor(() => expect(tuesday).toHaveAccessibleName(/the day off, would like, with a token/));
    expect(screen.getByText("0 of 2 tokens left")).toBeVisible();
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({ day: "2026-03-03", token: true }));
  });

  it("keeps a token when a tap changes the ask", async () => {
    const got = page([dayOff(2, "2026-03-04", { token: true })]);
    const wednesday = await day("Wednesday 4 March, the day off, would like, with a token");
    await userEvent.click(wednesday);
    await userEvent.click(wednesday);
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({ kind: "shift_on", token: true }));
  });

  it("takes a token off, and gives none where none is left", async () => {
    const got = page([dayOff(1, "2026-03-03", { token: true }), dayOff(2, "2026-03-04", { token: true }), dayOff(3, "2026-03-05")]);
    await userEvent.click(await day("Thursday 5 March"));
    await userEvent.click(screen.getByText("More"));
    expect(await screen.findByLabelText("Use a token")).toBeDisabled();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await day("Wednesday 4 March"));
    await userEvent.click(screen.getByText("More"));
    await userEvent.click(await screen.findByLabelText("Use a token"));
    await userEvent.click(screen.getByText("Keep this ask"));
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({ day: "2026-03-04", token: false }));
  });

  it("undoes a withdrawal", async () => {
    page([dayOff(1, "2026-03-03")]);
    const tuesday = await day("Tuesday 3 March, the day off");
    await userEvent.click(tuesday);
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("button", { name: "Take it away" }));
    expect(await day("Tuesday 3 March, no ask")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await day("Tuesday 3 March, the day off")).toBeVisible();
  });

  it("changes nothing once bidding has closed", async () => {
    const got = page([], false);
    await userEvent.click(await day("Tuesday 3 March, no ask"));
    expect(await day("Tuesday 3 March, no ask")).toBeVisible();
    expect(screen.getByText("Bidding is closed for these weeks. Your asks are in.")).toBeVisible();
    expect(got.every((g) => g.method === "GET")).toBe(true);
  });

  it("shows a conflict side by side and keeps the one that is chosen", async () => {
    const theirs = dayOff(1, "2026-03-03", { version: 2, kind: "day_on", strength: 3 });
    network({
      "GET /me/periods/*/preferences": () => ({ body: { items: [theirs], next: null } }),
      "PUT /me/preferences/*": () => ({ status: 412, body: { code: "stale" } }),
    });
    await change({ id: theirs.id, periodId: period.id, userId: nurse.user.id, version: 1 }, { day: "2026-03-03", kind: "day_off", strength: 1 });
    await flush(nurse.user.id);
    show(<PeriodBids period={period} shifts={shifts} open now={now} zone="Europe/London" />, nurse);
    const dispute = await screen.findByRole("alert", { name: "Tuesday 3 March was changed in two places" });
    expect(within(dispute).getByText("the day off, would like")).toBeVisible();
    expect(within(dispute).getByText("work, any shift, really matters")).toBeVisible();
    await userEvent.click(within(dispute).getByRole("button", { name: "Keep the other" }));
    await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
    expect(await day("Tuesday 3 March, work, any shift, really matters")).toBeVisible();
  });
});
