import { beforeEach, describe, expect, it } from "vitest";
import type { Preference } from "../../api/shapes.ts";
import { network, type Answer, type Got } from "../../testing/network.ts";
import { dayOff, id, nurse, period } from "../../testing/ward.ts";
import { merge, type Wanted } from "./outbox.ts";
import { change, flush, forget, queued, settle, type Taken } from "./queue.ts";

const user = nurse.user.id;
const base = (n: number, version = 0) => ({ id: id(700 + n), periodId: period.id, userId: user, version });
const off = (day: string, strength = 1): Wanted => ({ day, kind: "day_off", strength });

/** A server that keeps preferences by version, as the real one does. */
class Server {
  held = new Map<string, Preference>();
  signal = true;
  /** Takes the change and loses the answer. */
  losesAnswers = false;
  got: Got[] = network({
    "PUT /me/preferences/*": (g) => this.answer(() => this.put(g)),
    "DELETE /me/preferences/*": (g) => this.answer(() => this.remove(g)),
    "GET /me/periods/*/preferences": () => this.answer(() => ({ body: { items: [...this.held.values()], next: null } })),
  });

  private answer(work: () => Answer): Answer {
    if (!this.signal) return "none";
    const answer = work();
    return this.losesAnswers ? "none" : answer;
  }

  private put(g: Got): Answer {
    const key = g.path.split("/").at(-1) ?? "";
    const old = this.held.get(key);
    const fits = g.headers.get("If-None-Match") === "*" ? !old : g.headers.get("If-Match") === `"${old?.version}"`;
    if (!fits) return { status: 412, body: { code: "stale" } };
    const now = { ...dayOff(0, ""), ...(g.body as Partial<Preference>), id: key, version: (old?.version ?? 0) + 1 };
    this.held.set(key, now);
    return { status: old ? 200 : 201, body: now };
  }

  private remove(g: Got): Answer {
    const key = g.path.split("/").at(-1) ?? "";
    if (g.headers.get("If-Match") !== `"${this.held.get(key)?.version}"`) return { status: 412, body: { code: "stale" } };
    this.held.delete(key);
    return { status: 204 };
  }
}

let server: Server;
beforeEach(() => {
  forget();
  server = new Server();
});

describe("the queue of preferences", () => {
  it("keeps a change while there is no signal and sends it when there is", async () => {
    server.signal = false;
    await change(base(1), off("2026-03-03"));
    expect(await flush(user)).toBe(false);
    expect(await queued(user)).toMatchObject([{ id: id(701), state: "waiting", wanted: { day: "2026-03-03" } }]);
    server.signal = true;
    const taken: Taken[] = [];
    expect(await flush(user, (one) => taken.push(one))).toBe(true);
    expect(taken).toMatchObject([{ id: id(701), now: { version: 1 } }]);
    expect(await queued(user)).toEqual([]);
    expect(server.held.get(id(701))).toMatchObject({ kind: "day_off", day: "2026-03-03" });
  });

  it("sends three quick changes of one preference as one", async () => {
    await change(base(1), off("2026-03-03"));
    await change(base(1), off("2026-03-03", 2));
    await change(base(1), off("2026-03-03", 3));
    await flush(user);
    expect(server.got).toHaveLength(1);
    expect(server.got[0]?.body).toMatchObject({ strength: 3 });
  });

  it("sends nothing for what was put in and withdrawn without a signal", async () => {
    server.signal = false;
    await change(base(1), off("2026-03-03"));
    await change(base(1), null);
    server.signal = true;
    await flush(user);
    expect(server.got).toEqual([]);
  });

  it("names the version it saw, and points a change made meanwhile at the new one", async () => {
    server.held.set(id(701), dayOff(1, "2026-03-03", { version: 4 }));
    await change(base(1, 4), off("2026-03-03", 2));
    const first = flush(user);
    await change(base(1, 4), off("2026-03-03", 3));
    await first;
    await flush(user);
    const last = server.got.at(-1);
    expect(server.held.get(id(701))?.strength).toBe(3);
    expect(last?.headers.get("If-Match")).toBe(server.got.length === 1 ? '"4"' : '"5"');
  });

  it("does not take a tap from a page drawn before the answer for a conflict", async () => {
    await change(base(5), off("2026-03-03"));
    await flush(user);
    await change(base(5), off("2026-03-03", 2));
    await flush(user);
    expect(await queued(user)).toEqual([]);
    expect(server.held.get(id(705))).toMatchObject({ strength: 2, version: 2 });
  });

  it("tells a conflict with what the other device saved, and sends mine over it if asked", async () => {
    server.held.set(id(701), dayOff(1, "2026-03-03", { version: 2, strength: 3 }));
    await change(base(1, 1), off("2026-03-03", 2));
    await flush(user);
    expect(await queued(user)).toMatchObject([{ state: "conflict", wanted: { strength: 2 }, theirs: { strength: 3, version: 2 } }]);
    await settle(id(701), "mine");
    await flush(user);
    expect(server.held.get(id(701))).toMatchObject({ strength: 2, version: 3 });
    expect(await queued(user)).toEqual([]);
  });

  it("drops mine if the other is kept", async () => {
    server.held.set(id(701), dayOff(1, "2026-03-03", { version: 2, strength: 3 }));
    await change(base(1, 1), off("2026-03-03", 2));
    await flush(user);
    await settle(id(701), "theirs");
    await flush(user);
    expect(server.held.get(id(701))).toMatchObject({ strength: 3, version: 2 });
    expect(await queued(user)).toEqual([]);
  });

  it("does not take its own lost answer for a conflict", async () => {
    server.losesAnswers = true;
    await change(base(1), off("2026-03-03"));
    await flush(user);
    expect(server.held.size).toBe(1);
    server.losesAnswers = false;
    await flush(user);
    expect(await queued(user)).toEqual([]);
  });

  it("goes on with the rest after one is refused, and keeps the reason", async () => {
    const got = network({
      "PUT /me/preferences/*": (g) =>
        (g.body as Wanted).day === "2026-03-03"
          ? { status: 409, body: { code: "closed", detail: "Bidding for these weeks has closed." } }
          : { status: 201, body: dayOff(2, "2026-03-04") },
    });
    await change(base(1), off("2026-03-03"));
    await change(base(2), off("2026-03-04"));
    await flush(user);
    expect(got).toHaveLength(2);
    expect(await queued(user)).toMatchObject([{ id: id(701), state: "refused", why: "Bidding for these weeks has closed." }]);
  });

  it("leaves what another user of this device has waiting", async () => {
    await change({ ...base(1), userId: id(999) }, off("2026-03-03"));
    await flush(user);
    expect(server.got).toEqual([]);
    expect(await queued(id(999))).toHaveLength(1);
  });
});

describe("merge", () => {
  it("lays what waits over what the server holds", async () => {
    const list = [dayOff(1, "2026-03-09"), dayOff(2, "2026-03-03"), dayOff(3, "2026-03-05")];
    await change(base(1, 1), { ...off("2026-03-09"), kind: "day_on" });
    await change(base(2, 1), null);
    await change(base(4), off("2026-03-02"));
    const shown = merge(list, await queued(user));
    expect(shown.map((s) => [s.day, s.kind, s.change?.state])).toEqual([
      ["2026-03-02", "day_off", "waiting"],
      ["2026-03-05", "day_off", undefined],
      ["2026-03-09", "day_on", "waiting"],
    ]);
  });
});
