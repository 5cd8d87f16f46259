package verify

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Check returns the score of a roster and every breach that makes it up, those that
// cost nothing included: the score is the sum of Amount x Cost over the breaches. They
// come by person (single cells, then sequences, then totals), then by cover row and then by link. A
// run that is too long is one breach of one day on each day too many.
//
// It is an error if the instance is not valid or the roster does not have its shape:
// one line for each staff member, one cell for each day, shifts and skills that there
// are, no skill on a day off. O(staff x days x rules), and more where runs are long.
func Check(inst *nrp.Instance, r nrp.Roster) (nrp.Score, []nrp.Violation, error) {
	if err := inst.Validate(); err != nil {
		return nrp.Score{}, nil, fmt.Errorf("check the instance: %w", err)
	}
	if err := shape(inst, r); err != nil {
		return nrp.Score{}, nil, fmt.Errorf("check the roster's shape: %w", err)
	}
	f := &findings{}
	for i := range inst.Staff {
		p := personOf(inst, i, r[i])
		p.cells(f)
		p.successions(f)
		p.rests(f)
		p.respites(f)
		p.patterns(f)
		p.stretches(f)
		p.weekends(f)
		p.choices(f)
		p.counters(f)
	}
	for i := range inst.Cover {
		coverRow(inst, r, &inst.Cover[i], f)
	}
	for i := range inst.Links {
		linked(r, &inst.Links[i], f)
	}
	return f.score, f.all, nil
}

func shape(inst *nrp.Instance, r nrp.Roster) error {
	if len(r) != len(inst.Staff) {
		return fmt.Errorf("roster has %d lines, want one for each of %d staff", len(r), len(inst.Staff))
	}
	for i, line := range r {
		if len(line) != inst.Horizon.Days {
			return fmt.Errorf("roster[%d] has %d days, want %d", i, len(line), inst.Horizon.Days)
		}
		for d, a := range line {
			switch {
			case a.Shift < nrp.NoShift || a.Shift >= len(inst.Shifts):
				return fmt.Errorf("roster[%d][%d] has shift %d, there are %d", i, d, a.Shift, len(inst.Shifts))
			case a.Skill < nrp.NoSkill || a.Skill >= len(inst.Skills):
				return fmt.Errorf("roster[%d][%d] has skill %d, there are %d", i, d, a.Skill, len(inst.Skills))
			case a.Shift == nrp.NoShift && a.Skill != nrp.NoSkill:
				return fmt.Errorf("roster[%d][%d] is a day off with skill %d, want %d", i, d, a.Skill, nrp.NoSkill)
			}
		}
	}
	return nil
}

// findings gathers breaches and adds them up.
type findings struct {
	score nrp.Score
	all   []nrp.Violation
}

// add notes a breach of so many units; none is no breach.
func (f *findings) add(v nrp.Violation, amount int64, cost nrp.Cost) {
	if amount <= 0 {
		return
	}
	v.Amount, v.Cost = amount, cost
	f.score.Add(cost, amount)
	f.all = append(f.all, v)
}

// person is one staff member with their line.
type person struct {
	inst     *nrp.Instance
	index    nrp.StaffIdx
	staff    *nrp.Staff
	contract *nrp.Contract
	line     nrp.Line
}

func personOf(inst *nrp.Instance, i nrp.StaffIdx, line nrp.Line) *person {
	s := &inst.Staff[i]
	return &person{inst, i, s, &inst.Contracts[s.Contract], line}
}

// known returns the earliest day of which anything is known: 0, or a day before it
// where history is given.
func (p *person) known() nrp.DayIdx { return -len(p.staff.History.Line) }

// shift returns what is worked on a known day.
func (p *person) shift(d nrp.DayIdx) nrp.ShiftIdx {
	if d < 0 {
		line := p.staff.History.Line
		return line[len(line)+d]
	}
	return p.line[d].Shift
}

// yesterday returns what is worked on the day before d; a day of which nothing is
// known counts as a day off.
func (p *person) yesterday(d nrp.DayIdx) nrp.ShiftIdx {
	if d-1 < p.known() {
		return nrp.NoShift
	}
	return p.shift(d - 1)
}

// breach returns a violation of the person's, on a day or, with -1, of the whole horizon.
func (p *person) breach(rule nrp.RuleCode, name string, d nrp.DayIdx) nrp.Violation {
	return nrp.Violation{
		Rule: rule, Name: name, Staff: p.index, Day: d,
		Shift: nrp.NoShift, Skill: nrp.NoSkill, Request: -1,
	}
}
