package colgen

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestAKindsCheapestCellIsTheStates compares the cheapest cell found by way of a state's kind
// with the cheapest of all cells.
func TestAKindsCheapestCellIsTheStates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &rules.Machine{
			States: rapid.IntRange(1, 7).Draw(t, "states"), Cells: rapid.IntRange(1, 5).Draw(t, "cells"),
			Effects: make([]rules.Effect, 4),
		}
		some := func(n, most int, what string) []int64 {
			return rapid.SliceOfN(rapid.Int64Range(-5, int64(most)), n, n).Draw(t, what)
		}
		steps := make([]rules.Step, m.States*m.Cells)
		for k := range steps { // few places to go to, that kinds have several states
			steps[k] = rules.Step{
				Next:   rapid.Int32Range(0, min(1, int32(m.States-1))).Draw(t, "next"),
				Effect: rapid.Int32Range(0, 3).Draw(t, "effect"),
			}
		}
		m.Steps = [][]rules.Step{steps}
		costs, effect, next := some(m.Cells, 20, "costs"), some(4, 20, "effects"), some(m.States, 20, "values")
		cells := make([]uint8, m.Cells)
		for x := range cells {
			cells[x] = uint8(x)
		}
		kinds := kindsOf(m)[0]
		var b bases
		for k := range kinds.kinds {
			b.set(&kinds.kinds[k], cells, costs, effect, next)
			for q, of := range kinds.of {
				if int(of) != k {
					continue
				}
				row, want := steps[q*m.Cells:(q+1)*m.Cells], Inf
				for x, u := range row {
					want = min(want, costs[x]+effect[u.Effect]+next[u.Next])
				}
				got, x := b.best(row, effect)
				if u := row[x]; got != want || costs[x]+effect[u.Effect]+next[u.Next] != want {
					t.Fatalf("state %d: cell %d at %d, want %d", q, x, got, want)
				}
			}
		}
	})
}
