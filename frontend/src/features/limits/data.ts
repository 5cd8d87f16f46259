import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { ID, MyLimits, OptOutRegister, Workers } from "../../api/shapes.ts";
import { kept } from "../../lib/snapshot.ts";

/** myLimits are the rules on time that hold for oneself; kept on the device for use without a signal. */
export const myLimits = () =>
  queryOptions({ queryKey: ["mine", "limits"], queryFn: () => kept<MyLimits>("limits", () => body(api.GET("/me/limits"))) });

/** workers is what working-time law says of the people of a ward. */
export const workers = (wardId: ID) =>
  queryOptions({
    queryKey: ["ward", wardId, "workers"],
    queryFn: () => body<Workers>(api.GET("/wards/{ward_id}/workers", { params: { path: { ward_id: wardId } } })),
  });

/** optOuts is the register of those who have agreed to longer weeks, on all wards of the reader. */
export const optOuts = () => queryOptions({ queryKey: ["opt-outs"], queryFn: () => body<OptOutRegister>(api.GET("/opt-outs")) });

/** What can be entered of a person. */
export type Entry = "young_on" | "young_off" | "opt_out_on" | "opt_out_off" | "night_on" | "night_off";

/** entryBody turns a form into a record: only the fields that the record has. */
export function entryBody(entry: Entry, form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  const some = (name: string) => (text(name) === "" ? {} : { [name]: text(name) });
  switch (entry) {
    case "young_on":
      return { kind: "young" as const, holds: true, ...some("until_day"), late_contract: form.get("late_contract") !== null };
    case "young_off":
      return { kind: "young" as const, holds: false };
    case "opt_out_on":
      return {
        kind: "opt_out" as const,
        holds: true,
        ...some("from_day"),
        ...some("until_day"),
        ...some("signed_on"),
        notice_days: Number(text("notice_days")),
      };
    case "opt_out_off":
      return { kind: "opt_out" as const, holds: false, ...some("from_day"), ...some("signed_on") };
    case "night_on":
      return { kind: "night_worker" as const, holds: true, ...some("from_day") };
    case "night_off":
      return { kind: "night_worker" as const, holds: false, ...some("from_day") };
  }
}
