package colgen

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/rules"
)

// kinds tells which states of a machine are of one kind on the days of a class: each cell
// leads them to the same state, whatever it emits on the way. States differ in what was
// worked last mostly, so there are few kinds, and what the best cell is for one state of
// a kind is nearly known for all.
type kinds struct {
	of    []int32 // [state]
	kinds []kind
}

// kind is what its states have in common.
type kind struct {
	next    []int32   // [cell]
	effects [][]int32 // what a cell emits in some of them; [cell]
}

// kindsOf finds the kinds of a machine's states; [class]. O(classes x states x cells).
func kindsOf(m *rules.Machine) []kinds {
	out := make([]kinds, len(m.Steps))
	for c, steps := range m.Steps {
		out[c].of = make([]int32, m.States)
		byNext := map[uint64][]int32{}
		next := make([]int32, m.Cells)
		for q := range m.States {
			row := steps[q*m.Cells : (q+1)*m.Cells]
			for x, u := range row {
				next[x] = u.Next
			}
			h := hash(next)
			at := slices.IndexFunc(byNext[h], func(k int32) bool { return slices.Equal(out[c].kinds[k].next, next) })
			if at < 0 {
				at = len(byNext[h])
				byNext[h] = append(byNext[h], int32(len(out[c].kinds)))
				out[c].kinds = append(out[c].kinds, kind{next: slices.Clone(next), effects: make([][]int32, m.Cells)})
			}
			out[c].of[q] = byNext[h][at]
			k := &out[c].kinds[out[c].of[q]]
			for x, u := range row {
				if !slices.Contains(k.effects[x], u.Effect) {
					k.effects[x] = append(k.effects[x], u.Effect)
				}
			}
		}
	}
	return out
}

// bases are what the cells of a day cost at least from any state of a kind, sorted as
// far as they have been looked at.
type bases struct {
	cells []uint8
	cost  []int64 // [as cells]
	least []int64 // what the cell emits at least; [as cells]
	known int
}

// set lays the cells of a day out for a kind; costs are the cells', next the values of the
// states on the next day. O(cells).
func (b *bases) set(k *kind, cells []uint8, costs, effect, next []int64) {
	b.cells = append(b.cells[:0], cells...)
	b.cost, b.least, b.known = grow(b.cost, len(cells)), grow(b.least, len(cells)), 0
	for j, x := range cells {
		least := Inf
		for _, e := range k.effects[x] {
			least = min(least, effect[e])
		}
		b.cost[j], b.least[j] = costs[x]+least+next[k.next[x]], least
	}
}

// best returns what the cheapest cell from a state of the kind costs, and the cell; row is
// the state's. O(cells), mostly O(1).
func (b *bases) best(row []rules.Step, effect []int64) (least int64, at uint8) {
	least = Inf
	for j := range b.cells {
		if j == b.known {
			b.sort()
		}
		if b.cost[j] >= least {
			break
		}
		x := b.cells[j]
		if v := b.cost[j] - b.least[j] + effect[row[x].Effect]; v < least {
			least, at = v, x
		}
	}
	return least, at
}

// sort puts the cheapest of those not yet known behind those that are.
func (b *bases) sort() {
	at, n := b.known, b.known
	for j := n + 1; j < len(b.cost); j++ {
		if b.cost[j] < b.cost[at] {
			at = j
		}
	}
	b.cells[n], b.cells[at] = b.cells[at], b.cells[n]
	b.cost[n], b.cost[at] = b.cost[at], b.cost[n]
	b.least[n], b.least[at] = b.least[at], b.least[n]
	b.known++
}
