import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import type { Availability, Contract, Demand, ID, Leave, Period, PreferenceCount, ShiftView, Skill, Staff, Together, Ward } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";

const slow = 120_000;

/** What the manager's pages read of a ward. */
export const wardData = {
  all: () => queryOptions({ queryKey: ["wards"], queryFn: () => items<Ward>(api.GET("/wards")), staleTime: slow }),
  skills: () => queryOptions({ queryKey: ["skills"], queryFn: () => items<Skill>(api.GET("/skills")), staleTime: slow }),
  staff: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "staff"],
      queryFn: () => items<Staff>(api.GET("/wards/{ward_id}/staff", { params: { path: { ward_id: wardId } } })),
    }),
  shifts: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "shifts"],
      queryFn: () => items<ShiftView>(api.GET("/wards/{ward_id}/shifts", { params: { path: { ward_id: wardId } } })),
      staleTime: slow,
    }),
  contracts: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "contracts"],
      queryFn: () => items<Contract>(api.GET("/wards/{ward_id}/contracts", { params: { path: { ward_id: wardId } } })),
      staleTime: slow,
    }),
  periods: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "periods"],
      queryFn: () => items<Period>(api.GET("/wards/{ward_id}/periods", { params: { path: { ward_id: wardId } } })),
    }),
  leave: (wardId: ID, from: Day, to: Day) =>
    queryOptions({
      queryKey: ["ward", wardId, "leave", from, to],
      queryFn: () =>
        items<Leave>(api.GET("/wards/{ward_id}/leave", { params: { path: { ward_id: wardId }, query: { from, to } } })),
    }),
  availability: (wardId: ID, from: Day, to: Day) =>
    queryOptions({
      queryKey: ["ward", wardId, "availability", from, to],
      queryFn: () =>
        items<Availability>(
          api.GET("/wards/{ward_id}/availability", { params: { path: { ward_id: wardId }, query: { from, to } } }),
        ),
    }),
  together: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "together"],
      queryFn: () => body<Together>(api.GET("/wards/{ward_id}/together", { params: { path: { ward_id: wardId } } })),
    }),
  demand: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "demand"],
      queryFn: () => items<Demand>(api.GET("/periods/{period_id}/demand", { params: { path: { period_id: periodId } } })),
    }),
  counts: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "counts"],
      queryFn: () =>
        items<PreferenceCount>(
          api.GET("/periods/{period_id}/preference-counts", { params: { path: { period_id: periodId } } }),
        ),
      refetchInterval: 30_000,
    }),
  period: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId],
      queryFn: () => body<Period>(api.GET("/periods/{period_id}", { params: { path: { period_id: periodId } } })),
    }),
};
