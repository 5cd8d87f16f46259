package explain

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// TestFillersAgreeWithTheReferee puts each person named into the duty and has the referee look: the
// change of the score is the one told, and hard rules are told exactly where they are broken.
func TestFillersAgreeWithTheReferee(t *testing.T) {
	rows, fillers, free, never := 0, 0, 0, 0
	for seed := range uint64(60) {
		in := shortWard(seed)
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		r := nrp.NewRoster(m.Staff, m.Days)
		for _, f := range in.Fixed {
			r[f.Staff][f.Day] = f.To
		}
		before := m.Evaluate(r)
		for _, v := range m.Violations(r) {
			if v.Rule != nrp.RuleCoverMin {
				continue
			}
			row := rowOf(in, v)
			rows++
			list := Fillers(m, in, r, row)
			for k, f := range list {
				fillers++
				changed := r.Clone()
				changed[f.Staff][row.Day] = f.To
				score, _, err := verify.Check(in, changed)
				if err != nil {
					t.Fatal(err)
				}
				if score.Minus(before) != f.Delta {
					t.Errorf("ward %d: %+v is told as %v, the referee says %v", seed, f, f.Delta, score.Minus(before))
				}
				hardTold := len(f.Findings) > 0 && f.Findings[0].Cost.Level == nrp.LevelHard
				if f.Delta[nrp.LevelHard] > 0 && !hardTold {
					t.Errorf("ward %d: %+v", seed, f)
				}
				if k > 0 && (list[k-1].Never && !f.Never || list[k-1].Never == f.Never && f.Delta.Compare(list[k-1].Delta) < 0) {
					t.Errorf("ward %d: the order is wrong at %d: %+v", seed, k, list)
				}
				if f.Never {
					never++
				} else if f.Delta[nrp.LevelHard] == 0 {
					free++
				}
			}
		}
	}
	t.Logf("%d short rows, %d people named, %d free, %d never", rows, fillers, free, never)
	if rows == 0 || free == 0 || never == 0 {
		t.Error("the wards do not show people who could, and people who never may")
	}
}

// rowOf returns the row that a breach of minimum cover is about.
func rowOf(in *nrp.Instance, v nrp.Violation) *nrp.Cover {
	for i := range in.Cover {
		c := &in.Cover[i]
		if c.Day == v.Day && c.Shift == v.Shift && c.Skill == v.Skill {
			return c
		}
	}
	return nil
}
