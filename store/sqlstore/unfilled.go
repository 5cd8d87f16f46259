package sqlstore

import (
	"context"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// Unfilled says of each unfilled duty of a draft or approved rota who was nearest to filling it and what
// stood in the way, by the ward's data as they stand now: both referees are asked (decision 0022). Closed
// for a rota that is published.
func (db *DB) Unfilled(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.UnfilledDuty, *store.Roster, error) {
	const op = "explain unfilled duties"
	roster, err := byID[store.Roster](db.read(ctx), rosterID)
	if err != nil {
		return nil, nil, db.fault(op, err)
	}
	p, r, err := db.RosterProblem(ctx, actor, rosterID)
	if err != nil {
		return nil, nil, err
	}
	if roster.State != store.Draft && roster.State != store.RosterApproved {
		return nil, nil, store.Errorf(store.Closed, op, "this version of the rota is %s; unfilled duties are explained in a draft", roster.State)
	}
	a, err := planner.Judge(p, r)
	if err != nil {
		return nil, nil, db.fault(op, err)
	}
	gaps, err := planner.Gaps(p, r, a)
	if err != nil {
		return nil, nil, db.fault(op, err)
	}
	out := make([]store.UnfilledDuty, 0, len(gaps))
	for i := range gaps {
		out = append(out, unfilledOf(p, &gaps[i]))
	}
	return out, roster, nil
}

// unfilledOf turns a gap into ids.
func unfilledOf(p *planner.Problem, g *planner.Gap) store.UnfilledDuty {
	f := findingOf(p, g.Short)
	out := store.UnfilledDuty{Day: f.Day, ShiftID: f.ShiftID, SkillID: f.SkillID, Missing: g.Short.Amount, Nearest: []store.NearFiller{}}
	for _, n := range g.Nearest {
		near := store.NearFiller{
			StaffID: store.ID(p.StaffIDs[n.Staff]), FromShiftID: shiftID(p, n.From.Shift), Never: n.Never, Delta: store.Levels(n.Delta),
			Findings: findingsOf(p, n.Findings),
		}
		for _, b := range n.Law {
			level := nrp.LevelRest
			if lawBlocks(b.Rule) {
				level = nrp.LevelHard
			}
			law := lawFinding(p, b, level)
			if !slices.ContainsFunc(near.Findings, func(x store.Finding) bool { return foundBoth(&law, &x) }) {
				near.Findings = slices.Insert(near.Findings, hardOnes(near.Findings), law)
			}
		}
		out.Nearest = append(out.Nearest, near)
	}
	return out
}

// hardOnes counts the hard findings, which come first.
func hardOnes(list store.Findings) int {
	n := 0
	for n < len(list) && list[n].Level == nrp.LevelHard.String() {
		n++
	}
	return n
}
