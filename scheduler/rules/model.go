package rules

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Model is a compiled instance. It is read-only: any number of goroutines may use
// one at once.
type Model struct {
	// Inst is the instance it was compiled from; it must not be changed.
	Inst *nrp.Instance
	// Days, Staff and Shifts are the sizes of the instance.
	Days, Staff, Shifts int
	// Lines are the rules on one person's line; [contract].
	Lines []LineRules
	// Rows are the rules between people, in the order of Instance.Cover and then of
	// Instance.Links.
	Rows []Row

	cells cellRules
	// rowsOf lists the rows that a cell may count for on a day; [day*(Shifts+1)+shift+1].
	rowsOf [][]int32
}

// LineRules are one contract's rules.
type LineRules struct {
	// Counters are in the order of the contract's counters.
	Counters []CounterRule

	cells    int
	automata []automaton
}

// Compile states the rules of an instance as automata, counters and rows. The
// instance must not be changed afterwards. The error is Instance.Validate's.
func Compile(in *nrp.Instance) (*Model, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	m := &Model{
		Inst: in, Days: in.Horizon.Days, Staff: len(in.Staff), Shifts: len(in.Shifts),
		Lines: make([]LineRules, len(in.Contracts)), Rows: make([]Row, len(in.Cover)),
		cells: compileCells(in),
	}
	for i := range in.Contracts {
		m.Lines[i] = compileLine(in, &in.Contracts[i])
	}
	m.rowsOf = make([][]int32, m.Days*(m.Shifts+1))
	for i, c := range in.Cover {
		m.Rows[i] = compileRow(in, c)
		m.addRow(c.Day, c.Shift, int32(i))
	}
	m.addLinks()
	return m, nil
}

func compileLine(in *nrp.Instance, c *nrp.Contract) LineRules {
	h, cells := in.Horizon, len(in.Shifts)+1
	l := LineRules{cells: cells}
	for _, s := range c.Successions {
		l.automata = append(l.automata, compileSuccession(h, cells, s))
	}
	for _, r := range c.Rests {
		l.automata = append(l.automata, compileRest(in, r))
	}
	for i := range c.Respites {
		l.automata = append(l.automata, compileRespite(in, &c.Respites[i]))
	}
	for _, p := range c.Patterns {
		l.automata = append(l.automata, compilePattern(h, cells, p))
	}
	for _, s := range c.Stretches {
		l.automata = append(l.automata, compileStretch(h, cells, s))
	}
	if c.Weekend != nil {
		l.automata = append(l.automata, compileWeekend(h, cells, *c.Weekend))
	}
	for i := range c.Choices {
		l.automata = append(l.automata, compileChoice(h, cells, &c.Choices[i]))
	}
	for i, k := range c.Counters {
		l.Counters = append(l.Counters, compileCounter(h, k))
		switch k.Kind {
		case nrp.CountWeekends:
			l.automata = append(l.automata, compileWeekendCount(h, cells, i, k))
		case nrp.CountCharges:
			l.automata = append(l.automata, compileCharges(h, cells, i, k, c.Choices))
		case nrp.CountAmounts: // read from each day's cell
		}
	}
	return l
}

func (m *Model) addRow(d nrp.DayIdx, s nrp.ShiftIdx, row int32) {
	k := d*(m.Shifts+1) + cellOf(s)
	m.rowsOf[k] = append(m.rowsOf[k], row)
}

// RowsOf returns the indices of the rows that somebody in a shift on a day may count for;
// nrp.NoShift asks for those that a day off may count for.
func (m *Model) RowsOf(d nrp.DayIdx, s nrp.ShiftIdx) []int32 {
	return m.rowsOf[d*(m.Shifts+1)+cellOf(s)]
}

// RowsTouched returns the indices of the rows that may change when a cell of a day is set from
// one shift to another, each once.
func (m *Model) RowsTouched(d nrp.DayIdx, from, to nrp.ShiftIdx) []int32 {
	out := slices.Clone(m.RowsOf(d, from))
	if from == to {
		return out
	}
	n := len(out)
	for _, k := range m.RowsOf(d, to) {
		if !slices.Contains(out[:n], k) {
			out = append(out, k)
		}
	}
	return out
}

// Base returns what counter k of a staff member stands at before day 0.
func (m *Model) Base(i nrp.StaffIdx, k int) int64 {
	if b := m.Inst.Staff[i].CounterBase; b != nil {
		return b[k]
	}
	return 0
}
