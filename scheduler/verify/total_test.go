package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func TestCompleteWeekend(t *testing.T) {
	c := nrp.Contract{Weekend: &nrp.Cost{Level: seven.Level, Weight: seven.Weight}}
	run(t, nrp.RuleWeekend, c, map[string]lineTest{
		"none":                   {"", ".......", nil},
		"both":                   {"", ".....EN", nil},
		"saturday_only":          {"", ".....E.", []breach{{6, 1}}},
		"sunday_only":            {"", "......E", []breach{{6, 1}}},
		"two_weekends":           {"", ".....E.E....E.", []breach{{6, 1}, {13, 1}}},
		"sunday_after_the_end":   {"", ".....E", nil},
		"friday_is_no_weekend":   {"", "....E..", nil},
		"saturday_is_in_history": {"E", "......", nil},
	})
	run(t, nrp.RuleWeekend, c, map[string]lineTest{
		"a_sunday_on_day_0_is_half_of_none": {"", "E......", nil},
	}, func(in *nrp.Instance) { in.Horizon.FirstWeekday = 6 })
}

// counter returns a contract with one counter that wants from under to over.
func counter(c nrp.Counter, under, over int64) nrp.Contract {
	c.Under, c.Over = []nrp.Knee{{At: under, Cost: seven}}, []nrp.Knee{{At: over, Cost: seven}}
	return nrp.Contract{Counters: []nrp.Counter{c}}
}

func TestCounterOfAmounts(t *testing.T) {
	// Early is 450 minutes, night 660: the line EN.E is 1560.
	minutes := nrp.Counter{Kind: nrp.CountAmounts, Amount: []int64{450, 660}}
	for name, tt := range map[string]struct {
		under, over int64
		want        []breach
	}{
		"limit-1":       {0, 1561, nil},
		"limit":         {1560, 1560, nil},
		"limit+1":       {0, 1559, []breach{{-1, 1}}},
		"short_of_1561": {1561, 2000, []breach{{-1, 1}}},
		"short_of_2000": {2000, 2000, []breach{{-1, 440}}},
	} {
		run(t, nrp.RuleCounter, counter(minutes, tt.under, tt.over), map[string]lineTest{name: {"", "EN.E", tt.want}})
	}
	days := nrp.Counter{Kind: nrp.CountAmounts}
	run(t, nrp.RuleCounter, counter(days, 0, 2), map[string]lineTest{
		"without_amounts_each_duty_is_one": {"", "EN.E", []breach{{-1, 1}}}, // 3 - 2
		"history's_days_do_not_count":      {"EEEE", "E.", nil},
	})
	run(t, nrp.RuleCounter, counter(days, 0, 2), map[string]lineTest{
		"carried_over": {"", "EN.E", []breach{{-1, 5}}}, // 4 + 3 - 2
	}, func(in *nrp.Instance) { in.Staff[0].CounterBase = []int64{4} })
	days.From, days.To = 1, 3
	run(t, nrp.RuleCounter, counter(days, 0, 1), map[string]lineTest{
		"only_days_1_and_2_count": {"", "EEEE", []breach{{-1, 1}}}, // 2 - 1
	})
	days.From, days.To, days.Weekdays = 0, 0, 1<<0|1<<3
	run(t, nrp.RuleCounter, counter(days, 0, 0), map[string]lineTest{
		"only_mondays_and_thursdays_count": {"", "EEEEEEEE", []breach{{-1, 3}}}, // days 0, 3, 7
	})
}

func TestCounterOfWeekends(t *testing.T) {
	weekends := nrp.Counter{Kind: nrp.CountWeekends}
	run(t, nrp.RuleCounter, counter(weekends, 0, 1), map[string]lineTest{
		"limit-1":            {"", "EEEEE..", nil},
		"limit":              {"", ".....EN......", nil},
		"limit+1":            {"", ".....E.......N", []breach{{-1, 1}}}, // 2 - 1
		"saturday_at_end":    {"", ".....E......N", []breach{{-1, 1}}},
		"both_days_are_one":  {"", ".....EE", nil},
		"history_is_in_base": {"EE", ".....E.", nil},
	})
	run(t, nrp.RuleCounter, counter(weekends, 2, 9), map[string]lineTest{
		"a_sunday_on_day_0_is_a_weekend": {"", "E.....E.", nil}, // Sunday 0 and Saturday 6
	}, func(in *nrp.Instance) { in.Horizon.FirstWeekday = 6 })
	weekends.Of = nrp.ShiftCells(night)
	run(t, nrp.RuleCounter, counter(weekends, 0, 0), map[string]lineTest{
		"nights_only": {"", ".....EE.....N.", []breach{{-1, 1}}},
	})
	weekends.Of, weekends.Weekdays = 0, 1<<6
	run(t, nrp.RuleCounter, counter(weekends, 0, 0), map[string]lineTest{
		"sundays_only": {"", ".....E......EE", []breach{{-1, 1}}},
	})
}

// TestKneesAddUp: a total of 5 against bends at 2 and 4 is 3 beyond the one and 1
// beyond the other, (3 + 1) x 7.
func TestKneesAddUp(t *testing.T) {
	c := nrp.Contract{Counters: []nrp.Counter{{Kind: nrp.CountAmounts, Over: []nrp.Knee{{At: 2, Cost: seven}, {At: 4, Cost: seven}}}}}
	run(t, nrp.RuleCounter, c, map[string]lineTest{"five": {"", "EEEEE", []breach{{-1, 3}, {-1, 1}}}})
}

func TestCells(t *testing.T) {
	c := nrp.Contract{SkillCost: seven, UnavailableCost: seven, FixedCost: seven}
	run(t, nrp.RuleUnavailable, c, map[string]lineTest{
		"work_in_leave":   {"", "NNN", []breach{{1, 1}}}, // one breach, though two entries forbid it
		"off_in_leave":    {"", "N.N", nil},
		"the_other_shift": {"", "NEN", []breach{{1, 1}}},
	}, func(in *nrp.Instance) {
		in.Unavailable = []nrp.Unavailable{
			{Staff: 0, Day: 1, Cells: nrp.ShiftCells(early, night)}, {Staff: 0, Day: 1, Cells: nrp.ShiftCells(night)},
		}
	})
	run(t, nrp.RuleFixed, c, map[string]lineTest{
		"kept":     {"", ".E", nil},
		"not_kept": {"", "..", []breach{{1, 1}}},
	}, func(in *nrp.Instance) {
		in.Fixed = []nrp.Fixed{{Staff: 0, Day: 1, To: nrp.Assignment{Shift: early, Skill: nrp.NoSkill}}}
	})
	run(t, nrp.RuleRequest, c, map[string]lineTest{
		"granted": {"", ".N", nil},
		"refused": {"", ".E", []breach{{1, 1}}},
		"day_off": {"", "..", []breach{{1, 1}}},
	}, func(in *nrp.Instance) { // asks for the night of day 1
		in.Requests = []nrp.Request{{Staff: 0, Day: 1, Unwanted: nrp.OffCells | nrp.ShiftCells(early), Cost: seven}}
	})
}

func TestSkill(t *testing.T) {
	in := one(4, nrp.Contract{SkillCost: seven})
	in.Staff[0].SkillUntil = []int{2} // nurse on days 0 and 1
	r := nrp.NewRoster(1, 4)
	for d, skill := range []nrp.SkillIdx{0, 1, 1, nrp.NoSkill} {
		r[0][d] = nrp.Assignment{Shift: early, Skill: skill}
	}
	_, found, err := Check(in, r)
	if err != nil {
		t.Fatal(err)
	}
	var got []nrp.DayIdx
	for _, v := range found {
		if v.Rule == nrp.RuleSkill {
			got = append(got, v.Day)
		}
	}
	// Day 0 in a skill never held, day 2 in one that has expired.
	if diff := cmp.Diff([]nrp.DayIdx{0, 2}, got); diff != "" {
		t.Error(diff)
	}
}
