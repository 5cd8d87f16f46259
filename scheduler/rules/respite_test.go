package rules_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestRestAcrossDaysOff: early ends at 15:00 and late begins at 15:00, night ends at 07:00 on
// the day after it began and early begins at 07:00, so with n days off between
//
//	early, n off, late: 24 (n + 1) h     night, n off, early: 24 n h
func TestRestAcrossDaysOff(t *testing.T) {
	rest := func(minutes int) nrp.Contract {
		return nrp.Contract{Rests: []nrp.Rest{{Name: "rest", Minutes: minutes, Cost: soft}}}
	}
	check(t, nrp.RuleRest, rest(1439), []lineCase{{"limit-1", nil, "N.E....", 0}})
	check(t, nrp.RuleRest, rest(1440), []lineCase{{"limit", nil, "N.E....", 0}, {"across the boundary", past("N."), "E......", 0}})
	check(t, nrp.RuleRest, rest(1441), []lineCase{
		{"limit+1", nil, "N.E....", 1},
		{"limit+1 across the boundary", past("N."), "E......", 1},
		{"limit+1 half in history", past("N"), ".E.....", 1},
		{"two days off are 48 h", past("N.."), "E......", 0},
		{"each shift that begins too soon counts", nil, "N.EL...", 2}, // 24 h, then 24 h from 15:00 to 15:00
	})
	check(t, nrp.RuleRest, rest(2880), []lineCase{{"48 h are two days off", nil, "N..E...", 0}, {"or one after an early", nil, "E.L....", 0}})
	// Spring takes an hour of day 1, autumn adds one to it: 07:00 on day 1 to 07:00 on day 2 are
	// 24 h both ways (the change is before 07:00); 15:00 on day 0 to 15:00 on day 2 are 47 or 49.
	spring := func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2820, 4260} }
	autumn := func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2940, 4380} }
	check(t, nrp.RuleRest, rest(2820), []lineCase{{"47 h in spring", nil, "E.L", 0}}, spring)
	check(t, nrp.RuleRest, rest(2821), []lineCase{{"no more than 47 h in spring", nil, "E.L", 1}}, spring)
	check(t, nrp.RuleRest, rest(2880), []lineCase{{"49 h in autumn", nil, "E.L", 0}}, autumn)
	// The same with the change on day -1, before the horizon.
	before := func(in *nrp.Instance) { in.Horizon.Past = []int{-1380, -2820} }
	check(t, nrp.RuleRest, rest(2820), []lineCase{{"47 h before the horizon", past("E."), "L", 0}}, before)
	check(t, nrp.RuleRest, rest(2821), []lineCase{{"no more than 47 h before the horizon", past("E."), "L", 1}}, before)
	// A shift of 40 hours ends at 23:00 on the next day: 8 hours before the early after a day off.
	long := func(in *nrp.Instance) { in.Shifts[0].End = 420 + 40*60 }
	check(t, nrp.RuleRest, rest(540), []lineCase{{"a day off can lie within a shift", nil, "E.E", 1}}, long)
}

func weekly(from, span, times, minutes int, repeats bool) nrp.Contract {
	return nrp.Contract{Respites: []nrp.Respite{{
		Name: "weekly rest", From: from, Span: span, Times: times, Minutes: minutes, Repeats: repeats, Cost: soft,
	}}}
}

// TestRespiteOfAWeek: early 07:00 to 15:00. Six early shifts in a row and a day off: from
// 15:00 on Saturday to midnight after Sunday are 33 h.
func TestRespiteOfAWeek(t *testing.T) {
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 33*60-1, true), []lineCase{{"limit-1", nil, "EEEEEE.", 0}})
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 33*60, true), []lineCase{{"limit", nil, "EEEEEE.", 0}, {"seven days", nil, "EEEEEEE", 1}})
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 33*60+1, true), []lineCase{
		{"limit+1", nil, "EEEEEE.", 1},
		// In the middle it is from 15:00 to 07:00 two days later: 40 h.
		{"a day off in the middle", nil, "EEE.EEE", 0},
		{"each week", nil, "EEEEEE.EEEEEE.", 2},
		// A rest is cut where the week ends: 9 h of Sunday evening and 31 h of Monday.
		{"a day off at the beginning", nil, ".EEEEEE", 1},
	})
	// A night on Sunday ends at 07:00 on Monday: 24 h to early on Tuesday, all in the week.
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 1440, true), []lineCase{
		{"a night goes into the next week", past("EEEEEEN"), ".EEEEEE", 0},
		{"a night goes into the next week and a night begins on its second day", nil, "E.EEEEN" + ".NNNNNN", 0},
	})
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 1441, true), []lineCase{{"24 h are no more", past("EEEEEEN"), ".EEEEEE", 1}})
	// The week began four days before the horizon and ends with day 2.
	check(t, nrp.RuleRespite, weekly(-4, 7, 1, 1440, true), []lineCase{
		{"rest in history counts", past("EE.E"), "EEE", 0},
		{"none in history", past("EEEE"), "EEE", 1},
		{"none in history but today", past("EEEE"), "E.E", 0},
		{"what is not known counts as rest", nil, "EEE", 0},
		{"history that begins in the week", past("EE"), "EEE", 0},
	})
	// The week goes on for a day after the horizon: 15:00 to midnight a day later are 33 h.
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 33*60, true), []lineCase{{"what comes is free", nil, "EEEEEE", 0}})
	check(t, nrp.RuleRespite, weekly(0, 7, 1, 33*60+1, true), []lineCase{{"and no more than what is left", nil, "EEEEEE", 1}})
	ahead := weekly(0, 7, 1, 33*60, true)
	ahead.Respites[0].Ahead = []nrp.Busy{{Start: 7*1440 - 61, End: 8 * 1440}}
	check(t, nrp.RuleRespite, ahead, []lineCase{{"work ahead is no rest", nil, "EEEEEE", 1}})
}

// TestRespiteOfTwoWeeks: two rests of 24 h or one of 48.
func TestRespiteOfTwoWeeks(t *testing.T) {
	check(t, nrp.RuleRespite, weekly(0, 14, 2, 1440, true), []lineCase{
		{"two days off", nil, "EEE.EEEEE.EEEE", 0},
		{"two days off in one week", nil, "EEE.E.EEEEEEEE", 0},
		{"one day off", nil, "EEE.EEEEEEEEEE", 1},                   // 40 h hold 24 once
		{"two days off in one", nil, "EEE..EEEEEEEEE", 0},           // 64 h hold it twice
		{"none", nil, "EEEEEEEEEEEEEE", 2},                          // 16 h
		{"one and 24 h without a day off", nil, "EEE.EEEEELEEE", 0}, // 15:00 to 15:00
	})
	debt := weekly(2, 5, 1, 660+450, false)
	check(t, nrp.RuleRespite, debt, []lineCase{
		// 15:00 to 07:00 are 960, to 15:00 the next day 1440 minutes.
		{"not repaid", nil, "EEEEEEEEE", 1},
		{"repaid", nil, "EEELEEEEE", 0},
		{"too early", nil, ".LEEEEEEE", 1},
		{"too late", nil, "EEEEEEE.E", 1},
	})
}

// TestRespiteAcrossAClockChange: day 5 of the week has 23 or 25 hours. Early on day 4 ends at
// 15:00; nothing on days 5 and 6: to the end of the week 9 + 24 + 24 = 57 h, in spring 56, in
// autumn 58.
func TestRespiteAcrossAClockChange(t *testing.T) {
	shifted := func(by int) func(*nrp.Instance) {
		return func(in *nrp.Instance) {
			in.Horizon.Midnights = []int{0, 1440, 2880, 4320, 5760, 7200, 8640 + by, 10080 + by}
		}
	}
	for by, name := range map[int]string{-60: "spring", 0: "no change", 60: "autumn"} {
		limit := 57*60 + by
		check(t, nrp.RuleRespite, weekly(0, 7, 1, limit-1, true), []lineCase{{name + " limit-1", nil, "EEEEE..", 0}}, shifted(by))
		check(t, nrp.RuleRespite, weekly(0, 7, 1, limit, true), []lineCase{{name + " limit", nil, "EEEEE..", 0}}, shifted(by))
		check(t, nrp.RuleRespite, weekly(0, 7, 1, limit+1, true), []lineCase{{name + " limit+1", nil, "EEEEE..", 1}}, shifted(by))
	}
	// The same in history: the change on day -2, early on day -3.
	spring := func(in *nrp.Instance) { in.Horizon.Past = []int{-1440, -2820, -4260, -5700} }
	check(t, nrp.RuleRespite, weekly(-7, 8, 1, 1440*4-60-900, true), []lineCase{{"history limit", past("EEEEE.."), ".", 0}}, spring)
	check(t, nrp.RuleRespite, weekly(-7, 8, 1, 1440*4-60-899, true), []lineCase{{"history limit+1", past("EEEEE.."), ".", 1}}, spring)
}
