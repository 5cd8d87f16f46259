import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Candidate, Gap, ID, ManagedSwap, SwapCard, Ward } from "../../api/shapes.ts";

/** What the page of gaps and swaps reads of a ward. */
export const gapData = {
  swaps: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "swaps"],
      queryFn: () => items<ManagedSwap>(api.GET("/wards/{ward_id}/swaps", { params: { path: { ward_id: wardId } } })),
      refetchInterval: 60_000,
    }),
  gaps: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "gaps"],
      queryFn: () => items<Gap>(api.GET("/wards/{ward_id}/gaps", { params: { path: { ward_id: wardId } } })),
    }),
  candidates: (wardId: ID, gap: Gap) =>
    queryOptions({
      queryKey: ["ward", wardId, "gaps", gap.roster_id, gap.day, gap.shift_id, gap.skill_id ?? ""],
      queryFn: () =>
        items<Candidate>(
          api.GET("/rosters/{roster_id}/candidates", {
            params: {
              path: { roster_id: gap.roster_id },
              query: { day: gap.day, shift_id: gap.shift_id, ...(gap.skill_id && { skill_id: gap.skill_id }) },
            },
          }),
        ),
    }),
  loans: (wardId: ID, gap: Gap) =>
    queryOptions({
      queryKey: ["ward", wardId, "loans", gap.roster_id, gap.day, gap.shift_id, gap.skill_id ?? ""],
      queryFn: () =>
        items<Candidate>(
          api.GET("/rosters/{roster_id}/loan-candidates", {
            params: {
              path: { roster_id: gap.roster_id },
              query: { day: gap.day, shift_id: gap.shift_id, ...(gap.skill_id && { skill_id: gap.skill_id }) },
            },
          }),
        ),
    }),
};

/** useGaps gives what a manager can do about swaps and gaps; each loads the ward anew. */
export function useGaps(ward: Ward, done: (what: "decided" | "offered" | "saved", made?: ManagedSwap | SwapCard) => void) {
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ["ward", ward.id] });
  const decide = useMutation({
    mutationFn: ({ swap, approve, staffId }: { swap: ManagedSwap; approve: boolean; staffId?: ID }) =>
      body<ManagedSwap>(
        api.POST("/swaps/{swap_id}/decide", {
          params: { path: { swap_id: swap.id }, header: { ...once, ...ifMatch(swap.version) } },
          body: { approve, ...(staffId && { staff_id: staffId }) },
        }),
      ),
    onSuccess: (made) => done("decided", made),
    onSettled: fresh,
  });
  const offer = useMutation({
    mutationFn: ({ gap, who }: { gap: Gap; who: Candidate }) =>
      body<SwapCard>(
        api.POST("/rosters/{roster_id}/offers", {
          params: { path: { roster_id: gap.roster_id }, header: once },
          body: { day: gap.day, shift_id: gap.shift_id, staff_id: who.staff_id, ...(gap.skill_id && { skill_id: gap.skill_id }) },
        }),
      ),
    onSuccess: (made) => done("offered", made),
    onSettled: fresh,
  });
  const withdraw = useMutation({
    mutationFn: (s: SwapCard) =>
      body<SwapCard>(
        api.POST("/swaps/{swap_id}/withdraw", { params: { path: { swap_id: s.id }, header: { ...once, ...ifMatch(s.version) } } }),
      ),
    onSettled: fresh,
  });
  const automatic = useMutation({
    mutationFn: (on: boolean) =>
      body<Ward>(
        api.PUT("/wards/{ward_id}", {
          params: { path: { ward_id: ward.id }, header: ifMatch(ward.version) },
          body: {
            name: ward.name,
            division_id: ward.division_id,
            time_zone: ward.time_zone,
            preference_cap: ward.preference_cap,
            solve_seconds: ward.solve_seconds,
            swaps_automatic: on,
          },
        }),
      ),
    onSuccess: () => done("saved"),
    onSettled: () => client.invalidateQueries({ queryKey: ["wards"] }),
  });
  return { decide, offer, withdraw, automatic };
}
