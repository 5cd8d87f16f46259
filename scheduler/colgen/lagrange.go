package colgen

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/rules"
)

// Lagrangian is the relaxation of a part in which nobody's counters bind by themselves: a
// unit of each has a price, as a person more has for each row, and then every line is a
// shortest path through its machine, O(days x states x cells). Prices are moved by the
// volume algorithm, which keeps a mean of the lines found (Barahona & Anbil 2000,
// doi:10.1007/s101070050002): it comes near to what the mix of a converged Generator is,
// where lines are too long to be priced exactly.
//
// One goroutine may use one Lagrangian.
type Lagrangian struct {
	part *Part
	each Each
	// y are the prices of the rows and then, line by line, of a unit of each counter, at
	// the best bound; trial those last tried. A row's price is what one more person
	// saves, a counter's what a unit more costs. [row, then line's first+counter].
	y, trial []int64
	lines    []pathLine
	work     []pathWork
	// mean is how much of a row or of a counter, in units, the mean of the lines has,
	// found what the paths last found have; [as y]. off is how far the mean is from what the
	// prices allow, positive where fewer count for a row than wanted, and where more counts
	// for a counter than allowed, in the most that a day adds.
	mean, found, off []float64
	// own is what the mean's lines cost by themselves, foundOwn what the paths last found do.
	own, foundOwn float64
	bound         int64
	// rounds is the number of rounds that have been, factor and worse are as the constants below say.
	rounds, worse int
	factor        float64
	// weight is how much of the mean the paths last found become.
	weight float64
	spent  int64
}

// NewLagrangian returns the relaxation of a part that nothing follows, with all prices zero.
// O(lines x days x states x cells).
func NewLagrangian(part *Part, e Each) *Lagrangian {
	g := &Lagrangian{part: part, each: e, lines: make([]pathLine, len(part.Lines)), work: make([]pathWork, e.Workers), bound: math.MinInt64, factor: firstFactor}
	n := len(part.Rows)
	known := map[*rules.Machine][]kinds{}
	for i := range g.lines {
		m := part.Lines[i].Shape.Machine
		if known[m] == nil {
			known[m] = kindsOf(m)
		}
		g.lines[i].first = n
		n += len(part.Lines[i].Shape.Counters)
		g.lines[i].lay(part, i, known[m])
	}
	g.y, g.trial = make([]int64, n), make([]int64, n)
	g.mean, g.found, g.off = make([]float64, n), make([]float64, n), make([]float64, n)
	return g
}

// Bound returns what no roster of the part is cheaper than.
func (g *Lagrangian) Bound() int64 { return g.bound }

// Prices returns the rows' prices at the best bound; [row].
func (g *Lagrangian) Prices() []int64 { return g.y[:len(g.part.Rows)] }

// Unit returns how many of a counter's amount Use counts in.
func (g *Lagrangian) Unit(i, counter int) int64 { return g.lines[i].unit[counter] }

// Use returns how many units a line's day adds to a counter in the mean.
func (g *Lagrangian) Use(i, day, counter int) float64 {
	l := &g.lines[i]
	return l.use[day*len(l.unit)+counter]
}

// Picks returns the options of the path last found of a line; [day].
func (g *Lagrangian) Picks(i int) []int32 { return g.lines[i].picks }

// value finds every line's path at the trial's prices and returns the bound that follows.
func (g *Lagrangian) value() int64 {
	g.each.Run(len(g.lines), g.path)
	clear(g.found)
	g.foundOwn = 0
	bound := int64(0)
	for k := range g.part.Rows {
		bound -= conjugate(&g.part.Rows[k], g.trial[k])
	}
	for i := range g.lines {
		p, l := &g.lines[i], &g.part.Lines[i]
		bound += p.value
		for c := range p.unit {
			e, _, _ := l.Shape.Counters[c].allowed(l.Totals[c], p.unit[c], g.trial[p.first+c])
			bound += e
		}
		g.foundOwn += float64(p.own)
		for _, o := range p.picks {
			for _, k := range l.Options[o].Rows {
				g.found[k]++
			}
		}
		for k, v := range p.added {
			g.found[p.first+k%len(p.unit)] += float64(v)
		}
	}
	for i := range g.work {
		g.spent += g.work[i].spent
		g.work[i].spent = 0
	}
	return bound
}

// short returns how far n is from the nearest of few..many, negative if above.
func short(n, few, many float64) float64 { return min(max(n, few), many) - n }

// gap finds how far the mean is from what the prices at the best bound allow, and returns
// the sum of the squares.
func (g *Lagrangian) gap() float64 {
	sum := 0.0
	for k := range g.part.Rows {
		few, many := g.part.Rows[k].wanted(g.y[k])
		g.off[k] = short(g.mean[k], few, many)
		sum += g.off[k] * g.off[k]
	}
	for i := range g.lines {
		p, l := &g.lines[i], &g.part.Lines[i]
		for c := range p.unit {
			k := p.first + c
			_, few, many := l.Shape.Counters[c].allowed(l.Totals[c], p.unit[c], g.y[k])
			g.off[k] = -short(g.mean[k], few, many) / p.most[c]
			sum += g.off[k] * g.off[k]
		}
	}
	return sum
}

// step sets the trial's prices a step from those of the best bound.
func (g *Lagrangian) step(size float64) {
	for k := range g.part.Rows {
		r := &g.part.Rows[k]
		least := -r.MaxE
		if r.Max >= int64(len(g.lines)) {
			least = 0 // nobody is ever too many
		}
		g.trial[k] = min(max(g.y[k]+int64(math.Round(size*g.off[k])), least), r.MinE)
	}
	for i := range g.lines {
		p, l := &g.lines[i], &g.part.Lines[i]
		for c := range p.unit {
			k := p.first + c
			low, high := l.Shape.Counters[c].slopes(p.unit[c])
			g.trial[k] = min(max(g.y[k]+int64(math.Round(size*g.off[k]/p.most[c])), low), high)
		}
	}
}

// Run moves the prices until there have been so many rounds in all, until the mean costs hardly more
// than the bound and hardly differs from what the prices allow, or until stop, which is asked after each
// round; called again, it goes on where it was. Grain is as in Aim. O(rounds x lines x days x states x cells).
func (g *Lagrangian) Run(rounds int, grain int64, stop func() bool) {
	for ; g.rounds < rounds; g.rounds++ {
		if g.rounds > 0 {
			if stop() {
				return
			}
			norm := g.gap()
			above := g.cost() - float64(g.bound)
			if norm <= nearNorm*float64(len(g.lines)) && math.Abs(above) <= nearCost*math.Abs(float64(g.bound)) {
				return
			}
			// The target is the mean's cost, which comes down to the bound's limit.
			// Where nothing is off, the mean still has paths that are dear at these prices.
			g.step(g.factor * max(above, float64(grain)) / max(norm, leastNorm))
		}
		bound := g.value()
		if g.each.Stop() {
			return
		}
		g.mix(max(leastWeight, 1/float64(1+g.rounds)))
		if bound > g.bound {
			g.bound, g.worse = bound, 0
			copy(g.y, g.trial)
			g.factor = min(g.factor*fasterFactor, mostFactor)
		} else if g.worse++; g.worse >= min(worseRounds+g.rounds/worseMore, mostWorse) {
			g.factor, g.worse = max(g.factor*slowerFactor, leastFactor), 0
		}
	}
}

// mix makes the paths last found part of the mean.
func (g *Lagrangian) mix(weight float64) {
	g.weight = weight
	g.each.Run(len(g.lines), func(i, _ int) { g.take(i) })
	for k := range g.mean {
		g.mean[k] += weight * (g.found[k] - g.mean[k])
	}
	g.own += weight * (g.foundOwn - g.own)
}

// cost returns what the mean costs, counters left out.
func (g *Lagrangian) cost() float64 {
	e := g.own
	for k := range g.part.Rows {
		e += price(&g.part.Rows[k], g.mean[k])
	}
	return e
}

// Spent returns the work done since it was last asked, in the pricer's steps.
func (g *Lagrangian) Spent() int64 {
	n := g.spent / aheadWork
	g.spent -= n * aheadWork
	return n
}

const (
	// The first mean is of all paths alike; later each new one counts leastWeight at least.
	leastWeight = 0.003
	// The step is the share factor of the one that would bring the bound to what the mean
	// costs if the bound rose in proportion. It gets longer by fasterFactor with each rise
	// of the bound, shorter by slowerFactor after worseRounds rounds without, one more for
	// every worseMore rounds that have been, mostWorse at most: to begin with the scale of
	// the prices is looked for, later what the mean needs is time.
	firstFactor  = 0.05
	fasterFactor = 1.1
	slowerFactor = 0.66
	leastFactor  = 1e-3
	mostFactor   = 2.0
	worseRounds  = 3
	worseMore    = 50
	mostWorse    = 10
	// nearNorm, for each line, and nearCost, as a share of the bound, are how near to a
	// solution the mean must be to end.
	nearNorm = 0.001
	nearCost = 0.005
	// leastNorm bounds a step's length.
	leastNorm = 1e-6
)
