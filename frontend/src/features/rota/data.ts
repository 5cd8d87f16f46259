import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { MyDuty, MyRota } from "../../api/shapes.ts";
import { addDays, type Day, monday } from "../../lib/day.ts";
import { kept } from "../../lib/snapshot.ts";

/** How far the rota page looks: the week before this one to this many days on. */
const ahead = 84;

/** myRota is one's own published duties around a day, and what became of one's asks. */
export const myRota = (today: Day) => {
  const from = addDays(monday(today), -7);
  const to = addDays(today, ahead);
  return queryOptions({
    queryKey: ["mine", "rota", from],
    queryFn: () => kept<MyRota>("rota", () => body(api.GET("/me/rota", { params: { query: { from, to } } }))),
  });
};

/** nextDuty is the first duty that has not ended yet. */
export function nextDuty(duties: readonly MyDuty[], now: number): MyDuty | undefined {
  return duties
    .toSorted((a, b) => (a.starts_at < b.starts_at ? -1 : 1))
    .find((d) => Date.parse(d.ends_at) > now);
}
