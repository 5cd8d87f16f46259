package verify

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestRestAcrossADayOff: night ends at 08:00 on the next day, early begins at 07:00: with one
// day off 23 h, with two 47.
func TestRestAcrossADayOff(t *testing.T) {
	rest := func(minutes int) nrp.Contract {
		return nrp.Contract{Rests: []nrp.Rest{{Minutes: minutes, Cost: seven}}}
	}
	run(t, nrp.RuleRest, rest(23*60), map[string]lineTest{"limit": {"", "N.E", nil}})
	run(t, nrp.RuleRest, rest(23*60+1), map[string]lineTest{
		"limit+1":               {"", "N.E", []breach{{2, 1}}},
		"across_the_boundary":   {"N.", "E", []breach{{0, 1}}},
		"two_days_off":          {"N..", "E", nil},
		"once_though_two_count": {"", "NNE", []breach{{1, 1}, {2, 1}}},
	})
	run(t, nrp.RuleRest, rest(46*60), map[string]lineTest{"46_hours_after_a_night": {"", "N..E", nil}, "not_with_one_day_off": {"", "N.E", []breach{{2, 1}}}})
	// The clock went forward on day -1: from 15:00 on day -2 to 07:00 on day 0 are 39 h, not 40.
	spring := func(in *nrp.Instance) { in.Horizon.Past = []int{-1380, -2820} }
	run(t, nrp.RuleRest, rest(39*60), map[string]lineTest{"39_hours": {"E.", "E", nil}}, spring)
	run(t, nrp.RuleRest, rest(39*60+1), map[string]lineTest{"no_more_than_39_hours": {"E.", "E", []breach{{0, 1}}}}, spring)
}

// TestRespite: early 07:00-15:00; from 15:00 on Saturday to the end of Sunday 33 h.
func TestRespite(t *testing.T) {
	week := func(minutes int) nrp.Contract {
		return nrp.Contract{Respites: []nrp.Respite{{Span: 7, Repeats: true, Times: 1, Minutes: minutes, Cost: seven}}}
	}
	run(t, nrp.RuleRespite, week(33*60), map[string]lineTest{
		"limit":                    {"", "EEEEEE.", nil},
		"none":                     {"", "EEEEEEE", []breach{{6, 1}}},
		"on_the_last_day_of_weeks": {"", "EEEEEEEEEEEEEE", []breach{{6, 1}, {13, 1}}},
		"a_part_of_a_week":         {"", "EEEEEEE" + "EEE", []breach{{6, 1}}},
	})
	run(t, nrp.RuleRespite, week(33*60+1), map[string]lineTest{"limit+1": {"", "EEEEEE.", []breach{{6, 1}}}})
	two := nrp.Contract{Respites: []nrp.Respite{{From: -4, Span: 14, Repeats: true, Times: 2, Minutes: 1440, Cost: seven}}}
	run(t, nrp.RuleRespite, two, map[string]lineTest{
		"none_at_all":             {"EEEE", "EEEEEEEEEE", []breach{{9, 2}}},
		"one_in_history":          {"E.EE", "EEEEEEEEEE", []breach{{9, 1}}},
		"one_in_history_and_one":  {"E.EE", "EEEE.EEEEE", nil},
		"one_long_one":            {"EEEE", "EEE..EEEEE", nil},
		"unknown_days_are_rest":   {"?", "EEEEEEEEEE", nil},
		"the_end_is_free":         {"EEEE", "EEEEEEE", nil},                             // 15:00 on day 6 to the end of day 9: 81 h
		"not_enough_is_left":      {"EEEE", "EEEEEEEEE", []breach{{8, 1}}},              // 33 h hold one
		"a_night_into_the_period": {"EEEE", "EEEEEEEEE.N.EEEEEEEE.E", []breach{{9, 1}}}, // the second holds a rest of 24 h (07:00 to 07:00) and one of 40
	})
}
