import type { Ask, Shift } from "../../api/shapes.ts";
import { t } from "../../i18n/index.ts";

/** askWords says what an ask is for: "the day off", "Early", "not Night". */
export function askWords(ask: Ask, shifts: readonly Shift[]): string {
  const shift = shifts.find((s) => s.id === ask.shift_id)?.name ?? "";
  switch (ask.kind) {
    case "day_off":
      return t("bid.ask.day_off");
    case "day_on":
      return t("bid.ask.day_on");
    case "shift_on":
      return t("bid.ask.shift_on", { shift });
    case "shift_off":
      return t("bid.ask.shift_off", { shift });
    case "kind":
      return t("bid.ask.kind", { kind: ask.shift_kind ? t(`shell.kinds.${ask.shift_kind}`).toLowerCase() : "" });
  }
}

/** strengthWords says how much an ask matters. */
export function strengthWords(strength: number): string {
  return t(`bid.strength.${strength === 3 ? "3" : strength === 2 ? "2" : "1"}`);
}

/** weightWords says how much an ask matters, that it has a token where it has, and its plan. */
export function weightWords({ strength, token, plan }: { strength: number; token?: boolean; plan?: string }): string {
  const words = token ? t("bid.token.with", { strength: strengthWords(strength) }) : strengthWords(strength);
  return plan ? t("bid.plans.mark", { words, plan }) : words;
}

/** askMark is an ask in the space of a calendar cell: "off", "E+", "N\u2212", "on". */
export function askMark(ask: Ask, shifts: readonly Shift[]): string {
  const code = shifts.find((s) => s.id === ask.shift_id)?.code ?? "";
  switch (ask.kind) {
    case "day_off":
      return t("bid.short.day_off");
    case "day_on":
      return t("bid.short.day_on");
    case "shift_on":
      return `${code}+`;
    case "shift_off":
      return `${code}\u2212`;
    case "kind":
      return ask.shift_kind ? `${t(`shell.kinds.${ask.shift_kind}`)[0] ?? ""}\u2026` : "";
  }
}
