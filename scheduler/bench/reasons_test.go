package bench_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// reasonsHead names the columns of results/reasons.csv: one row a ward.
var reasonsHead = []string{
	"seed", "people", "days", "asks", "refused_by_draft", "refused", "better_rosters", "proved", "best_found", "not_examined", "nearest",
	"solves", "proofs_contradicted", "best_found_overtaken", "nearest_refused_by_referee", "explain_s",
}

// TestReasonsOfWards explains every refusal of contested wards of 12 to 60 people, as many
// as FAIRROTA_REASONS_WARDS asks for from seed FAIRROTA_REASONS_FROM on (default none), and has each reason
// confirmed by another solve with the preference forced, FAIRROTA_REASONS_CONFIRM_MS long
// (default 1000), from the roster that was explained. A proof is contradicted by a roster
// that is as good up to its level: that fails the test. A best-found reason is overtaken by a
// better roster, which is counted. A row is written for each ward as it is done; wards that
// have a row are left out, so that the run can be gone on with.
func TestReasonsOfWards(t *testing.T) {
	wards := nrptest.Setting(t, "FAIRROTA_REASONS_WARDS", 0, 0)
	if wards == 0 {
		t.Skip("it takes half a minute a ward: make reasons WARDS=200")
	}
	eachWard(t, "reasons.csv", reasonsHead, nrptest.Setting(t, "FAIRROTA_REASONS_FROM", 0, 0), wards, func(t *testing.T, seed uint64) [][]string {
		t.Helper()
		return [][]string{reasonsOf(t, seed)}
	})
}

func reasonsOf(t *testing.T, seed uint64) []string {
	t.Helper()
	in := bench.Contested(seed)
	clock := time.Now
	res, err := scheduler.Solve(t.Context(), in, scheduler.Options{
		Seed: seed, Threads: 2, Clock: clock, TimeLimit: time.Duration(nrptest.Setting(t, "FAIRROTA_REASONS_SOLVE_MS", 20_000, 0)) * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	rep, err := explain.Explain(t.Context(), in, res.Roster, res.Bound, explain.Options{
		Seed: seed, Threads: 2, Clock: clock, TimeLimit: time.Duration(nrptest.Setting(t, "FAIRROTA_REASONS_MS", 20_000, 0)) * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	n := map[explain.Proof]int{}
	nearest, solves, wrong, overtaken := 0, 0, 0, 0
	for _, why := range rep.Reasons {
		n[why.Proof]++
		if why.Nearest != nil {
			nearest++
		}
		if why.Proof == explain.NotExamined {
			continue
		}
		solves++
		better, err := confirm(t.Context(), in, rep, why, nrptest.Setting(t, "FAIRROTA_REASONS_CONFIRM_MS", 1000, 0))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case better && why.Proof == explain.Proved:
			wrong++
			t.Errorf("ward %d: a roster contradicts %+v", seed, why)
		case better:
			overtaken++
			t.Logf("overtaken: level %v cost %v code %v", why.Level, why.Cost, why.Code)
		}
	}
	row := []string{strconv.FormatUint(seed, 10)}
	for _, x := range []int{
		len(in.Staff), in.Horizon.Days, len(in.Requests), refused(in, res.Roster), len(rep.Reasons), rep.Improved, n[explain.Proved], n[explain.BestFound], n[explain.NotExamined],
		nearest, solves, wrong, overtaken, refusedNearest(t, in, rep),
	} {
		row = append(row, strconv.Itoa(x))
	}
	return append(row, fmt.Sprintf("%.1f", rep.Seconds))
}

func refused(in *nrp.Instance, r nrp.Roster) int {
	n := 0
	for _, q := range in.Requests {
		if q.Unwanted.Has(r[q.Staff][q.Day].Shift) {
			n++
		}
	}
	return n
}

// confirm solves the ward with a preference forced, by a law of this test's own making,
// and reports whether that contradicts the reason: a roster as good up to the level.
func confirm(ctx context.Context, in *nrp.Instance, rep *explain.Report, why explain.Explanation, ms int) (bool, error) {
	q := in.Requests[why.Request]
	forced := *in
	forced.Unavailable = append(append([]nrp.Unavailable(nil), in.Unavailable...), nrp.Unavailable{Staff: q.Staff, Day: q.Day, Cells: q.Unwanted})
	res, err := scheduler.Solve(ctx, &forced, scheduler.Options{
		Seed: 1, Threads: 2, Clock: time.Now, TimeLimit: time.Duration(ms) * time.Millisecond, Start: rep.Roster,
	})
	if err != nil {
		return false, err
	}
	if q.Unwanted.Has(res.Roster[q.Staff][q.Day].Shift) {
		return false, nil
	}
	score, _, err := verify.Check(in, res.Roster)
	if err != nil || why.Level == explain.NoLevel {
		return score.Compare(rep.Score) < 0, err
	}
	for l := range why.Level + 1 {
		if score[l] != rep.Score[l] {
			return score[l] < rep.Score[l], nil
		}
	}
	return true, nil
}

// refusedNearest counts the nearest preferences that the referee refuses: it looks at the
// roster in which the report found them.
func refusedNearest(t *testing.T, in *nrp.Instance, rep *explain.Report) int {
	t.Helper()
	m, err := rules.Compile(in)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, why := range rep.Reasons {
		if why.Nearest == nil {
			continue
		}
		r := why.Nearest.Roster
		score, _, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		q := in.Requests[why.Request]
		ok := score == m.Evaluate(r) && !why.Nearest.Unwanted.Has(r[q.Staff][why.Nearest.Day].Shift)
		for l, v := range score[:q.Cost.Level+1] {
			ok = ok && v <= rep.Score[l]
		}
		for k, x := range in.Requests {
			if why.Nearest.Kind == explain.OtherDays && in.SamePlan(k, why.Request) {
				ok = ok && !x.Unwanted.Has(r[x.Staff][x.Day+why.Nearest.Moved].Shift) // instead of the plan itself
				continue
			}
			ok = ok && (x.Unwanted.Has(rep.Roster[x.Staff][x.Day].Shift) || !x.Unwanted.Has(r[x.Staff][x.Day].Shift))
		}
		if !ok {
			n++
			t.Errorf("the referee refuses %+v", why)
		}
	}
	return n
}
