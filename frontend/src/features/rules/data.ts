import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { ID, RuleBook, RuleLine } from "../../api/shapes.ts";

/** organisation is the place of the rules that hold for all wards. */
export const organisation = "organisation";

/** ruleBook is all rules of a place: a ward's id, or the organisation. */
export const ruleBook = (place: ID) =>
  queryOptions({
    queryKey: ["rules", place],
    queryFn: () =>
      place === organisation
        ? body<RuleBook>(api.GET("/rules"))
        : body<RuleBook>(api.GET("/wards/{ward_id}/rules", { params: { path: { ward_id: place } } })),
  });

/** Which rules are shown. */
export type Which = "all" | "kept" | "changed";

/** shown tells whether a rule belongs to what the reader has asked for. */
export function shown(rule: RuleLine, which: Which, find: string): boolean {
  const words = find.trim().toLowerCase();
  if (words && !`${rule.title} ${rule.words} ${rule.source}`.toLowerCase().includes(words)) return false;
  if (which === "kept") return rule.enforced_by !== "listed" && rule.on;
  if (which === "changed") return rule.history.length > 0 || !rule.on || (rule.present !== undefined && rule.present.from !== "rulebook");
  return true;
}

/** figureIn reads a figure out of the form in the rule's unit; NaN where nothing is filled in. */
export function figureIn(unit: string, form: FormData): number {
  const field = (name: string) => String(form.get(name) ?? "").trim();
  if (unit === "clock") {
    const [h, m] = field("value").split(":");
    return Number(h) * 60 + Number(m ?? Number.NaN);
  }
  if (unit === "minutes") {
    if (field("hours") === "" && field("minutes") === "") return Number.NaN;
    return Number(field("hours") || 0) * 60 + Number(field("minutes") || 0);
  }
  return field("value") === "" ? Number.NaN : Number(field("value"));
}
