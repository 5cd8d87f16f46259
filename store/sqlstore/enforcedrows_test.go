package sqlstore

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// inCharge asks for somebody on the first early who holds RN.
func inCharge(r *problemRows) {
	r.Demand = []store.Demand{{Day: "2027-03-17", ShiftID: "e", SkillID: "k1", Held: true, People: store.People{Min: 1, Preferred: 1, Max: -1}}}
}

// withC is a pair of B and C, of whom C works an early on each of the first two days.
func withC(kind store.PairKind) func(*problemRows) {
	return func(r *problemRows) {
		r.Together.Pairs = []store.Pair{{StaffID: "b", OtherID: "c", Kind: kind, Strength: store.Must, FirstDay: "2027-03-17", LastDay: "2027-03-18"}}
	}
}

// extra has B supernumerary on a day that wants one person.
func extra(r *problemRows) {
	wanted(store.People{Min: 1, Preferred: 1, Max: -1})(r)
	r.Together.Supernumerary = []store.Supernumerary{{StaffID: "b", FirstDay: "2027-03-17", LastDay: "2027-03-17"}}
}

// learning has B learn beside C.
func learning(r *problemRows) {
	r.Together.Learners = []store.Learner{{StaffID: "b", Supervisors: []store.ID{"c"}, Strength: store.Must, FirstDay: "2027-03-17", LastDay: "2027-03-19"}}
}

// newOnMonday has B begin on Monday 22 March.
func newOnMonday(r *problemRows) { r.Staff[2].FirstDay = "2027-03-22" }

func optedOutUntil(day store.Day) func(*problemRows) {
	return func(r *problemRows) {
		newOnMonday(r)
		says(r, store.WorkerTerm{Kind: store.TermOptOut, Holds: true, FromDay: "2027-03-01", UntilDay: day, SignedOn: "2027-03-01", NoticeDays: 7})
	}
}

func nightWorkerOptedOut(r *problemRows) {
	optedOutUntil("")(r)
	nightWorkerFrom(r, "2027-03-01")
}

func hazardousNights(r *problemRows) {
	r.Shifts[0].HazardOn = "2027-01-01"
	nightWorkerFrom(r, "2027-03-01")
}

// youngLates has B under 18, and lates of so many minutes.
func youngLates(paid int) func(*problemRows) {
	return func(r *problemRows) {
		r.Shifts[2].PaidMinutes = paid
		youngUntil(r, "2028-01-01")
	}
}

// weeklyForm has the ward grant weekly rest in the form of seven days.
func weeklyForm(r *problemRows) {
	r.Rules = r.Rules.With(map[string]int{"weekly_rest": 1440}, "test")
	r.Rules.FortnightlyRest = nil
}

// hoursOwed has B owed four hours of rest from the 16th, due on the 18th: 15 h, which are 11 h and 4 h.
func hoursOwed(r *problemRows) {
	r.Debts = []store.RestDebt{{ID: "d", StaffID: "b", Day: "2027-03-16", Minutes: 240, DueDay: "2027-03-18"}}
}

// fortnight has B at work on the two days of the fortnight that lie before the period.
func fortnight(r *problemRows) {
	for _, day := range []store.Day{"2027-03-15", "2027-03-16"} {
		r.Elsewhere = append(r.Elsewhere, elsewhereDuty{"b", day, store.Shift{ID: "x", Code: "X", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450}})
	}
}

func askFor(strength int) enforced {
	return enforced{rows: func(r *problemRows) {
		r.Preferences = []store.Preference{{ID: "p1", StaffID: "b", Day: "2027-03-19", Ask: store.Ask{Kind: store.DayOff, Strength: strength}}}
	}, kept: "EE.E", broken: "..E", rule: nrp.RuleRequest}
}

func lateThenEarly(r *problemRows) {
	r.Rules.Successions = []store.SuccessionRule{{From: "L", To: []string{"E"}, Price: store.Price{Level: "hard", Weight: 1}}}
}

func awayOnFriday(r *problemRows) {
	r.Leaves = []store.Leave{{StaffID: "b", FirstDay: "2027-03-19", LastDay: "2027-03-19"}}
}

// agreedFridays has B work lates only on every second Friday, from 26 March on, and keeps the 19th free
// of nights.
func agreedFridays(r *problemRows) {
	days := make(store.AgreedDays, 14)
	for k := range days {
		days[k].Rule = store.NothingAgreed
	}
	days[4] = store.AgreedDay{Rule: store.AgreedNever, Kinds: []store.ShiftKind{store.Night}}
	days[11] = store.AgreedDay{Rule: store.AgreedOnly, ShiftIDs: []store.ID{"l"}}
	r.Agreed = []store.AgreedPattern{{StaffID: "b", FirstDay: "2027-01-01", Anchor: "2027-03-15", Days: days}}
}

func earlyFixed(r *problemRows) {
	r.Fixed = []store.Duty{{StaffID: "b", Day: "2027-03-19", ShiftID: "e", SkillID: "k1", Fixed: true}}
}

func wanted(people store.People) func(*problemRows) {
	return func(r *problemRows) {
		r.Demand = []store.Demand{{Day: "2027-03-17", ShiftID: "e", SkillID: "k1", People: people}}
	}
}
