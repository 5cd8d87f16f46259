import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { MyWaivers, WaiverView } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { id, nurse } from "../../testing/ward.ts";
import { waiverBody } from "./data.ts";
import { WaiverChips } from "./waiver-chips.tsx";
import { WaiversPage } from "./waivers-page.tsx";

const five: WaiverView = {
  id: id(900),
  staff_id: id(1),
  user_id: id(2),
  key: "nights_in_a_row",
  value: 5,
  first_day: "2026-04-13",
  at: "2026-03-01T09:00:00Z",
  title: "Nights in a row",
  text: "I can work up to 5 nights in a row.",
  when: "For rotas from 13 April 2026 on.",
  live: true,
};

const desk: MyWaivers = {
  today: "2026-03-02",
  first_day: "2026-04-13",
  rules: [
    {
      key: "nights_in_a_row",
      title: "Nights in a row",
      words: "You work at most 4 nights in a row.",
      ward: 4,
      own: false,
      choices: [{ value: 5, text: "I can work up to 5 nights in a row." }],
    },
    { key: "days_in_a_row", title: "Days at work in a row", words: "You work at most 3 days in a row.", ward: 3, own: true, choices: [] },
  ],
  rotas: [{ first_day: "2026-04-13", last_day: "2026-05-10", closes_at: "2026-03-10T12:00:00Z" }],
  items: [],
};

describe("rules that one can do without", () => {
  it("are chosen with a figure and a first day, and taken back", async () => {
    let items: WaiverView[] = [];
    const got = network({
      "GET /me/waivers": () => ({ body: { ...desk, items } }),
      "POST /me/waivers": () => {
        items = [five];
        return { status: 201, body: five };
      },
      "POST /me/waivers/*/withdraw": () => {
        items = [{ ...five, live: false, withdrawn_at: "2026-03-02T10:00:00Z" }];
        return { body: items[0] };
      },
    });
    show(<WaiversPage />, nurse);
    const card = within(await screen.findByRole("article", { name: "Nights in a row" }));
    expect(screen.getByRole("article", { name: "Days at work in a row" })).toHaveTextContent("This limit was set for you alone. It stays.");
    await userEvent.click(card.getByRole("button", { name: "Do without it: Nights in a row" }));
    expect(card.getByLabelText("From")).toHaveValue("2026-04-13");
    await userEvent.click(card.getByRole("button", { name: "That is my choice" }));
    expect(await card.findByText("I can work up to 5 nights in a row.")).toBeInTheDocument();
    expect(got.find((g) => g.method === "POST")?.body).toEqual({ key: "nights_in_a_row", value: 5, first_day: "2026-04-13" });
    await userEvent.click(card.getByRole("button", { name: "Take it back: I can work up to 5 nights in a row." }));
    expect(await screen.findByText(/Taken back on 2 Mar 2026/)).toBeInTheDocument();
    expect(card.getByRole("button", { name: "Do without it: Nights in a row" })).toBeInTheDocument();
  });

  it("say what is wrong beside the field", async () => {
    network({
      "GET /me/waivers": () => ({ body: desk }),
      "POST /me/waivers": () => ({
        status: 422,
        body: { code: "invalid", detail: "no", errors: [{ pointer: "/first_day", detail: "is too early; begin on 2026-04-13 or later" }] },
      }),
    });
    show(<WaiversPage />, nurse);
    await userEvent.click(await screen.findByRole("button", { name: "Do without it: Nights in a row" }));
    await userEvent.click(screen.getByRole("button", { name: "That is my choice" }));
    expect(await screen.findByLabelText("From")).toHaveAccessibleDescription(/is too early/);
  });

  it("are told to a manager as chips without a button", () => {
    show(<WaiverChips waivers={[five]} />, nurse);
    expect(screen.getByRole("listitem")).toHaveTextContent("Does without: Nights in a row. I can work up to 5 nights in a row. For rotas from 13 April 2026 on.");
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("have a last day only where one is filled in", () => {
    const form = new FormData();
    form.set("value", "5");
    form.set("first_day", "2026-04-13");
    form.set("last_day", "");
    expect(waiverBody("nights_in_a_row", form)).toEqual({ key: "nights_in_a_row", value: 5, first_day: "2026-04-13" });
    form.set("last_day", "2026-05-10");
    expect(waiverBody("nights_in_a_row", form).last_day).toBe("2026-05-10");
  });
});
