import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Change, Edited, Finding, ID, Preference, Roster, RosterView, Run } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";

/** What the rota page reads. */
export const rosterData = {
  list: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "rosters"],
      queryFn: () => items<Roster>(api.GET("/periods/{period_id}/rosters", { params: { path: { period_id: periodId } } })),
    }),
  view: (rosterId: ID) =>
    queryOptions({
      queryKey: ["roster", rosterId],
      queryFn: () => body<RosterView>(api.GET("/rosters/{roster_id}", { params: { path: { roster_id: rosterId } } })),
    }),
  asks: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "asks"],
      queryFn: () => items<Preference>(api.GET("/periods/{period_id}/preferences", { params: { path: { period_id: periodId } } })),
    }),
  runs: (periodId: ID) =>
    queryOptions({
      queryKey: ["period", periodId, "runs"],
      queryFn: () => items<Run>(api.GET("/periods/{period_id}/runs", { params: { path: { period_id: periodId } } })),
    }),
};

/** Cell is what stands on one person's day: a shift in a skill, or nothing, fixed or not. */
export interface Cell {
  shiftId: ID | null;
  skillId?: ID | undefined;
  fixed: boolean;
}

/** tryCell asks what an edit would break; nothing is written. */
export function tryCell(rosterId: ID, staffId: ID, day: Day, cell: Cell): Promise<Change> {
  return body<Change>(
    api.POST("/rosters/{roster_id}/try", {
      params: { path: { roster_id: rosterId }, header: once },
      body: {
        staff_id: staffId,
        day,
        shift_id: cell.shiftId,
        ...(cell.skillId && cell.shiftId && { skill_id: cell.skillId }),
      },
    }),
  );
}

/** putCell writes one cell. */
export function putCell(roster: Roster, staffId: ID, day: Day, cell: Cell): Promise<Edited> {
  return body<Edited>(
    api.PUT("/rosters/{roster_id}/cells/{staff_id}/{day}", {
      params: { path: { roster_id: roster.id, staff_id: staffId, day }, header: ifMatch(roster.version) },
      body: { shift_id: cell.shiftId, fixed: cell.fixed, ...(cell.skillId && cell.shiftId && { skill_id: cell.skillId }) },
    }),
  );
}

/** putOverride lets one hard finding stand, for a written reason. */
export function putOverride(roster: Roster, finding: Finding, reason: string): Promise<RosterView> {
  return body<RosterView>(
    api.PUT("/rosters/{roster_id}/overrides/{finding_key}", {
      params: { path: { roster_id: roster.id, finding_key: base64url(finding.key) }, header: ifMatch(roster.version) },
      body: { reason },
    }),
  );
}

/** moveRoster approves, publishes or takes back a rota. */
export function moveRoster(roster: Roster, move: "approve" | "publish" | "reopen"): Promise<Roster> {
  const init = { params: { path: { roster_id: roster.id }, header: { ...once, ...ifMatch(roster.version) } } };
  if (move === "approve") return body(api.POST("/rosters/{roster_id}/approve", init));
  if (move === "publish") return body(api.POST("/rosters/{roster_id}/publish", init));
  return body(api.POST("/rosters/{roster_id}/reopen", init));
}

/** base64url writes text for a place in a URL. */
export function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
