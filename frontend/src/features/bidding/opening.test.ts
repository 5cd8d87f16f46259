import { expect, it } from "vitest";
import type { Period } from "../../api/shapes.ts";
import { network } from "../../testing/network.ts";
import { period } from "../../testing/ward.ts";
import { openNow } from "./opening.ts";

const planned: Period = { ...period, state: "planned", version: 4, bidding_opens_at: "2026-03-02T12:00:00Z", bidding_closes_at: "2026-03-05T12:00:00Z" };

function server() {
  return network({
    "PUT /periods/*": ({ body }) => ({ body: { ...planned, ...(body as object), version: 5 } }),
    "POST /periods/*/open": () => ({ body: { ...planned, state: "open", version: 6 } }),
  });
}

it("opening early first moves the window to begin at this minute, or nobody could ask", async () => {
  const got = server();
  await openNow(planned, Date.parse("2026-03-01T09:30:42Z"));
  expect(got.map((g) => [g.method, g.headers.get("If-Match")])).toEqual([["PUT", '"4"'], ["POST", '"5"']]);
  expect(got[0]?.body).toMatchObject({ bidding_opens_at: "2026-03-01T09:30:00.000Z", bidding_closes_at: planned.bidding_closes_at });
});

it("a window that has begun stays as it is", async () => {
  const got = server();
  await openNow(planned, Date.parse("2026-03-02T12:00:00Z"));
  expect(got.map((g) => [g.method, g.headers.get("If-Match")])).toEqual([["POST", '"4"']]);
});
