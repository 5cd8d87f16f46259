import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { ID, MyWaivers, WardWaivers } from "../../api/shapes.ts";

/** waiverData are what people choose to do without. */
export const waiverData = {
  mine: () => queryOptions({ queryKey: ["mine", "waivers"], queryFn: () => body<MyWaivers>(api.GET("/me/waivers")) }),
  ward: (wardId: ID) =>
    queryOptions({
      queryKey: ["ward", wardId, "waivers"],
      queryFn: () => body<WardWaivers>(api.GET("/wards/{ward_id}/waivers", { params: { path: { ward_id: wardId } } })),
    }),
};

/** waiverBody turns the form of a rule into a choice: no last day where none is filled in. */
export function waiverBody(key: string, form: FormData) {
  const last = String(form.get("last_day") ?? "");
  return {
    key,
    value: Number(form.get("value")),
    first_day: String(form.get("first_day") ?? ""),
    ...(last && { last_day: last }),
  };
}
