import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { ID, MyPeriod, Preference } from "../../api/shapes.ts";
import { uuid } from "../../lib/uuid.ts";
import { mine } from "./data.ts";
import { merge, type QueuedChange, type Shown, type Wanted } from "./outbox.ts";
import { change, changed, flush, queued, settle } from "./queue.ts";

/** How long a change rests before it is sent, so that three taps are one request. */
const settleMs = 500;
/** How often the queue is tried while there is no signal. */
const retryMs = 15_000;

/** Bids is one period's preferences as the page shows them, and what can be done to them. */
export interface Bids {
  shown: Shown[];
  loading: boolean;
  error: unknown;
  queue: QueuedChange[];
  put: (wanted: Wanted, before?: Shown) => void;
  withdraw: (before: Shown) => void;
  settle: (id: ID, keep: "mine" | "theirs") => void;
}

/** useQueue gives what this user has waiting on this device, and keeps sending it. */
export function useQueue(userId: ID): QueuedChange[] {
  const client = useQueryClient();
  const revision = useSyncExternalStore(changed.subscribe, changed.get);
  const queue = useQuery({
    queryKey: ["outbox", userId, revision],
    queryFn: () => queued(userId),
    placeholderData: (old) => old,
    gcTime: 0,
  });
  const send = useCallback(async () => {
    let some = false;
    await flush(userId, ({ id, periodId, now }) => {
      some = true;
      client.setQueryData<Preference[]>(mine.preferences(periodId).queryKey, (old) => {
        const rest = (old ?? []).filter((p) => p.id !== id);
        return now ? [...rest, now] : rest;
      });
    });
    if (some) await client.invalidateQueries({ queryKey: ["mine", "preferences"] });
  }, [client, userId]);
  useEffect(() => {
    const again = () => void send();
    let rest = setTimeout(again, settleMs);
    const stop = changed.subscribe(() => {
      clearTimeout(rest);
      rest = setTimeout(again, settleMs);
    });
    const timer = setInterval(again, retryMs);
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      stop();
      clearTimeout(rest);
      clearInterval(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [send]);
  return queue.data ?? [];
}

/** useBids gives the preferences of one period, with what is queued laid over them. */
export function useBids(userId: ID, period: MyPeriod): Bids {
  const server = useQuery(mine.preferences(period.id));
  const queue = useQueue(userId).filter((c) => c.periodId === period.id);
  const base = (before?: Shown) => ({
    id: before?.id ?? uuid(),
    periodId: period.id,
    userId,
    version: before?.change?.version ?? before?.version ?? 0,
  });
  return {
    shown: merge(server.data ?? [], queue),
    loading: server.isPending,
    error: server.data ? null : server.error,
    queue,
    put: (wanted, before) => void change(base(before), wanted),
    withdraw: (before) => void change(base(before), null),
    settle: (id, keep) => void settle(id, keep),
  };
}
