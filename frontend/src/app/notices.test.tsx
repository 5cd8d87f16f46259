import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Notice } from "../api/shapes.ts";
import { network } from "../testing/network.ts";
import { show } from "../testing/render.tsx";
import { id, nurse } from "../testing/ward.ts";
import { Notices } from "./notices.tsx";

const notice = (n: number, at: string, detail: string): Notice => ({ id: id(n), at, detail, kind: "bidding_opened" }) as Notice;

it("takes one line however much news there is, opens newest first, and can be read at once", async () => {
  const calls = network({ "POST /me/notices/*/read": () => ({ body: {} }), "GET /me": () => ({ body: nurse }) });
  const news = [notice(1, "2026-03-01T08:00:00Z", "Oldest."), notice(3, "2026-03-03T08:00:00Z", "Newest."), notice(2, "2026-03-02T08:00:00Z", "Middle.")];
  show(<Notices notices={news} />, nurse);
  expect(screen.getAllByRole("button")).toHaveLength(1);
  const line = screen.getByRole("button", { name: /^3 new messages/ });
  expect(line).toHaveTextContent("Newest.");
  expect(screen.queryByText("Oldest.")).toBeNull();
  await userEvent.click(line);
  expect(screen.getAllByRole("listitem").map((li) => li.textContent.split(".")[0])).toEqual(["Newest", "Middle", "Oldest"]);
  await userEvent.click(screen.getByRole("button", { name: "I have read them all" }));
  await waitFor(() => expect(calls.filter((c) => c.method === "POST").map((c) => c.path).toSorted()).toEqual([1, 2, 3].map((n) => `/me/notices/${id(n)}/read`)));
});
