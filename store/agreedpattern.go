package store

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"time"
)

// AgreedPattern is a person's agreed flexible working: a cycle of weeks with what was agreed for each
// of its days (NHS Terms and Conditions of Service Handbook, section 33). A row is written once; only its
// end and its review date change. Why it was agreed is kept nowhere.
type AgreedPattern struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// FirstDay and LastDay bound the days on which it holds; LastDay is empty for an open end, and the day
	// before FirstDay for an agreement that was taken back before it held.
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	LastDay  Day `json:"last_day,omitempty" gorm:"column:last_day"`
	// Anchor is a Monday on which the cycle begins; it may lie before or after FirstDay.
	Anchor Day `json:"anchor" gorm:"column:anchor"`
	// Days are those of the cycle, from Monday: 7 for each of its 1 to 8 weeks.
	Days AgreedDays `json:"days" gorm:"column:days"`
	// AgreedOn is the date of the agreement, ReviewOn the day by which it is looked at again.
	AgreedOn Day `json:"agreed_on" gorm:"column:agreed_on"`
	ReviewOn Day `json:"review_on" gorm:"column:review_on"`
	// UserID is who entered it, empty for the program itself; At is when.
	UserID  ID        `json:"-" gorm:"column:user_id"`
	At      time.Time `json:"-" gorm:"column:at;autoCreateTime:false"`
	Version int       `json:"version" gorm:"column:version"`
}

// AgreedRule says what was agreed for a day.
type AgreedRule string

// The rules of a day. A day off keeps each of them: no agreement promises work.
const (
	// NothingAgreed leaves the day open.
	NothingAgreed AgreedRule = "none"
	// AgreedOff is a day off.
	AgreedOff AgreedRule = "off"
	// AgreedOnly allows the shifts and kinds named, and no others.
	AgreedOnly AgreedRule = "only"
	// AgreedNever allows all but the shifts and kinds named.
	AgreedNever AgreedRule = "never"
)

// AgreedRules lists them all.
var AgreedRules = []AgreedRule{NothingAgreed, AgreedOff, AgreedOnly, AgreedNever}

// AgreedDay is what was agreed for one day of a cycle.
type AgreedDay struct {
	Rule AgreedRule `json:"rule" enum:"none,off,only,never"`
	// ShiftIDs and Kinds are for only and never: at least one of them.
	ShiftIDs []ID        `json:"shift_ids,omitempty" maxItems:"20"`
	Kinds    []ShiftKind `json:"kinds,omitempty" maxItems:"5"`
}

// Forbids reports whether working the shift on such a day breaks what was agreed.
func (d *AgreedDay) Forbids(s *Shift) bool {
	named := slices.Contains(d.ShiftIDs, s.ID) || slices.Contains(d.Kinds, s.Kind)
	switch d.Rule {
	case NothingAgreed:
		return false
	case AgreedOff:
		return true
	case AgreedOnly:
		return !named
	case AgreedNever:
		return named
	}
	return false
}

// AgreedDays is a cycle kept in one column.
type AgreedDays []AgreedDay

// Value writes the cycle as a JSON array.
func (d AgreedDays) Value() (driver.Value, error) { return jsonValue(d) }

// Scan reads a JSON array.
func (d *AgreedDays) Scan(v any) error { return jsonScan(v, d) }

const (
	daysOfWeek = 7
	// maxCycle is the longest cycle of an agreed pattern, in weeks.
	maxCycle = 8
	// maxAgreedShifts is how many shifts one day may name.
	maxAgreedShifts = 20
)

// On returns what was agreed for a day; nil where the pattern does not hold on it or nothing was agreed.
// d and the pattern must be valid.
func (p *AgreedPattern) On(d Day) *AgreedDay {
	if d < p.FirstDay || p.LastDay != "" && d > p.LastDay {
		return nil
	}
	n := len(p.Days)
	at := &p.Days[(p.Anchor.Until(d)%n+n)%n]
	if at.Rule == NothingAgreed {
		return nil
	}
	return at
}

// Overlaps reports whether two patterns hold on a same day.
func (p *AgreedPattern) Overlaps(o *AgreedPattern) bool {
	last := func(x *AgreedPattern) Day {
		if x.LastDay == "" {
			return "9999-12-31"
		}
		return x.LastDay
	}
	return max(p.FirstDay, o.FirstDay) <= min(last(p), last(o))
}

// Validate reports all faults of the pattern, but for those of shifts that there are not, as one
// Invalid error.
func (p *AgreedPattern) Validate() error {
	f := p.faults()
	f.id("/staff_id", p.StaffID, false)
	for k := range p.Days {
		for i, id := range p.Days[k].ShiftIDs {
			f.id(fmt.Sprintf("/days/%d/shift_ids/%d", k, i), id, false)
		}
	}
	return f.err("validate agreed pattern", "the agreed pattern cannot be kept like this")
}

// faults are those that do not hang on ids.
func (p *AgreedPattern) faults() *faults {
	f := &faults{}
	f.day("/first_day", p.FirstDay, false)
	f.day("/last_day", p.LastDay, true)
	if p.FirstDay.Valid() && p.LastDay.Valid() && p.LastDay < p.FirstDay.Add(-1) {
		f.add("/last_day", "must not be before the first day; the day before it takes the agreement back")
	}
	f.day("/anchor", p.Anchor, false)
	if p.Anchor.Valid() && p.Anchor.Weekday() != 0 {
		f.add("/anchor", "must be a Monday, on which the cycle begins")
	}
	f.day("/agreed_on", p.AgreedOn, false)
	f.day("/review_on", p.ReviewOn, false)
	if p.AgreedOn.Valid() && p.ReviewOn.Valid() && p.ReviewOn <= p.AgreedOn {
		f.add("/review_on", "must be after the day on which it was agreed")
	}
	p.cycle(f)
	return f
}

// cycle checks the days of the cycle.
func (p *AgreedPattern) cycle(f *faults) {
	if n := len(p.Days); n == 0 || n%daysOfWeek != 0 || n > maxCycle*daysOfWeek {
		f.add("/days", "give 7 days for each week, for 1 to %d weeks; there are %d", maxCycle, n)
	}
	agreed := false
	for k := range p.Days {
		d, path := &p.Days[k], fmt.Sprintf("/days/%d", k)
		oneOf(f, path+"/rule", d.Rule, AgreedRules)
		agreed = agreed || d.Rule != NothingAgreed
		names := len(d.ShiftIDs) + len(d.Kinds)
		switch {
		case (d.Rule == AgreedOnly || d.Rule == AgreedNever) && names == 0:
			f.add(path, "name the shifts or kinds that may, or may never, be worked")
		case (d.Rule == AgreedOff || d.Rule == NothingAgreed) && names > 0:
			f.add(path, "shifts and kinds are for the rules only and never; leave them out")
		case len(d.ShiftIDs) > maxAgreedShifts:
			f.add(path+"/shift_ids", "name at most %d shifts", maxAgreedShifts)
		}
		for i, kind := range d.Kinds {
			oneOf(f, fmt.Sprintf("%s/kinds/%d", path, i), kind, ShiftKinds)
			if slices.Contains(d.Kinds[:i], kind) {
				f.add(fmt.Sprintf("%s/kinds/%d", path, i), "stands twice")
			}
		}
		for i, id := range d.ShiftIDs {
			if slices.Contains(d.ShiftIDs[:i], id) {
				f.add(fmt.Sprintf("%s/shift_ids/%d", path, i), "stands twice")
			}
		}
	}
	if len(p.Days) > 0 && !agreed {
		f.add("/days", "nothing is agreed on any day; set at least one")
	}
}

// AgreedChange is what of an agreed pattern may change: its end, once or to an earlier day, and the
// date of its review.
type AgreedChange struct {
	LastDay  Day
	ReviewOn Day
}

// Apply makes the change; Invalid with all its faults where it may not be made.
func (c AgreedChange) Apply(p *AgreedPattern) error {
	was := p.LastDay
	p.LastDay, p.ReviewOn = c.LastDay, c.ReviewOn
	f := p.faults()
	if was != "" && (c.LastDay == "" || c.LastDay > was) {
		f.add("/last_day", "an end can only be moved to an earlier day than %s; for more days enter a new agreement", was)
	}
	return f.err("change agreed pattern", "the agreed pattern cannot be changed like this")
}

// AgreedOutcome says whether one day of an agreed pattern is kept in one roster.
type AgreedOutcome struct {
	RosterID ID  `json:"roster_id" gorm:"column:roster_id;primaryKey"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id;primaryKey"`
	Day      Day `json:"day" gorm:"column:day;primaryKey"`
	// Off is set where a day off was agreed, not certain shifts.
	Off  bool `json:"off" gorm:"column:day_off"`
	Kept bool `json:"kept" gorm:"column:kept"`
	// Reason is why no roster as good as this one keeps it; Proof is NoReason where that was not asked.
	// It has no Nearest.
	Reason `gorm:"embedded"`
}
