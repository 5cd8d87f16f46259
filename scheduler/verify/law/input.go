package law

import "time"

// Instant is a point in time in whole minutes since 1970-01-01 00:00 UTC.
type Instant int64

// At returns the instant of t; seconds are cut off.
func At(t time.Time) Instant { return Instant(t.Unix() / 60) }

// In returns the instant on the clock of a zone.
func (i Instant) In(zone *time.Location) time.Time { return time.Unix(int64(i)*60, 0).In(zone) }

// Input is what is judged.
type Input struct {
	// Zone is the clock by which days, weeks and night time are reckoned; required.
	Zone *time.Location
	// Figures are the numbers of the law, see UK.
	Figures Figures
	// From and To bound what is told: breaches that lie wholly before From or at To or
	// later are left out, though what lies there is still counted. Both 0: all are told.
	From, To Instant
	// People are judged one by one. Their ids differ.
	People []Person
}

// Person is what one person works, wherever it is.
type Person struct {
	// ID names the person in breaches; not empty.
	ID string
	// Began is when the employment began: reference periods (reg. 4(4), reg. 6(4)) and
	// 14-day periods (reg. 11(5)) begin no earlier. 0 where it is not known or long ago.
	Began Instant
	// Adult is the 18th birthday; what begins before it is judged by the limits for young
	// workers. 0 for an adult throughout.
	Adult Instant
	// LateContract says that a young worker's contract has work after 22:00, so that the
	// restricted period is the later one (reg. 2(1)).
	LateContract bool
	// NightWorker is when the person is somebody who normally works at least 3 hours of the
	// daily time at night (reg. 2(1)), OptOut when a written agreement to work more than 48
	// hours a week is in force (reg. 5). In any order; none where neither was ever so.
	NightWorker, OptOut []Span
	// Work is in any order; of all wards, of the bank, of history and of what is judged.
	Work []Work
	// Absences are in any order and may overlap.
	Absences []Absence
}

// Span is the time from From to the moment before To; a To of 0 is no end, so that the zero Span
// is all time.
type Span struct {
	From, To Instant
}

// holds reports whether an instant lies in one of the spans.
func holds(spans []Span, at Instant) bool {
	for _, s := range spans {
		if s.From <= at && (s.To == 0 || at < s.To) {
			return true
		}
	}
	return false
}

// Work is one unbroken duty.
type Work struct {
	// End is later than Start and at most 48 hours later.
	Start, End Instant
	// Break is the unpaid break within the duty, minutes: not working time, and reckoned to
	// lie in the middle of the duty. At least 0 and less than the duty.
	Break int
	// Parts says that Break is not known to be one break without interruption. Longest is then
	// the longest that there is in the duty, paid or not, minutes; Unknown where that is not
	// known, so that the rule of breaks passes the duty over.
	Parts   bool
	Longest int
	// Hazard says that the duty has special hazards or heavy physical or mental strain (reg. 6(7), (8)).
	Hazard bool
	// Occasional is overtime that is neither regular nor guaranteed: it is no part of the
	// normal hours of a night worker (reg. 6; Agenda for Change s. 27).
	Occasional bool
}

// Unknown is a Work.Longest that is not known.
const Unknown = -1

// longestBreak is the longest break without interruption; false where it is not known.
func (w *Work) longestBreak() (minutes int, known bool) {
	if w.Parts {
		return w.Longest, w.Longest != Unknown
	}
	return w.Break, true
}

// Absence is agreed time away. A duty belongs to where it begins: one that begins before
// the absence and ends in it is no work on the absence.
type Absence struct {
	// End is later than Start.
	Start, End Instant
	// Excluded says that its days are excluded days of reg. 4(7): statutory annual leave,
	// sickness, maternity and the like. Each adds the hours of a day worked after the
	// reference period to it. Where work after the period is not fully known this may add too
	// much or too little; so an absence of unknown kind is better given as not excluded, which
	// can hide a breach of the 48 hours but not make one.
	Excluded bool
}
