package explain

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// keeps reports whether a roster keeps a request, and with it the whole of its plan.
func keeps(in *nrp.Instance, request int, r nrp.Roster) bool {
	q := &in.Requests[request]
	c, plan := in.ChoiceOf(request)
	if c == nil {
		return met(q, r)
	}
	for _, x := range c.Plans[plan] {
		if x.Unwanted.Has(r[q.Staff][x.Day].Shift) {
			return false
		}
	}
	return true
}

// coupled is two people and three days with an early each day. Ada asks for days 0 and 1 off, both or
// neither, else for day 2; Ben is away on day 1. So A cannot be without a duty that nobody does.
func coupled() *nrp.Instance {
	law, work := nrp.Cost{Level: nrp.LevelHard, Weight: 1}, nrp.ShiftCells(0)
	price := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelPreference, Weight: w} }
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 3}, Shifts: []nrp.Shift{{ID: "E", Kind: "early"}},
		Contracts: []nrp.Contract{
			{UnavailableCost: law},
			{UnavailableCost: law, Choices: []nrp.Choice{{
				Name: "plans", Plans: [][]nrp.PlanCell{{{Day: 0, Unwanted: work}, {Day: 1, Unwanted: work}}, {{Day: 2, Unwanted: work}}},
				Else: []nrp.Cost{price(1), price(3)},
			}}},
		},
		Staff:       []nrp.Staff{{ID: "ada", Contract: 1}, {ID: "ben"}},
		Unavailable: []nrp.Unavailable{{Staff: 1, Day: 1, Cells: work}},
		Requests: []nrp.Request{
			{Day: 0, Unwanted: work, Cost: price(0), Choice: 1, Plan: 1},
			{Day: 1, Unwanted: work, Cost: price(0), Choice: 1, Plan: 1},
			{Day: 2, Unwanted: work, Cost: price(0), Choice: 1, Plan: 2},
		},
	}
	for d := range 3 {
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit})
	}
	return in
}

// rosterOf turns lines like "E.E" into a roster.
func rosterOf(lines ...string) nrp.Roster {
	r := nrp.NewRoster(len(lines), len(lines[0]))
	for i := range r {
		for d := range r[i] {
			if lines[i][d] == 'E' {
				r[i][d].Shift = 0
			}
		}
	}
	return r
}

// Ada is off on day 0, which is one of two: the couple is not kept, and day 1 is what stands in the
// way. Keeping it would leave day 1 without anybody (1 at cover) and save 1 of plan B for A.
func TestWhyACoupleWasRefused(t *testing.T) {
	in := coupled()
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	r := rosterOf(".E.", "E.E")
	why := InThisRota(m, in, r, 1)
	want := nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: -1}
	if why.Met || !why.Decided || why.Delta != want || len(why.Findings) != 1 || why.Findings[0].Rule != nrp.RuleCoverMin || why.Findings[0].Day != 1 {
		t.Errorf("why %+v, want one more missing on day 1 and %v", why, want)
	}
	rep, err := Explain(t.Context(), in, r, nil, Options{StepLimit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	// Plan B is kept, so that only what is missing of A has a reason.
	if len(rep.Reasons) != 1 || rep.Reasons[0].Request != 1 || rep.Reasons[0].Code != CodeStaffing || rep.Reasons[0].Proof != Proved || rep.Improved != 0 {
		t.Errorf("reasons %+v after %d improvements, want one for request 1: staffing, proved", rep.Reasons, rep.Improved)
	}
}

// Where A is kept nothing is said of B. Where a day of a couple is met alone and the other is refused,
// meeting both where it costs nothing makes a better rota.
func TestPlansThatAreNotNeededHaveNoReason(t *testing.T) {
	in := coupled()
	in.Unavailable = nil
	rep, err := Explain(t.Context(), in, rosterOf(".EE", "E.."), nil, Options{StepLimit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Reasons) != 0 || rep.Improved == 0 || !keeps(in, 1, rep.Roster) {
		t.Errorf("reasons %+v, roster %v: want A kept and nothing to explain", rep.Reasons, rep.Roster)
	}
}

// A day of the couple that is leave cannot be met by work; the couple is refused for it, whichever of
// the two is asked about.
func TestACoupleIsStuckWhereOneDayIs(t *testing.T) {
	in := coupled()
	plan := in.Contracts[1].Choices[0].Plans[0]
	plan[1].Unwanted, in.Requests[1].Unwanted = nrp.OffCells, nrp.OffCells
	in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: 0, Day: 1, Cells: nrp.ShiftCells(0)})
	rep, err := Explain(t.Context(), in, rosterOf("E.E", "E.E"), nil, Options{StepLimit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range rep.Reasons {
		if in.Requests[why.Request].Plan == 1 && (why.Code != CodeAbsence || why.Proof != Proved) {
			t.Errorf("reason %+v, want her own absence, proved", why)
		}
	}
}
