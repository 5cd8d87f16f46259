package nhs_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// fairFortyHead names the columns of results/ward40-fair.csv: one row a build and seed. Burdens are
// in points; refused asks by what is said of them.
var fairFortyHead = []string{
	"build", "seed", "first_legal_s", "used_s", "plain_largest", "largest", "at_least",
	"cover", "cover_bound", "preferences", "preferences_bound", "rest", "rest_bound",
	"explain_s", "refused", "proved", "best_found", "not_examined", "improved",
}

// TestFortyPeopleFairly does for wards of 40 people and 6 weeks what the nightly run does: solves
// worst-off first for FAIRROTA_FORTY_S seconds (default 30) with two threads, then looks for reasons for
// 20 s. It fails where a rule is broken, where the one who carries most carries more than the
// plain stage left, or where a refusal has no entry; the rest is for reading.
func TestFortyPeopleFairly(t *testing.T) {
	seeds := nrptest.Setting(t, "FAIRROTA_FORTY", 0, 0)
	if seeds == 0 {
		t.Skip("it takes a minute a seed: make ward40")
	}
	build := os.Getenv("FAIRROTA_WARDS_BUILD")
	for seed := range uint64(seeds) {
		w := nhs.Forty(seed, london(t))
		if err := w.SolvePast(t.Context(), 500_000); err != nil {
			t.Fatal(err)
		}
		p, err := w.Problem()
		if err != nil {
			t.Fatal(err)
		}
		row := append([]string{build, strconv.FormatUint(seed, 10)}, fairForty(t, w, p, seed)...)
		t.Log(w.Features(), row)
		replace(t, results+"ward40-fair.csv", fairFortyHead, [][]string{row}, 2)
	}
}

func fairForty(t *testing.T, w *nhs.Ward, p *planner.Problem, seed uint64) []string {
	t.Helper()
	limit := time.Duration(nrptest.Setting(t, "FAIRROTA_FORTY_S", 30, 0)) * time.Second
	in, f := p.Instance, carried(t, w, p.Instance, seed)
	res, err := stages.Solve(t.Context(), in, f, scheduler.Options{Seed: seed, Threads: 2, Clock: time.Now, TimeLimit: limit})
	if err != nil {
		t.Fatal(err)
	}
	if _, broken, err := nhs.Shortfall(p, res.Roster); err != nil || len(broken) > 0 {
		t.Errorf("ward %d: %v (%v)", seed, broken, err)
	}
	if s := res.Fairness; s.Largest > s.Before || s.Largest < s.Least {
		t.Errorf("ward %d: %+v", seed, s)
	}
	rep, err := stages.Explain(t.Context(), in, f, res.Roster, res.Bound, explain.Options{
		Seed: seed, Threads: 2, Clock: time.Now, TimeLimit: 20 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	said := map[explain.Proof]int{}
	for _, e := range rep.Reasons {
		said[e.Proof]++
	}
	refused := 0
	for k, q := range in.Requests {
		if q.Unwanted.Has(rep.Roster[q.Staff][q.Day].Shift) && !explain.Spared(in, rep.Roster[q.Staff], k) {
			refused++
		}
	}
	if refused != len(rep.Reasons) {
		t.Errorf("ward %d: %d refusals and %d reasons", seed, refused, len(rep.Reasons))
	}
	row := []string{firstLegal(&res.Result), seconds(res.Seconds)}
	for _, v := range []fairness.Milli{res.Fairness.Before, res.Fairness.Largest, res.Fairness.Least} {
		row = append(row, strconv.FormatFloat(float64(v)/1000, 'f', 3, 64))
	}
	for _, l := range []nrp.Level{nrp.LevelCover, nrp.LevelPreference, nrp.LevelRest} {
		bound := "-"
		if res.Bound != nil {
			bound = strconv.FormatInt(res.Bound[l], 10)
		}
		row = append(row, strconv.FormatInt(res.Score[l], 10), bound)
	}
	row = append(row, seconds(rep.Seconds))
	for _, n := range []int{refused, said[explain.Proved], said[explain.BestFound], said[explain.NotExamined], rep.Improved} {
		row = append(row, strconv.Itoa(n))
	}
	return row
}

// carried says of the people of a ward what they bring along: up to 20 points each, up to 40 for one
// in five.
func carried(t *testing.T, w *nhs.Ward, in *nrp.Instance, seed uint64) *stages.Fair {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 2))
	all := fairness.Ratio{Num: 1, Den: 1}
	f := &stages.Fair{}
	for _, s := range in.Staff {
		weekly := 0
		for i := range w.People {
			if w.People[i].Number == s.ID {
				weekly = w.Contracts[w.People[i].Contract].Weekly
			}
		}
		if weekly == 0 {
			t.Fatalf("%s is not of the ward, or without hours", s.ID)
		}
		base := fairness.Milli(rng.IntN(20_000))
		if rng.IntN(5) == 0 {
			base += fairness.Milli(rng.IntN(20_000))
		}
		f.People = append(f.People, stages.Person{Base: base, Part: fairness.Part{
			Share: fairness.Ratio{Num: int64(weekly), Den: 2250}, Days: all, Nights: all, Weekends: all,
		}})
	}
	for _, q := range in.Requests {
		f.Refusals = append(f.Refusals, refusal(q.Cost.Weight))
	}
	return f
}

// refusal is the kind of a refused ask by its price: 1, 3 and 9 are the three strengths.
func refusal(weight int64) fairness.Kind {
	switch {
	case weight >= 9:
		return fairness.Refused3
	case weight > 1:
		return fairness.Refused2
	default:
		return fairness.Refused1
	}
}
