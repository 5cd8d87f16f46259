import type { Ask, ID, Preference } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";
import type { PlanName } from "./plans.ts";

/** Wanted is what a preference is to become. */
export interface Wanted extends Ask {
  day: Day;
  /** Whether it has a token; left out, the server keeps what it has. */
  token?: boolean;
  /** What it is asked for together with, see plans.ts; left out, the server keeps what it has. */
  choice?: number;
  plan?: PlanName | "";
  note?: string;
}

/** QueuedChange is a change to one preference that the server has not taken yet. */
export interface QueuedChange {
  /** The preference's id, made on this device. */
  id: ID;
  periodId: ID;
  userId: ID;
  /** What it is to become; null to withdraw it. */
  wanted: Wanted | null;
  /** The version that the change was made from; 0 where the server has none yet. */
  version: number;
  /** Rises with each change made on this device, so that an answer to an older one is told apart. */
  revision: number;
  /** When it was first put in the queue, in milliseconds; the queue is sent in this order. */
  at: number;
  /** sending: under way. waiting: for a signal. conflict: changed elsewhere too. refused: the ward's rules say no. */
  state: "waiting" | "sending" | "conflict" | "refused";
  /** What the server holds, for a conflict; null where it was withdrawn there. */
  theirs?: Preference | null;
  /** Why it was refused, in words for a person. */
  why?: string;
}

/** Shown is a preference as the page shows it: the server's, with what is queued on top. */
export interface Shown extends Wanted {
  id: ID;
  version: number;
  standing: boolean;
  change?: QueuedChange;
}

/**
 * merge lays the queued changes over the server's list. What is withdrawn disappears,
 * unless the withdrawal itself is in dispute.
 */
export function merge(server: readonly Preference[], queue: readonly QueuedChange[]): Shown[] {
  const changes = new Map(queue.map((c) => [c.id, c]));
  const shown: Shown[] = [];
  for (const p of server) {
    const change = changes.get(p.id);
    changes.delete(p.id);
    if (!change) shown.push(p);
    else if (change.wanted) shown.push({ ...change.wanted, id: p.id, version: p.version, standing: p.standing, change });
    else if (change.state === "conflict" || change.state === "refused") shown.push({ ...p, change });
  }
  for (const change of changes.values()) {
    if (change.wanted) shown.push({ ...change.wanted, id: change.id, version: 0, standing: false, change });
  }
  return shown.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** sameAsk tells whether two preferences ask for the same thing on the same day. */
export function sameAsk(a: Wanted | null | undefined, b: Wanted | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return (
    a.day === b.day &&
    a.kind === b.kind &&
    (a.shift_id ?? "") === (b.shift_id ?? "") &&
    (a.shift_kind ?? "") === (b.shift_kind ?? "") &&
    a.strength === b.strength &&
    // Where one says nothing of a token, it is whatever the other says.
    (a.token ?? b.token ?? false) === (b.token ?? a.token ?? false) &&
    (a.choice ?? b.choice ?? 0) === (b.choice ?? a.choice ?? 0) &&
    (a.plan ?? b.plan ?? "") === (b.plan ?? a.plan ?? "") &&
    (a.note ?? "") === (b.note ?? "")
  );
}
