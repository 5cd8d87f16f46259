package fill_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// grows reports whether any breach at a level that must not give way is larger in b than in a, by the
// first referee alone and reckoned breach by breach.
func grows(t interface{ Fatal(...any) }, in *nrp.Instance, a, b nrp.Roster) bool {
	count := func(r nrp.Roster) map[nrp.Violation]int64 {
		_, found, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		out := map[nrp.Violation]int64{}
		for _, v := range found {
			if v.Cost.Weight > 0 && v.Cost.Level <= nrp.LevelCover {
				n := v.Amount
				v.Amount = 0
				out[v] += n
			}
		}
		return out
	}
	was := count(a)
	for v, n := range count(b) {
		if n > was[v] {
			return true
		}
	}
	return false
}

// TestTryAgreesWithWholeEvaluation compares what a change is said to do with both whole rotas: the
// score by the rules, what is legal by the first referee.
func TestTryAgreesWithWholeEvaluation(t *testing.T) {
	legal, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }
		in := nrptest.Instance(draw)
		r := nrptest.Roster(in, draw)
		j, err := fill.New(&fill.Ward{Inst: in, Roster: r})
		if err != nil {
			t.Fatal(err)
		}
		after := r.Clone()
		var c fill.Change
		seen := map[[2]int]bool{}
		for range draw("moves", 1, 4) {
			m := fill.Move{Staff: draw("who", 0, len(in.Staff)-1), Day: draw("when", 0, in.Horizon.Days-1), To: nrptest.Cell(in, draw)}
			if seen[[2]int{m.Staff, m.Day}] || m.To.Shift != nrp.NoShift && in.Shifts[m.To.Shift].FixedOnly {
				continue
			}
			seen[[2]int{m.Staff, m.Day}] = true
			c, after[m.Staff][m.Day] = append(c, m), m.To
		}
		if len(c) == 0 {
			return
		}
		v, err := j.Try(c)
		if err != nil {
			t.Fatal(err)
		}
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m.Evaluate(after).Minus(m.Evaluate(r)), v.Delta); diff != "" {
			t.Errorf("delta (-whole rotas +change):\n%s", diff)
		}
		if want := !grows(t, in, r, after); v.Legal != want {
			t.Errorf("legal is %v, and the referee of whole rotas says %v: %+v", v.Legal, want, v.Obstacles)
		}
		if v.Legal == (len(v.Obstacles) > 0) || v.Legal != (len(v.Sides) > 0) {
			t.Errorf("legal %v with %d obstacles and %d sides", v.Legal, len(v.Obstacles), len(v.Sides))
		}
		for _, s := range v.Sides {
			if diff := cmp.Diff(m.LineScore(s.Staff, after[s.Staff]).Minus(m.LineScore(s.Staff, r[s.Staff])), s.Delta); diff != "" {
				t.Errorf("own delta (-lines +side):\n%s", diff)
			}
		}
		if v.Legal {
			legal++
		} else {
			refused++
		}
	})
	if legal == 0 || refused == 0 {
		t.Errorf("%d legal changes and %d refused: this has shown nothing", legal, refused)
	}
}

func TestChangesThatMakeNoSense(t *testing.T) {
	w := ward()
	j := judge(t, w)
	for name, c := range map[string]fill.Change{
		"nothing":              {},
		"a person too many":    {{Staff: 4, Day: 0, To: nrp.Off}},
		"a day too many":       {{Staff: 0, Day: 7, To: nrp.Off}},
		"no such shift":        {{Staff: 0, Day: 0, To: nrp.Assignment{Shift: 9, Skill: nrp.NoSkill}}},
		"no such skill":        {{Staff: 0, Day: 0, To: nrp.Assignment{Shift: early, Skill: 5}}},
		"a day off in a skill": {{Staff: 0, Day: 0, To: nrp.Assignment{Shift: nrp.NoShift, Skill: nurse}}},
		"another ward's shift": {{Staff: 0, Day: 0, To: nrp.Assignment{Shift: elsewhere, Skill: nrp.NoSkill}}},
		"one cell twice":       {{Staff: 0, Day: 0, To: nrp.Off}, {Staff: 0, Day: 0, To: nrp.Off}},
	} {
		if _, err := j.Try(c); !errors.Is(err, fill.ErrBadChange) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := j.Candidates(fill.Duty{Day: 0, Shift: early, Skill: nurse, From: 0}); !errors.Is(err, fill.ErrBadChange) {
		t.Errorf("a duty that the person does not have: %v", err)
	}
	if _, err := j.Swaps(fill.Duty{Day: 0, Shift: early, Skill: nurse, From: fill.Nobody}, 0); !errors.Is(err, fill.ErrBadChange) {
		t.Errorf("a swap of what nobody has: %v", err)
	}
}

func TestNewRefusesAnotherShape(t *testing.T) {
	for name, spoil := range map[string]func(*fill.Ward){
		"roster":   func(w *fill.Ward) { w.Roster = w.Roster[:2] },
		"notice":   func(w *fill.Ward) { w.Notice = w.Notice[:3] },
		"carriers": func(w *fill.Ward) { w.Carriers = w.Carriers[:1] },
		"blocks":   func(w *fill.Ward) { w.Law.Blocks = nil },
	} {
		w := ward()
		spoil(w)
		if _, err := fill.New(w); err == nil {
			t.Errorf("%s of another shape is taken", name)
		}
	}
}
