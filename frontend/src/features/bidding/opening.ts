import { api, body } from "../../api/client.ts";
import { ifMatch, once } from "../../api/http.ts";
import type { Period } from "../../api/shapes.ts";

/**
 * openNow opens bidding by hand. Nobody can ask before the window begins, so a window
 * that lies ahead is first moved to begin at this minute.
 */
export async function openNow(period: Period, now: number): Promise<Period> {
  const params = { path: { period_id: period.id } };
  let current = period;
  if (Date.parse(period.bidding_opens_at) > now) {
    const { first_day, last_day, bidding_closes_at, approval_due_at, publication_due_at } = period;
    const bidding_opens_at = new Date(Math.floor(now / 60_000) * 60_000).toISOString();
    current = await body(
      api.PUT("/periods/{period_id}", {
        params: { ...params, header: ifMatch(period.version) },
        body: { first_day, last_day, bidding_opens_at, bidding_closes_at, approval_due_at, publication_due_at },
      }),
    );
  }
  return body(api.POST("/periods/{period_id}/open", { params: { ...params, header: { ...once, ...ifMatch(current.version) } } }));
}

/** closeNow closes bidding by hand, which cannot be undone. */
export function closeNow(period: Period): Promise<Period> {
  return body(
    api.POST("/periods/{period_id}/close", { params: { path: { period_id: period.id }, header: { ...once, ...ifMatch(period.version) } } }),
  );
}
