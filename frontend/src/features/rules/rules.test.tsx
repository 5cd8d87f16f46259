import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Me, RuleBook, RuleLine } from "../../api/shapes.ts";
import { network, type Answer } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { ada, ben, id, manager, nurse, ward } from "../../testing/ward.ts";
import { figureIn, shown } from "./data.ts";
import { Book, placesOf } from "./rules-page.tsx";

const rule = (key: string, more: Partial<RuleLine>): RuleLine => ({
  key,
  title: key,
  words: "",
  managers: "",
  kind: "law",
  level: "hard",
  enforced_by: "engine",
  on: true,
  set_in: "",
  unit: "nights",
  source: "Ward policy",
  url: "",
  read: "2026-11-26",
  sure: "C",
  why_not: "",
  may: [],
  people: [],
  rotas: [],
  history: [],
  ...more,
});

const rest = rule("rest", {
  title: "Rest between two shifts",
  words: "You get at least 11 h off.",
  unit: "minutes",
  source: "Working Time Regulations 1998, regulation 10(1)",
  url: "https://www.legislation.gov.uk/uksi/1998/1833/regulation/10",
  why_not: "This is the law, which can be made stricter and not looser.",
  standard: { value: 660, text: "11 h", from: "rulebook" },
  present: { value: 660, text: "11 h", from: "rulebook" },
});
const nights = rule("nights", {
  title: "Nights in a row",
  words: "You work at most 3 nights in a row.",
  kind: "policy",
  standard: { value: 4, text: "4 nights", from: "rulebook" },
  present: { value: 3, text: "3 nights", from: "ward", from_day: "2026-03-01", source: "Ward policy 4", reason: "Agreed by all." },
  history: [{ id: id(1), scope: "ward", text: "3 nights", from_day: "2026-03-01", source: "Ward policy 4", reason: "Agreed by all.", at: "2026-02-20T10:00:00Z" }],
});
const weekly = rule("weekly", { title: "A day off", words: "You get a day off.", enforced_by: "listed", unit: "minutes" });

const book = (...rules: RuleLine[]): RuleBook => ({
  ward_id: ward.id,
  today: "2026-03-01",
  day: "2026-03-01",
  version: 5,
  title: "United Kingdom",
  edition: 1,
  read: "2026-11-26",
  groups: [{ key: "rest", title: "Rest", rules }],
});

const may = (r: RuleLine): RuleLine => ({
  ...r,
  may: [
    { scope: "ward", least: 660, most: 1320, least_text: "11 h", most_text: "22 h" },
    { scope: "person", least: 660, most: 1320, least_text: "11 h", most_text: "22 h" },
  ],
});

describe("the rules to read", () => {
  it("say for each its figure, what keeps it, and its source one tap away", async () => {
    show(<Book book={book(rest, weekly)} />, nurse);
    const card = within(screen.getByRole("article", { name: "Rest between two shifts" }));
    expect(card.getByText("11 h", { selector: "p" })).toBeVisible();
    expect(card.getByText("The app keeps to this")).toBeVisible();
    expect(card.getByText("Law")).toBeVisible();
    expect(card.queryByRole("button", { name: /Change/ })).toBeNull();
    await userEvent.click(card.getByText("Where this comes from"));
    expect(card.getByRole("link", { name: /regulation 10/ })).toHaveAttribute("href", rest.url);
    expect(card.getByText("Rules that must hold")).toBeVisible();
    const listed = within(screen.getByRole("article", { name: "A day off" }));
    expect(listed.getByText("Not checked by the app")).toBeVisible();
    await userEvent.click(listed.getByText("Where this comes from"));
    expect(listed.queryByText("Rules that must hold")).toBeNull();
  });

  it("say so where a rule is not in use, and never that the app keeps to it", () => {
    show(<Book book={book(rule("off", { title: "Off", on: false, present: undefined as never }))} />, nurse);
    const card = within(screen.getByRole("article", { name: "Off" }));
    expect(card.getByText("Not in use here.")).toBeVisible();
    expect(card.queryByText("The app keeps to this")).toBeNull();
  });

  it("say so where a rota was planned before a change", () => {
    show(<Book book={book({ ...nights, rotas: [{ first_day: "2026-03-02", last_day: "2026-03-15", text: "4 nights" }] })} />, nurse);
    expect(screen.getByText("The rota for 2 Mar \u2013 15 Mar was planned before and goes by 4 nights.")).toBeVisible();
  });

  it("show a nurse her own limit, and a manager whose there are", () => {
    const own = rule("week", {
      title: "Week",
      present: { value: 60, text: "60 h", from: "rulebook" },
      people: [{ staff_id: ada.id, value: 20, text: "20 h", from: "person" }],
    });
    const { unmount } = show(<Book book={book(own)} />, nurse);
    expect(screen.getByText("For you: 20 h")).toBeVisible();
    unmount();
    const named = { ...own, people: own.people.map((p) => ({ ...p, name: ada.name })) };
    show(<Book book={book(named)} />, manager);
    expect(screen.getByText("1 person has a limit of their own: Ada Okafor (20 h)")).toBeVisible();
  });

  it("are found by words, by what the app keeps and by what was changed here", async () => {
    expect([rest, nights, weekly].filter((r) => shown(r, "all", " NIGHTS ")).map((r) => r.key)).toEqual(["nights"]);
    expect([rest, nights, weekly].filter((r) => shown(r, "kept", "")).map((r) => r.key)).toEqual(["rest", "nights"]);
    expect([rest, nights, weekly].filter((r) => shown(r, "changed", "")).map((r) => r.key)).toEqual(["nights"]);
    show(<Book book={book(rest, nights, weekly)} />, nurse);
    expect(screen.getByText("3 rules")).toBeVisible();
    await userEvent.click(screen.getByRole("radio", { name: "Changed here" }));
    expect(screen.getByText("1 rule")).toBeVisible();
    await userEvent.click(screen.getByText("Where this comes from"));
    expect(screen.getByText(/Ward: 3 nights from 1 Mar 2026/)).toBeVisible();
    await userEvent.type(screen.getByRole("searchbox"), "overtime");
    expect(screen.getByText(/No rule has these words/)).toBeVisible();
  });
});

const can = (right: string): Me => ({ ...nurse, rights: [{ right: right as never }] });

describe("where somebody reads rules", () => {
  it("is the own ward first, and the organisation for whom has no ward or sets it", () => {
    const other = { ...ward, id: id(2), name: "Ward 1" };
    expect(placesOf(nurse, [other, ward]).map((p) => p.name)).toEqual(["Ward 7B", "Ward 1"]);
    expect(placesOf(can("read_figures"), []).map((p) => p.name)).toEqual(["The whole organisation"]);
    expect(placesOf(can("manage_wards"), [ward]).map((p) => p.name)).toEqual(["The whole organisation", "Ward 7B"]);
  });
});

describe("figureIn", () => {
  it.each([
    ["minutes", { hours: "11", minutes: "30" }, 690],
    ["minutes", { hours: "0", minutes: "20" }, 20],
    ["clock", { value: "20:05" }, 1205],
    ["nights", { value: "3" }, 3],
    ["nights", { value: "0" }, 0],
    ["nights", { value: "" }, Number.NaN],
    ["minutes", { hours: "", minutes: "" }, Number.NaN],
    ["clock", { value: "" }, Number.NaN],
  ] as const)("reads %s from %j", (unit, fields, want) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    expect(figureIn(unit, data)).toBe(want);
  });
});

const open = async (answer: () => Answer, r = may(rest)) => {
  const got = network({
    "POST /wards/*/figures": answer,
    "GET /wards/*/staff": () => ({ body: { items: [ada, ben], next: null } }),
  });
  show(<Book book={book(r)} />, manager);
  await userEvent.click(screen.getByRole("button", { name: "Change: Rest between two shifts" }));
  const dialog = within(await screen.findByRole("dialog"));
  return { got, dialog };
};
const fill = async (dialog: ReturnType<typeof within>, hours: string) => {
  await userEvent.clear(dialog.getByLabelText("Hours"));
  await userEvent.type(dialog.getByLabelText("Hours"), hours);
  await userEvent.type(dialog.getByLabelText("Where the figure comes from"), "Ward policy 4");
  await userEvent.type(dialog.getByLabelText("Why"), "Agreed by all.");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
};

describe("a figure that is changed", () => {
  it("goes to the server with its source, its reason and the version that was seen", async () => {
    const { got, dialog } = await open(() => ({ status: 201, body: {} }));
    expect(dialog.getByText("From 11 h to 22 h.")).toBeVisible();
    await fill(dialog, "12");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = got.find((g) => g.method === "POST");
    expect(sent?.body).toEqual({ key: "rest", value: 720, from_day: "2026-03-01", source: "Ward policy 4", reason: "Agreed by all." });
    expect(sent?.headers.get("If-Match")).toBe('"5"');
    expect(sent?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("says why the law cannot be loosened, before and after somebody tries", async () => {
    const detail = "must be between 11 h and 22 h: this is the law, which can be made stricter and not looser";
    const { dialog } = await open(() => ({ status: 422, body: { code: "invalid", detail: "", errors: [{ pointer: "/value", detail }] } }));
    expect(dialog.getByText("This is the law, which can be made stricter and not looser.")).toBeVisible();
    await fill(dialog, "10");
    expect(await dialog.findByRole("link", { name: detail })).toBeVisible();
    expect(dialog.getByLabelText("Hours")).toBeInvalid();
  });

  it("keeps neither source nor reason for one person", async () => {
    const { got, dialog } = await open(() => ({ status: 201, body: {} }));
    await userEvent.click(dialog.getByRole("radio", { name: "One person" }));
    expect(dialog.queryByLabelText("Why")).toBeNull();
    await userEvent.selectOptions(await dialog.findByLabelText("Person"), await dialog.findByRole("option", { name: ben.name }));
    await userEvent.clear(dialog.getByLabelText("Minutes"));
    await userEvent.type(dialog.getByLabelText("Minutes"), "30");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(got.find((g) => g.method === "POST")?.body).toEqual({ key: "rest", value: 690, from_day: "2026-03-01", staff_id: ben.id }));
  });

  it("is taken back with no number", async () => {
    const had = may({ ...rest, history: nights.history });
    const { got, dialog } = await open(() => ({ status: 201, body: {} }), had);
    await userEvent.click(dialog.getByRole("checkbox"));
    expect(dialog.queryByLabelText("Hours")).toBeNull();
    await userEvent.type(dialog.getByLabelText("Where the figure comes from"), "Ward policy 5");
    await userEvent.type(dialog.getByLabelText("Why"), "No longer needed.");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(got.find((g) => g.method === "POST")?.body).toMatchObject({ key: "rest", value: null }));
  });
});
