package fairness_test

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/fairness"
)

// Duties from Saturday on: a night on Saturday, an early on Sunday (the same weekend), a night on
// Monday, a late on the next Sunday: 2 nights and 2 weekends. On half the hours, with nights open on half of
// the days: 2 x 2 / 1/2 / 1/2 = 16, weekends 2 x 3 / 1/2 = 12, one refusal of strength 2 is 3 / 1/2 = 6.
func TestTallyByHand(t *testing.T) {
	var tally fairness.Tally
	for _, d := range []struct {
		day   int
		night bool
	}{{0, true}, {1, false}, {2, true}, {8, false}} {
		tally.Duty(d.day, (5+d.day)%7, d.night)
	}
	kind, err := fairness.Refusal(2, false)
	if err != nil {
		t.Fatal(err)
	}
	tally.Add(kind, 1)
	if n, w := tally.Count(fairness.NightDuty), tally.Count(fairness.WeekendWorked); n != 2 || w != 2 {
		t.Errorf("%d nights and %d weekends, want 2 and 2", n, w)
	}
	half := fairness.Ratio{Num: 1, Den: 2}
	if got := tally.Worth(fairness.Standard(), fairness.Part{Share: half, Nights: half}); got != 34_000 {
		t.Errorf("worth %d, want 34000", got)
	}
}

func TestRefusalKinds(t *testing.T) {
	for strength, want := range map[int]fairness.Kind{1: fairness.Refused1, 2: fairness.Refused2, 3: fairness.Refused3} {
		if got, err := fairness.Refusal(strength, false); got != want || err != nil {
			t.Errorf("strength %d: %s %v", strength, got, err)
		}
		if got, err := fairness.Refusal(strength, true); got != fairness.RefusedToken || err != nil {
			t.Errorf("strength %d with a token: %s %v", strength, got, err)
		}
	}
	if _, err := fairness.Refusal(4, true); err == nil {
		t.Error("strength 4 is a refusal")
	}
}
