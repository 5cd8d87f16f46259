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

// twoWeeks is two people and two weeks from a Monday with an early each day. Ada asks for two days in a row off, both or neither, from
// a day on; Ben is away on the first of them. What each works is for the roster to say.
func twoWeeks(first nrp.DayIdx) *nrp.Instance {
	in := coupled()
	work, price := nrp.ShiftCells(0), nrp.Cost{Level: nrp.LevelPreference}
	in.Horizon.Days = 14
	in.Contracts[1].Choices = []nrp.Choice{{
		Name: "plans", Plans: [][]nrp.PlanCell{{{Day: first, Unwanted: work}, {Day: first + 1, Unwanted: work}}},
		Else: []nrp.Cost{{Level: nrp.LevelPreference, Weight: 3}},
	}}
	in.Unavailable = []nrp.Unavailable{{Staff: 1, Day: first, Cells: work}}
	in.Requests, in.Cover = nil, nil
	for d := first; d < first+2; d++ {
		in.Requests = append(in.Requests, nrp.Request{Day: d, Unwanted: work, Cost: price, Choice: 1, Plan: 1})
	}
	for d := range 14 {
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Skill: nrp.NoSkill, Min: 1, MinCost: nrp.Cost{Level: nrp.LevelCover, Weight: 1}, Preferred: 1, Max: nrp.NoLimit})
	}
	return in
}

// TestTheNearestPlanIsTheWholeOfItOnOtherDays: a weekend off is offered a week away, on the same days, though Sunday and Monday could
// be had; two days in the week are offered a day later. Where Ada has asked for something else on the day after, the plan goes two days
// earlier, since Ben is away on the first day of those that she asked for; where Ben is away on all days, there is none. What she has already
// is not offered.
func TestTheNearestPlanIsTheWholeOfItOnOtherDays(t *testing.T) {
	for _, c := range []struct {
		what  string
		first nrp.DayIdx
		ada   string
		also  nrp.DayIdx // also asked for, -1 for none
		away  []nrp.DayIdx
		moved int // 0 for none
	}{
		{"weekend", 5, "EEEEEEEEEEEEEE", -1, nil, 7},
		{"weekend, the next one off", 5, "EEEEEEEEEEEE..", -1, nil, 1},
		{"midweek", 2, "EEEEEEEEEEEEEE", -1, nil, 1},
		{"midweek, the day after asked for", 2, "EEEEEEEEEEEEEE", 4, nil, -2},
		{"Ben away", 2, "EEEEEEEEEEEEEE", -1, []nrp.DayIdx{0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}, 0},
	} {
		in := twoWeeks(c.first)
		if c.also >= 0 {
			in.Requests = append(in.Requests, nrp.Request{Day: c.also, Unwanted: nrp.OffCells, Cost: nrp.Cost{Level: nrp.LevelPreference, Weight: 1}})
		}
		for _, d := range c.away {
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: 1, Day: d, Cells: nrp.ShiftCells(0)})
		}
		ben := []byte(c.ada)
		for d := range ben {
			ben[d] = map[byte]byte{'E': '.', '.': 'E'}[ben[d]]
		}
		rep, err := Explain(t.Context(), in, rosterOf(c.ada, string(ben)), nil, Options{StepLimit: 400_000})
		if err != nil {
			t.Fatal(err)
		}
		if len(rep.Reasons) != 2 || rep.Improved != 0 {
			t.Errorf("%s: %d reasons after %d improvements, want one for each day", c.what, len(rep.Reasons), rep.Improved)
			continue
		}
		for k, why := range rep.Reasons {
			near := why.Nearest
			switch {
			case c.moved == 0:
				if near != nil {
					t.Errorf("%s: offered %+v, want nothing", c.what, near)
				}
			case near == nil:
				t.Errorf("%s: nothing is offered, want the plan %d days later", c.what, c.moved)
			case near.Kind != OtherDays || near.Moved != c.moved || near.Day != c.first+k+c.moved:
				t.Errorf("%s: offered %+v, want the plan %d days later", c.what, near, c.moved)
			case near.Roster[0][c.first+c.moved].Shift == 0 || near.Roster[0][c.first+1+c.moved].Shift == 0:
				t.Errorf("%s: the roster %v does not hold what is offered", c.what, near.Roster)
			}
		}
	}
}
