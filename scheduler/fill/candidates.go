package fill

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Candidate is a person who could take a duty, or why not.
type Candidate struct {
	Staff  nrp.StaffIdx
	Change Change
	*Verdict
	// Moved is set where the person would leave another shift of that day for it.
	Moved bool
	// Place counts the legal ones from 1, the best first; 0 for the others.
	Place int
	// Because is what put the person behind the one before, and for the first what puts them
	// before the second; Only where there is nobody to compare with.
	Because Criterion
}

// Candidates returns everybody but the one who has the duty, or only those among some people:
// those who may take it, the best first, then the others in the order of the staff. Where somebody has the duty, only people who are
// off that day may take it; a gap may also be filled by moving somebody, where that leaves
// no shift shorter. It is ErrBadChange if there is no such duty.
func (j *Judge) Candidates(d Duty, among ...nrp.StaffIdx) ([]Candidate, error) {
	if err := j.has(d); err != nil {
		return nil, err
	}
	out := make([]Candidate, 0, len(j.ward.Roster))
	for i := range j.ward.Roster {
		if i == d.From || len(among) > 0 && !slices.Contains(among, i) {
			continue
		}
		c, err := j.candidate(d, i)
		if err != nil {
			return nil, err
		}
		out = append(out, *c)
	}
	j.rank(out)
	return out, nil
}

// CandidateFor judges one person for a duty, as Candidates does.
func (j *Judge) CandidateFor(d Duty, by nrp.StaffIdx) (*Candidate, error) {
	if err := j.has(d); err != nil {
		return nil, err
	}
	if by < 0 || by >= len(j.ward.Roster) || by == d.From {
		return nil, fmt.Errorf("%w: person %d cannot take it", ErrBadChange, by)
	}
	return j.candidate(d, by)
}

// has reports a duty that the rota does not have.
func (j *Judge) has(d Duty) error {
	in := j.ward.Inst
	switch {
	case d.Day < 0 || d.Day >= in.Horizon.Days:
		return fmt.Errorf("%w: there is no day %d", ErrBadChange, d.Day)
	case d.Shift < 0 || d.Shift >= len(in.Shifts) || in.Shifts[d.Shift].FixedOnly:
		return fmt.Errorf("%w: there is no shift %d", ErrBadChange, d.Shift)
	case d.Skill < nrp.NoSkill || d.Skill >= len(in.Skills):
		return fmt.Errorf("%w: there is no skill %d", ErrBadChange, d.Skill)
	case d.From < Nobody || d.From >= len(j.ward.Roster):
		return fmt.Errorf("%w: there is no person %d", ErrBadChange, d.From)
	case d.From != Nobody && j.ward.Roster[d.From][d.Day] != d.cell():
		return fmt.Errorf("%w: person %d does not have that duty", ErrBadChange, d.From)
	}
	return nil
}

// candidate judges one person for a duty: in its skill, or where somebody has it already and the
// person does not hold that skill, in the best of those that they hold.
func (j *Judge) candidate(d Duty, by nrp.StaffIdx) (*Candidate, error) {
	c := &Candidate{Staff: by, Change: Take(d, by), Moved: j.ward.Roster[by][d.Day].Shift != nrp.NoShift}
	if c.Moved && (d.From != Nobody || j.ward.Roster[by][d.Day].Shift == d.Shift || j.foreign(by, d.Day)) {
		c.Verdict = &Verdict{Obstacles: []Obstacle{{Kind: Busy, Staff: by, Day: d.Day}}}
		return c, nil
	}
	var ways []Change
	for _, k := range j.skillsFor(d, by) {
		in := d
		in.Skill = k
		take := Take(d, by)
		take[0].To = in.cell()
		ways = append(ways, take)
	}
	var err error
	c.Change, c.Verdict, err = j.best(ways)
	return c, err
}

// skillsFor returns the skills in which a person might work a duty.
func (j *Judge) skillsFor(d Duty, by nrp.StaffIdx) []nrp.SkillIdx {
	st := &j.ward.Inst.Staff[by]
	if d.From == Nobody || st.Holds(d.Skill, d.Day) {
		return []nrp.SkillIdx{d.Skill}
	}
	var held []nrp.SkillIdx
	for _, k := range st.Skills {
		if st.Holds(k, d.Day) {
			held = append(held, k)
		}
	}
	if len(held) == 0 {
		return []nrp.SkillIdx{d.Skill}
	}
	return held
}

// best tries changes that differ in skills only and returns the best: a legal one, then the one
// with the lower score, then the first. There is at least one.
func (j *Judge) best(ways []Change) (Change, *Verdict, error) {
	var found *Verdict
	var change Change
	for _, c := range ways {
		v, err := j.Try(c)
		if err != nil {
			return nil, nil, err
		}
		if found == nil || v.Legal && (!found.Legal || v.Delta.Compare(found.Delta) < 0) {
			found, change = v, c
		}
	}
	return change, found, nil
}

// foreign reports whether what a person does on a day is another ward's.
func (j *Judge) foreign(i nrp.StaffIdx, d nrp.DayIdx) bool {
	s := j.ward.Roster[i][d].Shift
	return s != nrp.NoShift && j.ward.Inst.Shifts[s].FixedOnly
}
