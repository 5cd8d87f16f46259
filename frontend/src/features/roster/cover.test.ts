import { describe, expect, it } from "vitest";
import { ada, ben, early, id, rn, ward } from "../../testing/ward.ts";
import { counted } from "./cover.tsx";

const day = "2026-03-02";
const line = { [day]: { shiftId: early.id, skillId: rn.id, fixed: false } };
const lines = { [ada.id]: line, [ben.id]: { [day]: { shiftId: early.id, fixed: false } } } as never;
const key = `${day}/${early.id}/${rn.id}`;

const extra = (first_day: string, last_day: string) => [{ id: id(1), ward_id: ward.id, staff_id: ada.id, first_day, last_day, version: 1 }];

describe("who counts for cover", () => {
  it("are those who work in a skill, and for somebody in charge those who hold it that day", () => {
    const ended = { ...ben, skills: [{ skill_id: rn.id, last_day: "2026-03-01" }] };
    const count = counted(lines, { staff: [ada, ben], extra: [] });
    expect([count.get(`${day}/${early.id}/`), count.get(key), count.get(`${key}/held`)]).toEqual([2, 1, 2]);
    expect(counted(lines, { staff: [ada, ended], extra: [] }).get(`${key}/held`)).toBe(1);
  });

  it("are not those who are supernumerary, on those days", () => {
    expect(counted(lines, { staff: [ada, ben], extra: extra("2026-03-01", day) }).get(`${day}/${early.id}/`)).toBe(1);
    expect(counted(lines, { staff: [ada, ben], extra: extra("2026-03-03", "2026-03-04") }).get(`${day}/${early.id}/`)).toBe(2);
  });
});
