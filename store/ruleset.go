package store

import (
	"database/sql/driver"
	"time"
)

// RuleSet is one version of the numbers of law and policy that a ward's rosters
// obey. A version never changes; a period names the one it uses.
type RuleSet struct {
	ID     ID `json:"id" gorm:"column:id;primaryKey"`
	WardID ID `json:"ward_id" gorm:"column:ward_id"`
	// Number counts the versions of the ward from 1.
	Number    int       `json:"number" gorm:"column:number"`
	Rules     Rules     `json:"rules" gorm:"column:rules"`
	CreatedAt time.Time `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
}

// Measure says what contract totals count.
type Measure string

// The measures.
const (
	Minutes     Measure = "minutes"
	Assignments Measure = "assignments"
)

// Price is what one unit of a breach costs and at which level.
type Price struct {
	// Level is a name of nrp.Level: hard, minimum_cover, agreed_patterns, burden,
	// preferences or rest.
	Level  string `json:"level"`
	Weight int64  `json:"weight"`
}

// Rules is the content of a rule set. A nil rule is off.
type Rules struct {
	Measure Measure `json:"measure"`
	// Skill prices a duty worked in a skill that is not held.
	Skill Price `json:"skill"`
	// Rest is the least time between the end of one shift and the start of the next day's.
	Rest *RestRule `json:"rest,omitempty"`
	// Successions are forbidden next-day pairs by shift code.
	Successions []SuccessionRule `json:"successions,omitempty"`
	// The prices per day outside a contract's or a shift's bounds.
	WorkRun  Price `json:"work_run"`
	OffRun   Price `json:"off_run"`
	ShiftRun Price `json:"shift_run"`
	// CompleteWeekend prices a weekend with one day worked, where the contract wants none.
	CompleteWeekend Price `json:"complete_weekend"`
	// Total prices a unit of Measure outside the contract's totals. Where Measure is
	// minutes, TotalUnit minutes are one unit (e.g. 60: an hour); 0 means 1.
	Total     Price `json:"total"`
	TotalUnit int   `json:"total_unit,omitempty"`
	// Weekends prices a worked weekend above the contract's maximum.
	Weekends Price `json:"weekends"`
	// WeeklyMax bounds the worked minutes of each calendar week (Monday to Sunday).
	WeeklyMax *LimitRule `json:"weekly_max,omitempty"`
	// NightRun bounds successive nights; RestAfterNights wants days off after the last.
	NightRun        *LimitRule `json:"night_run,omitempty"`
	RestAfterNights *LimitRule `json:"rest_after_nights,omitempty"`
	// The prices of cover, per person.
	CoverMin       Price `json:"cover_min"`
	CoverPreferred Price `json:"cover_preferred"`
	CoverMax       Price `json:"cover_max"`
	// Preference is the price of refusing a preference of each strength. [strength-1]
	Preference [3]Price `json:"preference"`
}

// RestRule is the least rest between two shifts.
type RestRule struct {
	Minutes int    `json:"minutes"`
	Price   Price  `json:"price"`
	Source  string `json:"source"`
}

// SuccessionRule forbids the shifts To on the day after From; codes of the ward's shifts.
type SuccessionRule struct {
	From   string   `json:"from"`
	To     []string `json:"to"`
	Price  Price    `json:"price"`
	Source string   `json:"source,omitempty"`
}

// LimitRule is a limit with its price and where the figure comes from.
type LimitRule struct {
	Limit  int    `json:"limit"`
	Price  Price  `json:"price"`
	Source string `json:"source"`
}

// Value writes the rules as JSON.
func (r Rules) Value() (driver.Value, error) { return jsonValue(r) }

// Scan reads JSON.
func (r *Rules) Scan(v any) error { return jsonScan(v, r) }

// StandardRules are the defaults for a ward made here. Law is hard, what the ward
// needs comes before what anybody wants.
func StandardRules() Rules {
	const wtr = "Working Time Regulations 1998"
	hard := Price{Level: "hard", Weight: 1}
	rest := func(w int64) Price { return Price{Level: "rest", Weight: w} }
	pref := func(w int64) Price { return Price{Level: "preferences", Weight: w} }
	return Rules{
		Measure:         Minutes,
		Skill:           hard,
		Rest:            &RestRule{Minutes: 660, Price: hard, Source: wtr + " reg. 10: 11 hours in each 24"},
		WorkRun:         hard,
		OffRun:          rest(10),
		ShiftRun:        rest(10),
		CompleteWeekend: rest(10),
		Total:           rest(2),
		TotalUnit:       60,
		Weekends:        rest(30),
		WeeklyMax:       &LimitRule{Limit: 3600, Price: hard, Source: "ward policy: 60 hours in one week, under the 48 hour average of " + wtr + " reg. 4"},
		NightRun:        &LimitRule{Limit: 4, Price: hard, Source: "ward policy: at most 4 nights in a row"},
		RestAfterNights: &LimitRule{Limit: 2, Price: rest(20), Source: "ward policy: 2 days off after nights"},
		CoverMin:        Price{Level: "minimum_cover", Weight: 1},
		CoverPreferred:  rest(20),
		CoverMax:        rest(10),
		Preference:      [3]Price{pref(1), pref(3), pref(9)},
	}
}
