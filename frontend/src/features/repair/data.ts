import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { ID, Repair, RepairAim, Roster, RosterChange } from "../../api/shapes.ts";

/** What the repair page reads. */
export const repairData = {
  list: (rosterId: ID) =>
    queryOptions({
      queryKey: ["roster", rosterId, "repairs"],
      queryFn: () => items<Repair>(api.GET("/rosters/{roster_id}/repairs", { params: { path: { roster_id: rosterId } } })),
      // The search is a job of a few seconds; the page follows it.
      refetchInterval: (query) => (query.state.data?.some(looking) ? 1000 : false),
    }),
  changes: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "changes"],
      queryFn: () => items<RosterChange>(api.GET("/periods/{period_id}/changes", { params: { path: { period_id: periodId } } })),
    }),
};

/** looking tells a repair whose ways are still being looked for. */
export const looking = (repair: Repair) => repair.state === "queued" || repair.state === "solving";

/** What has happened, as the form has it. */
export type Happened = {
  kind: Repair["kind"];
  reason: string;
  facts: {
    absent?: { staff_id: ID; first_day: string; last_day: string }[];
    leavers?: { staff_id: ID; last_day: string }[];
    raised?: { day: string; shift_id: ID; skill_id?: ID; min: number }[];
  };
};

/** ask asks for ways to repair a rota. */
export function ask(roster: Roster, what: Happened): Promise<Repair> {
  return body<Repair>(
    api.POST("/rosters/{roster_id}/repairs", {
      params: { path: { roster_id: roster.id }, header: { ...once, ...ifMatch(roster.version) } },
      body: what,
    }),
  );
}

/** apply makes a way the next version of the rota. */
export function apply(repair: Repair, aim: RepairAim, agreed: ID[]): Promise<Roster> {
  return body<Roster>(
    api.POST("/repairs/{repair_id}/apply", { params: { path: { repair_id: repair.id }, header: once }, body: { aim, agreed } }),
  );
}
