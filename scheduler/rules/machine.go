package rules

import (
	"encoding/binary"
	"hash/maphash"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Machine is the product of some of a contract's automata, reduced to states that
// differ in what they can still emit: one table look-up a day reads them all.
type Machine struct {
	// States and Cells are the table's sizes; cell 0 is off, s+1 is shift s.
	States, Cells int
	// Class is the table used on each day; [day].
	Class []int32
	// Steps holds the tables; [class][state*Cells+cell].
	Steps [][]Step
	// Effects are what steps emit; Effects[0] is nothing.
	Effects []Effect
	// Start is the state before day 0; [staff], for staff on the contract.
	Start map[nrp.StaffIdx]int32
}

// Step is where a cell leads and the index of what it emits on the way.
type Step struct{ Next, Effect int32 }

// Effect is what a step costs and which counters it feeds.
type Effect struct {
	Score nrp.Score
	Adds  []Add
}

// Add is a number of units for a counter of the contract.
type Add struct {
	Counter int
	Units   int64
}

// maxTable bounds the entries of one machine's tables (8 bytes each); a product that
// would be larger is left as two machines.
const maxTable = 1 << 22

// Machines returns the machines that together are the automata of a contract:
// usually one, more where the product would be too large. O(states x cells x
// classes x automata).
func (m *Model) Machines(c nrp.ContractIdx) []Machine {
	l := &m.Lines[c]
	all := make([]int, len(l.automata))
	for i := range all {
		all[i] = i
	}
	return m.product(c, all)
}

func (m *Model) product(c nrp.ContractIdx, which []int) []Machine {
	b := builder{m: m, c: c, which: which, number: map[string]int32{}, effects: map[string]int32{}}
	if mach, ok := b.build(); ok {
		return []Machine{reduce(mach)}
	}
	half := len(which) / 2
	return append(m.product(c, which[:half]), m.product(c, which[half:])...)
}

// builder explores the reachable part of a product.
type builder struct {
	m       *Model
	c       nrp.ContractIdx
	which   []int
	tuples  [][]int32
	number  map[string]int32
	effects map[string]int32
	out     Machine
}

func (b *builder) state(tuple []int32) int32 {
	key := keyOf(tuple)
	q, ok := b.number[key]
	if !ok {
		q = int32(len(b.tuples))
		b.number[key] = q
		b.tuples = append(b.tuples, append([]int32(nil), tuple...))
	}
	return q
}

func keyOf(v []int32) string {
	buf := make([]byte, 0, 4*len(v))
	for _, x := range v {
		buf = binary.LittleEndian.AppendUint32(buf, uint32(x))
	}
	return string(buf)
}

// build returns false if the tables would be too large; a single automaton never is.
func (b *builder) build() (Machine, bool) {
	l := &b.m.Lines[b.c]
	var first []int
	b.out = Machine{Cells: l.cells, Effects: []Effect{{}}, Start: map[nrp.StaffIdx]int32{}}
	b.out.Class, first = classesOf(b.m.Days, func(d int) string {
		key := make([]int32, len(b.which))
		for i, k := range b.which {
			key[i] = l.automata[k].class[d]
		}
		return keyOf(key)
	})
	tuple := make([]int32, len(b.which))
	for i := range b.m.Inst.Staff {
		st := &b.m.Inst.Staff[i]
		if st.Contract != b.c {
			continue
		}
		for j, k := range b.which {
			tuple[j] = l.automata[k].start(&st.History)
		}
		b.out.Start[i] = b.state(tuple)
	}
	if !b.explore(first) {
		return Machine{}, false
	}
	b.out.States = len(b.tuples)
	return b.out, true
}

// explore follows all lines day by day and fills in the steps that some line takes; a state that cannot be met on a
// day of a class may have steps of no meaning there, to state 0. What is left of a week's rule after its week is one state, and
// before it another, so that rules of many weeks are hardly ever in the middle at once. False if the tables would be too large.
func (b *builder) explore(first []int) bool {
	cells := b.m.Lines[b.c].cells
	b.out.Steps = make([][]Step, len(first))
	known := make([][]bool, len(first)) // [class][state]
	here := make([]int32, len(b.tuples))
	for q := range here {
		here[q] = int32(q)
	}
	next := make([]int32, len(b.which))
	for _, c := range b.out.Class {
		met := map[int32]bool{}
		var then []int32
		for _, q := range here {
			if more := int(q) + 1 - len(known[c]); more > 0 {
				known[c] = append(known[c], make([]bool, more)...)
				b.out.Steps[c] = append(b.out.Steps[c], make([]Step, more*cells)...)
			}
			for x := range cells {
				at := int(q)*cells + x
				if !known[c][q] {
					b.out.Steps[c][at] = b.step(b.tuples[q], first[c], x, next)
				}
				if to := b.out.Steps[c][at].Next; !met[to] {
					met[to] = true
					then = append(then, to)
				}
			}
			known[c][q] = true
			if len(b.which) > 1 && len(b.tuples)*cells*len(first) > maxTable {
				return false
			}
		}
		here = then
	}
	b.complete(first, known)
	return true
}

// complete fills in the steps that no line takes where they lead to states that there are, so that states
// which differ in nothing else are one when the machine is reduced.
func (b *builder) complete(first []int, known [][]bool) {
	cells, next := b.m.Lines[b.c].cells, make([]int32, len(b.which))
	for c := range b.out.Steps {
		b.out.Steps[c] = append(b.out.Steps[c], make([]Step, len(b.tuples)*cells-len(b.out.Steps[c]))...)
		for q := range b.tuples {
			for x := range cells {
				if q < len(known[c]) && known[c][q] {
					continue
				}
				if b.leads(b.tuples[q], first[c], x, next) {
					b.out.Steps[c][q*cells+x] = b.step(b.tuples[q], first[c], x, next)
				}
			}
		}
	}
}

// leads reports whether a cell leads from a state to one that there is; next is scratch.
func (b *builder) leads(from []int32, d, cell int, next []int32) bool {
	l := &b.m.Lines[b.c]
	for i, k := range b.which {
		a := &l.automata[k]
		next[i] = a.steps[a.class[d]][int(from[i])*l.cells+cell].next
	}
	_, ok := b.number[keyOf(next)]
	return ok
}

// step reads one cell in every automaton; next is scratch.
func (b *builder) step(from []int32, d, cell int, next []int32) Step {
	l := &b.m.Lines[b.c]
	var e Effect
	var key []int32
	for i, k := range b.which {
		a := &l.automata[k]
		t := a.steps[a.class[d]][int(from[i])*l.cells+cell]
		next[i] = t.next
		if t.units == 0 {
			continue
		}
		key = append(key, int32(k), t.cost, t.units)
		if a.counter >= 0 {
			e.Adds = append(e.Adds, Add{a.counter, int64(t.units)})
		} else {
			e.Score.Add(a.costs[t.cost], int64(t.units))
		}
	}
	s := Step{Next: b.state(next)}
	if key == nil {
		return s
	}
	id, ok := b.effects[keyOf(key)]
	if !ok {
		id = int32(len(b.out.Effects))
		b.effects[keyOf(key)] = id
		b.out.Effects = append(b.out.Effects, e)
	}
	s.Effect = id
	return s
}

// refine numbers the states so that two have the same number if every continuation from them emits the same, in
// the order in which numbers are first met; it returns how many there are. O(rounds x states x classes x cells).
func refine(in Machine) (block []int32, blocks int) {
	block, blocks = make([]int32, in.States), 1
	next := make([]int32, in.States)
	seed := maphash.MakeSeed() // decides how long it takes, not what comes of it: states are compared themselves
	sums := make([]uint64, in.States)
	for {
		first := map[uint64][]int32{} // the first states of the numbers given, by their sums
		n := int32(0)
		for q := range in.States {
			sums[q] = in.sum(seed, block, q)
			same := slices.IndexFunc(first[sums[q]], func(o int32) bool { return in.alike(block, int(o), q) })
			if same >= 0 {
				next[q] = next[first[sums[q]][same]]
				continue
			}
			next[q] = n
			n++
			first[sums[q]] = append(first[sums[q]], int32(q))
		}
		block, next = next, block
		if int(n) == blocks {
			return block, blocks
		}
		blocks = int(n)
	}
}

// sum is a hash of what alike compares.
func (in *Machine) sum(seed maphash.Seed, block []int32, q int) uint64 {
	h := uint64(block[q])
	for _, t := range in.Steps {
		for _, s := range t[q*in.Cells : (q+1)*in.Cells] {
			h = maphash.Comparable(seed, [2]uint64{h, uint64(s.Effect)<<32 | uint64(block[s.Next])})
		}
	}
	return h
}

// alike reports whether two states of the same number emit the same on each cell and go to states of the same number.
func (in *Machine) alike(block []int32, a, b int) bool {
	if block[a] != block[b] {
		return false
	}
	for _, t := range in.Steps {
		for x := range in.Cells {
			s, o := t[a*in.Cells+x], t[b*in.Cells+x]
			if s.Effect != o.Effect || block[s.Next] != block[o.Next] {
				return false
			}
		}
	}
	return true
}

// reduce merges states from which every continuation emits the same (Moore's
// partition refinement).
func reduce(in Machine) Machine {
	block, blocks := refine(in)
	out := Machine{
		States: blocks, Cells: in.Cells, Class: in.Class, Effects: in.Effects,
		Start: map[nrp.StaffIdx]int32{}, Steps: make([][]Step, len(in.Steps)),
	}
	for c, t := range in.Steps {
		out.Steps[c] = make([]Step, blocks*in.Cells)
		for q := range in.States {
			for x := range in.Cells {
				s := t[q*in.Cells+x]
				out.Steps[c][int(block[q])*in.Cells+x] = Step{Next: block[s.Next], Effect: s.Effect}
			}
		}
	}
	for i, q := range in.Start {
		out.Start[i] = block[q]
	}
	return out
}
