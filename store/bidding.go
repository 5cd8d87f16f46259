package store

import "time"

// validate reports all faults of the ask, beside what hangs on the ward, as faults of
// the fields of the preference that holds it.
func (a *Ask) validate(f *faults) {
	oneOf(f, "/kind", a.Kind, []PreferenceKind{DayOn, DayOff, ShiftOn, ShiftOff, KindOn})
	f.between("/strength", a.Strength, 1, 3)
	wantsShift := a.Kind == ShiftOn || a.Kind == ShiftOff
	switch {
	case wantsShift:
		f.id("/shift_id", a.ShiftID, false)
	case a.ShiftID != "":
		f.add("/shift_id", "is for the kinds shift_on and shift_off only; leave it out")
	}
	switch {
	case a.Kind == KindOn:
		oneOf(f, "/shift_kind", a.ShiftKind, ShiftKinds)
	case a.ShiftKind != "":
		f.add("/shift_kind", "is for the kind \"kind\" only; leave it out")
	}
}

// Validate reports all faults of the preference as one Invalid error.
func (p *Preference) Validate() error {
	var f faults
	f.id("/id", p.ID, false)
	f.id("/period_id", p.PeriodID, false)
	f.day("/day", p.Day, false)
	p.Ask.validate(&f)
	p.Together.validate(&f)
	if n := len([]rune(p.Note)); n > 500 {
		f.add("/note", "must have at most 500 characters; it has %d", n)
	}
	return f.err("validate preference", "the preference cannot be kept like this")
}

// Validate reports all faults of the standing preference as one Invalid error.
func (p *StandingPreference) Validate() error {
	var f faults
	f.between("/weekday", p.Weekday, 0, 6)
	p.validate(&f)
	return f.err("validate standing preference", "the standing preference cannot be kept like this")
}

// Met reports whether working a shift on the day, or none where shift is nil, is what
// is asked for.
func (a *Ask) Met(shift *Shift) bool {
	switch a.Kind {
	case DayOff:
		return shift == nil
	case DayOn:
		return shift != nil
	case ShiftOn:
		return shift != nil && shift.ID == a.ShiftID
	case ShiftOff:
		return shift == nil || shift.ID != a.ShiftID
	case KindOn:
		return shift != nil && shift.Kind == a.ShiftKind
	default:
		return false
	}
}

// CheckAsk reports whether the ask may stand beside the others of the same person and
// day: Invalid where it asks for a shift that the ward does not have, Conflict where it
// stands there already or no day of work or rest could meet all of them.
func CheckAsk(a *Ask, others []Ask, shifts []Shift) error {
	const op = "check preference"
	if a.ShiftID != "" && !anyShift(shifts, func(s *Shift) bool { return s.ID == a.ShiftID }) {
		return &Error{Kind: Invalid, Op: op, Detail: "the preference cannot be kept like this", Fields: []Field{
			{Pointer: "/shift_id", Detail: "the ward has no such shift; choose one of its shifts"},
		}}
	}
	if a.ShiftKind != "" && !anyShift(shifts, func(s *Shift) bool { return s.Kind == a.ShiftKind }) {
		return &Error{Kind: Invalid, Op: op, Detail: "the preference cannot be kept like this", Fields: []Field{
			{Pointer: "/shift_kind", Detail: "the ward has no shift of this kind; choose another kind"},
		}}
	}
	for i := range others {
		o := &others[i]
		if o.Kind == a.Kind && o.ShiftID == a.ShiftID && o.ShiftKind == a.ShiftKind {
			return Errorf(Conflict, op, "you have asked for this already; change the preference that is there")
		}
	}
	together := append([]Ask{*a}, others...)
	meets := func(shift *Shift) bool {
		for i := range together {
			if !together[i].Met(shift) {
				return false
			}
		}
		return true
	}
	if meets(nil) || anyShift(shifts, meets) {
		return nil
	}
	return Errorf(Conflict, op, "this contradicts what you have asked for on the same day; withdraw one of the two")
}

func anyShift(shifts []Shift, is func(*Shift) bool) bool {
	for i := range shifts {
		if is(&shifts[i]) {
			return true
		}
	}
	return false
}

// CheckCap returns a Conflict where a person who has used that many preferences of a
// period may put in no more.
func CheckCap(used, limit int) error {
	if used < limit {
		return nil
	}
	return Errorf(Conflict, "check preference", "you have put in %d preferences, which is all that the ward allows in one period; withdraw one first", used)
}

// CheckTokens returns a Conflict where a person who has used that many tokens of a period may use no
// more.
func CheckTokens(used, limit int) error {
	if used < limit {
		return nil
	}
	if limit == 0 {
		return Errorf(Conflict, "check preference", "this ward gives no tokens; ask without one")
	}
	return Errorf(Conflict, "check preference", "you have used all %d tokens of this period; take one off another ask first", limit)
}

// CheckWindow returns nil where preferences may be put in now and a Closed error that
// says why not otherwise.
func (p *RosterPeriod) CheckWindow(now time.Time, zone *time.Location) error {
	if p.BiddingOpen(now) {
		return nil
	}
	const form = "2 January 2006 15:04"
	why := "bidding for this period closed on " + p.BiddingClosesAt.In(zone).Format(form)
	switch {
	case now.Before(p.BiddingOpensAt):
		why = "bidding for this period opens on " + p.BiddingOpensAt.In(zone).Format(form)
	case p.State == Planned:
		why = "bidding for this period has not been opened yet"
	case p.State != Open:
		why = "bidding for this period is closed"
	}
	return Errorf(Closed, "check bidding window", "%s", why)
}
