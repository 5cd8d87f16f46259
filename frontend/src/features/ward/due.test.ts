import { expect, it } from "vitest";
import type { Period } from "../../api/shapes.ts";
import { period } from "../../testing/ward.ts";
import { biddingPeriod, nextDue, rotaPeriod } from "./due.ts";

const make = (state: Period["state"], first_day: string, last_day: string, at = "2026-03-20T12:00:00Z"): Period => ({
  ...period,
  id: `${state} ${first_day}`,
  state,
  first_day,
  last_day,
  bidding_opens_at: at,
  bidding_closes_at: at,
  approval_due_at: at,
  publication_due_at: at,
});
const before = make("published", "2026-02-02", "2026-03-01");
const running = make("published", "2026-03-02", "2026-03-29");
const next = (state: Period["state"], at?: string) => make(state, "2026-03-30", "2026-04-26", at);
const later = (state: Period["state"], at?: string) => make(state, "2026-04-27", "2026-05-24", at);
const today = "2026-03-10";

it.each([
  ["a draft waits for the manager", [before, running, next("drafted"), later("open")], next("drafted").id],
  ["so does an approved rota", [running, next("approved")], next("approved").id],
  ["nothing waits: the one that is worked now", [before, running, next("open")], running.id],
  ["also while the next has closed and has no draft", [running, next("closed")], running.id],
  ["none is worked now: the one that has closed", [before, next("closed")], next("closed").id],
  ["else the last published", [before, next("open")], before.id],
  ["nothing is published: the one that is open", [next("open"), later("planned")], next("open").id],
  ["no period at all", [], undefined],
])("the rota page begins where the manager is needed: %s", (_, periods, id) => {
  expect(rotaPeriod(periods, today)?.id).toBe(id);
});

it("the bidding page begins with what is open, else with what comes", () => {
  expect(biddingPeriod([running, next("open"), later("planned")])?.id).toBe(next("open").id);
  expect(biddingPeriod([running, next("closed"), later("planned")])?.id).toBe(later("planned").id);
  expect(biddingPeriod([before, running])?.id).toBe(running.id);
});

it("the first thing due is told, whatever period it is of, and a published one owes nothing", () => {
  expect(nextDue([before, running])).toBeUndefined();
  const due = nextDue([running, next("drafted", "2026-03-12T12:00:00Z"), later("open", "2026-03-11T12:00:00Z")]);
  expect(due).toMatchObject({ step: "closes", at: "2026-03-11T12:00:00Z" });
});
