package sqlstore

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// tried is a swap as it would be made now: a change of the rota with what is said of it.
type tried struct {
	change fill.Change
	*fill.Verdict
}

// try judges a swap with a taker on the rota as it stands; nil where the rota does not have its duties
// any more.
func (d *fillDesk) try(s *store.Swap, taker store.ID) (*tried, error) {
	duty, ok := d.swapDuty(s)
	by, known := d.staffAt(taker)
	if !ok || !known {
		return nil, nil
	}
	if s.Kind != store.ExchangeDuties {
		c, err := d.judge.CandidateFor(duty, by)
		if err != nil {
			return nil, err
		}
		return &tried{c.Change, c.Verdict}, nil
	}
	other, ok := d.dutyOf(taker, s.OtherDay)
	if !ok || shiftID(d.problem, other.Shift) != s.OtherShiftID {
		return nil, nil
	}
	o, err := d.judge.Swap(duty, other)
	if err != nil {
		return nil, err
	}
	return &tried{o.Change, o.Verdict}, nil
}

// swapDuty returns the duty that a swap is about; false where the rota does not have it any more.
func (d *fillDesk) swapDuty(s *store.Swap) (fill.Duty, bool) {
	if s.Kind == store.GapOffer {
		duty, _, ok := d.gapAt(s.Day, s.ShiftID, s.SkillID)
		return duty, ok
	}
	duty, ok := d.dutyOf(s.StaffID, s.Day)
	return duty, ok && shiftID(d.problem, duty.Shift) == s.ShiftID
}

// changes turns a change into those of an amendment.
func (d *fillDesk) changes(c fill.Change) []store.CellChange {
	out := make([]store.CellChange, 0, len(c))
	for _, m := range c {
		x := store.CellChange{
			StaffID: store.ID(d.problem.StaffIDs[m.Staff]), Day: d.date(m.Day), FromShiftID: shiftID(d.problem, d.rota[m.Staff][m.Day].Shift),
			ToShiftID: shiftID(d.problem, m.To.Shift), Consent: store.Agreed,
		}
		if m.To.Skill != nrp.NoSkill {
			x.ToSkillID = store.ID(d.problem.SkillIDs[m.To.Skill])
		}
		if m.Asked {
			x.Consent = store.OwnRequest
		}
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b store.CellChange) int {
		return cmp.Or(cmp.Compare(a.StaffID, b.StaffID), cmp.Compare(a.Day, b.Day))
	})
	return out
}

// takers are those of some people who may take the duty of a swap now, the best first.
func (d *fillDesk) takers(s *store.Swap, among []store.ID) ([]store.Candidate, error) {
	out := []store.Candidate{}
	duty, ok := d.swapDuty(s)
	if !ok {
		return out, nil
	}
	var people []nrp.StaffIdx
	for _, id := range among {
		if i, known := d.staffAt(id); known {
			people = append(people, i)
		}
	}
	if len(people) == 0 {
		return out, nil
	}
	list, err := d.judge.Candidates(duty, people...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Legal {
			out = append(out, d.candidate(&list[i], duty.Day))
		}
	}
	return out, nil
}
