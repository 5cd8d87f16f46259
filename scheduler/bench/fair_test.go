package bench_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// fairHead names the columns of results/fair.csv: one row a ward. Burdens are in points.
var fairHead = []string{
	"seed", "people", "days", "steps", "plain_largest", "staged_largest", "at_least", "plain_jain", "staged_jain",
	"plain_cover", "staged_cover", "plain_preferences", "staged_preferences", "plain_s", "staged_s",
}

// TestFairOfWards solves contested wards plainly and in stages with as many steps each, as many wards
// as FAIRROTA_FAIR_WARDS asks for from seed FAIRROTA_FAIR_FROM on (default none), with
// FAIRROTA_FAIR_STEPS steps (default 1 million), and writes a row for each as it is done; wards that have one are left
// out, so that the run can be gone on with. It fails where the one
// who carries most carries more after the staged solve than its own plain stage left, or where a
// largest burden is below what is proved.
func TestFairOfWards(t *testing.T) {
	wards := nrptest.Setting(t, "FAIRROTA_FAIR_WARDS", 0, 0)
	if wards == 0 {
		t.Skip("it takes some seconds a ward: make fair WARDS=20")
	}
	steps := int64(nrptest.Setting(t, "FAIRROTA_FAIR_STEPS", 1_000_000, 0))
	from := nrptest.Setting(t, "FAIRROTA_FAIR_FROM", 0, 0)
	eachWard(t, "fair.csv", fairHead, from, wards, func(t *testing.T, seed uint64) [][]string {
		t.Helper()
		return [][]string{fairOf(t, seed, steps)}
	})
}

func fairOf(t *testing.T, seed uint64, steps int64) []string {
	t.Helper()
	in := bench.Contested(seed)
	f := bench.Carried(in, seed)
	o := scheduler.Options{Seed: seed, Threads: 2, StepLimit: steps, Clock: time.Now}
	plain, err := scheduler.Solve(t.Context(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	staged, err := stages.Solve(t.Context(), in, f, o)
	if err != nil {
		t.Fatal(err)
	}
	was, is := stages.StandingOf(in, f, plain.Roster, plain.Score), stages.StandingOf(in, f, staged.Roster, staged.Score)
	if s := staged.Fairness; len(is.Short) == 0 && s.Largest > s.Before || s.Largest < s.Least {
		t.Errorf("seed %d: %+v", seed, s)
	}
	points := func(v int64) string { return strconv.FormatFloat(float64(v)/1000, 'f', 3, 64) }
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return []string{
		number(int64(seed)), number(int64(len(in.Staff))), number(int64(in.Horizon.Days)), number(staged.Steps),
		points(int64(was.Largest())), points(int64(is.Largest())), points(int64(staged.Fairness.Least)),
		fmt.Sprintf("%.3f", fairness.Jain(was.Burdens)), fmt.Sprintf("%.3f", fairness.Jain(is.Burdens)), number(plain.Score[nrp.LevelCover]), number(staged.Score[nrp.LevelCover]),
		number(plain.Score[nrp.LevelPreference]), number(staged.Score[nrp.LevelPreference]),
		fmt.Sprintf("%.1f", plain.Seconds), fmt.Sprintf("%.1f", staged.Seconds),
	}
}
