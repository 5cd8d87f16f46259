package inrc2

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Weights of the competition, each for one unit, all at nrp.LevelRest.
var (
	hard         = nrp.Cost{Level: nrp.LevelHard, Weight: 1}  // H3, H4
	missing      = nrp.Cost{Level: nrp.LevelCover, Weight: 1} // H2
	optimal      = nrp.Cost{Level: nrp.LevelRest, Weight: 30} // S1
	sameShift    = nrp.Cost{Level: nrp.LevelRest, Weight: 15} // S2, same shift
	consecutive  = nrp.Cost{Level: nrp.LevelRest, Weight: 30} // S2, work; S3
	preference   = nrp.Cost{Level: nrp.LevelRest, Weight: 10} // S4
	weekend      = nrp.Cost{Level: nrp.LevelRest, Weight: 30} // S5
	assignments  = nrp.Cost{Level: nrp.LevelRest, Weight: 20} // S6
	manyWeekends = nrp.Cost{Level: nrp.LevelRest, Weight: 30} // S7
)

// Cost returns the competition's cost of a score, S1 to S7. It means nothing where
// the score has an entry at nrp.LevelHard or nrp.LevelCover.
func Cost(s nrp.Score) int64 { return s[nrp.LevelRest] }

// Problem is a scenario with its history and its weeks, as read, and the instance
// made of them. Staff, shifts, skills and contracts of the instance have the
// scenario's order.
type Problem struct {
	Scenario *Scenario
	History  *History
	Weeks    []*Week
	Instance *nrp.Instance
}

// Read reads a scenario, its first history and the files of all its weeks in their
// order. An error names the file, the line and the JSON pointer of the fault.
func Read(scenario, history Source, weeks []Source) (*Problem, error) {
	p := &Problem{}
	var err error
	if p.Scenario, err = ReadScenario(scenario); err != nil {
		return nil, err
	}
	if len(weeks) != p.Scenario.Weeks {
		return nil, fmt.Errorf("%s: scenario %s has %d weeks, but %d week files are given: give one a week",
			scenario.Name, p.Scenario.ID, p.Scenario.Weeks, len(weeks))
	}
	if p.History, err = ReadHistory(history, p.Scenario); err != nil {
		return nil, err
	}
	for _, src := range weeks {
		w, err := ReadWeek(src, p.Scenario)
		if err != nil {
			return nil, err
		}
		p.Weeks = append(p.Weeks, w)
	}
	p.Instance = Build(p.Scenario, p.History, p.Weeks)
	return p, nil
}

// Build makes the instance of a scenario, a history and weeks that belong to it.
func Build(s *Scenario, h *History, weeks []*Week) *nrp.Instance {
	inst := &nrp.Instance{Name: s.ID, Horizon: nrp.Horizon{Days: 7 * len(weeks)}}
	for _, id := range s.Skills {
		inst.Skills = append(inst.Skills, nrp.Skill{ID: id})
	}
	for _, st := range s.Shifts {
		inst.Shifts = append(inst.Shifts, nrp.Shift{ID: st.ID, Kind: kind(st.ID)})
	}
	for i := range s.Contracts {
		inst.Contracts = append(inst.Contracts, s.buildContract(&s.Contracts[i]))
	}
	for i, n := range s.Nurses {
		past := h.Nurses[i]
		inst.Staff = append(inst.Staff, nrp.Staff{
			ID: n.ID, Contract: n.Contract, Skills: n.Skills,
			History:     nrp.History{Known: true, Line: past.line()},
			CounterBase: []int64{int64(past.Assignments), int64(past.Weekends)},
		})
	}
	for k, w := range weeks {
		inst.Cover = append(inst.Cover, w.cover(7*k)...)
		for _, r := range w.Requests {
			cells := nrp.AllShiftCells(len(s.Shifts))
			if r.Shift != nrp.NoShift {
				cells = nrp.ShiftCells(r.Shift)
			}
			inst.Requests = append(inst.Requests, nrp.Request{
				Staff: r.Nurse, Day: 7*k + r.Day, Unwanted: cells, Cost: preference,
			})
		}
	}
	return inst
}

// buildContract states S2, S3, S5, S6, S7 and H3; the counters are the total of
// assignments and of weekends worked, in this order.
func (s *Scenario) buildContract(c *Contract) nrp.Contract {
	out := nrp.Contract{ID: c.ID, SkillCost: hard, UnavailableCost: hard, FixedCost: hard}
	for from, next := range s.Forbidden {
		if len(next) > 0 {
			out.Successions = append(out.Successions, nrp.Succession{
				Name: "after " + s.Shifts[from].ID, From: nrp.ShiftCells(from), To: nrp.ShiftCells(next...), Cost: hard,
			})
		}
	}
	stretch := func(name string, of nrp.CellSet, r Range, cost nrp.Cost) {
		out.Stretches = append(out.Stretches, nrp.Stretch{Name: name, Of: of, Min: r.Min, MinCost: cost, Max: r.Max, MaxCost: cost})
	}
	for i, st := range s.Shifts {
		stretch("consecutive "+st.ID, nrp.ShiftCells(i), st.Run, sameShift)
	}
	stretch("consecutive working days", nrp.AllShiftCells(len(s.Shifts)), c.Work, consecutive)
	stretch("consecutive days off", nrp.OffCells, c.Off, consecutive)
	if c.CompleteWeekends {
		cost := weekend
		out.Weekend = &cost
	}
	out.Counters = []nrp.Counter{
		{
			Name: "assignments", Kind: nrp.CountAmounts,
			Under: []nrp.Knee{{At: int64(c.Total.Min), Cost: assignments}},
			Over:  []nrp.Knee{{At: int64(c.Total.Max), Cost: assignments}},
		},
		{
			Name: "working weekends", Kind: nrp.CountWeekends,
			Over: []nrp.Knee{{At: int64(c.MaxWeekends), Cost: manyWeekends}},
		},
	}
	return out
}

// cover returns the rows of the days that want somebody; the format puts no price on
// more than the optimum, so the others would never cost anything.
func (w *Week) cover(first nrp.DayIdx) []nrp.Cover {
	var rows []nrp.Cover
	for _, r := range w.Requirements {
		for d := range 7 {
			if r.Optimal[d] == 0 {
				continue
			}
			rows = append(rows, nrp.Cover{
				Day: first + d, Shift: r.Shift, Skill: r.Skill,
				Min: r.Min[d], MinCost: missing, Preferred: r.Optimal[d], PreferredCost: optimal, Max: nrp.NoLimit,
			})
		}
	}
	return rows
}

// kind guesses the kind of a shift from the names that the competition uses.
func kind(id string) string {
	switch id {
	case "Early":
		return "early"
	case "Late":
		return "late"
	case "Night":
		return "night"
	}
	return "other"
}
