package colgen

import (
	"cmp"
	"math"
	"slices"
)

// Each runs a task for every k below n on some worker, a number below Workers, and
// returns when all are done. Results do not depend on the order. Stop tells that no
// more results are wanted.
type Each struct {
	Workers int
	Stop    func() bool
	Run     func(n int, task func(k, worker int))
}

// Alone runs tasks one after another.
func Alone(stop func() bool) Each {
	return Each{1, stop, func(n int, task func(k, worker int)) {
		for k := range n {
			task(k, 0)
		}
	}}
}

// Generator runs column generation on a part: it keeps the columns found, the mix of
// them and the best bound. One goroutine may use one Generator.
//
// Invariants: every line has a column, and none that takes a banned option; known
// holds the hashes of exactly the columns that m has.
type Generator struct {
	part *Part
	m    *master
	each Each
	work []*worker
	// known holds the hashes of each line's columns; [line].
	known []map[uint64]struct{}
	// banned tells which options the columns may not take; [line][option].
	banned [][]bool
	// learnt is what pricing knows of each line.
	learnt []Known
	found  []priced
	// prices are those that lines were last priced at, centre, the centre of stabilisation, those
	// that gave anchor: the best bound of any prices but none at all.
	prices, centre []int64
	anchor         int64
	// pull is how far prices are drawn to the centre, 0 to 1.
	pull float64
	// bound is what no roster of the part is cheaper than; valid while nothing is banned.
	// ceiling is what it is valid up to where options were banned for good.
	bound, ceiling int64
	// mix is what the last mix cost.
	mix float64
	// purged is the number of columns left by the last purge.
	purged int
	// width is the largest number of labels kept on a day; [line].
	width []int
	// most is the most work that a round may be expected to take for lines to be priced more widely, 0 for no limit.
	most int64
	// hard is the energy of a prohibition, as in Query.
	hard int64
	// spent counts the work done since Spent was last asked, by forks as well.
	spent *int64
}

// worker is one goroutine's memory.
type worker struct {
	pricer Pricer
	query  Query
	// option is the cheapest option of each cell; [day*Cells+cell].
	option []int32
	picks  []int32
}

// priced is what pricing a line came to: new columns, what none is cheaper than, the
// work done, and whether the line could not have been priced better.
type priced struct {
	columns []Column
	bound   int64
	work    int64
	exact   bool
}

const (
	// columnsEach is how many columns a line may get in a round.
	columnsEach = 4
	// keptEach is how many columns of no weight a line keeps when there are too many:
	// when there are purgeAt times as many as the last time.
	keptEach = 20
	purgeAt  = 1.25
	// steadiness is how far the prices that lines are priced at are drawn from the
	// master's to those of the best bound (Wentges 1997, Weighted Dantzig-Wolfe decomposition).
	steadiness = 0.5
	// weighty is the least weight at which a column is part of the mix.
	weighty = 1e-4
	// mixWork is how many entries of the master's matrix take as long, in one iteration,
	// as a step of the pricer.
	mixWork = 20
	// mixSetUp is how many entries' time an iteration takes without any.
	mixSetUp = 50
)

// NewGenerator returns a generator for a part whose lines begin with the given
// columns, at least one each, as picks; [line][column][day]. Hard is the energy of a
// prohibition, 0 if there is none.
func NewGenerator(part *Part, begin [][][]int32, hard int64, e Each) *Generator {
	n, rows := len(part.Lines), len(part.Rows)
	g := &Generator{
		part: part, m: newMaster(part.Rows, n, e), each: e, known: make([]map[uint64]struct{}, n),
		banned: make([][]bool, n), learnt: make([]Known, n), found: make([]priced, n),
		prices: make([]int64, rows), centre: make([]int64, rows), bound: math.MinInt64, anchor: math.MinInt64, ceiling: math.MaxInt64, pull: steadiness,
		purged: keptEach * n, width: slices.Repeat([]int{firstWidth}, n), hard: hard, spent: new(int64),
	}
	for range e.Workers {
		g.work = append(g.work, &worker{})
	}
	for i := range part.Lines {
		g.known[i] = map[uint64]struct{}{}
		g.banned[i] = make([]bool, len(part.Lines[i].Options))
		for _, picks := range begin[i] {
			g.add(i, part.Lines[i].column(part.From, picks))
		}
	}
	g.m.pack()
	return g
}

// SetPrices sets the prices to begin with; [row].
func (g *Generator) SetPrices(price func(k int) int64) {
	for k := range g.part.Rows {
		g.centre[k] = price(k)
		g.m.y[k] = float64(g.centre[k])
	}
}

// Prices returns the prices of the best bound; [row].
func (g *Generator) Prices() []int64 { return g.centre }

// Bound returns what no roster of the part is cheaper than, as far as is known.
func (g *Generator) Bound() int64 { return min(g.bound, g.ceiling) }

// Mix returns what the last round's mix of columns cost: no less than what the best one does.
func (g *Generator) Mix() float64 { return g.mix }

// Spent returns the work that the generator and its forks have done since it was last
// asked, in the pricer's steps.
func (g *Generator) Spent() int64 {
	n := *g.spent
	*g.spent = 0
	return n
}

// Banned reports whether an option of a line is banned.
func (g *Generator) Banned(i int, o int32) bool { return g.banned[i][o] }

// Best returns the picks of up to n columns of a line that are cheapest at the
// present prices, the cheapest last.
func (g *Generator) Best(i, n int) [][]int32 {
	cols := append([]Column(nil), g.m.lines[i]...)
	slices.SortStableFunc(cols, func(a, b Column) int { return cmp.Compare(g.reduced(&a), g.reduced(&b)) })
	var out [][]int32
	for _, c := range cols[:min(n, len(cols))] {
		out = append(out, c.Picks)
	}
	slices.Reverse(out)
	return out
}

// Price returns what picks cost, cover included; [line][day].
func (g *Generator) Price(picks [][]int32) int64 {
	var e int64
	counts := make([]int64, len(g.part.Rows))
	for i := range picks {
		c := g.part.Lines[i].column(g.part.From, picks[i])
		e += c.Energy
		for _, k := range c.Rows {
			counts[k]++
		}
	}
	for k := range g.part.Rows {
		e += price(&g.part.Rows[k], counts[k])
	}
	return e
}

func (g *Generator) add(i int, c Column) bool {
	h := hash(c.Picks)
	if _, ok := g.known[i][h]; ok {
		return false
	}
	g.known[i][h] = struct{}{}
	g.m.add(i, c)
	return true
}

// hash is FNV-1a on whole options, mixed.
func hash(picks []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, o := range picks {
		h = (h ^ uint64(uint32(o))) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// round mixes the columns anew and prices every line at the mix's prices. It returns
// what the mix costs, what no roster with the present bans is cheaper than, and how
// many columns were new. When it is stopped, nothing follows from the bound.
func (g *Generator) round(tolerance float64, iterations int) (mix float64, bound int64, fresh int) {
	mix = g.mixAgain(tolerance, iterations)
	*g.spent += int64(len(g.part.Lines)*g.part.Days + len(g.part.Rows))
	g.steady()
	g.each.Run(len(g.part.Lines), g.price)
	for k := range g.part.Rows {
		bound -= conjugate(&g.part.Rows[k], g.prices[k])
	}
	for i := range g.found {
		f := &g.found[i]
		bound += f.bound
		*g.spent += f.work
		for _, c := range f.columns {
			if g.add(i, c) {
				fresh++
			}
		}
	}
	if g.each.Stop() {
		bound, fresh = math.MinInt64, 0
	}
	g.bound = max(g.bound, bound)
	if bound > g.anchor && !g.free() {
		g.anchor = bound
		copy(g.centre, g.prices)
	}
	if float64(len(g.m.x)) > purgeAt*float64(g.purged) {
		g.purge()
	}
	g.m.pack()
	return mix, bound, fresh
}

// mixAgain mixes the columns that there are anew, and returns what the mix costs.
func (g *Generator) mixAgain(tolerance float64, iterations int) float64 {
	before := g.m.iterations
	_, g.mix = g.m.solve(tolerance, iterations, g.each.Stop)
	*g.spent += (g.m.iterations - before) * int64(len(g.m.index)+2*len(g.part.Rows)+mixSetUp) / mixWork
	return g.mix
}

// free reports whether nothing is paid for anything. The bound at such prices, of which costs that are
// never below nothing give one at once, says nothing of where good prices are.
func (g *Generator) free() bool {
	return !slices.ContainsFunc(g.prices, func(v int64) bool { return v != 0 })
}

// steady sets the prices to price lines at.
func (g *Generator) steady() {
	pull := g.pull
	if g.anchor == math.MinInt64 {
		pull = 0
	}
	for k, y := range g.m.y {
		r := &g.part.Rows[k]
		y += pull * (float64(g.centre[k]) - y)
		g.prices[k] = min(max(int64(math.Round(y)), -r.MaxE), r.MinE)
	}
}

// price finds columns of line i that are cheaper at the prices than any it has.
func (g *Generator) price(i, who int) {
	w, l, f := g.work[who], &g.part.Lines[i], &g.found[i]
	best := Inf
	for j := range g.m.lines[i] {
		best = min(best, g.whole(&g.m.lines[i][j]))
	}
	f.columns, f.bound, f.exact, f.work = f.columns[:0], best, true, 0
	if !w.ask(g, i) || g.each.Stop() {
		return // it has its only column
	}
	w.query.Limit, w.query.Stop = best-1, g.each.Stop
	w.pricer.Work = 0
	bound := w.pricer.Several(l.Shape, &w.query, columnsEach, func(cost int64, cells []uint8) {
		c := w.column(g, i, cells)
		g.check(&c, cost)
		f.columns = append(f.columns, c)
	})
	f.bound, f.work, f.exact = min(best, bound), w.pricer.Work, w.pricer.Exact()
}

// ask sets the query for line i, without a limit and each cell in its cheapest option,
// and reports whether a day has a choice.
func (w *worker) ask(g *Generator, i int) bool {
	l, choice := &g.part.Lines[i], false
	cells := l.Shape.Cells
	n := g.part.Days * cells
	w.query = Query{
		From: g.part.From, To: g.part.From + g.part.Days, State: l.State, Totals: l.Totals, End: l.End,
		Cost: w.query.Cost, Limit: Inf, Width: g.width[i], Known: &g.learnt[i], Hard: g.hard,
	}
	w.query.Cost = slices.Grow(w.query.Cost[:0], n)[:n]
	w.option = slices.Grow(w.option[:0], n)[:n]
	for j := range g.part.Days {
		row := w.query.Cost[j*cells : (j+1)*cells]
		for x := range row {
			row[x] = Inf
		}
		ways := 0
		for o := l.OptionAt[j]; o < l.OptionAt[j+1]; o++ {
			if g.banned[i][o] {
				continue
			}
			ways++
			opt := &l.Options[o]
			e := opt.Energy
			for _, k := range opt.Rows {
				e -= g.prices[k]
			}
			if e < row[opt.Cell] {
				row[opt.Cell] = e
				w.option[j*cells+int(opt.Cell)] = o
			}
		}
		choice = choice || ways > 1
	}
	return choice
}

// column makes the column of cells in the options last asked for.
func (w *worker) column(g *Generator, i int, cells []uint8) Column {
	l := &g.part.Lines[i]
	w.picks = w.picks[:0]
	for j, x := range cells {
		w.picks = append(w.picks, w.option[j*l.Shape.Cells+int(x)])
	}
	return l.column(g.part.From, w.picks)
}

// whole returns what a column costs at the prices that lines are priced at.
func (g *Generator) whole(c *Column) int64 {
	e := c.Energy
	for _, k := range c.Rows {
		e -= g.prices[k]
	}
	return e
}

// reduced returns what a column costs at the mix's prices.
func (g *Generator) reduced(c *Column) float64 {
	e := float64(c.Energy)
	for _, k := range c.Rows {
		e -= g.m.y[k]
	}
	return e
}

// purge drops columns of no weight that are dear at the mix's prices.
func (g *Generator) purge() {
	var costs []float64
	for i := range g.m.lines {
		costs = costs[:0]
		for j := range g.m.lines[i] {
			costs = append(costs, g.reduced(&g.m.lines[i][j]))
		}
		slices.Sort(costs)
		limit := costs[min(keptEach, len(costs))-1]
		g.keep(i, func(c *Column, weight float64) bool { return weight > weighty || g.reduced(c) <= limit })
	}
	g.purged = len(g.m.x)
}

// keep drops the columns of a line for which stay is false; one at least must stay.
func (g *Generator) keep(i int, stay func(c *Column, weight float64) bool) {
	g.m.keep(i, func(c *Column, weight float64) bool {
		if stay(c, weight) {
			return true
		}
		delete(g.known[i], hash(c.Picks))
		return false
	})
}
