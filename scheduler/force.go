package scheduler

import (
	"context"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// Wish is something that a roster is to do: keep off some cells.
type Wish struct {
	// Bans must all be kept off at once.
	Bans []Ban
	// Found is the best roster known that does so; it must be given, and is not changed.
	Found nrp.Roster
}

// Ban is cells that a person is not to hold on a day of the horizon, from 0.
type Ban struct {
	Staff nrp.StaffIdx
	Day   nrp.DayIdx
	Cells nrp.CellSet
}

// Forced is what was found of a wish.
type Forced struct {
	// Worse is proved: all rosters that the solver may make and that do as wished are worse than the one asked about at some level up to
	// the one asked about.
	Worse bool
	// Roster does as wished, and costs less than Found at some price of these levels; nil where none was found.
	Roster nrp.Roster
}

// Force looks for rosters that do as wished, for each wish by itself, and are no worse than r up to a level, or for a proof that there are
// none. The whole problem is made to converge with the levels below left out, which prices every cover row; at these prices the
// cheapest line through a cell, with everybody else's cheapest, is a Lagrangian bound for all rosters that hold the cell. Where that
// does not do, it is made to converge again without the cells, and dived into. Several prices between the levels are tried, each of which gives
// valid bounds. It ends with what it has when ctx ends or a limit of opt is reached; opt.Start, Seed and Progress are
// not used. Nothing is found where lines cannot be priced. Steps is the work done, in steps of Solve. Errors are those
// of Solve, and ErrBadOptions for a wish that is none of the instance's. [wish]
func (v *Series) Force(
	ctx context.Context, inst *nrp.Instance, r nrp.Roster, level nrp.Level, wishes []Wish, opt Options,
) (out []Forced, steps int64, err error) {
	a, err := newAbove(ctx, inst, r, level, opt)
	if err != nil {
		return nil, 0, err
	}
	for k := range wishes {
		if err := wishes[k].validate(inst, k); err != nil {
			return nil, 0, err
		}
	}
	out = make([]Forced, len(wishes))
	all := make([]*forcing, len(wishes))
	for k := range wishes {
		all[k] = &forcing{a: a, wish: &wishes[k], out: &out[k], found: wishes[k].Found}
	}
	open := func() []*forcing {
		return slices.DeleteFunc(slices.Clone(all), func(f *forcing) bool { return f.done })
	}
	v.fit(a.p)
	a.each(func() bool { return len(open()) == 0 || a.stop() }, func(prices nrp.Score) {
		w := a.converge(prices, true, v.pool, func(*search.Window) bool { return a.stop() })
		if w == nil || a.stop() {
			return
		}
		narrow := w.Generator().Fork()
		if !narrow.Narrow(w.Now()+1) || a.stop() {
			return // a bound above the roster's own cost: nothing to be trusted
		}
		a.count(w) // forks count with it
		for _, f := range open() {
			f.refute(w, narrow)
		}
		left := open()
		(&run{opt: opt}).workers().Run(len(left), func(k, _ int) {
			parts := len(left)
			if opt.StepLimit == 0 { // those before have had their time
				parts -= k
			}
			left[k].force(w, a.part(parts))
		})
		for _, f := range left {
			a.steps += f.steps
		}
	})
	return out, a.steps, nil
}

func (w *Wish) validate(inst *nrp.Instance, k int) error {
	for _, b := range w.Bans {
		if b.Staff < 0 || b.Staff >= len(inst.Staff) || b.Day < 0 || b.Day >= inst.Horizon.Days {
			return fmt.Errorf("%w: wishes[%d]: a ban for person %d on day %d, there are %d people and %d days",
				ErrBadOptions, k, b.Staff, b.Day, len(inst.Staff), inst.Horizon.Days)
		}
	}
	return fits(inst, fmt.Sprintf("wishes[%d]: found", k), w.Found)
}

// forcing is one wish at work.
type forcing struct {
	a    *above
	wish *Wish
	out  *Forced
	// found is the best roster that does as wished.
	found nrp.Roster
	// done tells that nothing is left to find.
	done bool
	// steps are those of the present prices.
	steps int64
}

// refute looks whether only worse rosters do as wished, given what a window's generator has banned: what no roster holds that costs no
// more.
func (f *forcing) refute(w *search.Window, narrow *colgen.Generator) {
	every := nrp.AllShiftCells(f.a.p.Shifts) | nrp.OffCells
	for _, b := range f.wish.Bans {
		if every&^b.Cells&^w.Banned(narrow, b.Staff, b.Day) == 0 {
			f.out.Worse, f.done = true, true
		}
	}
}

// force makes the problem converge with the wish, and dives, as long as a share of its time is left.
func (f *forcing) force(w *search.Window, left func(steps int64) float64) {
	f.steps = 0
	late := func() bool { return left(f.steps) <= 0 }
	g := w.Generator().Apart(colgen.Alone(late))
	stop := func() bool {
		f.steps += g.Spent() / stepWork
		return late()
	}
	for _, b := range f.wish.Bans {
		if !w.Forbid(g, b.Staff, b.Day, b.Cells) {
			f.out.Worse, f.done = true, true
			return
		}
	}
	for _, b := range f.wish.Bans {
		g.More(b.Staff, forceColumns)
	}
	now, grain, rounds := w.Now(), f.a.p.Grain(), 0
	g.Converge(colgen.Aim{
		Cutoff: now + 1, Grain: grain, Rounds: forceRounds, Progress: func(int64) { rounds++ },
		Stop: func() bool { return stop() || rounds > 0 && g.Mix() < float64(now)+unprovable*float64(grain) },
	})
	if f.out.Worse = g.Bound() > now; f.out.Worse {
		f.done = true
		return
	}
	least, ok := w.Cost(search.NewState(f.a.p, f.found))
	for _, depth := range forceDives {
		if !ok || stop() {
			return
		}
		from := left(f.steps)
		depth.Left = func() float64 { return left(f.steps) / from }
		picks, came := g.Fork().Dive(least, grain, depth, stop)
		if e := g.Price(picks); came && e < least {
			s := search.NewState(f.a.p, f.a.roster)
			s.Carry(w.Segments(picks))
			f.found, least = s.Roster(), e
			f.out.Roster, f.done = f.found, e <= now
		}
		if f.done {
			return
		}
	}
}

// forceDives are the depths of the dives for a wish.
var forceDives = [...]colgen.Depth{{Share: 0.1, Rounds: 4}, {Share: 0.05, Rounds: 4, Backs: 10}}

const (
	// forceRounds is the most rounds of pricing for a wish, forceColumns how many columns a line gets at first that does without cells.
	forceRounds  = 60
	forceColumns = 30
	// unprovable is the part of what rosters differ by that a mix which does as wished may cost more than the roster asked about for nothing to be
	// left to prove.
	unprovable = 0.05
)
