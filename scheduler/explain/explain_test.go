package explain

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// tinySteps is the budget of a tiny instance.
const tinySteps = 400_000

// TestReasonsOfTinyWards compares the reasons of tiny instances, as many as
// FAIRROTA_TEST_REASONS asks for (default 25), with all their rosters. A proved reason is
// never wrong: its decisive level is that of the best of all rosters that meet the
// preference. None claims more than that roster costs, every roster that comes back is one that the
// solver may make and is no worse than the one that was given, and of every nearest
// preference a roster is among all that meets it at no cost. The same holds for agreed days.
func TestReasonsOfTinyWards(t *testing.T) {
	asked := nrptest.Setting(t, "FAIRROTA_TEST_REASONS", 25, 1)
	sum := map[Proof]int{}
	codes := map[Code]int{}
	agreed := map[Code]int{}
	nearest, improved := 0, 0
	for seed := range uint64(asked) {
		m := tinyInstance(t, seed)
		given, bound := givenRoster(t, m, seed)
		rep, err := Explain(t.Context(), m.Inst, given, bound, Options{Seed: seed, StepLimit: tinySteps})
		if err != nil {
			t.Fatalf("instance %d: %v", seed, err)
		}
		checkReport(t, seed, m, given, rep)
		improved += rep.Improved
		for _, why := range rep.Reasons {
			sum[why.Proof]++
			codes[why.Code]++
			if why.Nearest != nil {
				nearest++
			}
		}
		for _, why := range rep.Agreed {
			agreed[why.Code]++
		}
	}
	t.Logf("%d instances: %v, codes %v, of agreed days %v, %d nearest, %d better rosters", asked, sum, codes, agreed, nearest, improved)
	if len(agreed) == 0 || codes[CodePattern] == 0 {
		t.Error("the instances do not show agreed days that are not kept, and asks refused for them")
	}
	if sum[Proved] == 0 || nearest == 0 || improved == 0 || sum[Proved] < sum[BestFound] {
		t.Error("the instances do not show proofs, nearest preferences and better rosters")
	}
}

// givenRoster is the solver's in two instances of three, any lawful one in the third.
func givenRoster(t *testing.T, m *rules.Model, seed uint64) (nrp.Roster, *nrp.Score) {
	t.Helper()
	if seed%3 == 0 {
		random := rand.New(rand.NewPCG(seed, 99))
		r := nrp.NewRoster(m.Staff, m.Days)
		for i := range r {
			for d := range r[i] {
				list := choices(m, i, d)
				r[i][d] = list[random.IntN(len(list))]
			}
		}
		return r, nil
	}
	res, err := scheduler.Solve(t.Context(), m.Inst, scheduler.Options{Seed: seed, StepLimit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	return res.Roster, res.Bound
}

// checkReport compares a report with all rosters.
func checkReport(t *testing.T, seed uint64, m *rules.Model, given nrp.Roster, rep *Report) {
	t.Helper()
	score, _, err := verify.Check(m.Inst, rep.Roster)
	if err != nil {
		t.Fatalf("instance %d: %v", seed, err)
	}
	if score != rep.Score || score.Compare(m.Evaluate(given)) > 0 {
		t.Errorf("instance %d: the referee says %v, the report %v, given was %v", seed, score, rep.Score, m.Evaluate(given))
	}
	// best is the best of all rosters that meet a request; [request], absent if none does.
	best := map[int]nrp.Score{}
	spots := map[int]bool{}
	seen := rep.Reasons
	asked := asking(m.Inst) // agreed days come after the requests
	all := asked.Requests
	eachRoster(m, func(r nrp.Roster) {
		s := m.Evaluate(r)
		for i := range all {
			if old, ok := best[i]; keeps(asked, i, r) && (!ok || s.Compare(old) < 0) {
				best[i] = s
			}
		}
		for k := range seen {
			if !spots[k] && seen[k].Nearest != nil && isFree(m.Inst, rep, &seen[k], r, s) {
				spots[k] = true
			}
		}
	})
	unmet, broken := 0, 0
	for i := range all {
		switch q := &all[i]; {
		case met(q, rep.Roster) || Spared(asked, rep.Roster[q.Staff], i):
		case i < len(m.Inst.Requests):
			unmet++
		default:
			broken++
		}
	}
	if unmet != len(rep.Reasons) || broken != len(rep.Agreed) {
		t.Errorf("instance %d: %d reasons for %d refusals, %d for %d agreed days", seed, len(rep.Reasons), unmet, len(rep.Agreed), broken)
	}
	for _, why := range rep.Agreed {
		if why.Nearest != nil {
			t.Errorf("instance %d, agreed day %d: there is a nearest: %+v", seed, why.Request, *why.Nearest)
		}
		why.Request += len(m.Inst.Requests)
		checkReason(t, seed, rep, why, best)
	}
	for k, why := range rep.Reasons {
		if why.Nearest != nil && !spots[k] {
			t.Errorf("instance %d, request %d: no roster gives %+v", seed, why.Request, *why.Nearest)
		}
		checkReason(t, seed, rep, why, best)
	}
}

func checkReason(t *testing.T, seed uint64, rep *Report, why Explanation, best map[int]nrp.Score) {
	t.Helper()
	least, possible := best[why.Request]
	bad := func(what string) {
		t.Errorf("instance %d, request %d: %s: %+v; the best that meets it %v (%v), the roster %v", seed, why.Request, what, why, least, possible, rep.Score)
	}
	switch {
	case why.Proof == NotExamined:
		if why.Code != "" || why.Level != NoLevel {
			bad("a code without examination")
		}
	case !possible:
		if why.Proof != Proved || why.Level != nrp.LevelHard {
			bad("no roster meets it")
		}
	case why.Proof == Proved:
		if why.Level != decisive(least, rep.Score) || least.Compare(rep.Score) < 0 {
			bad("proved, and wrong")
		}
		if why.Level == nrp.LevelHard && why.Cost[nrp.LevelHard] > least[nrp.LevelHard]-rep.Score[nrp.LevelHard] && len(why.Because) == 0 {
			bad("costs more than it must")
		}
	case why.Cost.Plus(rep.Score).Compare(least) < 0:
		bad("costs less than it can")
	case why.Code == "":
		bad("no code")
	}
}

// isFree tells whether a roster gives a nearest preference at no cost down to the level of the one refused.
func isFree(in *nrp.Instance, rep *Report, why *Explanation, r nrp.Roster, s nrp.Score) bool {
	q := in.Requests[why.Request]
	if why.Nearest.Unwanted.Has(r[q.Staff][why.Nearest.Day].Shift) {
		return false
	}
	for l, v := range s[:q.Cost.Level+1] {
		if v > rep.Score[l] {
			return false
		}
	}
	for i := range in.Requests {
		if met(&in.Requests[i], rep.Roster) && !met(&in.Requests[i], r) {
			return false
		}
	}
	return true
}

// TestExplainIsRepeatable: equal seeds and steps give equal reports, whatever the threads.
func TestExplainIsRepeatable(t *testing.T) {
	for seed := range uint64(4) {
		m := tinyInstance(t, seed)
		given, bound := givenRoster(t, m, seed)
		var first *Report
		for _, threads := range []int{1, 2} {
			rep, err := Explain(t.Context(), m.Inst, given, bound, Options{Seed: seed, StepLimit: tinySteps / 4, Threads: threads})
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = rep
			} else if diff := cmp.Diff(first, rep); diff != "" {
				t.Errorf("instance %d (-1 thread +2 threads):\n%s", seed, diff)
			}
		}
	}
}
