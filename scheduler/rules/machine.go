package rules

import (
	"encoding/binary"

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
	b.out.Steps = make([][]Step, len(first))
	for q := 0; q < len(b.tuples); q++ {
		if len(b.which) > 1 && (q+1)*l.cells*len(first) > maxTable {
			return Machine{}, false
		}
		for c, d := range first {
			for x := range l.cells {
				b.out.Steps[c] = append(b.out.Steps[c], b.step(b.tuples[q], d, x, tuple))
			}
		}
	}
	b.out.States = len(b.tuples)
	return b.out, true
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

// reduce merges states from which every continuation emits the same (Moore's
// partition refinement).
func reduce(in Machine) Machine {
	block := make([]int32, in.States)
	blocks := 1
	for {
		number := map[string]int32{}
		next := make([]int32, in.States)
		for q := range in.States {
			sig := []int32{block[q]}
			for _, t := range in.Steps {
				for _, s := range t[q*in.Cells : (q+1)*in.Cells] {
					sig = append(sig, s.Effect, block[s.Next])
				}
			}
			key := keyOf(sig)
			id, ok := number[key]
			if !ok {
				id = int32(len(number))
				number[key] = id
			}
			next[q] = id
		}
		block = next
		if len(number) == blocks {
			break
		}
		blocks = len(number)
	}
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
