import type { components } from "./schema.d.ts";

type S = components["schemas"];

export type ID = string;
export type Me = S["Me"];
export type Notice = S["Notice"];
export type Role = Me["roles"][number]["role"];
export type Ward = S["Ward"];
export type Division = S["Division"];
export type User = S["User"];
export type Staff = S["Staff"];
export type Contract = S["Contract"];
export type Shift = S["Shift"];
export type ShiftKind = Shift["kind"];
export type Skill = S["Skill"];
export type Leave = S["Leave"];
export type Stint = S["StintView"];
export type MyStints = { items: Stint[] };
export type Availability = S["Availability"];
export type Demand = S["Demand"];
export type Period = S["RosterPeriod"];
export type PeriodState = Period["state"];
export type MyPeriod = S["MyPeriod"];
export type MyWard = S["MyWard"];
export type MyRota = S["MyRota"];
export type MyDuty = S["MyDuty"];
export type MyOutcome = S["MyOutcome"];
export type Preference = S["Preference"];
export type PreferenceKind = Preference["kind"];
/** What is asked for, without the day. */
export type Ask = Pick<Preference, "kind" | "shift_id" | "shift_kind" | "strength">;
export type StandingPreference = S["StandingPreference"];
export type PreferenceCount = S["PreferenceCount"];
export type Roster = S["Roster"];
export type RosterView = S["DraftView"];
export type Edited = S["EditedRoster"];
export type Change = S["CellChange"];
export type Duty = S["Duty"];
/** A breach of a rule in words; only those listed with a rota can be overridden. */
export type PlainFinding = S["PlainFinding"];
export type Finding = S["ListedFinding"];
export type Outcome = S["ListedOutcome"];
export type Override = S["Override"];
export type Run = S["Run"];
export type TracePoint = S["TracePoint"];

/** levels are the places of a score, in the order in which they are compared. */
export const levels = ["hard", "minimum_cover", "agreed_patterns", "burden", "preferences", "rest"] as const;
export type Level = (typeof levels)[number];

/** levelOf reads a level's name. */
export const levelOf = (name: string): Level => levels.find((l) => l === name) ?? "rest";
export type Figures = S["Figures"];
export type FiguresRow = S["FiguresRow"];
export type Figure = S["Figure"];
export type RuleBook = S["RuleBook"];
export type RuleLine = S["RuleLine"];
export type RuleMay = S["RuleMay"];
export type RuleChange = S["RuleChange"];
export type MyLedger = S["MyLedger"];
export type LedgerLine = S["LedgerLine"];
export type SwapCard = S["SwapCard"];
export type SwapOption = S["SwapOption"];
export type SwapOptions = S["SwapOptions"];
export type MySwaps = S["MySwapsView"];
export type ManagedSwap = S["ManagedSwap"];
export type Candidate = S["CandidateView"];
export type Gap = S["GapView"];
export type WardFairness = S["WardFairness"];
export type RestDebts = S["RestDebts"];
export type RestDebt = S["RestDebt"];
export type BurdenBand = S["BurdenBand"];
export type Contested = S["Contested"];
export type Band = Contested["bands"][number]["band"];
export type UnfilledNear = S["UnfilledView"];
export type Trial = S["TrialView"];
export type TrialKind = Trial["kind"];
export type TrialAsked = S["TrialBody"];
export type Repair = S["RepairView"];
export type RepairWay = S["RepairWay"];
export type RepairAim = RepairWay["aim"];
export type RosterChange = S["ListedChange"];
