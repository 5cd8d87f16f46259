import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Duty, Finding, RosterView } from "../../api/shapes.ts";
import { network, type Answer, type Got } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { ada, ben, early, id, manager, night, period, rn, shifts, view, ward } from "../../testing/ward.ts";
import { Board } from "./board.tsx";
import { Steps } from "./steps.tsx";

const broken: Finding = {
  rule: "rest",
  level: "hard",
  staff_id: ada.id,
  day: "2026-03-04",
  amount: 60,
  cost: 1,
  key: "rest||ada",
  overridden: false,
  text: "Ada Okafor, Wed 4 Mar, the early: less rest than the rule before this shift.",
};

/** A server of one draft that sets cells and always finds the same rule broken. */
function server(start: RosterView, more: Record<string, (g: Got) => Answer | Promise<Answer>> = {}) {
  let now = start;
  return network({
    "POST /rosters/*/try": () => ({ body: { delta: [1, 0, 0, 0, 0, 0], added: [broken], removed: [] } }),
    "PUT /rosters/*/cells/*/*": (g) => {
      const [, , , , staffId, day] = g.path.split("/");
      const cell = g.body as { shift_id: string | null; fixed: boolean };
      const kept = now.duties.filter((d) => d.staff_id !== staffId || d.day !== day);
      const duty = { id: id(651), roster_id: now.roster.id, day, shift_id: cell.shift_id, skill_id: rn.id, staff_id: staffId, fixed: cell.fixed } as Duty;
      now = { ...now, roster: { ...now.roster, version: now.roster.version + 1 }, duties: cell.shift_id ? [...kept, duty] : kept };
      return { body: { ...now, change: { delta: [1, 0, 0, 0, 0, 0], added: [broken], removed: [] } } };
    },
    "GET /rosters/*": () => ({ body: now }),
    "GET /periods/*/preferences": () => ({ body: { items: [], next: null } }),
    ...more,
  });
}

/** held is something that lasts until it is ended. */
function held() {
  let end!: () => void;
  const until = new Promise<void>((done) => {
    end = done;
  });
  return { until, end };
}

function board(start: RosterView = view) {
  const demand = { id: id(800), period_id: period.id, day: "2026-03-03", shift_id: early.id, skill_id: rn.id, min: 2, preferred: 2, max: -1, version: 1 };
  show(
    <Board
      view={start}
      board={{ ward, period, staff: [ada, ben], shifts, skills: [rn], contracts: [], demand: [demand], extra: [] }}
    />,
    manager,
  );
}

const cell = (words: string) => screen.getByRole("cell", { name: new RegExp(`^${words}`) });

describe("the roster grid", () => {
  // In a table of role grid a td is a gridcell; the testing library calls it a cell.
  it("has one cell in the tab order and moves it by keys", async () => {
    server(view);
    board();
    const grid = screen.getByRole("grid", { name: "Rota: staff by day" });
    expect(within(grid).getAllByRole("cell").filter((c) => c.tabIndex === 0 && c.dataset.at)).toHaveLength(1);
    await userEvent.click(cell("Ada Okafor, Tuesday 3 March: Early"));
    await userEvent.keyboard("{ArrowDown}{ArrowRight}");
    expect(cell("Ben Hughes, Wednesday 4 March: off")).toHaveFocus();
    await userEvent.keyboard("{Home}");
    expect(cell("Ben Hughes, Monday 2 March: off")).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}{ArrowDown}");
    expect(cell("Ben Hughes, Monday 2 March: off")).toHaveFocus();
  });

  it("sets a shift by its letter, says what that breaks, and saves it from the version it saw", async () => {
    const got = server(view);
    board();
    await userEvent.click(cell("Ada Okafor, Wednesday 4 March"));
    await userEvent.keyboard("n");
    expect(cell("Ada Okafor, Wednesday 4 March: Night")).toBeVisible();
    const effect = await screen.findByRole("region", { name: "What this does" });
    expect(await within(effect).findByText(broken.text)).toBeVisible();
    const written = () => got.filter((g) => g.method !== "GET");
    await waitFor(() => expect(written().map((g) => `${g.method} ${g.path.split("/")[3]}`)).toEqual(["POST try", "PUT cells"]));
    expect(written()[1]?.headers.get("If-Match")).toBe('"7"');
    expect(written()[1]?.body).toEqual({ shift_id: night.id, fixed: false });
    expect(await screen.findByText("Saved")).toBeVisible();
  });

  it("clears by Delete and puts back by Ctrl+Z, each from the newest version", async () => {
    const got = server(view);
    board();
    await userEvent.click(cell("Ada Okafor, Tuesday 3 March: Early"));
    await userEvent.keyboard("{Delete}");
    expect(cell("Ada Okafor, Tuesday 3 March: off")).toBeVisible();
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(cell("Ada Okafor, Tuesday 3 March: Early")).toHaveFocus();
    await waitFor(() => expect(got.filter((g) => g.method === "PUT")).toHaveLength(2));
    const puts = got.filter((g) => g.method === "PUT");
    expect(puts.map((g) => g.headers.get("If-Match"))).toEqual(['"7"', '"8"']);
    expect(puts[1]?.body).toEqual({ shift_id: early.id, skill_id: rn.id, fixed: false });
  });

  it("takes an edit back when somebody else was first, and says so", async () => {
    server(view, { "PUT /rosters/*/cells/*/*": () => ({ status: 412, body: { code: "stale", detail: "" } }) });
    board();
    await userEvent.click(cell("Ada Okafor, Wednesday 4 March"));
    await userEvent.keyboard("n");
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody else changed this first");
    expect(cell("Ada Okafor, Wednesday 4 March: off")).toBeVisible();
  });

  it("approves what was saved: while an edit is on its way, the button waits for it", async () => {
    const saving = held();
    const newer = { ...view, roster: { ...view.roster, version: view.roster.version + 1 } };
    const got = server(view, {
      "PUT /rosters/*/cells/*/*": async () => {
        await saving.until;
        return { body: { ...newer, change: { delta: [0, 0, 0, 0, 0, 0], added: [], removed: [] } } };
      },
      "POST /rosters/*/approve": () => ({ body: { ...newer.roster, state: "approved" } }),
    });
    show(
      <>
        <Steps ward={ward} period={{ ...period, state: "drafted" }} roster={view.roster} />
        <Board view={view} board={{ ward, period, staff: [ada, ben], shifts, skills: [rn], contracts: [], demand: [], extra: [] }} />
      </>,
      manager,
    );
    await userEvent.click(cell("Ada Okafor, Tuesday 3 March: Early"));
    await userEvent.keyboard("{Delete}");
    await userEvent.click(screen.getByRole("button", { name: "Approve\u2026" }));
    const dialog = screen.getByRole("dialog");
    await within(dialog).findByText("Every rule that must hold, holds.");
    const go = within(dialog).getByRole("button", { name: /^Approve/ });
    await userEvent.click(go);
    expect(got.filter((g) => g.path.endsWith("/approve"))).toHaveLength(0);
    saving.end();
    await waitFor(() => expect(go).toHaveAccessibleName("Approve"));
    await userEvent.click(go);
    const approvals = () => got.filter((g) => g.path.endsWith("/approve"));
    await waitFor(() => expect(approvals()).toHaveLength(1));
    expect(approvals()[0]?.headers.get("If-Match")).toBe('"8"');
  });

  it("counts cover as cells change, and marks what is under", async () => {
    server(view);
    board();
    expect(screen.getByText("Early, Registered nurse, Tuesday 3 March: 1 of 2, 1 missing")).toBeInTheDocument();
    await userEvent.click(cell("Ben Hughes, Tuesday 3 March"));
    await userEvent.keyboard("e");
    await waitFor(() => expect(screen.getByText("Early, Registered nurse, Tuesday 3 March: 2 of 2")).toBeInTheDocument());
  });

  it("offers every key's work as a button too, and all choices on the cell's menu", async () => {
    const got = server(view);
    board();
    await userEvent.click(cell("Ada Okafor, Tuesday 3 March: Early"));
    const tools = screen.getByRole("toolbar", { name: "Change the chosen cell" });
    await userEvent.click(within(tools).getByRole("button", { name: "Pin" }));
    expect(cell("Ada Okafor, Tuesday 3 March: Early, pinned")).toBeVisible();
    await waitFor(() => expect(got.find((g) => g.method === "PUT")?.body).toMatchObject({ shift_id: early.id, fixed: true }));
    await userEvent.click(within(tools).getByRole("button", { name: "More\u2026" }));
    const menu = await screen.findByRole("dialog", { name: "Ada Okafor, Tuesday 3 March" });
    await userEvent.click(within(menu).getByRole("radio", { name: /Night/ }));
    expect(await within(menu).findByText(broken.text)).toBeVisible();
    await userEvent.click(within(menu).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(cell("Ada Okafor, Tuesday 3 March: Night, pinned")).toBeVisible());
  });

  it("changes nothing in a published rota", async () => {
    const got = server(view);
    board({ ...view, roster: { ...view.roster, state: "published" } });
    await userEvent.click(cell("Ada Okafor, Wednesday 4 March"));
    await userEvent.keyboard("n{Delete}");
    expect(cell("Ada Okafor, Wednesday 4 March: off")).toBeVisible();
    expect(screen.getByText("This version cannot be changed any more.")).toBeVisible();
    expect(got).toEqual([]);
  });
});

describe("the findings beside it", () => {
  const cover: Finding = { ...broken, rule: "cover_minimum", level: "minimum_cover", staff_id: undefined as never, key: "cover", text: "Thu 5 Mar, the night: 2 nurses, the ward needs 3." };

  it("are said in words, the ones that must hold first", () => {
    server(view);
    board({ ...view, findings: [cover, broken] });
    const findings = screen.getByRole("region", { name: "Findings" });
    expect(within(findings).getAllByRole("heading", { level: 3 }).map((h) => h.textContent)).toEqual(["Rules that must hold: 1", "People missing: 1"]);
    expect(cell("Ada Okafor, Wednesday 4 March: off, breaks a rule that must hold")).toBeVisible();
  });

  it("lead to the cell they speak of", async () => {
    server(view);
    board({ ...view, findings: [broken] });
    await userEvent.click(screen.getByRole("button", { name: broken.text }));
    await waitFor(() => expect(cell("Ada Okafor, Wednesday 4 March")).toHaveFocus());
  });

  it("say what to do where no reason helps", async () => {
    server(view);
    board({ ...view, findings: [{ ...broken, rule: "unavailable", no_override: "Nobody can allow work on an agreed absence." }] });
    expect(await screen.findByText("Nobody can allow work on an agreed absence.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Allow it\u2026" })).not.toBeInTheDocument();
  });

  it("allow a rule that must hold to be broken only with a reason", async () => {
    const got = server(view, {
      "PUT /rosters/*/overrides/*": (g) => {
        const { reason } = g.body as { reason: string };
        return {
          body: { ...view, findings: [{ ...broken, overridden: true }], overrides: [{ roster_id: id(600), finding_key: broken.key, reason, user_id: id(901), at: "2026-03-01T12:00:00Z" }] },
        };
      },
    });
    board({ ...view, findings: [broken] });
    await userEvent.click(screen.getByRole("button", { name: "Allow it\u2026" }));
    const dialog = await screen.findByRole("dialog", { name: "Allow a broken rule" });
    await userEvent.type(within(dialog).getByLabelText("Why is it right here?"), "Agreed with Ada on Monday");
    await userEvent.click(within(dialog).getByRole("button", { name: "Allow it" }));
    await waitFor(() => expect(got.at(-1)?.path).toBe(`/rosters/${id(600)}/overrides/${btoa(broken.key).replaceAll("=", "")}`));
    expect(got.at(-1)?.headers.get("If-Match")).toBe('"7"');
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });
});
