package colgen

import (
	"cmp"
	"slices"
)

// pathLine is what a Lagrangian keeps of a line.
type pathLine struct {
	// first is the index of the line's first counter among the prices; unit is what the
	// amounts of each counter are counted in; [counter].
	first int
	unit  []int64
	// most is the most units that a day adds to each counter, at least 1.
	most []float64
	// cells lists the cells that each day may have; states the machine's states that a
	// day can begin in, those of a kind together; [day].
	cells  [][]uint8
	states [][]int32
	kinds  []kinds // [machine class]
	// value is what the path found costs at the prices; picks are its options, at the states
	// that its days begin in; [day].
	value     int64
	picks, at []int32
	// strands are what the mix has of the line, nil before there is a path.
	strands []strand
	// fixed are the options that days are fixed to, -1 for none; [day]. The states are stale
	// if one was since they were found.
	fixed []int32
	stale bool
}

// pathWork is one goroutine's memory.
type pathWork struct {
	cost   []int64 // [day*Cells+cell]
	option []int32
	touch  []int64 // [class*Cells+cell]
	effect []int64
	value  []int64 // [day*States+state]
	best   []uint8
	bases  bases
	spent  int64
}

// lay finds what a line may have on each day and what its counters are counted in.
func (p *pathLine) lay(part *Part, i int, kinds []kinds) {
	l := &part.Lines[i]
	s := l.Shape
	p.kinds = kinds
	p.unit = make([]int64, len(s.Counters))
	for _, touches := range s.Touches {
		for _, t := range touches {
			p.unit[t.Counter] = GCD(p.unit[t.Counter], t.Amount)
		}
	}
	for e := range s.Machine.Effects {
		for _, a := range s.Machine.Effects[e].Adds {
			p.unit[a.Counter] = GCD(p.unit[a.Counter], a.Units)
		}
	}
	p.most = make([]float64, len(p.unit))
	for k := range p.unit {
		p.unit[k], p.most[k] = max(1, p.unit[k]), 1
	}
	for _, touches := range s.Touches {
		for _, t := range touches {
			p.most[t.Counter] = max(p.most[t.Counter], float64(t.Amount/p.unit[t.Counter]))
		}
	}
	p.fixed = slices.Repeat([]int32{-1}, part.Days)
	p.cells, p.states = make([][]uint8, part.Days), make([][]int32, part.Days+1)
	for j := range part.Days {
		has := make([]bool, s.Cells)
		for _, o := range l.Options[l.OptionAt[j]:l.OptionAt[j+1]] {
			if !has[o.Cell] {
				has[o.Cell] = true
				p.cells[j] = append(p.cells[j], o.Cell)
			}
		}
	}
	p.reach(part, i)
	p.picks, p.at = make([]int32, part.Days), make([]int32, part.Days)
}

// reach finds the states that a day can begin in.
func (p *pathLine) reach(part *Part, i int) {
	l := &part.Lines[i]
	s, kinds := l.Shape, p.kinds
	p.stale = false
	p.states[0] = []int32{l.State}
	for j := range part.Days {
		p.states[j+1] = p.states[j+1][:0]
		steps, reached := s.Machine.Steps[s.Machine.Class[part.From+j]], make([]bool, s.Machine.States)
		for _, q := range p.states[j] {
			for _, x := range p.cells[j] {
				reached[steps[int(q)*s.Cells+int(x)].Next] = true
			}
		}
		for q, ok := range reached {
			if ok {
				p.states[j+1] = append(p.states[j+1], int32(q))
			}
		}
	}
	for j := range part.Days {
		of := kinds[s.Machine.Class[part.From+j]].of
		slices.SortStableFunc(p.states[j], func(a, b int32) int { return cmp.Compare(of[a], of[b]) })
	}
}

// kindWork is how many steps of one cell from one state take as long as a cell of a kind or a
// state that asks it.
const kindWork = 6

// fix fixes a day to an option, of a cell.
func (p *pathLine) fix(day int, option int32, cell uint8) {
	p.fixed[day], p.cells[day], p.stale = option, []uint8{cell}, true
}

// path finds the cheapest path of a line at the trial's prices. O(days x states x cells).
func (g *Lagrangian) path(i, who int) {
	w, p, l := &g.work[who], &g.lines[i], &g.part.Lines[i]
	s, days := l.Shape, g.part.Days
	if g.each.Stop() {
		return
	}
	w.price(g, i)
	n := s.Machine.States
	w.value = grow(w.value, (days+1)*n)
	w.best = grow(w.best, days*n)
	clear(w.value[days*n:])
	for j := days - 1; j >= 0; j-- {
		class := s.Machine.Class[g.part.From+j]
		steps, costs, kinds := s.Machine.Steps[class], w.cost[j*s.Cells:(j+1)*s.Cells], &p.kinds[class]
		next, last := w.value[(j+1)*n:(j+2)*n], int32(-1)
		for _, q := range p.states[j] {
			if k := kinds.of[q]; k != last {
				w.bases.set(&kinds.kinds[k], p.cells[j], costs, w.effect, next)
				w.spent, last = w.spent+kindWork*int64(len(p.cells[j])), k
			}
			row := steps[int(q)*s.Cells : (int(q)+1)*s.Cells]
			w.value[j*n+int(q)], w.best[j*n+int(q)] = w.bases.best(row, w.effect)
		}
		w.spent += kindWork * int64(len(p.states[j]))
	}
	p.value = w.value[l.State]
	w.follow(g, i)
}

// price sets what cells and effects cost at the trial's prices.
func (w *pathWork) price(g *Lagrangian, i int) {
	p, l := &g.lines[i], &g.part.Lines[i]
	s, prices := l.Shape, g.trial[p.first:]
	w.touch = grow(w.touch, len(s.Touches))
	for c, touches := range s.Touches {
		w.touch[c] = 0
		for _, t := range touches {
			w.touch[c] += prices[t.Counter] * (t.Amount / p.unit[t.Counter])
		}
	}
	w.effect = grow(w.effect, len(s.Energy))
	for e := range s.Energy {
		w.effect[e] = s.Energy[e]
		for _, a := range s.Machine.Effects[e].Adds {
			w.effect[e] += prices[a.Counter] * (a.Units / p.unit[a.Counter])
		}
	}
	w.cost, w.option = grow(w.cost, g.part.Days*s.Cells), grow(w.option, g.part.Days*s.Cells)
	for k := range w.cost {
		w.cost[k] = Inf
	}
	for j := range g.part.Days {
		touch := w.touch[int(s.Class[g.part.From+j])*s.Cells:]
		for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
			if f := p.fixed[j]; f >= 0 && f != o {
				continue
			}
			opt := &l.Options[o]
			e := opt.Energy + touch[opt.Cell]
			for _, k := range opt.Rows {
				e -= g.trial[k]
			}
			if at := j*s.Cells + int(opt.Cell); e < w.cost[at] {
				w.cost[at], w.option[at] = e, o
			}
		}
	}
}

// follow notes the path found.
func (w *pathWork) follow(g *Lagrangian, i int) {
	p, l := &g.lines[i], &g.part.Lines[i]
	s, q := l.Shape, l.State
	for j := range g.part.Days {
		x := w.best[j*s.Machine.States+int(q)]
		p.picks[j], p.at[j] = w.option[j*s.Cells+int(x)], q
		q = s.Machine.Steps[s.Machine.Class[g.part.From+j]][int(q)*s.Cells+int(x)].Next
	}
}

// grow returns a slice of n, its values not set.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
