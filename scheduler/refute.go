package scheduler

import (
	"context"

	"github.com/fairrota/fairrota/scheduler/nrp"
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
	a, err := newAbove(ctx, inst, r, level, opt)
	if err != nil {
		return nil, err
	}
	out := &Refuted{Level: level, Cells: make([]nrp.CellSet, a.p.Staff*a.p.Days)}
	pool := search.NewPool(a.p)
	a.each(a.stop, func(prices nrp.Score) {
		if w := a.converge(prices, true, pool, func(*search.Window) bool { return a.stop() }); w != nil && !a.stop() {
			a.banned(w, out.Cells)
		}
	})
	out.Steps = a.steps
	return out, nil
}

// banned adds to cells what no roster takes that costs no more than the window's does now.
func (a *above) banned(w *search.Window, cells []nrp.CellSet) {
	left := w.Generator().Narrow(w.Now() + 1)
	a.count(w)
	if !left || a.stop() {
		return // a bound above the roster's own cost: nothing to be trusted
	}
	for i := range a.p.Staff {
		for d := range a.p.Days {
			cells[i*a.p.Days+d] |= w.Banned(i, d)
		}
	}
}
