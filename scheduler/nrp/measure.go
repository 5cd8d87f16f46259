package nrp

// Level is a place in the order in which goals are compared. Lower levels come first.
type Level int

// The levels, in the order in which they are compared.
const (
	// LevelHard is law, agreed absence and what a rule set declares inviolable.
	LevelHard Level = iota
	// LevelCover is minimum staffing by skill.
	LevelCover
	// LevelPattern is agreed flexible working.
	LevelPattern
	// LevelBurden is fairness.
	LevelBurden
	// LevelPreference is what staff asked for.
	LevelPreference
	// LevelRest is all else: preferred staffing, contract hours, continuity.
	LevelRest

	// NumLevels is the length of a Score.
	NumLevels = iota
)

var levelNames = [NumLevels]string{"hard", "minimum_cover", "agreed_patterns", "burden", "preferences", "rest"}

// String returns the level's name as it stands in reports and in the API.
func (l Level) String() string {
	if l < 0 || int(l) >= NumLevels {
		return "unknown"
	}
	return levelNames[l]
}

// Cost is the price of one unit of a breach. A Weight of zero means the rule is
// watched but costs nothing.
type Cost struct {
	Level Level `json:"level"`
	// Weight is the integer price of one unit at Level; at least zero.
	Weight int64 `json:"weight"`
}

// Score is the price of a roster by level. [level]
type Score [NumLevels]int64

// Add adds units times the cost's weight.
func (s *Score) Add(c Cost, units int64) { s[c.Level] += c.Weight * units }

// Plus returns the sum of two scores.
func (s Score) Plus(o Score) Score {
	for l := range s {
		s[l] += o[l]
	}
	return s
}

// Minus returns the difference of two scores.
func (s Score) Minus(o Score) Score {
	for l := range s {
		s[l] -= o[l]
	}
	return s
}

// Compare returns -1 if s is better (smaller at the first level that differs), 1
// if it is worse, and 0 if the two are equal.
func (s Score) Compare(o Score) int {
	for l := range s {
		if s[l] != o[l] {
			if s[l] < o[l] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// RuleCode names a kind of rule; the list is closed and is the same in reports,
// in the database and in the API.
type RuleCode string

// The rule codes.
const (
	// RuleSkill: the staff member holds the skill the duty is worked in.
	RuleSkill RuleCode = "skill"
	// RuleSuccession: what may follow a shift on the next day.
	RuleSuccession RuleCode = "succession"
	// RuleRest: hours between the end of work and the start of the next shift (Working Time Regulations 1998 reg. 10).
	RuleRest RuleCode = "rest"
	// RuleRespite: long rests in a period of days (Working Time Regulations 1998 reg. 11, 24).
	RuleRespite RuleCode = "respite"
	// RulePattern: a forbidden sequence of cells.
	RulePattern RuleCode = "pattern"
	// RuleStretch: length of a run of days of one kind.
	RuleStretch RuleCode = "stretch"
	// RuleWeekend: both days of a weekend worked or none.
	RuleWeekend RuleCode = "complete_weekend"
	// RuleCounter: a total over days (hours, shifts, weekends worked).
	RuleCounter RuleCode = "counter"
	// RuleUnavailable: agreed absence and unavailability.
	RuleUnavailable RuleCode = "unavailable"
	// RuleFixed: a cell the solver must keep.
	RuleFixed RuleCode = "fixed"
	// RuleRequest: a preference.
	RuleRequest RuleCode = "preference"
	// RuleChoice: plans of one person, and both or neither.
	RuleChoice RuleCode = "choice"
	// RuleCoverMin: minimum cover.
	RuleCoverMin RuleCode = "cover_minimum"
	// RuleCoverPreferred: preferred cover.
	RuleCoverPreferred RuleCode = "cover_preferred"
	// RuleCoverMax: maximum cover.
	RuleCoverMax RuleCode = "cover_maximum"
	// RuleLink: named people together, apart or supervised.
	RuleLink RuleCode = "link"
)

// Violation is one breach of one rule.
type Violation struct {
	Rule RuleCode `json:"rule"`
	// Name tells apart rules of one code within a contract, e.g. "nights in a row"; may be empty.
	Name string `json:"name,omitempty"`
	// Staff is the index of the person, for RuleLink of the one whom the link is about, -1 for cover.
	Staff StaffIdx `json:"staff"`
	// Day is the day on which the breach is complete, -1 for one of the whole horizon.
	Day DayIdx `json:"day"`
	// Shift and Skill say which cover row, NoShift and NoSkill elsewhere.
	Shift ShiftIdx `json:"shift"`
	Skill SkillIdx `json:"skill"`
	// Request is the index into Instance.Requests for RuleRequest, -1 elsewhere.
	Request int `json:"request"`
	// Amount is the breach in the rule's own unit (days, people, minutes, shifts, weekends).
	Amount int64 `json:"amount"`
	// Cost is the price of one unit.
	Cost Cost `json:"cost"`
}
