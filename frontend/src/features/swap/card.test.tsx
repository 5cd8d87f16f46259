import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { SwapCard } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { show } from "../../testing/render.tsx";
import { nurse } from "../../testing/ward.ts";
import { Card } from "./card.tsx";
import { useSwaps } from "./data.ts";

const asked: SwapCard = {
  id: "0190a5b2-7c1e-7def-8abc-0000000000a1",
  kind: "swap",
  state: "offered",
  day: "2026-03-14",
  shift_id: "0190a5b2-7c1e-7def-8abc-0000000000b1",
  answer_by: "2026-03-10T12:00:00Z",
  title: "You give the early on Mon 16 Mar. You get the night on Sat 14 Mar from Ada.",
  status: "Do you agree?",
  effects: ["12 h off before it."],
  may_answer: true,
  may_withdraw: false,
  version: 1,
};

function One({ swap, done }: { swap: SwapCard; done: (phrase: string) => void }) {
  return <Card swap={swap} act={useSwaps(done)} />;
}

describe("Card", () => {
  it("sends the answer of somebody who is asked", async () => {
    const got = network({ "POST /me/swaps/*/answer": () => ({ body: { ...asked, state: "accepted", may_answer: false } }) });
    const done = vi.fn<(phrase: string) => void>();
    show(<One swap={asked} done={done} />, nurse);
    expect(screen.getByText("12 h off before it.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Take it back" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /^Yes/ }));
    await waitFor(() => expect(done).toHaveBeenCalledWith("said"));
    expect(got[0]?.path).toBe(`/me/swaps/${asked.id}/answer`);
    expect(got[0]?.body).toEqual({ yes: true });
  });

  it("takes an own ask back with the version that was seen", async () => {
    const mine = { ...asked, may_answer: false, may_withdraw: true, version: 3 };
    const got = network({ "POST /me/swaps/*/withdraw": () => ({ body: { ...mine, state: "withdrawn" } }) });
    const done = vi.fn<(phrase: string) => void>();
    show(<One swap={mine} done={done} />, nurse);
    expect(screen.queryByRole("button", { name: /^Yes/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Take it back" }));
    await waitFor(() => expect(done).toHaveBeenCalledWith("gone"));
    expect(got[0]?.headers.get("If-Match")).toBe('"3"');
  });
});
