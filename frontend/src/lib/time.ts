import type { Day } from "./day.ts";

/** clockTime writes wall-clock minutes from midnight as "07:30"; above 1440 it is the next day's. */
export function clockTime(minute: number): string {
  const m = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
}

/** duration writes minutes as "7 h 30" or "8 h". */
export function duration(minutes: number): string {
  const h = Math.trunc(Math.abs(minutes) / 60);
  const m = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? "\u2212" : "";
  return m === 0 ? `${sign}${h} h` : `${sign}${h} h ${String(m).padStart(2, "0")}`;
}

/** hours writes minutes as hours for a narrow column: "149" or "37.5". */
export function hours(minutes: number): string {
  return String(Math.round(minutes / 6) / 10);
}

/** countdown writes the time left as "3 d 4 h", "4 h 12 min" or "5 min"; null when it is over. */
export function countdown(until: string, now: number): string | null {
  const left = Date.parse(until) - now;
  if (left <= 0) return null;
  const minutes = Math.ceil(left / 60_000);
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`;
  if (h > 0) return minutes % 60 > 0 ? `${h} h ${minutes % 60} min` : `${h} h`;
  return `${minutes} min`;
}

const parts = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });

/** dayIn returns the local date of an instant in a zone. */
export function dayIn(instant: number | string, zone: string): Day {
  const f = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return f.format(new Date(instant));
}

/** timeIn writes the time of day of an instant in a zone: "05:40". */
export function timeIn(instant: number | string, zone: string): string {
  return parts(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

/** momentIn writes "Sat 14 Mar, 05:40". */
export function momentIn(instant: number | string, zone: string): string {
  const date = parts(zone, { weekday: "short", day: "numeric", month: "short" })
    .format(new Date(instant))
    .replace(",", "")
    .replace("Sept", "Sep");
  return `${date}, ${timeIn(instant, zone)}`;
}

/** minutesIn returns the wall-clock minutes after midnight of an instant in a zone. */
export function minutesIn(instant: number | string, zone: string): number {
  const [h, m] = timeIn(instant, zone).split(":").map(Number);
  return (h ?? 0) * 60 + (m ?? 0);
}

/** instantOf turns a date and a time of day in a zone into an instant in UTC. */
export function instantOf(day: Day, time: string, zone: string): string {
  const guess = Date.parse(`${day}T${time}:00Z`);
  // The zone's distance from UTC is read at the guess and once more at the answer, so
  // that an hour beside a clock change comes out right.
  const distance = (at: number) => {
    const local = Date.parse(`${dayIn(at, zone)}T${timeIn(at, zone)}:00Z`);
    return local - Math.floor(at / 60_000) * 60_000;
  };
  const first = guess - distance(guess);
  return new Date(guess - distance(first)).toISOString();
}
