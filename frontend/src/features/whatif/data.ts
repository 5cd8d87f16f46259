import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import { once } from "../../api/http.ts";
import type { Contested, ID, Trial, TrialAsked, UnfilledNear } from "../../api/shapes.ts";
import { kept } from "../../lib/snapshot.ts";

/** How often a trial under way is looked at, in milliseconds. */
const look = 1000;

/** underWay tells whether an answer is still to come. */
export const underWay = (t: Trial) => t.state === "queued" || t.state === "working";

/** What is looked at beside a rota: contested dates, who could fill a gap, what would be different. */
export const whatIf = {
  mine: (periodId: ID) =>
    queryOptions({
      queryKey: ["mine", "contention", periodId],
      queryFn: () =>
        kept<Contested>(`contention/${periodId}`, () => body(api.GET("/me/periods/{period_id}/contention", { params: { path: { period_id: periodId } } }))),
      staleTime: 300_000,
    }),
  contested: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "contention"],
      queryFn: () => body<Contested>(api.GET("/periods/{period_id}/contention", { params: { path: { period_id: periodId } } })),
    }),
  unfilled: (rosterId: ID, version: number) =>
    queryOptions({
      queryKey: ["roster", rosterId, "unfilled", version],
      queryFn: () => items<UnfilledNear>(api.GET("/rosters/{roster_id}/unfilled", { params: { path: { roster_id: rosterId } } })),
    }),
  trials: (rosterId: ID) =>
    queryOptions({
      queryKey: ["roster", rosterId, "trials"],
      queryFn: () => items<Trial>(api.GET("/rosters/{roster_id}/trials", { params: { path: { roster_id: rosterId } } })),
      refetchInterval: (query) => (query.state.data?.some(underWay) ? look : false),
    }),
};

/** askTrial asks what would be different. */
export function askTrial(rosterId: ID, asked: TrialAsked): Promise<Trial> {
  return body<Trial>(api.POST("/rosters/{roster_id}/trials", { params: { path: { roster_id: rosterId }, header: once }, body: asked }));
}
