/** A local date in the form YYYY-MM-DD. Days compare as text and have no zone. */
export type Day = string;

const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const dayLength = 86_400_000;

/** addDays returns the date n days later; n may be negative. */
export function addDays(day: Day, n: number): Day {
  return new Date(utc(day) + n * dayLength).toISOString().slice(0, 10);
}

/** daysBetween returns the number of days from one date to another, 0 for the same. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / dayLength);
}

/** weekday returns 0 for Monday .. 6 for Sunday. */
export function weekday(day: Day): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7;
}

/** monday returns the Monday of the day's week. */
export function monday(day: Day): Day {
  return addDays(day, -weekday(day));
}

/** isWeekend tells Saturday and Sunday. */
export function isWeekend(day: Day): boolean {
  return weekday(day) >= 5;
}

/** eachDay lists the dates from first to last, both included. */
export function eachDay(first: Day, last: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, i) => addDays(first, i));
}

const format = (options: Intl.DateTimeFormatOptions) => {
  const f = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (day: Day) => f.format(utc(day)).replace(",", "").replace("Sept", "Sep");
};

/** shortDay writes "Sat 14 Mar". */
export const shortDay = format({ weekday: "short", day: "numeric", month: "short" });
/** longDay writes "Saturday 14 March". */
export const longDay = format({ weekday: "long", day: "numeric", month: "long" });
/** dayMonth writes "14 Mar". */
export const dayMonth = format({ day: "numeric", month: "short" });
/** dayMonthYear writes "14 Mar 2026". */
export const dayMonthYear = format({ day: "numeric", month: "short", year: "numeric" });
/** monthName writes "March 2026". */
export const monthName = format({ month: "long", year: "numeric" });
/** shortMonth writes "Mar". */
export const shortMonth = format({ month: "short" });
/** weekdayName writes "Sat". */
export const weekdayName = format({ weekday: "short" });
/** longWeekday writes "Saturday". */
export const longWeekday = format({ weekday: "long" });
/** dayNumber returns the day of the month. */
export const dayNumber = (day: Day) => Number(day.slice(8));

/** span writes "2 Mar \u2013 12 Apr". */
export function span(first: Day, last: Day): string {
  return first.slice(0, 4) === last.slice(0, 4) || first === last
    ? `${dayMonth(first)} \u2013 ${dayMonth(last)}`
    : `${dayMonthYear(first)} \u2013 ${dayMonthYear(last)}`;
}

/** weekdays are the seven days by name, Monday first: [short, long]. */
export const weekdays: readonly (readonly [string, string])[] = eachDay("2024-01-01", "2024-01-07").map(
  (d) => [weekdayName(d), longWeekday(d)] as const,
);
