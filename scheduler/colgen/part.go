package colgen

import "slices"

// Part is what column generation works on: the lines of some people over a window
// of days, everything else held as it is. The whole problem is the part with
// everybody and all days.
type Part struct {
	// From is the window's first day, Days its length.
	From, Days int
	Lines      []Line
	// Rows are the cover rows that the lines can change.
	Rows []Row
}

// Line is one person's days in a part.
type Line struct {
	Shape *Shape
	// State is the machine's state before the window; Totals is what the counters stand
	// at without its days; End prices what follows it, as in Query.
	State  int32
	Totals []int64
	End    func(state int32) (energy int64, adds []Touch)
	// Options of day j are Options[OptionAt[j]:OptionAt[j+1]].
	OptionAt []int32
	Options  []Option
}

// Option is one way to fill a cell.
type Option struct {
	Cell uint8
	// Duty is the caller's name for it.
	Duty uint16
	// Energy is what it costs by itself.
	Energy int64
	// Rows lists the part's rows that it counts for.
	Rows []int32
}

// Column is one way to fill a line of a part.
type Column struct {
	// Picks is the option taken on each day, an index into Line.Options; [day].
	Picks []int32
	// Rows lists the rows that it counts for, with multiplicity.
	Rows []int32
	// Energy is what it costs, cover left out.
	Energy int64
}

// column makes the column of a line's picks, pricing it. O(days).
func (l *Line) column(from int, picks []int32) Column {
	s := l.Shape
	c := Column{Picks: append([]int32(nil), picks...)}
	totals := append([]int64(nil), l.Totals...)
	q := l.State
	for j, o := range picks {
		d, opt := from+j, &l.Options[o]
		c.Energy += opt.Energy
		c.Rows = append(c.Rows, opt.Rows...)
		for _, t := range s.Touches[int(s.Class[d])*s.Cells+int(opt.Cell)] {
			totals[t.Counter] += t.Amount
		}
		t := s.Machine.Steps[s.Machine.Class[d]][int(q)*s.Cells+int(opt.Cell)]
		q = t.Next
		c.Energy += s.Energy[t.Effect]
		for _, a := range s.Machine.Effects[t.Effect].Adds {
			totals[a.Counter] += a.Units
		}
	}
	if l.End != nil {
		e, adds := l.End(q)
		c.Energy += e
		for _, a := range adds {
			totals[a.Counter] += a.Amount
		}
	}
	for k := range s.Counters {
		c.Energy += s.Counters[k].Price(totals[k])
	}
	return c
}

// Day returns the day that an option is one of.
func (l *Line) Day(option int32) int {
	j, _ := slices.BinarySearch(l.OptionAt, option+1)
	return j - 1
}

// Pick returns the option of day j with the given duty, -1 if there is none.
func (l *Line) Pick(j int, duty uint16) int32 {
	for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
		if l.Options[o].Duty == duty {
			return o
		}
	}
	return -1
}

// Reduce drops the rows that cost nothing whatever the lines do, and what rows charge for more people than can count
// for them: the fewer prices there are, and the closer their limits, the sooner they settle. O(options x rows of each).
func (p *Part) Reduce() {
	most, seen := make([]int64, len(p.Rows)), make([]int, len(p.Rows))
	spot := 0
	for i := range p.Lines {
		l := &p.Lines[i]
		for j := range p.Days {
			spot++
			for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
				for _, k := range l.Options[o].Rows {
					if seen[k] != spot {
						seen[k] = spot
						most[k]++
					}
				}
			}
		}
	}
	at, n := make([]int32, len(p.Rows)), int32(0)
	for k := range p.Rows {
		r := p.Rows[k]
		if r.Max >= most[k] {
			r.MaxE = 0
		}
		if at[k] = -1; r.MaxE > 0 || max(r.Min, r.Preferred) > 0 && r.MinE > 0 {
			at[k], p.Rows[n] = n, r
			n++
		}
	}
	p.Rows = p.Rows[:n]
	for i := range p.Lines {
		for o := range p.Lines[i].Options {
			opt := &p.Lines[i].Options[o]
			left := opt.Rows[:0]
			for _, k := range opt.Rows {
				if at[k] >= 0 {
					left = append(left, at[k])
				}
			}
			opt.Rows = left
		}
	}
}
