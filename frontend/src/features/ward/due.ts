import type { Period } from "../../api/shapes.ts";
import type { Day } from "../../lib/day.ts";

/** What falls due for a period, and when. */
export interface Due {
  period: Period;
  step: "opens" | "closes" | "draft" | "approve" | "publish";
  /** The instant by which it falls due; of a draft, by which it must be approved. */
  at: string;
}

/** nextDue is what falls due first among the periods that are not published yet. */
export function nextDue(periods: readonly Period[]): Due | undefined {
  return periods.flatMap(dueOf).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}

function dueOf(period: Period): Due[] {
  switch (period.state) {
    case "planned":
      return [{ period, step: "opens", at: period.bidding_opens_at }];
    case "open":
      return [{ period, step: "closes", at: period.bidding_closes_at }];
    case "closed":
      return [{ period, step: "draft", at: period.approval_due_at }];
    case "drafted":
      return [{ period, step: "approve", at: period.approval_due_at }];
    case "approved":
      return [{ period, step: "publish", at: period.publication_due_at }];
    default:
      return [];
  }
}

/**
 * rotaPeriod is the period whose rota the manager wants to see first: a draft or an
 * approved rota that waits for them, else the one that is worked today, else the last
 * published, else the one that is being bid for.
 */
export function rotaPeriod(periods: readonly Period[], today: Day): Period | undefined {
  return (
    periods.find((p) => p.state === "drafted" || p.state === "approved") ??
    periods.find((p) => p.state === "published" && p.first_day <= today && today <= p.last_day) ??
    periods.find((p) => p.state === "closed") ??
    periods.findLast((p) => p.state === "published") ??
    biddingPeriod(periods)
  );
}

/** biddingPeriod is the period whose bidding the manager wants to see first: open, to come, or just closed. */
export function biddingPeriod(periods: readonly Period[]): Period | undefined {
  return periods.find((p) => p.state === "open") ?? periods.find((p) => p.state === "planned") ?? periods.findLast((p) => p.state !== "archived") ?? periods[0];
}
