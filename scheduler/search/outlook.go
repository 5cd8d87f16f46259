package search

import "github.com/fairrota/fairrota/scheduler/colgen"

// Outlook is the whole problem with a price on each unit of every counter, so that lines of
// any length can be priced.
type Outlook struct {
	p    *Problem
	part *colgen.Part
	lag  *colgen.Lagrangian
	// held is as Window.Held.
	held int64
}

// NewOutlook lays the whole problem out; false if somebody's line cannot be priced.
func NewOutlook(s *State, e colgen.Each) (*Outlook, bool) {
	part, held, ok := s.Part(s.p.Whole())
	if !ok {
		return nil, false
	}
	return &Outlook{p: s.p, part: part, lag: colgen.NewLagrangian(part, e), held: held}, true
}

// Fork returns a copy to dive on.
func (o *Outlook) Fork() *Outlook {
	f := *o
	f.lag = o.lag.Fork()
	return &f
}

// Relaxation returns what is made to converge and dived into.
func (o *Outlook) Relaxation() *colgen.Lagrangian { return o.lag }

// Bound returns a lower bound of the energy, in fine energy; false if there is none yet.
func (o *Outlook) Bound() (int64, bool) {
	b, ok := o.lag.Bound()
	return b + o.held, ok
}

// Keep puts everybody's lines of the mix into a pool, and what a person more is worth to each row.
func (o *Outlook) Keep(pool *Pool) {
	for i := range o.part.Lines {
		for k := range o.lag.Strands() {
			pool.Add(i, o.line(i, k))
		}
	}
	for k, v := range o.lag.Prices() {
		pool.prices[o.part.Rows[k].ID] = v
	}
}

// line returns one of the lines that the mix has of a person.
func (o *Outlook) line(i, strand int) []Duty {
	line := make([]Duty, o.p.Days)
	for d, x := range o.lag.Strand(i, strand) {
		line[d] = o.part.Lines[i].Options[x].Duty
	}
	return line
}

// Carry puts everybody's line into a state after a dive.
func (o *Outlook) Carry(s *State) {
	out := make([]Segment, len(o.part.Lines))
	for i := range out {
		out[i] = Segment{Staff: i, To: o.line(i, 0)}
	}
	s.Carry(out)
	s.Refresh()
}
