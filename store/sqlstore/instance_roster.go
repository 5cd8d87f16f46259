package sqlstore

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// dayIndex returns the index of a date in a problem; it may lie outside the horizon.
func dayIndex(p *planner.Problem, d store.Day) nrp.DayIdx { return store.Day(p.FirstDay).Until(d) }

// indexOf returns the positions of ids in a list.
func indexOf(ids []string) map[store.ID]int {
	out := make(map[store.ID]int, len(ids))
	for i, id := range ids {
		out[store.ID(id)] = i
	}
	return out
}

// readRoster reads duty rows into a roster of the problem. Duties on other wards, which
// are fixed cells of the problem, are put in first; rows of people or shifts that the
// problem no longer knows are left out.
func readRoster(p *planner.Problem, duties []store.Duty) nrp.Roster {
	in := p.Instance
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	for _, f := range in.Fixed {
		if in.Shifts[f.To.Shift].FixedOnly {
			r[f.Staff][f.Day] = f.To
		}
	}
	staff, shifts, skills := indexOf(p.StaffIDs), indexOf(p.ShiftIDs), indexOf(p.SkillIDs)
	for _, d := range duties {
		i, known := staff[d.StaffID]
		s, ok := shifts[d.ShiftID]
		day := dayIndex(p, d.Day)
		if !known || !ok || day < 0 || day >= in.Horizon.Days {
			continue
		}
		to := nrp.Assignment{Shift: s, Skill: nrp.NoSkill}
		if k, has := skills[d.SkillID]; has {
			to.Skill = k
		}
		r[i][day] = to
	}
	return r
}

// writeRoster makes the duty rows of a roster: one for each assignment that is not on
// another ward, and one unfilled row for each person missing below minimum.
func writeRoster(p *planner.Problem, r nrp.Roster, unfilled []nrp.Violation, rosterID store.ID) []store.Duty {
	kept := map[[2]int]nrp.Assignment{}
	for _, f := range p.Instance.Fixed {
		kept[[2]int{f.Staff, f.Day}] = f.To
	}
	var out []store.Duty
	for i, line := range r {
		for d, a := range line {
			if a.Shift == nrp.NoShift || p.Instance.Shifts[a.Shift].FixedOnly {
				continue
			}
			duty := newDuty(p, rosterID, d, a)
			duty.StaffID = store.ID(p.StaffIDs[i])
			fixed, ok := kept[[2]int{i, d}]
			duty.Fixed = ok && fixed == a
			out = append(out, duty)
		}
	}
	return append(out, unfilledDuties(p, unfilled, rosterID)...)
}

func unfilledDuties(p *planner.Problem, unfilled []nrp.Violation, rosterID store.ID) []store.Duty {
	var out []store.Duty
	for _, v := range unfilled {
		for range v.Amount {
			out = append(out, newDuty(p, rosterID, v.Day, nrp.Assignment{Shift: v.Shift, Skill: v.Skill}))
		}
	}
	return out
}

func newDuty(p *planner.Problem, rosterID store.ID, d nrp.DayIdx, a nrp.Assignment) store.Duty {
	duty := store.Duty{ID: newID(), RosterID: rosterID, Day: store.Day(p.FirstDay).Add(d), ShiftID: store.ID(p.ShiftIDs[a.Shift])}
	if a.Skill != nrp.NoSkill {
		duty.SkillID = store.ID(p.SkillIDs[a.Skill])
	}
	return duty
}

// findingsOf turns violations that cost something into findings.
func findingsOf(p *planner.Problem, vs []nrp.Violation) store.Findings {
	out := store.Findings{}
	for _, v := range vs {
		if v.Amount > 0 && v.Cost.Weight > 0 {
			out = append(out, findingOf(p, v))
		}
	}
	return out
}

func findingOf(p *planner.Problem, v nrp.Violation) store.Finding {
	f := store.Finding{
		Rule: string(v.Rule), Name: v.Name, Level: v.Cost.Level.String(), Amount: v.Amount, Cost: v.Amount * v.Cost.Weight,
	}
	if v.Rule == nrp.RuleLink {
		f.Name = store.PairNameByID(v.Name, func(i int) string { return p.Instance.Staff[i].ID }, p.StaffIDs)
	}
	if v.Staff >= 0 {
		f.StaffID = store.ID(p.StaffIDs[v.Staff])
	}
	if v.Day >= 0 {
		f.Day = store.Day(p.FirstDay).Add(v.Day)
	}
	if v.Shift != nrp.NoShift {
		f.ShiftID = store.ID(p.ShiftIDs[v.Shift])
	}
	if v.Skill != nrp.NoSkill {
		f.SkillID = store.ID(p.SkillIDs[v.Skill])
	}
	if v.Request >= 0 {
		f.PreferenceID = store.ID(p.RequestIDs[v.Request])
	}
	return f
}

// outcomesOf turns what became of the requests into outcomes of a roster.
func outcomesOf(p *planner.Problem, outcomes []planner.Outcome, rosterID store.ID) []store.Outcome {
	out := make([]store.Outcome, 0, len(outcomes))
	for _, o := range outcomes {
		out = append(out, store.Outcome{
			RosterID: rosterID, PreferenceID: store.ID(p.RequestIDs[o.Request]), Met: o.Met, Decided: o.Decided,
			Findings: findingsOf(p, o.Findings), Delta: store.Levels(o.Delta),
		})
	}
	return out
}
