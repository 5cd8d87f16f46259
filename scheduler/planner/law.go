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
// know (weekly rest, averages, a rest that the ward's rule set prices low) no solver can keep;
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
	kept := lawKept(p.Instance, p.Law.Around.Figures.DailyRest.Value)
	return slices.DeleteFunc(law.Beyond(all, given), func(b law.Breach) bool { return !slices.Contains(kept, b.Rule) }), nil
}

// lawKept returns the rules of law that the instance states as hard. Rest is such where each
// contract wants as much of it, and where no shift is so long that the rest after
// it could fail on a day that the rule, which looks at the day before only, does not see.
func lawKept(in *nrp.Instance, rest int) []law.Rule {
	kept := []law.Rule{law.OnAbsence}
	for i := range in.Contracts {
		if !slices.ContainsFunc(in.Contracts[i].Rests, func(r nrp.Rest) bool {
			return r.Minutes >= rest && r.Cost.Level == nrp.LevelHard && r.Cost.Weight > 0
		}) {
			return kept
		}
	}
	for _, s := range in.Shifts {
		if s.End-s.Start > 1440-rest || s.End == s.Start {
			return kept
		}
	}
	return append(kept, law.DailyRest, law.TwoPlaces)
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
