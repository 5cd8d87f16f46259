import { api, body } from "../../api/client.ts";
import { ifMatch } from "../../api/http.ts";
import { NoAnswer, Problem } from "../../api/problem.ts";
import type { ID, Preference } from "../../api/shapes.ts";
import { device } from "../../lib/device.ts";
import { signal } from "../../lib/signal.ts";
import { sameAsk, type QueuedChange, type Wanted } from "./outbox.ts";

/** changed counts the changes of the queue; the page watches it. */
export const changed = signal(0);
const tell = () => changed.set(changed.get() + 1);

/**
 * The version that the server gave to each preference that this page sent. A tap may come
 * from a drawing of the page that is a moment older than the answer.
 */
const given = new Map<ID, number>();

/** forget lets go of what this page knows of the server; signing out calls it. */
export const forget = () => given.clear();

/** queued lists what one user has waiting, oldest first. */
export async function queued(userId: ID): Promise<QueuedChange[]> {
  const all = await (await device()).getAll("outbox");
  return all.filter((c) => c.userId === userId).toSorted((a, b) => a.at - b.at);
}

/** What a change starts from: the preference as the page showed it. */
export interface Base {
  id: ID;
  periodId: ID;
  userId: ID;
  version: number;
}

/**
 * change puts what a preference is to become into the queue of this device. A newer
 * change of the same preference takes the place of the one that waits. Withdrawing what
 * the server never saw leaves nothing to send.
 */
export async function change(base: Base, wanted: Wanted | null): Promise<void> {
  const tx = (await device()).transaction("outbox", "readwrite");
  const before = await tx.store.get(base.id);
  const sending = before?.state === "sending";
  const version = before?.version ?? Math.max(base.version, given.get(base.id) ?? 0);
  if (!wanted && version === 0 && !sending) await tx.store.delete(base.id);
  else
    await tx.store.put({
      ...base,
      wanted,
      version,
      revision: (before?.revision ?? 0) + 1,
      at: before?.at ?? Date.now(),
      state: sending ? "sending" : "waiting",
    });
  await tx.done;
  tell();
}

/** settle ends a conflict: with "mine" the change is sent again over the other, with "theirs" it is dropped. */
export async function settle(id: ID, keep: "mine" | "theirs"): Promise<void> {
  const tx = (await device()).transaction("outbox", "readwrite");
  const c = await tx.store.get(id);
  if (c && keep === "mine" && !(c.wanted === null && !c.theirs)) {
    const { theirs, why: _, ...rest } = c;
    await tx.store.put({ ...rest, version: theirs?.version ?? 0, state: "waiting" });
  } else if (c) await tx.store.delete(id);
  await tx.done;
  tell();
}

/** Taken is a preference that the server took: what it holds of it now, null for withdrawn. */
export interface Taken {
  id: ID;
  periodId: ID;
  now: Preference | null;
}

/** Hears of each preference taken before it leaves the queue, so that it never vanishes from the page. */
type Listener = (taken: Taken) => void;

let round: Promise<boolean> | undefined;

/**
 * flush sends what waits, oldest first, one at a time, and tells whether all of it got an
 * answer. A second call joins the round under way.
 */
export function flush(userId: ID, onTaken: Listener = () => undefined): Promise<boolean> {
  round ??= sendAll(userId, onTaken).finally(() => {
    round = undefined;
  });
  return round;
}

async function sendAll(userId: ID, onTaken: Listener): Promise<boolean> {
  for (;;) {
    const tried = await take(userId);
    if (!tried) return true;
    try {
      await finish(tried, await put(tried), onTaken);
    } catch (err) {
      if (await judge(tried, err, onTaken)) return false;
    }
    tell();
  }
}

/** take marks the oldest change that waits as being sent, in one step, so that none made meanwhile is lost. */
async function take(userId: ID): Promise<QueuedChange | undefined> {
  const tx = (await device()).transaction("outbox", "readwrite");
  const next = (await tx.store.getAll())
    .filter((c) => c.userId === userId && (c.state === "waiting" || c.state === "sending"))
    .toSorted((a, b) => a.at - b.at)[0];
  const tried: QueuedChange | undefined = next && { ...next, state: "sending" };
  if (tried) await tx.store.put(tried);
  await tx.done;
  return tried;
}

/** put sends one change and gives what the server holds after it. */
async function put(c: QueuedChange): Promise<Preference | null> {
  const path = { preference_id: c.id };
  if (c.wanted === null) {
    await api.DELETE("/me/preferences/{preference_id}", { params: { path, header: ifMatch(c.version) } });
    return null;
  }
  const header = c.version === 0 ? { "If-None-Match": "*" as const } : ifMatch(c.version);
  return body(
    api.PUT("/me/preferences/{preference_id}", {
      params: { path, header },
      body: { period_id: c.periodId, ...c.wanted },
    }),
  );
}

/** finish takes a sent change out of the queue, or points a newer one at the new version. */
async function finish(tried: QueuedChange, held: Preference | null, onTaken: Listener): Promise<void> {
  const version = held?.version ?? 0;
  given.set(tried.id, version);
  onTaken({ id: tried.id, periodId: tried.periodId, now: held });
  const tx = (await device()).transaction("outbox", "readwrite");
  const now = await tx.store.get(tried.id);
  if (now && now.revision !== tried.revision && !(now.wanted === null && version === 0)) {
    await tx.store.put({ ...now, version, state: "waiting" });
  } else await tx.store.delete(tried.id);
  await tx.done;
}

/** judge deals with a change that was not taken; true ends the round. */
async function judge(tried: QueuedChange, err: unknown, onTaken: Listener): Promise<boolean> {
  if (err instanceof Problem && (err.status === 412 || err.status === 404)) {
    return disputed(tried, onTaken);
  }
  if (err instanceof Problem && err.status < 500 && err.status !== 401 && err.status !== 429) {
    const words = [err.message, ...err.fields.map((f) => f.detail)].filter(Boolean);
    await mark(tried, { state: "refused", why: [...new Set(words)].join(" ") });
    return false;
  }
  await mark(tried, { state: "waiting" });
  if (err instanceof NoAnswer || err instanceof Problem) return true;
  throw err;
}

/**
 * disputed looks at what the server holds when it says that the version is not the
 * newest. An earlier try of this same change may have arrived without its answer: then
 * both are the same and there is nothing to dispute.
 */
async function disputed(tried: QueuedChange, onTaken: Listener): Promise<boolean> {
  try {
    const list = await body(
      api.GET("/me/periods/{period_id}/preferences", { params: { path: { period_id: tried.periodId } } }),
    );
    const theirs = (list.items ?? []).find((p) => p.id === tried.id) ?? null;
    if (sameAsk(theirs, tried.wanted)) await finish(tried, theirs, onTaken);
    else await mark(tried, { state: "conflict", theirs });
    return false;
  } catch {
    await mark(tried, { state: "waiting" });
    return true;
  }
}

async function mark(tried: QueuedChange, outcome: Partial<QueuedChange>): Promise<void> {
  const tx = (await device()).transaction("outbox", "readwrite");
  const now = await tx.store.get(tried.id);
  if (now) {
    // A change made while the older one was under way is tried in its own right.
    const newer = now.revision !== tried.revision && outcome.state === "refused";
    await tx.store.put({ ...now, ...(newer ? { state: "waiting" as const } : outcome) });
  }
  await tx.done;
  tell();
}
