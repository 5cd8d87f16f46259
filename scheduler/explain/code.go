package explain

// Code is why a preference was not met; the list is closed and is the same in the
// database, in the API and on the screens.
type Code string

// The reason codes. No preference gets CodeLeaveFull or CodeLate: a quota of leave does not bind a day
// off that is a preference, so that code is for requests for leave (store.LeaveFull), and what comes
// after bidding has closed is turned away at the door.
const (
	// CodeStaffing: a shift would have fewer people than its minimum.
	CodeStaffing Code = "minimum_staffing"
	// CodeSkillMix: a shift would have people enough, but too few with a skill.
	CodeSkillMix Code = "skill_mix"
	// CodeLaw: a hard rule on rest, order or length of shifts, or on who works with whom.
	CodeLaw Code = "law"
	// CodeHours: the hours, shifts or weekends of a contract.
	CodeHours Code = "contract_hours"
	// CodeLeaveFull: a quota of leave has no room left on the day.
	CodeLeaveFull Code = "leave_full"
	// CodePriority: asks or burdens of others that come first or weigh more.
	CodePriority Code = "greater_priority"
	// CodeEqual: another's ask that weighs the same; a draw.
	CodeEqual Code = "equal_priority"
	// CodeOwn: asks of the same person that weigh as much or more.
	CodeOwn Code = "own_preference"
	// CodePattern: an agreed pattern of work, one's own or somebody else's.
	CodePattern Code = "agreed_pattern"
	// CodeAbsence: the person's own agreed absence.
	CodeAbsence Code = "own_absence"
	// CodeFixed: a shift of the person that is fixed, here or on another ward.
	CodeFixed Code = "fixed_shift"
	// CodeGoals: what the ward wants beyond the minimum (preferred staffing, runs of days).
	CodeGoals Code = "ward_goals"
	// CodeLate: it came after bidding had closed.
	CodeLate Code = "late"
	// CodeData: something is not on record, such as a skill, or the shift is none of the ward's.
	CodeData Code = "data_missing"
)

// Codes lists all codes.
var Codes = [...]Code{
	CodeStaffing, CodeSkillMix, CodeLaw, CodeHours, CodeLeaveFull, CodePriority, CodeEqual, CodeOwn, CodePattern,
	CodeAbsence, CodeFixed, CodeGoals, CodeLate, CodeData,
}

// Proof says how sure a reason is.
type Proof string

// The grades of proof.
const (
	// Proved: no lawful roster meets the preference and is as good as this one up to the
	// decisive level, by a bound or a certificate.
	Proved Proof = "proved"
	// BestFound: no roster that was found does.
	BestFound Proof = "best_found"
	// NotExamined: time ended before the preference's turn; what is said holds in this rota only.
	NotExamined Proof = "not_examined"
)

// Proofs lists all grades.
var Proofs = [...]Proof{Proved, BestFound, NotExamined}
