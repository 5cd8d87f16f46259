package store

import (
	"slices"
	"time"

	"github.com/fairrota/fairrota/store/rulebook"
)

// Waiver is one person's own choice to do without a rule of the ward's policy that protects them: the
// figure that is enough for them, and never why. Only the person enters and withdraws it. It is written
// once; later it may be withdrawn, once and for good.
type Waiver struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// Key is that of the rule in the rulebook, one with a rulebook.Waive.
	Key string `json:"key" gorm:"column:key"`
	// Value is the figure in the unit of the waiver, looser than the ward's.
	Value int `json:"value" gorm:"column:value"`
	// FirstDay and LastDay, which belongs to it and is empty for an open end, are the days for which
	// it is meant: it counts for a rota that lies in them with all its days.
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	LastDay  Day `json:"last_day,omitempty" gorm:"column:last_day"`
	// UserID is who entered it, the person's own user; At is when.
	UserID ID        `json:"user_id" gorm:"column:user_id"`
	At     time.Time `json:"at" gorm:"column:at;autoCreateTime:false"`
	// WithdrawnAt is when the person took it back; nil where they did not.
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty" gorm:"column:withdrawn_at"`
}

// Covers reports whether a period lies in the waiver's days. That its asking had not closed when the
// waiver was entered is seen to then (see WaiverDesk.Check).
func (w *Waiver) Covers(p *RosterPeriod) bool {
	return w.FirstDay <= p.FirstDay && (w.LastDay == "" || p.LastDay <= w.LastDay)
}

// Counts reports whether the waiver counts for a period whose rota was first published at an instant,
// nil where it has not been. What was withdrawn counts for rotas that were published before that and
// for no others, so that a published rota stays as lawful as it was.
func (w *Waiver) Counts(p *RosterPeriod, published *time.Time) bool {
	if w.WithdrawnAt != nil && (published == nil || !published.Before(*w.WithdrawnAt)) {
		return false
	}
	return w.Covers(p)
}

// Live reports whether the waiver is not withdrawn and has days left on a day.
func (w *Waiver) Live(today Day) bool {
	return w.WithdrawnAt == nil && (w.LastDay == "" || today <= w.LastDay)
}

// overlaps reports whether two waivers have a day in common.
func (w *Waiver) overlaps(o *Waiver) bool {
	return (o.LastDay == "" || w.FirstDay <= o.LastDay) && (w.LastDay == "" || o.FirstDay <= w.LastDay)
}

// WaiverTakenBack is a waiver that a draft was made with and that does not count for it any more.
type WaiverTakenBack struct {
	StaffID ID
	Key     string
	At      time.Time
}

// WaiverDesk is what a person needs to know to choose, and what a new waiver is checked against.
type WaiverDesk struct {
	StaffID ID
	WardID  ID
	// Today is the ward's.
	Today Day
	// Adult is the first day on which the person is 18; empty where they are.
	Adult Day
	// Guards are what protects the person now in each rule that can be waived, as it will be in the
	// next rota whose asking has not closed; without one that the ward has off for them.
	Guards []Guard
	// Rotas are the ward's periods whose asking has not closed, by first day.
	Rotas []RosterPeriod
	// First is the first day that a waiver may have: the day after the last rota whose asking has
	// closed, or today.
	First Day
	// Waivers are the person's own, the newest first.
	Waivers []Waiver
}

// Guard is a rule that can be waived as it protects one person.
type Guard struct {
	Rule *rulebook.Rule
	// Ward is the ward's figure for the person, in the unit of the waiver.
	Ward int
	// Own is set where the figure is a limit of this person's own, which stays.
	Own bool
}

// Guard returns what protects the person in a rule; nil for nothing.
func (d *WaiverDesk) Guard(key string) *Guard {
	i := slices.IndexFunc(d.Guards, func(g Guard) bool { return g.Rule.Key == key })
	if i < 0 {
		return nil
	}
	return &d.Guards[i]
}

// Check reports all faults of a waiver that is to be entered, as one Invalid error.
func (d *WaiverDesk) Check(w *Waiver) error {
	var f faults
	f.day("/first_day", w.FirstDay, false)
	f.day("/last_day", w.LastDay, true)
	if len(f) == 0 && w.LastDay != "" && w.LastDay < w.FirstDay {
		f.add("/last_day", "must not be before the first day")
	}
	rule, known := rulebook.UK().Rule(w.Key)
	switch guard := d.Guard(w.Key); {
	case !known || rule.Waive == nil:
		f.add("/key", "is no rule that you can do without; choose one of the list")
	case guard == nil:
		f.add("/key", "your ward does not have this rule for you; there is nothing to do without")
	case guard.Own:
		f.add("/key", "is a limit that was set for you alone, and stays; talk to your manager about it")
	case !rule.Waive.Allows(w.Value, guard.Ward):
		d.wrongValue(&f, rule.Waive, guard.Ward)
	}
	if len(f) > 0 {
		return f.err("check a waiver", "this choice cannot be kept like this")
	}
	if w.FirstDay < d.First {
		f.add("/first_day", "is too early: asking for what comes before has closed; begin on %s or later", d.First)
	}
	if d.Adult != "" && w.FirstDay < d.Adult {
		f.add("/first_day", "nobody under 18 can do without a rule; begin on %s, when you are 18, or later", d.Adult)
	}
	for i := range d.Waivers {
		if o := &d.Waivers[i]; o.Key == w.Key && o.WithdrawnAt == nil && w.overlaps(o) {
			f.add("/first_day", "you have made this choice from %s on already; take that one back first, or choose other days", o.FirstDay)
		}
	}
	return f.err("check a waiver", "this choice cannot be kept like this")
}

// wrongValue says which figures may be chosen.
func (d *WaiverDesk) wrongValue(f *faults, w *rulebook.Waive, ward int) {
	choices := w.Choices(ward)
	switch len(choices) {
	case 0:
		f.add("/key", "your ward's own rule is as loose already; there is nothing to do without")
	case 1:
		f.add("/value", "must be %d", choices[0])
	default:
		low, high := choices[0], choices[len(choices)-1]
		f.add("/value", "must be between %d and %d", min(low, high), max(low, high))
	}
}
