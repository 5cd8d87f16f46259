package inrc2

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

type solution struct {
	Scenario    string       `json:"scenario"`
	Week        int          `json:"week"`
	Assignments []assignment `json:"assignments"`
}

type assignment struct {
	Nurse string `json:"nurse"`
	Day   string `json:"day"`
	Shift string `json:"shiftType"`
	Skill string `json:"skill"`
}

// SolutionName is the name of the solution file of a week, 0 for the first.
func SolutionName(week int) string { return fmt.Sprintf("sol-week%d.json", week) }

// WriteWeek writes the solution file of one week, 0 for the first, of a scenario.
// The identifiers are those of inst. Every duty must have a skill.
func WriteWeek(w io.Writer, scenario string, inst *nrp.Instance, r nrp.Roster, week int) error {
	if len(r) != len(inst.Staff) {
		return fmt.Errorf("roster has %d lines, the instance %d staff", len(r), len(inst.Staff))
	}
	out := solution{Scenario: scenario, Week: week, Assignments: []assignment{}}
	for i, line := range r {
		if week < 0 || len(line) < 7*(week+1) {
			return fmt.Errorf("roster[%d] has %d days: there is no week %d in it", i, len(line), week)
		}
		for d := range 7 {
			a := line[7*week+d]
			if a.Shift == nrp.NoShift {
				continue
			}
			if a.Shift < 0 || a.Shift >= len(inst.Shifts) || a.Skill < 0 || a.Skill >= len(inst.Skills) {
				return fmt.Errorf("roster[%d][%d] has shift %d of %d in skill %d of %d", i, 7*week+d,
					a.Shift, len(inst.Shifts), a.Skill, len(inst.Skills))
			}
			out.Assignments = append(out.Assignments, assignment{
				Nurse: inst.Staff[i].ID, Day: dayShort[d], Shift: inst.Shifts[a.Shift].ID, Skill: inst.Skills[a.Skill].ID,
			})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write week %d: %w", week, err)
	}
	return nil
}

// ReadSolutions reads one solution file a week, in their order, into a roster of p.
// A nurse with two assignments on a day (H1) is refused.
func ReadSolutions(p *Problem, weeks []Source) (nrp.Roster, error) {
	if len(weeks) != len(p.Weeks) {
		return nil, fmt.Errorf("scenario %s has %d weeks, but %d solution files are given: give one a week",
			p.Scenario.ID, len(p.Weeks), len(weeks))
	}
	r := nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
	for k, src := range weeks {
		if err := p.readSolution(r, src, k); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (p *Problem) readSolution(r nrp.Roster, src Source, week int) error {
	root, err := parse(src)
	if err != nil {
		return err
	}
	s, find := p.Scenario, p.Scenario.nurses()
	o := root.object(&err, "scenario", "week", "assignments")
	o.belongsTo(s)
	o.number("week", 0, maxWeeks)
	o.list("assignments", func(n *node) {
		f := n.object(&err, "nurse", "day", "shiftType", "skill")
		i, d := f.index("nurse", "nurse", find), 7*week+f.index("day", "weekday", weekday)
		a := nrp.Assignment{Shift: f.index("shiftType", "shift type", s.shift), Skill: f.index("skill", "skill", s.skill)}
		if err == nil && r[i][d] != nrp.Off {
			err = n.fail("%s has another assignment on %s: keep one (H1)", s.Nurses[i].ID, dayNames[d%7])
		}
		if err == nil {
			r[i][d] = a
		}
	})
	return err
}
