package explain

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

const (
	early = 0
	late  = 1
	study = 2
)

var (
	hard  = nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	cover = nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	pref  = nrp.Cost{Level: nrp.LevelPreference, Weight: 3}
	rest  = nrp.Cost{Level: nrp.LevelRest, Weight: 50}
)

// ward has two nurses, of whom only the first (0) may take charge, early and late
// shifts and study days, and three days. No early the day after a late.
func ward() *nrp.Instance {
	return &nrp.Instance{
		Horizon: nrp.Horizon{Days: 3},
		Skills:  []nrp.Skill{{ID: "charge"}, {ID: "nurse"}},
		Shifts:  []nrp.Shift{{ID: "E"}, {ID: "L"}, {ID: "S", FixedOnly: true}},
		Contracts: []nrp.Contract{{
			SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Successions: []nrp.Succession{{Name: "late then early", From: nrp.ShiftCells(late), To: nrp.ShiftCells(early), Cost: hard}},
		}},
		Staff: []nrp.Staff{{ID: "ada", Skills: []int{0, 1}}, {ID: "bea", Skills: []int{1}}},
	}
}

// ask, atLeast and row speak of day 1.
func ask(in *nrp.Instance, staff nrp.StaffIdx, unwanted nrp.CellSet) {
	in.Requests = append(in.Requests, nrp.Request{Staff: staff, Day: 1, Unwanted: unwanted, Cost: pref})
}

func atLeast(in *nrp.Instance, skill nrp.SkillIdx, n int, cost nrp.Cost) {
	in.Cover = append(in.Cover, nrp.Cover{Day: 1, Shift: early, Skill: skill, Min: n, MinCost: cost, Preferred: n, Max: nrp.NoLimit})
}

var (
	anyShift = nrp.ShiftCells(early, late, study)
	notEarly = (anyShift | nrp.OffCells) &^ nrp.ShiftCells(early)
)

func at(shift nrp.ShiftIdx, skill nrp.SkillIdx) nrp.Assignment {
	return nrp.Assignment{Shift: shift, Skill: skill}
}

// row is one person missing on the early, in whatever skill.
func row(cost nrp.Cost) nrp.Violation {
	return nrp.Violation{Rule: nrp.RuleCoverMin, Staff: -1, Day: 1, Shift: early, Skill: nrp.NoSkill, Request: -1, Amount: 1, Cost: cost}
}

func TestInThisRota(t *testing.T) {
	tests := map[string]struct {
		change func(*nrp.Instance, nrp.Roster)
		want   Reason
	}{
		"day_off_would_leave_the_early_short": {
			// One early wanted, ada works it: off, one is missing. Delta: +1 cover, -3 preference.
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, anyShift)
				atLeast(in, nrp.NoSkill, 1, cover)
				r[0][1] = at(early, 1)
			},
			Reason{
				Decided: true, To: nrp.Off, Delta: nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: -3},
				Findings: []nrp.Violation{row(cover)},
			},
		},
		"only_the_growth_is_named": {
			// Three wanted, one there, none if it is ada's day off: two missing become three.
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, anyShift)
				atLeast(in, nrp.NoSkill, 3, cover)
				r[0][1] = at(early, 1)
			},
			Reason{
				Decided: true, To: nrp.Off, Delta: nrp.Score{nrp.LevelCover: 1, nrp.LevelPreference: -3},
				Findings: []nrp.Violation{row(cover)},
			},
		},
		"shift_on_would_follow_a_late": {
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 1, notEarly)
				r[1][0] = at(late, 1)
			},
			Reason{
				Decided: true, To: at(early, 1), Delta: nrp.Score{nrp.LevelHard: 1, nrp.LevelPreference: -3},
				Findings: []nrp.Violation{{
					Rule: nrp.RuleSuccession, Name: "late then early", Staff: 1, Day: 1,
					Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1, Amount: 1, Cost: hard,
				}},
			},
		},
		"shift_on_takes_the_cheapest_skill_held": {
			// A charge nurse is missing, a nurse is not: ada's early is best worked as charge,
			// which mends the cover. Then nothing speaks against it.
			func(in *nrp.Instance, _ nrp.Roster) {
				ask(in, 0, notEarly)
				atLeast(in, 0, 1, cover)
			},
			Reason{To: at(early, 0), Delta: nrp.Score{nrp.LevelCover: -1, nrp.LevelPreference: -3}, Findings: []nrp.Violation{}},
		},
		"shift_off_takes_the_best_cell_that_remains": {
			// Ada would rather not work the early; off breaks a rule at her level, late does not,
			// and study days are not to be had.
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, nrp.ShiftCells(early))
				ask(in, 0, nrp.OffCells)
				atLeast(in, nrp.NoSkill, 1, pref)
				r[0][1] = at(early, 1)
			},
			Reason{
				Decided: true, To: at(late, 0), Delta: nrp.Score{},
				Findings: []nrp.Violation{row(pref)},
			},
		},
		"what_comes_after_the_preference_is_no_reason": {
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, anyShift)
				atLeast(in, nrp.NoSkill, 1, rest)
				r[0][1] = at(early, 1)
			},
			Reason{To: nrp.Off, Delta: nrp.Score{nrp.LevelPreference: -3, nrp.LevelRest: 50}, Findings: []nrp.Violation{}},
		},
		"a_lesser_breach_at_the_same_level_decides_nothing": {
			// Off would cost 1 at the level at which the preference costs 3: the search missed it.
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, anyShift)
				atLeast(in, nrp.NoSkill, 1, nrp.Cost{Level: nrp.LevelPreference, Weight: 1})
				r[0][1] = at(early, 1)
			},
			Reason{
				To: nrp.Off, Delta: nrp.Score{nrp.LevelPreference: -2},
				Findings: []nrp.Violation{row(nrp.Cost{Level: nrp.LevelPreference, Weight: 1})},
			},
		},
		"met": {
			func(in *nrp.Instance, _ nrp.Roster) { ask(in, 0, anyShift) },
			Reason{Met: true, To: nrp.Off, Findings: []nrp.Violation{}},
		},
		"fixed_cells_are_a_reason": {
			func(in *nrp.Instance, r nrp.Roster) {
				ask(in, 0, anyShift)
				in.Fixed = []nrp.Fixed{{Staff: 0, Day: 1, To: at(study, nrp.NoSkill)}}
				r[0][1] = at(study, nrp.NoSkill)
			},
			Reason{
				Decided: true, To: nrp.Off, Delta: nrp.Score{nrp.LevelHard: 1, nrp.LevelPreference: -3},
				Findings: []nrp.Violation{{
					Rule: nrp.RuleFixed, Staff: 0, Day: 1,
					Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1, Amount: 1, Cost: hard,
				}},
			},
		},
		"no_skill_held_is_a_reason": {
			func(in *nrp.Instance, _ nrp.Roster) {
				in.Staff[1].Skills = nil
				ask(in, 1, notEarly)
			},
			Reason{
				Decided: true, To: at(early, 0), Delta: nrp.Score{nrp.LevelHard: 1, nrp.LevelPreference: -3},
				Findings: []nrp.Violation{{
					Rule: nrp.RuleSkill, Staff: 1, Day: 1,
					Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1, Amount: 1, Cost: hard,
				}},
			},
		},
		"nothing_that_may_be_handed_out": {
			func(in *nrp.Instance, _ nrp.Roster) { ask(in, 0, nrp.OffCells|nrp.ShiftCells(early, late)) },
			Reason{To: nrp.Off, Findings: []nrp.Violation{}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in, r := ward(), nrp.NewRoster(2, 3)
			tt.change(in, r)
			if err := in.Validate(); err != nil {
				t.Fatal(err)
			}
			m, err := rules.Compile(in)
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Scope = ScopeInThisRota
			before := r.Clone()
			if diff := cmp.Diff(tt.want, InThisRota(m, in, r, 0)); diff != "" {
				t.Errorf("reason (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, r); diff != "" {
				t.Errorf("the roster was changed:\n%s", diff)
			}
		})
	}
}

// TestReasonsHoldUp has the referee check every reason in random rotas: changing the
// cell changes the score as the reason says, meets the preference, and no cell that may
// be handed out meets it for less.
func TestReasonsHoldUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
		in := nrptest.Instance(draw)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrptest.Roster(in, draw)
		before, _, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		for i := range in.Requests {
			why := InThisRota(m, in, r, i)
			if c, plan := in.ChoiceOf(i); why.Met || c != nil && len(c.Plans[plan]) > 1 {
				continue // of plans: TestWhyACoupleWasRefused
			}
			q := &in.Requests[why.Request]
			old := r[q.Staff][q.Day]
			for _, to := range append(ways(in, q), why.To) {
				r[q.Staff][q.Day] = to
				after, _, err := verify.Check(in, r)
				if err != nil {
					t.Fatal(err)
				}
				if to == why.To && after.Minus(before) != why.Delta {
					t.Errorf("request %d: %v changes the score by %v, the reason says %v", why.Request, to, after.Minus(before), why.Delta)
				}
				if after.Minus(before).Compare(why.Delta) < 0 {
					t.Errorf("request %d: %v is cheaper than %v", why.Request, to, why.To)
				}
			}
			r[q.Staff][q.Day] = old
			if q.Unwanted.Has(why.To.Shift) && len(ways(in, q)) > 0 {
				t.Errorf("request %d: %v does not meet it", why.Request, why.To)
			}
			for _, v := range why.Findings {
				if v.Cost.Level > q.Cost.Level || v.Amount <= 0 {
					t.Errorf("request %d: %+v is no reason", why.Request, v)
				}
			}
		}
	})
}
