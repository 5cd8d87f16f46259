import type { Me, MyPeriod, Preference, RosterView, Shift, Skill, Staff, Ward } from "../api/shapes.ts";

/** id makes a UUID that can be told by its number. */
export const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const ward: Ward = {
  id: id(1),
  division_id: id(2),
  name: "Ward 7B",
  time_zone: "Europe/London",
  preference_cap: 3,
  tokens: 2,
  swaps_automatic: false,
  solve_seconds: 30,
  version: 1,
  created_at: "2026-01-01T00:00:00Z",
};

const shift = (n: number, code: string, name: string, kind: Shift["kind"], start: number, end: number): Shift => ({
  id: id(100 + n),
  ward_id: ward.id,
  code,
  name,
  kind,
  start_minute: start,
  end_minute: end,
  paid_minutes: end - start - 30,
  min_run: 0,
  max_run: 0,
  version: 1,
});

export const early = shift(0, "E", "Early", "early", 450, 930);
export const late = shift(1, "L", "Late", "late", 780, 1290);
export const longDay = shift(2, "LD", "Long day", "long_day", 450, 1200);
export const night = shift(3, "N", "Night", "night", 1170, 1920);
export const shifts = [early, late, longDay, night];

export const rn: Skill = { id: id(200), code: "RN", name: "Registered nurse", version: 1 };

const person = (n: number, name: string): Staff => ({
  id: id(400 + n),
  ward_id: ward.id,
  contract_id: id(300),
  number: `70${n}`,
  name,
  version: 1,
  skills: [{ skill_id: rn.id }],
});

export const ada = person(0, "Ada Okafor");
export const ben = person(1, "Ben Hughes");

export const nurse: Me = {
  user: { id: id(900), login: "ada", name: "Ada Okafor" },
  staff: ada,
  ward,
  roles: [{ role: "nurse", ward_id: ward.id }],
  rights: [{ right: "own_preferences", ward_id: ward.id }, { right: "own_rota", ward_id: ward.id }],
  demo: false,
  now: "2026-03-01T12:00:00Z",
  notices: [],
};

export const manager: Me = {
  user: { id: id(901), login: "morgan", name: "Morgan Price" },
  roles: [{ role: "ward_manager", ward_id: ward.id }],
  rights: (["read_ward", "read_draft", "write_draft", "approve", "write_ward"] as const).map((right) => ({ right, ward_id: ward.id })),
  demo: false,
  now: "2026-03-01T12:00:00Z",
  notices: [],
};

/** Two weeks from Monday 2 March 2026, open for bidding until 5 March at noon. */
export const period: MyPeriod = {
  id: id(500),
  ward_id: ward.id,
  first_day: "2026-03-02",
  last_day: "2026-03-15",
  state: "open",
  bidding_opens_at: "2026-02-20T12:00:00Z",
  bidding_closes_at: "2026-03-05T12:00:00Z",
  approval_due_at: "2026-03-06T12:00:00Z",
  publication_due_at: "2026-03-07T12:00:00Z",
  rule_set_id: id(9),
  version: 1,
  bidding_open: true,
  preference_cap: 3,
  preferences_used: 0,
  tokens: 2,
  tokens_used: 0,
};

/** dayOff is a preference of Ada's for a day off. */
export const dayOff = (n: number, day: string, more: Partial<Preference> = {}): Preference => ({
  id: id(700 + n),
  period_id: period.id,
  staff_id: ada.id,
  day,
  kind: "day_off",
  strength: 1,
  token: false,
  standing: false,
  version: 1,
  updated_at: "2026-03-01T12:00:00Z",
  ...more,
});

/** A draft in which Ada works an early on Tuesday 3 March and nothing else is set. */
export const view: RosterView = {
  roster: {
    id: id(600),
    period_id: period.id,
    ward_id: ward.id,
    number: 4,
    state: "draft",
    instance_hash: "",
    history_hash: "",
    score: [0, 0, 0, 0, 0, 12],
    stale: false,
    created_at: "2026-03-01T12:00:00Z",
    version: 7,
  },
  duties: [{ id: id(650), roster_id: id(600), day: "2026-03-03", shift_id: early.id, skill_id: rn.id, staff_id: ada.id, fixed: false }],
  findings: [],
  outcomes: [],
  agreed: [],
  overrides: [],
  taken_back: [],
  guests: [],
};
