import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { ManagedLeave } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { id, nurse, rn, ward } from "../../testing/ward.ts";
import { Calendar } from "./calendar.tsx";
import { useWardLeave } from "./data.ts";
import { Inbox } from "./inbox.tsx";

const request: ManagedLeave = {
  id: id(70),
  staff_id: id(400),
  name: "Ada Okafor",
  first_day: "2026-03-02",
  last_day: "2026-03-03",
  state: "asked",
  minutes: 900,
  left_minutes: 5400,
  code: "leave_full",
  title: "Mon 2 Mar to Tue 3 Mar",
  why: "Too many people are away on Tue 3 Mar.",
  uses: [{ day: "2026-03-03", unit: "people", used: 2, most: 2, skill_id: rn.id }],
  nearest: [],
  may_agree: false,
  version: 4,
};

function One({ of, done }: { of: ManagedLeave; done: (what: string) => void }) {
  return <Inbox requests={[of]} skills={[rn]} act={useWardLeave(ward, done)} editable />;
}

describe("Inbox", () => {
  it("lets a full request be refused for what is so, with the version that was seen", async () => {
    const got = network({ "POST /leave-requests/*/decide": () => ({ body: { ...request, state: "refused" } }) });
    const done = vi.fn<(what: string) => void>();
    show(<One of={request} done={done} />, nurse);
    expect(screen.getByText("Tue 3 Mar, RN: 2 of 2")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Agree/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Refuse: Ada Okafor, Mon 2 Mar to Tue 3 Mar" }));
    await waitFor(() => expect(done).toHaveBeenCalledWith("refused"));
    expect(got[0]?.body).toEqual({ agree: false, code: "leave_full" });
    expect(got[0]?.headers.get("If-Match")).toBe('"4"');
  });

  it("agrees where there is room", async () => {
    const { code: _code, why: _why, ...free } = request;
    const got = network({ "POST /leave-requests/*/decide": () => ({ body: { ...free, state: "agreed" } }) });
    const done = vi.fn<(what: string) => void>();
    show(<One of={{ ...free, may_agree: true }} done={done} />, nurse);
    await userEvent.click(screen.getByRole("button", { name: /^Agree/ }));
    await waitFor(() => expect(done).toHaveBeenCalledWith("agreed"));
    expect(got[0]?.body).toEqual({ agree: true });
  });
});

describe("Calendar", () => {
  it("says in words what room a day has and hears taps and keys", async () => {
    const onTap = vi.fn<(day: string) => void>();
    const days = [
      { day: "2026-03-02", room: "full" as const, mine: false },
      { day: "2026-03-03", room: "little" as const, mine: false },
      { day: "2026-03-04", room: "room" as const, mine: true },
    ];
    show(<Calendar firstDay="2026-03-02" lastDay="2026-03-08" days={days} chosen={{ first_day: "2026-03-03", last_day: "2026-03-03" }} onTap={onTap} />, nurse);
    expect(screen.getByRole("button", { name: "Tuesday 3 March, room for one more, chosen" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Wednesday 4 March, your leave, or asked for" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Monday 2 March, full" }));
    expect(onTap).toHaveBeenCalledWith("2026-03-02");
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(onTap).toHaveBeenLastCalledWith("2026-03-03");
  });
});
