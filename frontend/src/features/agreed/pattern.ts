import type { AgreedDay, AgreedPattern, ID, Shift } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { type Day, daysBetween, dayMonthYear, weekdays } from "../../lib/day.ts";

/** Days of a week. */
export const week = 7;

/** agreedOn is what a pattern says of a day; undefined where it does not hold or leaves the day open. */
export function agreedOn(p: AgreedPattern, day: Day): AgreedDay | undefined {
  if (day < p.first_day || (p.last_day !== undefined && day > p.last_day)) return undefined;
  const n = p.days.length;
  const at = p.days[((daysBetween(p.anchor, day) % n) + n) % n];
  return at?.rule === "none" ? undefined : at;
}

/** agreedOff tells whether some pattern gives a day off. */
export const agreedOff = (patterns: readonly AgreedPattern[], day: Day) => patterns.some((p) => agreedOn(p, day)?.rule === "off");

/** What of a pattern still matters on a day: it holds, or is to come. */
export const current = (patterns: readonly AgreedPattern[], today: Day) =>
  patterns.filter((p) => p.last_day === undefined || (p.last_day >= today && p.last_day >= p.first_day));

/** dayWords says what was agreed for a day: "off", "only Early", "never Night". */
export function dayWords(d: AgreedDay, shifts: readonly Shift[]): string {
  const names = [
    ...(d.kinds ?? []).map((k) => t("agreed.kind", { kind: t(`shell.kinds.${k}`).toLowerCase() })),
    ...(d.shift_ids ?? []).map((id) => shifts.find((s) => s.id === id)?.name ?? t("agreed.otherShift")),
  ];
  switch (d.rule) {
    case "none":
      return t("agreed.none");
    case "off":
      return t("agreed.off");
    case "only":
      return t("agreed.only", { shifts: list(names) });
    case "never":
      return t("agreed.never", { shifts: list(names) });
  }
}

/** dayMark is the same in the space of a small cell: "off", "E", "not N". */
export function dayMark(d: AgreedDay, shifts: readonly Shift[]): string {
  const ids: readonly ID[] = [
    ...(d.shift_ids ?? []),
    ...shifts.filter((s) => d.kinds?.includes(s.kind) && !d.shift_ids?.includes(s.id)).map((s) => s.id),
  ];
  const codes = ids.map((id) => shifts.find((s) => s.id === id)?.code ?? "?").join(" ");
  if (d.rule === "off") return t("agreed.off");
  if (d.rule === "none") return "";
  return d.rule === "only" ? codes : t("agreed.notMark", { codes });
}

/** cellLabel names a day of the cycle with what was agreed for it. */
export function cellLabel(k: number, weeks: number, what: string): string {
  const day = weekdays[k % week]?.[1] ?? "";
  return weeks > 1 ? t("agreed.cellOf", { n: Math.floor(k / week) + 1, day, what }) : t("agreed.cell", { day, what });
}

/** heldWords says from when to when a pattern holds. */
export function heldWords(p: AgreedPattern): string {
  if (p.last_day === undefined) return t("agreed.from", { first: dayMonthYear(p.first_day) });
  return t("agreed.fromTo", { first: dayMonthYear(p.first_day), last: dayMonthYear(p.last_day) });
}
