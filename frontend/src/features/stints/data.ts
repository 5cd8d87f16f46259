import { queryOptions } from "@tanstack/react-query";
import { api, body, items } from "../../api/client.ts";
import type { ID, MyStints, Stint } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";
import { addDays, type Day } from "../../lib/day.ts";
import { kept } from "../../lib/snapshot.ts";
import { dayIn, instantOf, momentIn, timeIn } from "../../lib/time.ts";

/** How far back and ahead other work is shown, in days. */
const back = 28;
const ahead = 180;

/** What is read of work beside the rota. */
export const stintData = {
  mine: (today: Day) =>
    queryOptions({
      queryKey: ["mine", "stints", today],
      queryFn: () =>
        kept<MyStints>("stints", () =>
          body(api.GET("/me/stints", { params: { query: { from: addDays(today, -back), to: addDays(today, ahead) } } })),
        ),
    }),
  ward: (wardId: ID, today: Day) =>
    queryOptions({
      queryKey: ["ward", wardId, "stints", today],
      queryFn: () =>
        items<Stint>(
          api.GET("/wards/{ward_id}/stints", {
            params: { path: { ward_id: wardId }, query: { from: addDays(today, -back), to: addDays(today, ahead) } },
          }),
        ),
    }),
};

/** stintOf reads a form: the end is on the next day where its time is not after the start's. */
export function stintOf(form: FormData, zone: string) {
  const day = String(form.get("day"));
  const [from, to] = [String(form.get("from")), String(form.get("to"))];
  const begins = instantOf(day, from, zone);
  const ends = instantOf(to > from ? day : addDays(day, 1), to, zone);
  const length = (Date.parse(ends) - Date.parse(begins)) / 60_000;
  return { begins_at: begins, ends_at: ends, paid_minutes: length - Number(form.get("pause")) };
}

/** whenOf says when a stint is: "Sat 14 Mar, 20:00 to 08:00". */
export function whenOf(s: Stint, zone: string): string {
  const sameDay = dayIn(s.begins_at, zone) === dayIn(s.ends_at, zone);
  return t("stints.when", {
    from: momentIn(s.begins_at, zone),
    to: sameDay ? timeIn(s.ends_at, zone) : momentIn(s.ends_at, zone),
  });
}
