import { queryOptions } from "@tanstack/react-query";
import { api, body } from "../../api/client.ts";
import type { ID, LedgerLine, MyLedger, RestDebts, WardFairness } from "../../api/shapes.ts";
import { number, t } from "../../i18n/index.ts";
import { kept } from "../../lib/snapshot.ts";

/** myLedger is one's own ledger; it is kept on the device for use without a signal. */
export const myLedger = () =>
  queryOptions({ queryKey: ["mine", "ledger"], queryFn: () => kept<MyLedger>("ledger", () => body(api.GET("/me/ledger"))) });

/** wardFairness is how burden lies on a ward, for its manager. */
export const wardFairness = (wardId: ID) =>
  queryOptions({
    queryKey: ["ward", wardId, "fairness"],
    queryFn: () => body<WardFairness>(api.GET("/wards/{ward_id}/fairness", { params: { path: { ward_id: wardId } } })),
  });

/** myRestDebts is the rest that is owed to oneself; it is kept on the device for use without a signal. */
export const myRestDebts = () =>
  queryOptions({ queryKey: ["mine", "rest-debts"], queryFn: () => kept<RestDebts>("rest-debts", () => body(api.GET("/me/rest-debts"))) });

/** wardRestDebts is the rest that is owed to people of a ward. */
export const wardRestDebts = (wardId: ID) =>
  queryOptions({
    queryKey: ["ward", wardId, "rest-debts"],
    queryFn: () => body<RestDebts>(api.GET("/wards/{ward_id}/rest-debts", { params: { path: { ward_id: wardId } } })),
  });

/** points writes an amount in thousandths of a point with at most one decimal: "43.9". */
export function points(thousandths: number): string {
  const text = number(Math.round(thousandths / 100) / 10);
  return text === "\u22120" ? "0" : text;
}

/** restLength writes minutes of rest: "1 h 45 min". */
export const restLength = (minutes: number): string => t("ledger.rest.length", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });

/** A rota, or one import of the past, with its lines. */
export interface Group {
  key: string;
  first: string;
  last: string;
  imported: boolean;
  lines: LedgerLine[];
  sum: number;
}

/** groups puts the lines of one rota together, in the order in which they come. */
export function groups(lines: readonly LedgerLine[]): Group[] {
  const found = new Map<string, Group>();
  for (const line of lines) {
    const key = line.period_id ?? line.last_day;
    const group = found.get(key) ?? { key, first: line.first_day, last: line.last_day, imported: line.imported, lines: [], sum: 0 };
    group.lines.push(line);
    group.sum += line.worth;
    found.set(key, group);
  }
  return [...found.values()];
}
