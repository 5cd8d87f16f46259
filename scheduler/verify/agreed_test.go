package verify

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// An agreed day off on day 1, and only early shifts on day 2.
func TestAgreedDays(t *testing.T) {
	run(t, nrp.RuleAgreed, nrp.Contract{}, map[string]lineTest{
		"kept":                        {"", "N.E", nil},
		"off_keeps_every_agreement":   {"", "...", nil},
		"work_on_the_day_off":         {"", "NEE", []breach{{1, 1}}},
		"another_shift":               {"", "..N", []breach{{2, 1}}},
		"each_broken_day_is_one_unit": {"", "NNN", []breach{{1, 1}, {2, 1}}},
		"days_before_do_not_count":    {"NNN", "...", nil},
	}, func(in *nrp.Instance) {
		in.Agreed = []nrp.Agreed{
			{Staff: 0, Day: 1, Unwanted: nrp.ShiftCells(early, night), Cost: seven},
			{Staff: 0, Day: 2, Unwanted: nrp.ShiftCells(night), Cost: seven},
		}
	})
}
