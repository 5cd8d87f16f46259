package scheduler_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

const (
	// firstSteps is the step limit of a tiny instance. The engine is a heuristic: where that
	// is not enough, it gets moreSteps times as many, up to lastSteps, and the test says so.
	firstSteps = 100_000
	moreSteps  = 10
	lastSteps  = 10_000_000
	// fewRosters is how many rosters of an instance the referee judges one by one.
	fewRosters = 2000
)

// TestSolveFindsTheBest compares Solve with all rosters of tiny instances, as many as
// FAIRROTA_TEST_TINY asks for (default 50): the roster's score is the best there is and is
// what the referee says, and no bound is above it, not even that of a run too short to
// find it. Instances and steps are fixed, so that the outcome is too.
func TestSolveFindsTheBest(t *testing.T) {
	asked := nrptest.Setting(t, "FAIRROTA_TEST_TINY", 50, 1)
	proved, judged, proofs, steps := [4]int{}, 0, 0, map[int64]int{}
	for seed := range uint64(asked) {
		m := tinyInstance(t, seed)
		best := bestOfAll(m)
		if rostersOf(m) <= fewRosters {
			judged++
			if diff := cmp.Diff(bestJudged(t, m), best); diff != "" {
				t.Fatalf("instance %d: the best of all rosters (-referee +rules):\n%s", seed, diff)
			}
		}
		limit := int64(firstSteps)
		r := solveTiny(t, m, seed, limit, best)
		for !enough(r, seed, best) && limit < lastSteps {
			t.Logf("instance %d: with %d steps %v, %s, bound %v; the best is %v", seed, limit, r.Score, r.Status, *r.Bound, best)
			limit *= moreSteps
			r = solveTiny(t, m, seed, limit, best)
		}
		if !enough(r, seed, best) {
			t.Errorf("instance %d: with %d steps %v, %s, bound %v; the best is %v", seed, limit, r.Score, r.Status, *r.Bound, best)
		}
		proofs += leastOfLevels(t, m, seed, r.Roster, best)
		if steps[limit]++; r.Status == scheduler.StatusOptimal {
			proved[kindOf(seed)]++
		}
	}
	t.Logf("%d instances, proved by kind: %v, judged roster by roster: %d, by the steps of the last run: %v", asked, proved, judged, steps)
	t.Logf("%d levels cannot be free of cost, by a proof", proofs)
	if proofs < asked/10 {
		t.Errorf("only %d levels of %d instances were proved to cost something", proofs, asked)
	}
	if judged < asked/10 {
		t.Errorf("only %d of %d instances were judged roster by roster", judged, asked)
	}
}

// leastOfLevels asks of each level what rosters must cost there that are above it as the best is, and
// returns of how many something was proved; none may be said to cost more than the best.
func leastOfLevels(t *testing.T, m *rules.Model, seed uint64, r nrp.Roster, best nrp.Score) int {
	t.Helper()
	if m.Evaluate(r) != best {
		return 0 // reported already
	}
	proofs := 0
	var series scheduler.Series
	for l := range nrp.Level(nrp.NumLevels) {
		out, err := series.Least(t.Context(), m.Inst, r, l, scheduler.Options{StepLimit: firstSteps})
		if err != nil {
			t.Fatalf("instance %d: %v", seed, err)
		}
		if out.Least > best[l] {
			t.Errorf("instance %d, level %v: at least %d, but the best has %d", seed, l, out.Least, best[l])
		}
		dived, _, err := series.Dive(t.Context(), m.Inst, r, l, scheduler.Options{StepLimit: firstSteps})
		if err != nil {
			t.Fatalf("instance %d: %v", seed, err)
		}
		if dived != nil {
			if s := m.Evaluate(dived); s[l] >= best[l] || s[nrp.LevelHard] > best[nrp.LevelHard] || s.Compare(best) < 0 {
				t.Errorf("instance %d, level %v: dived to a roster of %v, the best has %v", seed, l, s, best)
			}
		}
		if out.Least > 0 && out.Free {
			t.Errorf("instance %d, level %v: at least %d, and free of cost", seed, l, out.Least)
		}
		if out.Least > 0 {
			proofs++
		}
	}
	return proofs
}

// enough reports whether a run has come to what it must: the best roster and, where the
// bound says all there is, its proof.
func enough(r *scheduler.Result, seed uint64, best nrp.Score) bool {
	return r.Score == best && (kindOf(seed) != openKind || r.Status == scheduler.StatusOptimal)
}

// solveTiny solves an instance and checks what must hold however short the run was.
func solveTiny(t *testing.T, m *rules.Model, seed uint64, limit int64, best nrp.Score) *scheduler.Result {
	t.Helper()
	r := solve(t, m.Inst, scheduler.Options{Seed: seed, StepLimit: limit})
	score, _, err := verify.Check(m.Inst, r.Roster)
	if err != nil {
		t.Fatalf("instance %d: %v", seed, err)
	}
	if diff := cmp.Diff(score, r.Score); diff != "" {
		t.Errorf("instance %d: score (-referee +solve):\n%s", seed, diff)
	}
	if r.Score.Compare(best) < 0 {
		t.Errorf("instance %d: score %v is below the best of all, %v", seed, r.Score, best)
	}
	if r.Bound == nil {
		t.Fatalf("instance %d: no bound", seed)
	}
	if r.Bound.Compare(best) > 0 {
		t.Errorf("instance %d: bound %v is above the best score %v", seed, *r.Bound, best)
	}
	if (r.Status == scheduler.StatusOptimal) != (*r.Bound == r.Score) {
		t.Errorf("instance %d: status %s with score %v and bound %v", seed, r.Status, r.Score, *r.Bound)
	}
	return r
}

// choices lists what the solver may give a person on a day: what is fixed by law; else the
// day off and each shift that can be handed out and is not forbidden by law, in each
// skill that some cover asks of it and the person holds (any, where a skill not held is
// not against the law), and without a skill where some cover takes anyone or nobody asks
// for a skill that the person has from the first day to the last.
func choices(m *rules.Model, i, d int) []nrp.Assignment {
	st := &m.Inst.Staff[i]
	con := &m.Inst.Contracts[st.Contract]
	if f, ok := m.Fixed(i, d); ok && forbids(con.FixedCost) {
		return []nrp.Assignment{f}
	}
	out := []nrp.Assignment{nrp.Off}
	for s := range m.Shifts {
		if m.Inst.Shifts[s].FixedOnly || forbids(con.UnavailableCost) && m.Unavailable(i, d).Has(s) {
			continue
		}
		wanted, anyone := wantedOf(m.Inst, s)
		skilled, anySkill := false, !forbids(con.SkillCost)
		for k := range m.Inst.Skills {
			if !wanted[k] || !anySkill && !st.Holds(k, 0) {
				continue
			}
			skilled = skilled || anySkill || st.Holds(k, m.Days-1)
			if anySkill || st.Holds(k, d) {
				out = append(out, nrp.Assignment{Shift: s, Skill: k})
			}
		}
		if anyone || !skilled {
			out = append(out, nrp.Assignment{Shift: s, Skill: nrp.NoSkill})
		}
	}
	return out
}

// wantedOf returns the skills that cover asks of a shift, and whether some takes anyone.
func wantedOf(in *nrp.Instance, s nrp.ShiftIdx) (skills map[nrp.SkillIdx]bool, anyone bool) {
	skills = map[nrp.SkillIdx]bool{}
	for _, c := range in.Cover {
		if c.Shift != s {
			continue
		}
		if c.Held || c.Skill == nrp.NoSkill {
			anyone = true
		} else {
			skills[c.Skill] = true
		}
	}
	return skills, anyone
}

// counts is how many people count for each row, of which tiny instances have no more: six of
// cover and three of links.
type counts [9]uint8

// bestOfAll returns the best score of all rosters that the solver may make. It tries every
// line of every person. What a line costs does not depend on the others but through the
// rows it counts for, so of those that count for the same rows only the best is
// combined with other people's: a worse one makes every roster worse.
func bestOfAll(m *rules.Model) nrp.Score {
	sofar := map[counts]nrp.Score{{}: {}}
	for i := range m.Staff {
		lines, next := bestLines(m, i), map[counts]nrp.Score{}
		for had, s := range sofar {
			for adds, line := range lines {
				n := had
				for k := range adds {
					n[k] += adds[k]
				}
				keep(next, n, s.Plus(line))
			}
		}
		sofar = next
	}
	best := map[bool]nrp.Score{}
	for n, s := range sofar {
		for k := range m.Rows {
			m.Rows[k].Price(int(n[k]), &s)
		}
		keep(best, true, s)
	}
	return best[true]
}

// bestLines returns the best score of the lines of a person by the rows they count for.
func bestLines(m *rules.Model, i int) map[counts]nrp.Score {
	out, line, days := map[counts]nrp.Score{}, make(nrp.Line, m.Days), make([][]nrp.Assignment, m.Days)
	for d := range days {
		days[d] = choices(m, i, d)
	}
	var try func(d int, n counts)
	try = func(d int, n counts) {
		if d == m.Days {
			keep(out, n, m.LineScore(i, line))
			return
		}
		for _, a := range days[d] {
			with := n
			for _, k := range m.RowsOf(d, a.Shift) {
				if m.Rows[k].Counts(i, a) {
					with[k]++
				}
			}
			line[d] = a
			try(d+1, with)
		}
	}
	try(0, counts{})
	return out
}

// keep puts a score into a map unless a better one is there.
func keep[K comparable](m map[K]nrp.Score, k K, s nrp.Score) {
	if old, ok := m[k]; !ok || s.Compare(old) < 0 {
		m[k] = s
	}
}

// rostersOf returns how many rosters the solver may make, more than fewRosters if so many.
func rostersOf(m *rules.Model) int {
	n := 1
	for i := range m.Staff {
		for d := range m.Days {
			if n *= len(choices(m, i, d)); n > fewRosters {
				return n
			}
		}
	}
	return n
}

// bestJudged returns the best score by having the referee judge every roster, which
// asks nothing of the rules' code.
func bestJudged(t *testing.T, m *rules.Model) nrp.Score {
	t.Helper()
	r, best := nrp.NewRoster(m.Staff, m.Days), map[bool]nrp.Score{}
	var try func(cell int)
	try = func(cell int) {
		if cell == m.Staff*m.Days {
			s, _, err := verify.Check(m.Inst, r)
			if err != nil {
				t.Fatal(err)
			}
			keep(best, true, s)
			return
		}
		i, d := cell/m.Days, cell%m.Days
		for _, a := range choices(m, i, d) {
			r[i][d] = a
			try(cell + 1)
		}
	}
	try(0)
	return best[true]
}
