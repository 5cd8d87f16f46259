import type { QueryClient } from "@tanstack/react-query";
import type { ID } from "../../api/shapes.ts";
import { Problem } from "../../api/problem.ts";
import { putCell, rosterData, tryCell, type Cell } from "./data.ts";
import { cellAt, spread, withCell, type GridStore, type Place } from "./grid-store.ts";

/** Editor changes cells: at once on the page, then asked about, then saved, one after the other. */
export interface Editor {
  set: (at: Place, cell: Cell) => void;
  undo: () => Place | undefined;
}

/** editsOf is the key of the edits of a rota that are not saved yet. */
export const editsOf = (rosterId: ID) => ["edits", rosterId];

/** newEditor makes the editor of one grid. */
export function newEditor(store: GridStore, rosterId: ID, client: QueryClient): Editor {
  const reload = async () => {
    const view = await client.fetchQuery({ ...rosterData.view(rosterId), staleTime: 0 });
    store.setState((s) => ({ view, ...spread(view, s) }));
  };

  const send = async (at: Place, cell: Cell) => {
    try {
      // What breaks is asked first, for that answer is quick; the save follows by itself.
      const change = await tryCell(rosterId, at.staffId, at.day, cell);
      store.setState({ effect: { ...at, change } });
    } catch {
      // The save below meets the same trouble and tells of it.
    }
    try {
      const edited = await putCell(store.getState().view.roster, at.staffId, at.day, cell);
      const { change, ...view } = edited;
      client.setQueryData(rosterData.view(rosterId).queryKey, view);
      store.setState((s) => ({
        view,
        effect: { ...at, change },
        // While more edits wait, the page shows them and not the older answer.
        ...(s.sending > 1 ? {} : spread(view, s)),
      }));
    } catch (error) {
      store.setState({ error, effect: undefined, done: [] });
      await reload().catch(() => undefined);
      if (error instanceof Problem && error.code === "stale") await client.invalidateQueries({ queryKey: ["period"] });
    } finally {
      store.setState((s) => ({ sending: s.sending - 1 }));
    }
  };

  const put = (at: Place, cell: Cell) => {
    store.setState((s) => ({
      lines: withCell(s.lines, at, cell),
      sending: s.sending + 1,
      effect: { ...at, change: undefined },
      error: undefined,
    }));
    // In one scope: one after the other. Under a key: who takes the rota further waits for it.
    void client
      .getMutationCache()
      .build(client, { mutationKey: editsOf(rosterId), scope: { id: `edits ${rosterId}` }, networkMode: "always", mutationFn: () => send(at, cell) })
      .execute(undefined);
  };

  return {
    set(at, cell) {
      const before = cellAt(store.getState(), at);
      if (before.shiftId === cell.shiftId && before.skillId === cell.skillId && before.fixed === cell.fixed) return;
      store.setState((s) => ({ done: [...s.done.slice(-99), { ...at, before }] }));
      put(at, cell);
    },
    undo() {
      const last = store.getState().done.at(-1);
      if (!last) return undefined;
      store.setState((s) => ({ done: s.done.slice(0, -1) }));
      put(last, last.before);
      return last;
    },
  };
}
