import { describe, expect, it } from "vitest";
import { clockTime, countdown, dayIn, duration, instantOf, momentIn } from "./time.ts";

describe("time", () => {
  it("writes times of day on 24 hours, also of the next day", () => {
    expect(clockTime(450)).toBe("07:30");
    expect(clockTime(1920)).toBe("08:00");
  });

  it("writes durations", () => {
    expect(duration(450)).toBe("7 h 30");
    expect(duration(480)).toBe("8 h");
    expect(duration(605)).toBe("10 h 05");
  });

  it.each([
    ["2026-03-04T16:00:00Z", "3 d 4 h"],
    ["2026-03-02T12:00:00Z", "1 d"],
    ["2026-03-01T14:05:00Z", "2 h 5 min"],
    ["2026-03-01T12:00:30Z", "1 min"],
    ["2026-03-01T12:00:00Z", null],
  ])("counts down to %s as %s", (until, words) => {
    expect(countdown(until, Date.parse("2026-03-01T12:00:00Z"))).toBe(words);
  });

  it("tells the ward's date and time, not the device's", () => {
    expect(dayIn("2026-07-01T23:30:00Z", "Europe/London")).toBe("2026-07-02");
    expect(momentIn("2026-07-01T23:30:00Z", "Europe/London")).toBe("Thu 2 Jul, 00:30");
  });

  it.each([
    // Winter time is UTC, summer time UTC+1; the clock goes forward at 01:00 UTC on 29 March 2026.
    ["2026-03-28", "12:00", "2026-03-28T12:00:00.000Z"],
    ["2026-03-29", "00:30", "2026-03-29T00:30:00.000Z"],
    ["2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    ["2026-07-01", "12:00", "2026-07-01T11:00:00.000Z"],
  ])("turns %s %s in London into an instant", (day, time, instant) => {
    expect(instantOf(day, time, "Europe/London")).toBe(instant);
  });
});
