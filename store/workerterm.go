package store

import (
	"cmp"
	"slices"
	"time"
)

// TermKind is what working-time law tells people apart by.
type TermKind string

// The kinds.
const (
	// TermYoung: under 18 (Working Time Regulations 1998 reg. 5A, 6A, 10(2), 11(3), 12(4)).
	TermYoung TermKind = "young"
	// TermOptOut: an agreement in writing to work more than 48 hours a week (reg. 5).
	TermOptOut TermKind = "opt_out"
	// TermNightWorker: works at least 3 hours of the daily time at night as a normal course (reg. 2(1)).
	TermNightWorker TermKind = "night_worker"
)

// TermKinds lists them all.
var TermKinds = []TermKind{TermYoung, TermOptOut, TermNightWorker}

// Bounds of the notice by which an agreement to longer weeks is ended (reg. 5(2), (3)), days: three
// months have 92 at most.
const (
	LeastNotice = 7
	MostNotice  = 92
)

// youngYears is how many years ahead an 18th birthday can lie of somebody who may be on a rota: nobody
// under 15 is a young worker (reg. 2(1)).
const youngYears = 3

// WorkerTerm is one record of what working-time law says of a person: the limit, never why. It is
// written once; a later record of the same kind takes its place from its own day on.
type WorkerTerm struct {
	ID      ID       `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID       `json:"staff_id" gorm:"column:staff_id"`
	Kind    TermKind `json:"kind" gorm:"column:kind"`
	// Holds is false for a record that ends what held.
	Holds bool `json:"holds" gorm:"column:holds"`
	// FromDay is the first day on which the record counts; empty for TermYoung, of which the last
	// record counts for all days.
	FromDay Day `json:"from_day,omitempty" gorm:"column:from_day"`
	// UntilDay is the first day on which it holds no more; empty for no such day. For TermYoung it
	// is the day on which the person becomes an adult: no date of birth is kept.
	UntilDay Day `json:"until_day,omitempty" gorm:"column:until_day"`
	// LateContract says that the contract of somebody under 18 has work after 22:00, so that they
	// may not work from 23:00 to 07:00 instead of from 22:00 to 06:00 (reg. 2(1)).
	LateContract bool `json:"late_contract,omitempty" gorm:"column:late_contract"`
	// SignedOn is the day on which an agreement was signed, or notice of its end given in writing.
	SignedOn Day `json:"signed_on,omitempty" gorm:"column:signed_on"`
	// NoticeDays is the notice agreed for ending an agreement, LeastNotice to MostNotice; 0 for
	// records that are none.
	NoticeDays int `json:"notice_days,omitempty" gorm:"column:notice_days"`
	// UserID is who wrote the record, empty for the program; At is when.
	UserID ID        `json:"user_id,omitempty" gorm:"column:user_id"`
	At     time.Time `json:"at" gorm:"column:at;autoCreateTime:false"`
}

// WorkerTerms are the records of one person, in any order.
type WorkerTerms []WorkerTerm

// TermSpan is a run of days on which a record holds.
type TermSpan struct {
	// From is empty for all days before Until; Until, the first day after it, is empty for no end.
	From, Until Day
	Term        *WorkerTerm
}

// On reports whether the span has a day in it.
func (s *TermSpan) On(d Day) bool { return s.From <= d && (s.Until == "" || d < s.Until) }

// Spans returns the days on which a kind holds, in their order.
func (t WorkerTerms) Spans(kind TermKind) []TermSpan {
	var of []*WorkerTerm
	for i := range t {
		if t[i].Kind == kind {
			of = append(of, &t[i])
		}
	}
	slices.SortFunc(of, func(x, y *WorkerTerm) int {
		return cmp.Or(cmp.Compare(x.FromDay, y.FromDay), x.At.Compare(y.At), cmp.Compare(x.ID, y.ID))
	})
	var out []TermSpan
	for i, x := range of {
		next := Day("")
		if i+1 < len(of) {
			next = of[i+1].FromDay
		}
		if !x.Holds || i+1 < len(of) && next == x.FromDay {
			continue
		}
		until := x.UntilDay
		if until == "" || next != "" && next < until {
			until = next
		}
		out = append(out, TermSpan{x.FromDay, until, x})
	}
	return out
}

// On returns the record of a kind that holds on a day, nil for none.
func (t WorkerTerms) On(kind TermKind, d Day) *WorkerTerm {
	spans := t.Spans(kind)
	for i := range spans {
		if spans[i].On(d) {
			return spans[i].Term
		}
	}
	return nil
}

// Check reports all faults of a record that is to be added, as one Invalid error.
func (t WorkerTerms) Check(x *WorkerTerm, today Day) error {
	var f faults
	oneOf(&f, "/kind", x.Kind, TermKinds)
	f.day("/from_day", x.FromDay, x.Kind == TermYoung)
	f.day("/until_day", x.UntilDay, x.Kind != TermYoung || !x.Holds)
	f.day("/signed_on", x.SignedOn, true)
	if len(f) > 0 {
		return f.err("check a worker's term", "the record cannot be kept like this")
	}
	switch x.Kind {
	case TermYoung:
		f.young(x, today)
	case TermOptOut:
		t.checkOptOut(&f, x, today)
	case TermNightWorker:
	}
	if x.Kind != TermYoung && x.LateContract {
		f.add("/late_contract", "is only for somebody under 18; leave it out")
	}
	if x.Kind != TermOptOut && (x.SignedOn != "" || x.NoticeDays != 0) {
		f.add("/signed_on", "is only for an agreement to longer weeks; leave it and the notice out")
	}
	if x.Kind == TermNightWorker && x.UntilDay != "" || x.Kind == TermOptOut && !x.Holds && x.UntilDay != "" {
		f.add("/until_day", "has no place here; add a record that ends it from a day on")
	}
	return f.err("check a worker's term", "the record cannot be kept like this")
}

func (f *faults) young(x *WorkerTerm, today Day) {
	switch {
	case x.FromDay != "":
		f.add("/from_day", "has no place here: somebody under 18 is so until the day of becoming an adult")
	case !x.Holds && (x.UntilDay != "" || x.LateContract):
		f.add("/until_day", "has no place in a record that says the person is an adult; leave it out")
	case x.Holds && x.UntilDay <= today:
		f.add("/until_day", "has passed: the person is an adult, and no record is needed")
	case x.Holds && x.UntilDay > today.years(youngYears):
		f.add("/until_day", "is more than %d years ahead; nobody under 15 can be on a rota", youngYears)
	}
}

// checkOptOut wants an agreement that was signed before it begins, and an end that keeps to the
// notice agreed. A record from an agreement's own first day takes it back as one that never was.
func (t WorkerTerms) checkOptOut(f *faults, x *WorkerTerm, today Day) {
	if x.SignedOn > today {
		f.add("/signed_on", "lies ahead; enter an agreement or a notice once it is signed")
	}
	if x.Holds {
		switch {
		case x.SignedOn == "":
			f.add("/signed_on", "is missing: an agreement to longer weeks counts only in writing (regulation 5)")
		case x.SignedOn > x.FromDay:
			f.add("/from_day", "is before the agreement was signed, on %s; begin on that day or later", x.SignedOn)
		case t.On(TermYoung, x.FromDay) != nil:
			f.add("/from_day", "nobody under 18 can agree to longer weeks; begin once the person is an adult")
		}
		f.between("/notice_days", x.NoticeDays, LeastNotice, MostNotice)
		if x.UntilDay != "" && x.UntilDay <= x.FromDay {
			f.add("/until_day", "must come after the first day")
		}
		return
	}
	if x.NoticeDays != 0 {
		f.add("/notice_days", "belongs to the agreement that ends; leave it out")
	}
	had := t.On(TermOptOut, x.FromDay)
	switch {
	case had == nil:
		f.add("/from_day", "there is no agreement in force on that day which could end")
	case had.FromDay == x.FromDay: // taken back
	case x.SignedOn == "":
		f.add("/signed_on", "is missing: enter the day on which notice was given in writing")
	case x.FromDay < x.SignedOn.Add(had.NoticeDays):
		f.add("/from_day", "is too early: the notice agreed is %d days, so the agreement holds until %s or later", had.NoticeDays, x.SignedOn.Add(had.NoticeDays-1))
	}
}
