package colgen

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/rules"
)

// Lagrangian is the relaxation of a part in which nobody's counters bind by themselves: a
// unit of each has a price, as a person more has for each row, and then every line is a
// shortest path through its machine, O(days x states x cells).
//
// What lines do on average is kept: each is a mix of strands, paths of equal weight. The
// prices are those of an augmented Lagrangian (Rockafellar 1976, doi:10.1287/moor.1.2.97):
// from its center, a price is moved by what the mix is off, within what may be charged;
// after each round the centers go where the prices are. The mix is improved line by line
// with the prices as they have become, as block-coordinate Frank-Wolfe does (Lacoste-Julien
// et al. 2013, arXiv:1207.4747), so that not all turn at once to what is dear; and piece by
// piece: wherever the cheapest path and a strand are in the same state on two days, the
// strand may take what lies between, if that makes the mix better. It comes near to what
// the mix of a converged Generator is, where lines are too long to be priced exactly.
//
// Invariants: no strand breaks a day that is fixed once a round has passed; the means are
// exact, since weights are powers of two.
//
// One goroutine may use one Lagrangian.
type Lagrangian struct {
	part  *Part
	each  Each
	lines []pathLine
	work  []pathWork
	// terms are the rows and then, line by line, the counters; [row, then line's
	// first+counter]. A row's price is what one more person saves, a counter's what a unit
	// more costs.
	terms []term
	// y are the prices of the best bound, trial those that paths are found at; [as terms].
	y, trial []int64
	// own is what the strands cost by themselves, on average.
	own   float64
	bound int64
	// rounds is the number of rounds that have been; at the round marked the bound had
	// risen by settledGain above the mark before, to mark.
	rounds, marked int
	mark           int64
	// diving is set when days are fixed: then there are no more bounds.
	diving bool
	spent  int64
	turn   turn
}

// term is what is kept of a row or of a counter.
type term struct {
	// mean is how many people count for a row, or how many units a line has of a counter.
	mean float64
	// center is the price that there is where nothing is off, give by how much the price
	// moves for one that is.
	center, give float64
	// average is the mean of the last rounds' prices: single ones move with each strand,
	// and a bound loses by that what each line wins by choosing.
	average float64
	// bends are a counter's, in units; none for a row.
	bends []bend
}

// NewLagrangian returns the relaxation of a part that nothing follows, with all prices zero.
// O(lines x days x states x cells).
func NewLagrangian(part *Part, e Each) *Lagrangian {
	g := &Lagrangian{part: part, each: e, lines: make([]pathLine, len(part.Lines)), work: make([]pathWork, e.Workers), bound: math.MinInt64, mark: math.MinInt64}
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
	g.y, g.trial, g.terms = make([]int64, n), make([]int64, n), make([]term, n)
	dearest := 0.0
	for k := range part.Rows {
		r := &part.Rows[k]
		g.terms[k].give = float64(max(r.MinE, r.MaxE)) / rowGive
		dearest = max(dearest, g.terms[k].give*rowGive)
	}
	for i := range g.lines {
		p, l := &g.lines[i], &part.Lines[i]
		for c := range p.unit {
			t := &g.terms[p.first+c]
			t.bends = l.Shape.Counters[c].bends(l.Totals[c], p.unit[c])
			scale := dearest
			if scale == 0 { // no rows
				scale = p.most[c] * (t.bends[len(t.bends)-1].slope - t.bends[0].slope)
			}
			t.give = scale / (counterGive * p.most[c] * p.most[c])
		}
	}
	return g
}

// Bound returns what no roster of the part is cheaper than; false if that was not asked for yet.
func (g *Lagrangian) Bound() (int64, bool) { return g.bound, g.bound > math.MinInt64 }

// Prices returns the rows' prices at the best bound; [row].
func (g *Lagrangian) Prices() []int64 { return g.y[:len(g.part.Rows)] }

// Strands returns how many paths the mix has of each line, none before the first round.
func (g *Lagrangian) Strands() int {
	if g.rounds == 0 {
		return 0
	}
	return strands
}

// Strand returns the options of one of a line's strands, which Run and Dive change; [day].
func (g *Lagrangian) Strand(i, strand int) []int32 { return g.lines[i].strands[strand].picks }

// Settled reports whether further rounds would hardly make the bound higher.
func (g *Lagrangian) Settled() bool { return g.rounds-g.marked >= settledRounds }

// Run improves the mix and the prices until there have been so many rounds in all, until it
// is settled, or until stop, which is asked after each round; called again, it goes on where
// it was. O(rounds x lines x days x (states x cells + strands)).
func (g *Lagrangian) Run(rounds int, stop func() bool) {
	for g.rounds < rounds && !g.Settled() && (g.rounds == 0 || !stop()) && g.round() {
	}
}

// round finds everybody's path and takes of it into the mix what makes that better; false if stopped on the way.
func (g *Lagrangian) round() bool {
	n, batch := len(g.lines), batchLines
	asks := !g.diving && g.rounds%boundRounds == boundRounds-1
	if asks {
		batch = n
	}
	// The paths of one batch are found while those of the batch before are taken.
	for from := 0; from < n+batch; from += batch {
		g.setPrices(asks && from == 0)
		paths, before := max(0, min(batch, n-from)), max(0, from-batch)
		g.each.Run(1+paths, func(k, who int) {
			if k > 0 {
				g.path(from+k-1, who)
				return
			}
			for i := before; i < min(from, n); i++ {
				g.take(i)
			}
		})
		if g.each.Stop() {
			return false
		}
		if asks && from == 0 {
			g.see()
		}
	}
	g.rounds++
	g.recenter()
	g.checkMix()
	for i := range g.work {
		g.spent += g.work[i].spent
		g.work[i].spent = 0
	}
	return true
}

// setPrices sets the prices that paths are found at: those of the mix as it is, or the last
// rounds' mean.
func (g *Lagrangian) setPrices(average bool) {
	for k := range g.terms {
		y := g.terms[k].average
		if !average {
			y = g.price(k, g.terms[k].mean)
		}
		g.trial[k] = int64(math.Round(y))
	}
}

// price returns a row's or a counter's price where its mean is n.
func (g *Lagrangian) price(k int, n float64) float64 {
	t := &g.terms[k]
	if k >= len(g.part.Rows) {
		return t.charge(n)
	}
	r := &g.part.Rows[k]
	y := r.adjust(t.center-t.give*n, t.give)
	if r.Max >= int64(len(g.lines)) {
		return max(y, 0) // nobody is ever too many
	}
	return y
}

// recenter ends a round.
func (g *Lagrangian) recenter() {
	share := max(averageWeight, 1/float64(g.rounds))
	for k := range g.terms {
		t := &g.terms[k]
		t.center = g.price(k, t.mean)
		t.average += share * (t.center - t.average)
	}
}

// see takes the bound that follows from the paths found at the trial's prices, if it is the
// best.
func (g *Lagrangian) see() {
	bound := int64(0)
	for k := range g.part.Rows {
		bound -= conjugate(&g.part.Rows[k], g.trial[k])
	}
	for i := range g.lines {
		p, l := &g.lines[i], &g.part.Lines[i]
		bound += p.value
		for c := range p.unit {
			bound += l.Shape.Counters[c].allowed(l.Totals[c], p.unit[c], g.trial[p.first+c])
		}
	}
	if bound > g.bound {
		g.bound = bound
		copy(g.y, g.trial)
	}
	if gain := float64(g.bound) - float64(g.mark); gain > settledGain*math.Abs(float64(g.bound)) {
		g.mark, g.marked = g.bound, g.rounds
	}
}

// Spent returns the work done since it was last asked, in the pricer's steps.
func (g *Lagrangian) Spent() int64 {
	n := g.spent / aheadWork
	g.spent -= n * aheadWork
	return n
}

const (
	// strands is how many paths the mix has of each line, a power of two: with fewer the
	// prices move by more at once, with more each round takes longer.
	strands = 32
	// batchLines is how many paths are found at the same prices.
	batchLines = 8
	// rowGive is how many people too few or too many move a row's price by all that it may
	// charge, counterGive how many days too many or too few move a counter's price of a day
	// by as much as the dearest row charges, or, without rows, the counter itself.
	rowGive     = 10
	counterGive = 50
	// averageWeight is what a round's prices count for in their mean.
	averageWeight = 0.1
	// boundRounds is every how many rounds a bound is asked for.
	boundRounds = 10
	// It is settled when the bound has not risen by settledGain, as a share, in settledRounds.
	settledGain   = 0.001
	settledRounds = 60
)
