package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// Model is a compiled instance. It is read-only: any number of goroutines may use
// one at once.
type Model struct {
	// Inst is the instance it was compiled from; it must not be changed.
	Inst *nrp.Instance
	// Days, Staff and Shifts are the sizes of the instance.
	Days, Staff, Shifts int
	// Lines are the rules on one person's line; [contract].
	Lines []LineRules
	// Rows are the rules between people, in the order of Instance.Cover.
	Rows []Row

	cells cellRules
	// rowsOf lists the rows of a shift on a day; [day*Shifts+shift].
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
	m.rowsOf = make([][]int32, m.Days*m.Shifts)
	for i, c := range in.Cover {
		m.Rows[i] = compileRow(in, c)
		k := c.Day*m.Shifts + c.Shift
		m.rowsOf[k] = append(m.rowsOf[k], int32(i))
	}
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

// RowsOf returns the indices of the rows of a shift on a day.
func (m *Model) RowsOf(d nrp.DayIdx, s nrp.ShiftIdx) []int32 { return m.rowsOf[d*m.Shifts+s] }

// Base returns what counter k of a staff member stands at before day 0.
func (m *Model) Base(i nrp.StaffIdx, k int) int64 {
	if b := m.Inst.Staff[i].CounterBase; b != nil {
		return b[k]
	}
	return 0
}
