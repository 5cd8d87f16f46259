package repair

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// settle takes the best of some rosters and puts back what was changed for nothing: whole lines, then
// cells, then the skills of people who do the same shift, as long as the derived score gets no worse. The
// solver knows no price for another skill, and with its time it may leave a change that pays for nothing.
func settle(in *nrp.Instance, baseline nrp.Roster, found []nrp.Roster) (nrp.Roster, error) {
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("settle: %w", err)
	}
	s := &settling{m: m, r: baseline.Clone(), to: baseline, score: m.Evaluate(baseline)}
	for _, r := range found {
		if score := m.Evaluate(r); score.Compare(s.score) < 0 {
			s.r, s.score = r.Clone(), score
		}
	}
	for changed := true; changed; {
		changed = s.lines() || s.cells() || s.skills()
	}
	return s.r, nil
}

// settling is a roster on its way back to another.
type settling struct {
	m     *rules.Model
	r, to nrp.Roster
	score nrp.Score
}

// back puts cells back together if that makes nothing worse, and reports whether it did.
func (s *settling) back(cells []cell) bool {
	if len(cells) == 0 {
		return false
	}
	was := make([]nrp.Assignment, len(cells))
	for k, x := range cells {
		was[k] = s.r[x.staff][x.day]
		s.r[x.staff][x.day] = s.to[x.staff][x.day]
	}
	if score := s.m.Evaluate(s.r); score.Compare(s.score) <= 0 {
		s.score = score
		return true
	}
	for k, x := range cells {
		s.r[x.staff][x.day] = was[k]
	}
	return false
}

// lines puts whole lines back.
func (s *settling) lines() bool {
	changed := false
	for i := range s.r {
		var cells []cell
		for d := range s.r[i] {
			if s.r[i][d] != s.to[i][d] {
				cells = append(cells, cell{i, d})
			}
		}
		changed = s.back(cells) || changed
	}
	return changed
}

// cells puts single cells back.
func (s *settling) cells() bool {
	changed := false
	for i := range s.r {
		for d := range s.r[i] {
			if s.r[i][d] != s.to[i][d] {
				changed = s.back([]cell{{i, d}}) || changed
			}
		}
	}
	return changed
}

// skills puts back the skills of all who do the same shift on a day, and then of each two of them.
func (s *settling) skills() bool {
	changed := false
	for d := range s.m.Days {
		for shift := range s.m.Shifts {
			var cells []cell
			for i := range s.r {
				if is, was := s.r[i][d], s.to[i][d]; is != was && is.Shift == was.Shift && is.Shift == shift {
					cells = append(cells, cell{i, d})
				}
			}
			changed = s.back(cells) || changed
			for k := range cells {
				for l := range k {
					pair := []cell{cells[l], cells[k]}
					if s.r[pair[0].staff][d] != s.to[pair[0].staff][d] && s.r[pair[1].staff][d] != s.to[pair[1].staff][d] {
						changed = s.back(pair) || changed
					}
				}
			}
		}
	}
	return changed
}
