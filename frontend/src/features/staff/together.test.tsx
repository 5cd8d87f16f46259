import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Learner, Pair, Together } from "../../api/shapes.ts";
import { network, type Answer } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { ada, ben, id, manager, rn, ward } from "../../testing/ward.ts";
import { WorkingTogether } from "./together.tsx";

const today = "2026-03-01";
const pair: Pair = { id: id(800), ward_id: ward.id, staff_id: ada.id, other_id: ben.id, kind: "apart", strength: "must", first_day: "2026-02-01", version: 3 };
const learner: Learner = {
  id: id(801),
  ward_id: ward.id,
  staff_id: ben.id,
  supervisors: [ada.id],
  skill_id: rn.id,
  kinds: ["night"],
  strength: "should",
  first_day: "2026-02-01",
  last_day: "2026-02-20",
  version: 1,
};

function page(together: Together, more: Record<string, () => Answer> = {}, editable = true) {
  const got = network({
    "GET /wards/*/together": () => ({ body: together }),
    "GET /skills": () => ({ body: { items: [rn] } }),
    ...more,
  });
  show(<WorkingTogether ward={ward} staff={[ada, ben]} today={today} editable={editable} />, manager);
  return got;
}

describe("who works with whom", () => {
  it("is said in words, with what is over, and cannot be changed by those who only read", async () => {
    page({ pairs: [pair], learners: [learner], supernumerary: [] }, {}, false);
    expect(await screen.findByText("Ada Okafor and Ben Hughes work apart")).toBeInTheDocument();
    expect(screen.getByText("Always, from 1 Feb 2026")).toBeInTheDocument();
    expect(await screen.findByText("Ben Hughes learns beside Ada Okafor or anybody with Registered nurse, on night")).toBeInTheDocument();
    expect(screen.getByText("Before wishes, ended 20 Feb 2026")).toBeInTheDocument();
    expect(screen.getByText("Nobody is supernumerary.")).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("takes a new pair, and shows what the server refuses at its field", async () => {
    const got = page({ pairs: [], learners: [], supernumerary: [] }, {
      "POST /wards/*/pairs": () => ({ status: 422, body: { code: "invalid", detail: "no", errors: [{ pointer: "/other_id", detail: "a rule for these two is there already" }] } }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Add a pair" }));
    const dialog = within(screen.getByRole("dialog", { name: "Add a pair" }));
    await userEvent.selectOptions(dialog.getByLabelText("Person"), ada.name);
    await userEvent.selectOptions(dialog.getByLabelText("Other person"), ben.name);
    await userEvent.click(dialog.getByRole("radio", { name: "Work together" }));
    await userEvent.click(dialog.getByRole("radio", { name: "If possible" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect((await dialog.findAllByText(/a rule for these two is there already/)).length).toBeGreaterThan(0);
    expect(got.find((g) => g.method === "POST")?.body).toEqual({
      staff_id: ada.id,
      other_id: ben.id,
      kind: "together",
      strength: "if_possible",
      first_day: today,
    });
  });

  it("changes a learner at its version, and removes a pair", async () => {
    const got = page({ pairs: [pair], learners: [learner], supernumerary: [] }, {
      "PUT /learners/*": () => ({ body: learner }),
      "DELETE /pairs/*": () => ({ status: 204 }),
    });
    await userEvent.click(await screen.findByRole("button", { name: /^Change: Ben Hughes learns/ }));
    const dialog = within(screen.getByRole("dialog", { name: "Change the learner" }));
    await userEvent.click(dialog.getByRole("button", { name: "Take out Ada Okafor" }));
    await userEvent.click(dialog.getByRole("checkbox", { name: "Late" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const put = got.find((g) => g.method === "PUT");
    expect(put?.headers.get("If-Match")).toBe('"1"');
    expect(put?.body).toEqual({
      staff_id: ben.id,
      supervisors: [],
      skill_id: rn.id,
      kinds: ["late", "night"],
      strength: "should",
      first_day: "2026-02-01",
      last_day: "2026-02-20",
    });
    await userEvent.click(screen.getByRole("button", { name: "Remove: Ada Okafor and Ben Hughes work apart" }));
    await waitFor(() => expect(got.find((g) => g.method === "DELETE")?.path).toBe(`/pairs/${pair.id}`));
  });
});
