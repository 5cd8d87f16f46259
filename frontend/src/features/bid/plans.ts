import type { MyOutcome, Preference } from "../../api/shapes.ts";
import type { Shown, Wanted } from "./outbox.ts";

/** PlanName is a plan's place in the order of wish. */
export type PlanName = Exclude<NonNullable<Preference["plan"]>, "">;

/** refused tells an ask that could not be given from one that was met or not needed, since an earlier plan was met. */
export const refused = (outcome: Pick<MyOutcome, "met" | "fate">) => !outcome.met && outcome.fate !== "not_needed";

/** The plans of a choice, in the order of wish. */
export const planNames = ["A", "B", "C"] as const satisfies readonly PlanName[];

/** How many choices a person may have in one period. */
export const maxChoices = 3;

/** Together is what an ask belongs to: the choice, from 1, and the plan; 0 and "" for one by itself. */
export interface Together {
  choice: number;
  plan: PlanName | "";
}

type Planned = { choice?: number | undefined; plan?: PlanName | "" | undefined };

/** together is where an ask belongs. */
export const together = (ask: Planned | undefined): Together => ({ choice: ask?.choice ?? 0, plan: ask?.plan ?? "" });

/** kept is what a change of an ask leaves of its place in a plan: nothing is said of an ask by itself. */
export const kept = (ask: Planned | undefined): Planned => (ask?.choice ? { choice: ask.choice, plan: ask.plan } : {});

/** keyOf names a place for a list to choose from, "" for by itself. */
export const keyOf = ({ choice, plan }: Together) => (choice && plan ? `${choice}${plan}` : "");

/** placeOf is the place that a key names. */
export function placeOf(key: string): Together {
  const plan = planNames.find((p) => key.endsWith(p));
  return plan ? { choice: Number(key.slice(0, -1)), plan } : { choice: 0, plan: "" };
}

/** plansOf are the plans of one choice that have asks, in order. */
export function plansOf(shown: readonly Shown[], choice: number): { plan: PlanName; asks: Shown[] }[] {
  return planNames
    .map((plan) => ({ plan, asks: shown.filter((s) => s.choice === choice && s.plan === plan) }))
    .filter(({ asks }) => asks.length > 0);
}

/** choicesOf lists the choices that have asks. */
export const choicesOf = (shown: readonly Shown[]): number[] =>
  [...new Set(shown.map((s) => s.choice ?? 0))].filter((c) => c > 0).toSorted((a, b) => a - b);

/** asksUsed is what asks count: one each, of a choice only those of its longest plan. The server has the last word. */
export function asksUsed(asks: readonly Planned[]): number {
  let used = 0;
  const longest = new Map<number, Map<string, number>>();
  for (const { choice, plan } of asks) {
    if (!choice) {
      used++;
      continue;
    }
    const plans = longest.get(choice) ?? new Map<string, number>();
    plans.set(plan ?? "", (plans.get(plan ?? "") ?? 0) + 1);
    longest.set(choice, plans);
  }
  for (const plans of longest.values()) used += Math.max(...plans.values());
  return used;
}

/** tokensUsed is how many tokens asks use: one each, one for a choice in which any has one. */
export function tokensUsed(asks: readonly (Planned & { token?: boolean | undefined })[]): number {
  const marked = asks.filter((a) => a.token);
  return marked.filter((a) => !a.choice).length + new Set(marked.map((a) => a.choice).filter(Boolean)).size;
}

/** moved is an ask in another place. */
export function moved(ask: Shown, to: Together): Wanted {
  const { day, kind, shift_id, shift_kind, strength, token, note } = ask;
  return {
    day,
    kind,
    strength,
    choice: to.choice,
    plan: to.plan,
    ...(token !== undefined && { token }),
    ...(shift_id && { shift_id }),
    ...(shift_kind && { shift_kind }),
    ...(note && { note }),
  };
}
