package planner

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// Law is what the second referee must know of a problem besides its roster. It is made from
// what is stored, not from the instance, so that an error in the one is seen by the other.
type Law struct {
	// Around has everything but the roster: the people, in the order of the staff and with
	// Staff.ID as their id, with what they work before, after and elsewhere; the figures;
	// the zone; what is to be told.
	Around law.Input
	// Cells is the work of each cell. [day][shift] That of shifts which are fixed-only stands
	// in Around already; here it is zero.
	Cells [][]law.Work
}

// Lawful is what the second referee says of a roster.
type Lawful struct {
	// Made are the breaches that the roster makes or makes worse, Given those that were there
	// without it.
	Made, Given []law.Breach
}

// judgeLaw has the second referee judge a roster; nothing is found where the problem has no Law.
func judgeLaw(p *Problem, r nrp.Roster) (Lawful, error) {
	if p.Law == nil {
		return Lawful{}, nil
	}
	all, given, err := p.Law.both(r, nrp.NewRoster(len(r), p.Instance.Horizon.Days))
	if err != nil {
		return Lawful{}, err
	}
	made := law.Beyond(all, given)
	rest := slices.DeleteFunc(slices.Clone(all), func(b law.Breach) bool { return slices.Contains(made, b) })
	return Lawful{Made: law.Worst(made), Given: law.Worst(rest)}, nil
}

// both judges two rosters.
func (l *Law) both(r, least nrp.Roster) (all, given []law.Breach, err error) {
	if all, err = l.check(r); err != nil {
		return nil, nil, err
	}
	given, err = l.check(least)
	return all, given, err
}

func (l *Law) check(r nrp.Roster) ([]law.Breach, error) {
	in := l.Around
	in.People = slices.Clone(in.People)
	for i, line := range r {
		p := &in.People[i]
		p.Work = slices.Clone(p.Work)
		for d, a := range line {
			if a.Shift == nrp.NoShift {
				continue
			}
			if w := l.Cells[d][a.Shift]; w.End != 0 {
				p.Work = append(p.Work, w)
			}
		}
	}
	breaches, err := law.Check(&in)
	if err != nil {
		return nil, fmt.Errorf("second referee: %w", err)
	}
	return breaches, nil
}

// lawUnforced returns the breaches that the roster makes beyond what the fixed cells make,
// of those rules that the problem holds its solver to. Such a breach is an error of this program:
// of the solver, of the rules, or of how the problem was made. What the problem does not
// know (averages beyond the rota, a rest that the ward's rule set leaves out or prices low) no solver can keep;
// it is told with the draft and stands in the way of publication instead.
func lawUnforced(p *Problem, r nrp.Roster) ([]law.Breach, error) {
	if p.Law == nil {
		return nil, nil
	}
	least := nrp.NewRoster(len(r), p.Instance.Horizon.Days)
	for _, f := range p.Instance.Fixed {
		least[f.Staff][f.Day] = f.To
	}
	all, given, err := p.Law.both(r, least)
	if err != nil {
		return nil, err
	}
	kept := lawKept(p.Instance, &p.Law.Around.Figures)
	return slices.DeleteFunc(law.Beyond(all, given), func(b law.Breach) bool { return !slices.Contains(kept, b.Rule) }), nil
}

// lawKept returns the rules of law that the instance states as hard. The limits of those under 18 are such
// whatever a rule set says, where all shifts have clock times. Daily rest is such where
// each contract wants as much of it, and weekly rest where each contract has it in one of its
// two forms; both only where all shifts have clock times.
func lawKept(in *nrp.Instance, f *law.Figures) []law.Rule {
	kept := []law.Rule{law.OnAbsence, law.YoungNight, law.YoungDay, law.YoungWeek, law.YoungRest, law.YoungWeeklyRest}
	if slices.ContainsFunc(in.Shifts, func(s nrp.Shift) bool { return s.End == s.Start }) {
		return kept[:1]
	}
	hard := func(c nrp.Cost) bool { return c.Level == nrp.LevelHard && c.Weight > 0 }
	every := func(has func(c *nrp.Contract) bool) bool {
		return !slices.ContainsFunc(in.Contracts, func(c nrp.Contract) bool { return !has(&c) })
	}
	if every(func(c *nrp.Contract) bool {
		return slices.ContainsFunc(c.Rests, func(r nrp.Rest) bool { return r.Minutes >= f.DailyRest.Value && hard(r.Cost) })
	}) {
		kept = append(kept, law.DailyRest, law.TwoPlaces)
	}
	if every(func(c *nrp.Contract) bool {
		return slices.ContainsFunc(c.Respites, func(r nrp.Respite) bool {
			form := r.Span == 7 && r.Times == 1 || r.Span == 14 && r.Times == 2
			return form && r.Repeats && r.Minutes >= f.WeeklyRest.Value && hard(r.Cost)
		})
	}) {
		kept = append(kept, law.WeeklyRest)
	}
	return kept
}

// lawRefused says which breaches of law a roster makes, the first three.
func lawRefused(p *Problem, breaches []law.Breach) string {
	out := "The second referee found the law broken without need, so nothing was saved: "
	for i := range breaches {
		if i == 3 {
			return out + fmt.Sprintf("; and %d more.", len(breaches)-i)
		}
		if i > 0 {
			out += "; "
		}
		out += "staff " + breaches[i].Words(p.Law.Around.Zone)
	}
	return out + "."
}
