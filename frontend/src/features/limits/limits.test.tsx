import { describe, expect, it } from "vitest";
import { entryBody } from "./data.ts";

/** form is a form with these fields. */
function form(fields: Record<string, string>): FormData {
  const out = new FormData();
  for (const [name, value] of Object.entries(fields)) out.set(name, value);
  return out;
}

describe("a record of a person", () => {
  it("has of an agreement what was signed, and no end where none was agreed", () => {
    const data = form({ from_day: "2027-01-02", until_day: "", signed_on: "2027-01-01", notice_days: "28" });
    expect(entryBody("opt_out_on", data)).toEqual({ kind: "opt_out", holds: true, from_day: "2027-01-02", signed_on: "2027-01-01", notice_days: 28 });
  });

  it("has of the end of an agreement no notice of its own", () => {
    const data = form({ from_day: "2027-02-02", signed_on: "2027-01-01", notice_days: "28" });
    expect(entryBody("opt_out_off", data)).toEqual({ kind: "opt_out", holds: false, from_day: "2027-02-02", signed_on: "2027-01-01" });
  });

  it("has of somebody under 18 the day of becoming an adult and no first day", () => {
    const data = form({ from_day: "2027-01-02", until_day: "2027-06-01", late_contract: "on" });
    expect(entryBody("young_on", data)).toEqual({ kind: "young", holds: true, until_day: "2027-06-01", late_contract: true });
    expect(entryBody("young_off", data)).toEqual({ kind: "young", holds: false });
  });
});
