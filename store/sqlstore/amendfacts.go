package sqlstore

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/store"
)

// factRows are the rows by which facts are known: new ones, and old ones as they become.
type factRows struct {
	leaves  []store.Leave
	leavers []store.Staff
	// raised are rows of demand, of version 0 where they are new.
	raised []store.Demand
}

// factRowsOf makes the rows of facts out of what a period is made of, and refuses facts that do
// not fit it. Pointers begin with /facts.
func factRowsOf(rows *problemRows, facts *store.Facts) (*factRows, error) {
	if err := facts.Validate(); err != nil {
		return nil, err
	}
	out := &factRows{}
	for i, a := range facts.Absent {
		person, err := personOf(rows, fmt.Sprintf("/facts/absent/%d/staff_id", i), a.StaffID)
		if err != nil {
			return nil, err
		}
		if a.LastDay < rows.Period.FirstDay || a.FirstDay > rows.Period.LastDay {
			return nil, wrongField(fmt.Sprintf("/facts/absent/%d/first_day", i), "the absence touches no day of this rota; choose days from %s to %s", rows.Period.FirstDay, rows.Period.LastDay)
		}
		out.leaves = append(out.leaves, store.Leave{
			ID: newID(), StaffID: a.StaffID, FirstDay: a.FirstDay, LastDay: a.LastDay, CreditMinutes: dayCredit(rows, person), Version: 1,
		})
	}
	for i, l := range facts.Leavers {
		person, err := personOf(rows, fmt.Sprintf("/facts/leavers/%d/staff_id", i), l.StaffID)
		if err != nil {
			return nil, err
		}
		pointer := fmt.Sprintf("/facts/leavers/%d/last_day", i)
		if l.LastDay >= rows.Period.LastDay {
			return nil, wrongField(pointer, "choose a day before %s: after it the rota must have days without the person", rows.Period.LastDay)
		}
		if person.LastDay != "" && person.LastDay <= l.LastDay || person.FirstDay > l.LastDay {
			return nil, wrongField(pointer, "the person's employment does not reach beyond that day; choose an earlier day within it")
		}
		left := *person
		left.LastDay = l.LastDay
		out.leavers = append(out.leavers, left)
	}
	for i, r := range facts.Raised {
		d, err := raisedRow(rows, fmt.Sprintf("/facts/raised/%d", i), r)
		if err != nil {
			return nil, err
		}
		out.raised = append(out.raised, *d)
	}
	return out, nil
}

func personOf(rows *problemRows, pointer string, id store.ID) (*store.Staff, error) {
	i := slices.IndexFunc(rows.Staff, func(s store.Staff) bool { return s.ID == id })
	if i < 0 {
		return nil, wrongField(pointer, "choose a person of this ward")
	}
	if rows.isGuest(id) {
		return nil, wrongField(pointer, "this person is of another ward, which keeps their absence; take the shift off the rota here instead")
	}
	return &rows.Staff[i], nil
}

// dayCredit is what a day of absence counts towards contract hours: a seventh of the agreed week.
func dayCredit(rows *problemRows, person *store.Staff) int {
	for i := range rows.Contracts {
		if rows.Contracts[i].ID == person.ContractID {
			return min(rows.Contracts[i].WeeklyMinutes/7, 1440)
		}
	}
	return 0
}

// raisedRow is the row of demand with its new minimum.
func raisedRow(rows *problemRows, base string, r store.RaisedDemand) (*store.Demand, error) {
	switch {
	case !rows.Period.Holds(r.Day):
		return nil, wrongField(base+"/day", "choose a day of this rota, from %s to %s", rows.Period.FirstDay, rows.Period.LastDay)
	case !slices.ContainsFunc(rows.Shifts, func(s store.Shift) bool { return s.ID == r.ShiftID }):
		return nil, wrongField(base+"/shift_id", "the ward has no such shift; choose one of its shifts")
	case r.SkillID != "" && !slices.ContainsFunc(rows.Skills, func(k store.Skill) bool { return k.ID == r.SkillID }):
		return nil, wrongField(base+"/skill_id", "there is no such skill; choose one of the list")
	}
	for _, d := range rows.Demand {
		if d.Day != r.Day || d.ShiftID != r.ShiftID || d.SkillID != r.SkillID {
			continue
		}
		if r.Min <= d.Min {
			return nil, wrongField(base+"/min", "the rota already asks for %d; give a larger number", d.Min)
		}
		d.Min, d.Preferred = r.Min, max(d.Preferred, r.Min)
		if d.Max >= 0 {
			d.Max = max(d.Max, d.Preferred)
		}
		return &d, nil
	}
	return &store.Demand{
		ID: newID(), PeriodID: rows.Period.ID, Day: r.Day, ShiftID: r.ShiftID, SkillID: r.SkillID,
		People: store.People{Min: r.Min, Preferred: r.Min, Max: -1},
	}, nil
}

// become makes the rows what they are once the facts are written. Those who leave stay employed,
// so that they are known still: their duties have to be taken out.
func (rows *problemRows) become(f *factRows) {
	rows.Leaves = append(rows.Leaves, f.leaves...)
	for _, d := range f.raised {
		if i := slices.IndexFunc(rows.Demand, func(x store.Demand) bool { return x.ID == d.ID }); i >= 0 {
			rows.Demand[i] = d
		} else {
			rows.Demand = append(rows.Demand, d)
		}
	}
}

// writeFacts writes the rows of facts, each with its entry in the audit chain.
func (tx *Tx) writeFacts(op string, actor store.Actor, wardID store.ID, f *factRows) error {
	for i := range f.leaves {
		if err := tx.create(&f.leaves[i], "this absence is there already"); err != nil {
			return err
		}
		if err := tx.audit(actor, wardID, "leave.create", f.leaves[i].ID, f.leaves[i]); err != nil {
			return err
		}
	}
	for i := range f.leavers {
		s := &f.leavers[i]
		saw := s.Version
		s.Version++
		if err := tx.replace(op, s, s.ID, saw, numberTaken, "last_day"); err != nil {
			return err
		}
		if err := tx.audit(actor, wardID, "staff.update", s.ID, s); err != nil {
			return err
		}
	}
	for i := range f.raised {
		if err := tx.writeRaised(op, actor, wardID, &f.raised[i]); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) writeRaised(op string, actor store.Actor, wardID store.ID, d *store.Demand) error {
	const taken = "this demand is there already"
	saw := d.Version
	d.Version++
	var err error
	if saw == 0 {
		err = tx.create(d, taken)
	} else {
		err = tx.replace(op, d, d.ID, saw, taken, "min_people", "preferred_people", "max_people")
	}
	if err != nil {
		return err
	}
	return tx.audit(actor, wardID, "demand.update", d.ID, d)
}
