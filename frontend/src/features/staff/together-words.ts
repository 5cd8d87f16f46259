import type { Learner, Pair, Skill, Staff } from "../../api/shapes.ts";
import { list, t } from "../../i18n/index.ts";
import { type Day, dayMonthYear, span } from "../../lib/day.ts";

/** nameOf is a person's name; the id where the person has left the ward. */
export const nameOf = (staff: readonly Staff[], id: string) => staff.find((p) => p.id === id)?.name ?? id;

/** pairWords says what two people do: "Ada and Ben work apart". */
export const pairWords = (p: Pair, staff: readonly Staff[]) =>
  t(`together.pairWords.${p.kind}`, { one: nameOf(staff, p.staff_id), other: nameOf(staff, p.other_id) });

/** learnerWords says beside whom somebody learns, and on which shifts where that is not all. */
export function learnerWords(l: Learner, staff: readonly Staff[], skills: readonly Skill[]): string {
  const skill = skills.find((k) => k.id === l.skill_id);
  const who = [...l.supervisors.map((id) => nameOf(staff, id)), ...(skill ? [t("together.holders", { skill: skill.name })] : [])];
  const words = t("together.learnerWords", { name: nameOf(staff, l.staff_id), who: new Intl.ListFormat("en-GB", { type: "disjunction" }).format(who) });
  if (l.kinds.length === 0) return words;
  return `${words}, ${t("together.on", { kinds: list(l.kinds.map((k) => t(`shell.kinds.${k}`).toLowerCase())) })}`;
}

/** daysWords is from when to when; no last day is no end. */
export function daysWords(first: Day, last: Day | undefined, today: Day): string {
  if (last === undefined) return t("together.from", { day: dayMonthYear(first) });
  if (last < today) return t("together.over", { day: dayMonthYear(last) });
  return first === last ? dayMonthYear(first) : span(first, last);
}
