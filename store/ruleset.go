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
	Number int   `json:"number" gorm:"column:number"`
	Rules  Rules `json:"rules" gorm:"column:rules"`
	// Pinned is set on a version that was made for a period out of figures; nil for one that
	// the ward wrote itself. It may name people, so that it is never shown as it is.
	Pinned    *Pinned   `json:"-" gorm:"column:pinned"`
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
	// Rest is the least time between the end of one shift and the start of the next.
	Rest *RestRule `json:"rest,omitempty"`
	// WeeklyRest wants one rest of so many minutes in each 7 days from a Monday; FortnightlyRest
	// wants so many in each 14, in one rest or in two of half as many (Working Time Regulations
	// 1998 reg. 11: the employer chooses between the two). The fortnights of a person are counted
	// from the week in which the employment began.
	WeeklyRest      *RestRule `json:"weekly_rest,omitempty"`
	FortnightlyRest *RestRule `json:"fortnightly_rest,omitempty"`
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

// RestRule is a least rest, minutes.
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
		FortnightlyRest: &RestRule{Minutes: 2880, Price: hard, Source: wtr + " reg. 11(2): 2 rests of 24 hours or 1 of 48 in each 14 days"},
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

// LevelNames are the names of the levels, in the order in which they are compared.
var LevelNames = [NumLevels]string{"hard", "minimum_cover", "agreed_patterns", "burden", "preferences", "rest"}

// price wants a known level and a weight that does not reward a breach; a weight of 0
// turns the rule off, and then the level may be left out.
func (f *faults) price(pointer string, p Price) {
	if p == (Price{}) {
		return
	}
	oneOf(f, pointer+"/level", p.Level, LevelNames[:])
	if p.Weight < 0 || p.Weight > 1_000_000 {
		f.add(pointer+"/weight", "must be between 0 and 1000000")
	}
}

func (f *faults) limit(pointer string, l *LimitRule, most int) {
	if l == nil {
		return
	}
	f.between(pointer+"/limit", l.Limit, 0, most)
	f.price(pointer+"/price", l.Price)
	f.text(pointer+"/source", l.Source, 300)
}

func (f *faults) rest(pointer string, r *RestRule, least, most int) {
	if r == nil {
		return
	}
	f.between(pointer+"/minutes", r.Minutes, least, most)
	f.price(pointer+"/price", r.Price)
	f.text(pointer+"/source", r.Source, 300)
}

// Validate reports all faults of the rules as one Invalid error. Every figure of law or
// policy must name its source.
func (r *Rules) Validate() error {
	var f faults
	oneOf(&f, "/rules/measure", r.Measure, []Measure{Minutes, Assignments})
	f.rest("/rules/rest", r.Rest, 0, 48*60)
	f.rest("/rules/weekly_rest", r.WeeklyRest, 60, 4*1440)
	f.rest("/rules/fortnightly_rest", r.FortnightlyRest, 60, 6*1440)
	for i, s := range r.Successions {
		f.text(at("/rules/successions", i, "from"), s.From, 20)
		for _, to := range s.To {
			f.text(at("/rules/successions", i, "to"), to, 20)
		}
		f.price(at("/rules/successions", i, "price"), s.Price)
	}
	for _, p := range []struct {
		pointer string
		price   Price
	}{
		{"/rules/skill", r.Skill},
		{"/rules/work_run", r.WorkRun},
		{"/rules/off_run", r.OffRun},
		{"/rules/shift_run", r.ShiftRun},
		{"/rules/complete_weekend", r.CompleteWeekend},
		{"/rules/total", r.Total},
		{"/rules/weekends", r.Weekends},
		{"/rules/cover_min", r.CoverMin},
		{"/rules/cover_preferred", r.CoverPreferred},
		{"/rules/cover_max", r.CoverMax},
		{"/rules/preference/0", r.Preference[0]},
		{"/rules/preference/1", r.Preference[1]},
		{"/rules/preference/2", r.Preference[2]},
	} {
		f.price(p.pointer, p.price)
	}
	f.between("/rules/total_unit", r.TotalUnit, 0, 10080)
	f.limit("/rules/weekly_max", r.WeeklyMax, 10080)
	f.limit("/rules/night_run", r.NightRun, 366)
	f.limit("/rules/rest_after_nights", r.RestAfterNights, 13)
	return f.err("validate rules", "the rules cannot be kept like this")
}

// CheckShifts reports successions that name shifts which the ward does not have, as one
// Invalid error.
func (r *Rules) CheckShifts(shifts []Shift) error {
	var f faults
	known := func(code string) bool { return anyShift(shifts, func(s *Shift) bool { return s.Code == code }) }
	for i, s := range r.Successions {
		if !known(s.From) {
			f.add(at("/rules/successions", i, "from"), "the ward has no shift %q; use the code of one of its shifts", s.From)
		}
		for _, to := range s.To {
			if !known(to) {
				f.add(at("/rules/successions", i, "to"), "the ward has no shift %q; use the code of one of its shifts", to)
			}
		}
	}
	return f.err("validate rules", "the rules cannot be kept like this")
}
