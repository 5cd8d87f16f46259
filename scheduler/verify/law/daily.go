package law

// day is the 24 hours that daily rest is reckoned in, minutes.
const day = 24 * 60

// dailyRest: so many consecutive hours in each 24 (reg. 10).
//
// With 11 hours of rest, 13 of the 24 are left. So one day's work is what lies within 13
// hours of its first start, in one duty or in several, and from the end of one day's work
// to the start of the next there are 11 hours, however many days off lie between. A duty
// longer than 13 hours is a day's work of its own; that it leaves too little of its 24 hours
// is told apart, as LongDuty, since the rest after it may be long all the same.
func (t *timeline) dailyRest() {
	for _, s := range t.busy { // two that overlap leave no more rest than one as long as both
		want := t.wantedRest(s.start)
		t.least(LongDuty, s, max(0, day-s.minutes()), want.Value, want.Source)
	}
	var begun Instant
	for i, s := range t.busy {
		rule, want := DailyRest, t.wantedRest(s.start)
		if t.isYoung(s.start) {
			rule = YoungRest
		}
		if want.Value == 0 {
			continue
		}
		if i > 0 && s.end <= begun+Instant(day-want.Value) {
			continue // the same day's work
		}
		begun = s.start
		if i > 0 {
			rest := span{t.busy[i-1].end, s.start}
			t.least(rule, rest, rest.minutes(), want.Value, want.Source)
		}
	}
}

// wantedRest is the daily rest of whoever begins work at an instant.
func (t *timeline) wantedRest(at Instant) Figure {
	if t.isYoung(at) {
		return t.figures.YoungDailyRest
	}
	return t.figures.DailyRest
}
