package scheduler

import (
	"context"
	"fmt"
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/search"
)

// Refuted says which cells only worse rosters hold.
type Refuted struct {
	// Cells are the cells that no roster the solver may make holds unless it is worse than
	// the roster asked about at some level up to Level; [staff*days+day]. What the solver may
	// not hand out (absence, skills that are not held, shifts for fixed cells) is among them.
	Cells []nrp.CellSet
	Level nrp.Level
	// Steps is the work done, in steps of Solve.
	Steps int64
}

// Has reports whether all of the cells of one person's day are refuted.
func (r *Refuted) Has(days int, i nrp.StaffIdx, d nrp.DayIdx, cells nrp.CellSet) bool {
	return cells&^r.Cells[i*days+d] == 0
}

// Refute looks for the cells that only rosters hold which are worse than r at some level
// up to level: the whole problem is made to converge with the levels below left out, which
// prices every cover row; at these prices the cheapest line through a cell, with
// everybody else's cheapest, is a Lagrangian bound for all rosters that hold the cell. Several prices
// between the levels are tried, each of which gives valid bounds. It ends with what it has
// when ctx ends or a limit of opt is reached; opt.Start, Seed and Progress are not used.
// Nothing is refuted where lines cannot be priced. Errors are those of Solve.
func Refute(ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, opt Options) (*Refuted, error) {
	opt.Start = r
	if err := opt.validate(inst); err != nil {
		return nil, err
	}
	m, err := rules.Compile(inst)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadInstance, err)
	}
	f := &refuting{p: search.NewProblem(m), opt: opt, out: &Refuted{Level: level, Cells: make([]nrp.CellSet, m.Staff*m.Days)}}
	f.stop = limitOf(ctx, opt, func() int64 { return f.out.Steps })
	if !f.p.Priceable() || f.p.Long() {
		return f.out, nil
	}
	scales := f.p.Scales()
	n := 0
	for n < len(scales) && scales[n].Level <= level {
		n++
	}
	pool := search.NewPool(f.p)
	for k, ratio := range levelRatios {
		if n == 0 || n == 1 && k > 0 || f.stop() {
			break
		}
		if prices, ok := search.Prices(scales[:n], ratio); ok {
			f.at(prices, r, pool)
		}
	}
	return f.out, nil
}

// refuting is one Refute at work.
type refuting struct {
	p    *search.Problem
	opt  Options
	stop func() bool
	out  *Refuted
}

// at refutes cells at one price of each level.
func (f *refuting) at(prices nrp.Score, r nrp.Roster, pool *search.Pool) {
	// Hard counters are priced by the unit: energies are to add up to the score's levels.
	f.p.SetFactors(prices, true)
	s := search.NewState(f.p, r)
	each := (&run{opt: f.opt}).workers()
	each.Stop = f.stop
	w, ok := search.NewWindow(s, pool, f.p.Whole(), each)
	if !ok {
		return
	}
	g, grain := w.Generator(), f.p.Grain()
	spend := func() { f.out.Steps += g.Spent() / stepWork }
	g.Converge(colgen.Aim{Cutoff: w.Now() - grain + 1, Grain: grain, Rounds: math.MaxInt, Stop: func() bool {
		spend()
		return f.stop()
	}})
	w.Keep(pool)
	if f.stop() {
		return
	}
	// Banned is what no roster takes that costs w.Now or less.
	left := g.Narrow(w.Now() + 1)
	spend()
	if !left || f.stop() {
		return // a bound above the roster's own cost: nothing to be trusted
	}
	for i := range f.p.Staff {
		for d := range f.p.Days {
			f.out.Cells[i*f.p.Days+d] |= w.Banned(i, d)
		}
	}
}
