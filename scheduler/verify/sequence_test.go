package verify

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

func TestSuccession(t *testing.T) {
	c := nrp.Contract{Successions: []nrp.Succession{{From: nrp.ShiftCells(night), To: nrp.ShiftCells(early), Cost: seven}}}
	run(t, nrp.RuleSuccession, c, map[string]lineTest{
		"early_then_night_is_allowed":      {"", "EN.E", nil},
		"night_off_early_is_allowed":       {"", "N.E", nil},
		"each_breach_on_its_second_day":    {"", "NENE", []breach{{1, 1}, {3, 1}}},
		"history's_last_day_counts":        {"N", "E", []breach{{0, 1}}},
		"history's_earlier_days_do_not":    {"N.", "E", nil},
		"not_known_counts_as_off":          {"?", "E", nil},
		"nothing_follows_the_last_day":     {"", "EN", nil},
		"breaches_inside_history_are_past": {"NEE", "E", nil},
	})
	fromOff := nrp.Contract{Successions: []nrp.Succession{{From: nrp.OffCells, To: nrp.ShiftCells(night), Cost: seven}}}
	run(t, nrp.RuleSuccession, fromOff, map[string]lineTest{
		"before_an_unknown_horizon_is_a_day_off": {"?", "N", []breach{{0, 1}}},
		"known_work_is_not":                      {"E", "N", nil},
	})
}

func TestRest(t *testing.T) {
	// Night ends at 08:00 and early begins at 07:00; early ends at 15:00, 16 hours before the next.
	rest := func(minutes int) nrp.Contract {
		return nrp.Contract{Rests: []nrp.Rest{{Minutes: minutes, Cost: seven}}}
	}
	for minutes, tests := range map[int]map[string]lineTest{
		959: {"sixteen_hours_are_more_than_959_minutes": {"", "EE", nil}},
		960: {"sixteen_hours_are_960_minutes": {"", "EE", nil}, "from_history": {"N", "E", []breach{{0, 1}}}},
		961: {"sixteen_hours_are_less_than_961_minutes": {"", "EE", []breach{{1, 1}}}, "a_day_off_between": {"", "E.E", nil}},
		// Early ends at 15:00, night begins at 20:00 the next day: 29 hours.
		1740: {"early_to_night_is_29_hours": {"", "EN", nil}},
		1741: {"early_to_night_is_no_more_than_29_hours": {"", "EN", []breach{{1, 1}}}},
	} {
		run(t, nrp.RuleRest, rest(minutes), tests)
	}
}

// TestRestAcrossAClockChange: night ends at 08:00 on the Sunday, the next begins at
// 20:00 that day: 12 hours on either side of a change at 02:00, which only makes the
// night itself longer or shorter. From Saturday's early, which ends at 15:00, to
// Sunday's, which begins at 07:00, it is 16 hours less the hour that is lost in spring,
// or more by the one gained in autumn.
func TestRestAcrossAClockChange(t *testing.T) {
	for name, tt := range map[string]struct {
		change  int // minutes by which day 1 is longer
		minutes int
		line    string
		want    []breach
	}{
		"spring_16_hours_are_15":      {-60, 900, "EE", nil},
		"spring_16_hours_are_no_more": {-60, 901, "EE", []breach{{1, 1}}},
		"autumn_16_hours_are_17":      {60, 1020, "EE", nil},
		"autumn_16_hours_are_no_more": {60, 1021, "EE", []breach{{1, 1}}},
		"spring_between_nights":       {-60, 720, "NN", nil},
		"spring_between_nights_12":    {-60, 721, "NN", []breach{{1, 1}}},
		"autumn_between_nights_12":    {60, 721, "NN", []breach{{1, 1}}},
	} {
		run(t, nrp.RuleRest, nrp.Contract{Rests: []nrp.Rest{{Minutes: tt.minutes, Cost: seven}}},
			map[string]lineTest{name: {"", tt.line, tt.want}},
			func(in *nrp.Instance) { in.Horizon.Midnights = []int{0, 1440, 2880 + tt.change} })
	}
}

// A rest of somebody who becomes an adult on day 2: the early of day 1 is judged, that of day 2 not.
// Night to early is too short by far.
func TestRestUntilADay(t *testing.T) {
	c := nrp.Contract{Rests: []nrp.Rest{{Minutes: 660, Until: 2, Cost: seven}}}
	run(t, nrp.RuleRest, c, map[string]lineTest{
		"limit-1_is_judged":     {"", "NE.", []breach{{1, 1}}},
		"limit_is_not":          {"", ".NE", nil},
		"limit+1_is_not":        {"", "..NE", nil},
		"history_is_seen":       {"N", "E..", []breach{{0, 1}}},
		"one_before,_one_after": {"N", "ENE", []breach{{0, 1}}},
	})
}

func TestRestWithoutClockTimes(t *testing.T) {
	run(t, nrp.RuleRest, nrp.Contract{Rests: []nrp.Rest{{Minutes: 2000, Cost: seven}}},
		map[string]lineTest{"is_not_measured": {"", "ENEN", nil}},
		func(in *nrp.Instance) { in.Shifts[early].Start, in.Shifts[early].End = 0, 0 })
}

func TestPattern(t *testing.T) {
	c := nrp.Contract{Patterns: []nrp.Pattern{{Cells: []nrp.CellSet{nrp.ShiftCells(night), nrp.OffCells, nrp.ShiftCells(early, night)}, Cost: seven}}}
	run(t, nrp.RulePattern, c, map[string]lineTest{
		"whole":                {"", "N.E", []breach{{2, 1}}},
		"two_of_three":         {"", "N..", nil},
		"overlapping":          {"", "N.N.E", []breach{{2, 1}, {4, 1}}},
		"begun_in_history":     {"N", ".E", []breach{{1, 1}}},
		"ended_in_history":     {"N.E", "E", nil},
		"nothing_known_before": {"?", ".E", nil},
	})
	c.Patterns[0].EndWeekdays = 1 << 2 // Wednesday
	run(t, nrp.RulePattern, c, map[string]lineTest{
		"ends_on_the_weekday":  {"", "N.E", []breach{{2, 1}}},
		"ends_on_another":      {"", ".N.E", nil},
		"weekday_is_of_a_week": {"", ".......N.E", []breach{{9, 1}}},
	})
}

func TestStretch(t *testing.T) {
	c := nrp.Contract{Stretches: []nrp.Stretch{{Of: nrp.ShiftCells(early, night), Min: 2, MinCost: seven, Max: 3, MaxCost: seven}}}
	run(t, nrp.RuleStretch, c, map[string]lineTest{
		"limit-1":                           {"", ".EE.", nil},
		"limit":                             {"", ".ENE.", nil},
		"limit+1":                           {"", ".EEEE.", []breach{{4, 1}}},
		"limit+2_is_a_breach_a_day":         {"", ".EEEEE", []breach{{4, 1}, {5, 1}}},
		"short_by_one":                      {".", ".E.", []breach{{2, 1}}},
		"short_at_the_end_is_not_judged":    {".", "..E", nil},
		"short_at_the_start":                {".", "E.", []breach{{1, 1}}},
		"short_at_an_unknown_start":         {"?", "E.", nil},
		"long_at_an_unknown_start":          {"?", "EEEE", []breach{{3, 1}}},
		"short_after_an_unknown_start":      {"?", ".E.", []breach{{2, 1}}},
		"history_makes_it_long_enough":      {".E", "E.", nil},
		"history_makes_it_too_long":         {"EE", "EE.", []breach{{1, 1}}},
		"history_at_the_limit":              {"EEE", "E.", []breach{{0, 1}}},
		"what_history_paid_is_not_repeated": {"EEEEE", "E.", []breach{{0, 1}}},
		"a_long_history_that_ends":          {"EEEEE", ".", nil},
		"a_short_history_that_ends_at_once": {".E", ".", []breach{{0, 1}}},
		"a_short_history_ended_before":      {".E.", ".", nil},
	})
	// Five days wanted, two worked: three missing, 3 x 7.
	c.Stretches[0].Min, c.Stretches[0].Max = 5, nrp.NoLimit
	run(t, nrp.RuleStretch, c, map[string]lineTest{"short_by_three": {".", "EE.", []breach{{2, 3}}}})
	days := nrp.Contract{Stretches: []nrp.Stretch{{Of: nrp.OffCells, Min: 2, MinCost: seven, Max: 2, MaxCost: seven}}}
	run(t, nrp.RuleStretch, days, map[string]lineTest{
		"days_off": {"E", "E.E...E", []breach{{2, 1}, {5, 1}}},
		// Not known is not a day off: the run is of one day, and is exempt from the minimum.
		"days_off_at_an_unknown_start": {"?", ".E", nil},
	})
}
