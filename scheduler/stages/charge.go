package stages

import (
	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// meter says in which unit burdens are counted in derived instances, and from where.
type meter struct {
	// unit is a number of thousandths of a point of which all that can be added is a multiple,
	// and all differences of what people bring along.
	unit fairness.Milli
	// each is what one thing of a kind adds for a person; [staff].
	each []map[fairness.Kind]fairness.Milli
	// slack is by how much a burden counted in units may be above what the ledger says.
	slack fairness.Milli
}

// newMeter finds the unit. What one thing adds is rounded to a thousandth here, while the
// ledger rounds each line of several: the two may differ by half a thousandth for each thing.
func newMeter(in *nrp.Instance, f *Fair) *meter {
	m := &meter{each: make([]map[fairness.Kind]fairness.Milli, len(f.People))}
	figures := fairness.Standard()
	for i, p := range f.People {
		m.each[i] = map[fairness.Kind]fairness.Milli{}
		for _, k := range []fairness.Kind{
			fairness.NightDuty, fairness.WeekendWorked, fairness.Refused1, fairness.Refused2, fairness.Refused3, fairness.RefusedToken,
		} {
			m.each[i][k] = figures.Worth(p.Line(k, 1))
			m.unit = gcd(m.unit, m.each[i][k])
			if figures.Worth(p.Line(k, manyThings)) != manyThings*m.each[i][k] {
				// Half a thousandth for each day, weekend and request at the most.
				m.slack = max(m.slack, fairness.Milli(in.Horizon.Days+len(in.Requests)))
			}
		}
		m.unit = gcd(m.unit, p.Base-f.People[0].Base)
	}
	m.unit = max(m.unit, 1)
	return m
}

// manyThings is more than one rota asks of a person: where so many come to a whole number of
// thousandths, nothing is lost by counting one by one.
const manyThings = 1000

// down returns the largest burden up to v that can be had, in units from what people bring along.
func (m *meter) down(f *Fair, v fairness.Milli) fairness.Milli {
	over := (v - f.People[0].Base) % m.unit
	if over < 0 {
		over += m.unit
	}
	return v - over
}

// dearest returns the most that one thing adds to anybody, in units, which is no less than one.
func (m *meter) dearest() int64 {
	most := m.unit
	for _, each := range m.each {
		for _, v := range each {
			most = max(most, v)
		}
	}
	return int64(most / m.unit)
}

func gcd(a, b fairness.Milli) fairness.Milli {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}

// counter returns the counter of what a roster asks of a person, in units, with no bends yet.
func (m *meter) counter(in *nrp.Instance, f *Fair, i nrp.StaffIdx) nrp.Counter {
	units := func(k fairness.Kind) int64 { return int64(m.each[i][k] / m.unit) }
	c := nrp.Counter{Name: CounterName, Kind: nrp.CountCharges, Charges: &nrp.Charges{Weekend: units(fairness.WeekendWorked)}}
	night := false
	c.Amount = make([]int64, len(in.Shifts))
	for s := range in.Shifts {
		if in.Shifts[s].FixedOnly {
			continue
		}
		c.Of |= nrp.ShiftCells(s)
		if in.Shifts[s].Kind == nightKind {
			c.Amount[s], night = units(fairness.NightDuty), true
		}
	}
	if !night {
		c.Amount = nil
	}
	had := map[int]bool{}
	for k := range in.Requests {
		q := &in.Requests[k]
		switch {
		case q.Staff != i:
		case q.Choice > 0:
			if !had[q.Choice] {
				c.Charges.Choices = append(c.Charges.Choices, nrp.ChoiceCharge{Choice: q.Choice - 1, Amount: units(f.Refusals[k])})
			}
			had[q.Choice] = true
		default:
			c.Charges.Cells = append(c.Charges.Cells, nrp.Charge{Day: q.Day, Cells: q.Unwanted, Amount: units(f.Refusals[k])})
		}
	}
	return c
}

// CounterName is the name of the counters of burden in derived instances, as it stands in
// findings.
const CounterName = "burden"

// at returns the total of a person's counter at which the burden is a rung, in units, rounded down.
func (m *meter) at(f *Fair, i nrp.StaffIdx, rung fairness.Milli) int64 {
	over := rung - f.People[i].Base
	at := over / m.unit
	if over%m.unit < 0 {
		at--
	}
	return int64(at)
}
