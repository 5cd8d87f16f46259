import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { ID, LeaveCard, LeaveCheck, LeavePerson, LeaveRules, LeaveWeeks, ManagedLeave, MyLeave, Ward } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";
import { kept } from "../../lib/snapshot.ts";

/** Span is a run of days; both ends belong to it. */
export interface Span {
  first_day: Day;
  last_day: Day;
}

/** myLeave is one's own leave, with the room of the days from..to; it is kept for use without a signal. */
export const myLeave = (from: Day, to: Day) =>
  queryOptions({
    queryKey: ["mine", "leave", from, to],
    queryFn: () => kept<MyLeave>("leave", () => body(api.GET("/me/leave", { params: { query: { from, to } } }))),
    placeholderData: (old: MyLeave | undefined) => old,
  });

/** leaveCheck is what would become of days if they were asked for now. */
export const leaveCheck = (span: Span | undefined) =>
  queryOptions({
    queryKey: ["mine", "leave", "check", span?.first_day, span?.last_day],
    queryFn: () => body<LeaveCheck>(api.GET("/me/leave/check", { params: { query: { first_day: span?.first_day ?? "", last_day: span?.last_day ?? "" } } })),
    enabled: span !== undefined,
  });

/** useLeave gives what a nurse can do about leave; each loads it anew. */
export function useLeave(done: (what: "asked" | "gone", card: LeaveCard) => void) {
  const client = useQueryClient();
  const fresh = () => client.invalidateQueries({ queryKey: ["mine", "leave"] });
  const ask = useMutation({
    mutationFn: ({ first_day, last_day }: Span) => body<LeaveCard>(api.POST("/me/leave", { params: { header: once }, body: { first_day, last_day } })),
    onSuccess: (card) => done("asked", card),
    onSettled: fresh,
  });
  const withdraw = useMutation({
    mutationFn: (r: LeaveCard) =>
      body<LeaveCard>(
        api.POST("/me/leave/{request_id}/withdraw", { params: { path: { request_id: r.id }, header: { ...once, ...ifMatch(r.version) } } }),
      ),
    onSuccess: (card) => done("gone", card),
    onSettled: fresh,
  });
  return { ask, withdraw };
}

/** What the manager's page of leave reads of a ward. */
export const leaveData = {
  requests: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "leave", "requests"],
      queryFn: () => items<ManagedLeave>(api.GET("/wards/{ward_id}/leave-requests", { params: { path: { ward_id: wardId } } })),
      refetchInterval: 60_000,
    }),
  rules: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "leave", "rules"],
      queryFn: () => body<LeaveRules>(api.GET("/wards/{ward_id}/leave-rules", { params: { path: { ward_id: wardId } } })),
    }),
  weeks: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "leave", "weeks"],
      queryFn: () => body<LeaveWeeks>(api.GET("/wards/{ward_id}/leave-weeks", { params: { path: { ward_id: wardId } } })),
    }),
  balances: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "leave", "balances"],
      queryFn: () => items<LeavePerson>(api.GET("/wards/{ward_id}/leave-balances", { params: { path: { ward_id: wardId } } })),
    }),
};

/** A limit as it is sent. */
export type Quota = Omit<LeaveRules["quotas"][number], "id">;

/** useWardLeave gives what a manager can do about leave; each loads the ward anew. */
export function useWardLeave(ward: Ward, done: (what: "agreed" | "refused" | "saved") => void) {
  const client = useQueryClient();
  const fresh = () =>
    Promise.all([client.invalidateQueries({ queryKey: ["ward", ward.id] }), client.invalidateQueries({ queryKey: ["wards"] })]);
  const decide = useMutation({
    mutationFn: ({ request, agree, code }: { request: ManagedLeave; agree: boolean; code?: ManagedLeave["code"] }) =>
      body<ManagedLeave>(
        api.POST("/leave-requests/{request_id}/decide", {
          params: { path: { request_id: request.id }, header: { ...once, ...ifMatch(request.version) } },
          body: { agree, ...(code && { code }) },
        }),
      ),
    onSuccess: (_, { agree }) => done(agree ? "agreed" : "refused"),
    onSettled: fresh,
  });
  const put = useMutation({
    mutationFn: ({ version, ...rules }: { version: number; automatic: boolean; year_month: number; quotas: Quota[] }) =>
      body<LeaveRules>(
        api.PUT("/wards/{ward_id}/leave-rules", { params: { path: { ward_id: ward.id }, header: ifMatch(version) }, body: rules }),
      ),
    onSuccess: () => done("saved"),
    onSettled: fresh,
  });
  const account = useMutation({
    mutationFn: ({ person, service, carried }: { person: LeavePerson; service: string; carried: number }) =>
      body(
        api.PUT("/staff/{staff_id}/leave-accounts/{year_day}", {
          params: {
            path: { staff_id: person.staff_id, year_day: person.first_day },
            header: person.account ? ifMatch(person.account.version) : { "If-None-Match": "*" },
          },
          body: { carried_minutes: carried, ...(service && { service_from: service }) },
        }),
      ),
    onSuccess: () => done("saved"),
    onSettled: fresh,
  });
  return { decide, put, account };
}
