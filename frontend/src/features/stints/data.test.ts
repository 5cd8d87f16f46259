import { describe, expect, it } from "vitest";
import { stintOf } from "./data.ts";

function form(day: string, from: string, to: string, pause: string): FormData {
  const out = new FormData();
  for (const [key, value] of Object.entries({ day, from, to, pause })) out.set(key, value);
  return out;
}

describe("stintOf", () => {
  it("ends on the same day where the end is later", () => {
    expect(stintOf(form("2027-01-04", "07:30", "15:30", "30"), "Europe/London")).toEqual({
      begins_at: "2027-01-04T07:30:00.000Z",
      ends_at: "2027-01-04T15:30:00.000Z",
      paid_minutes: 450,
    });
  });

  it("ends on the next day where it is not", () => {
    expect(stintOf(form("2027-07-05", "20:00", "08:00", "60"), "Europe/London")).toEqual({
      begins_at: "2027-07-05T19:00:00.000Z",
      ends_at: "2027-07-06T07:00:00.000Z",
      paid_minutes: 660,
    });
  });

  it("is an hour longer in the night in which the clocks go back", () => {
    // 20:00 summer time on 30 October to 08:00: 13 hours.
    expect(stintOf(form("2027-10-30", "20:00", "08:00", "0"), "Europe/London").paid_minutes).toBe(780);
    expect(stintOf(form("2027-03-27", "20:00", "08:00", "0"), "Europe/London").paid_minutes).toBe(660);
  });
});
