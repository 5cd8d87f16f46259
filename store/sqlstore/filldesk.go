package sqlstore

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// fillDesk is a published rota as it stands, laid out so that changes can be tried on it.
type fillDesk struct {
	rows    *problemRows
	problem *planner.Problem
	roster  *store.Roster
	rota    nrp.Roster
	duties  []store.Duty
	judge   *fill.Judge
	now     time.Time
	zone    *time.Location
}

// publishedOf returns the published version of a period; none where it has none any more, or is archived.
func publishedOf(g *gorm.DB, periodID store.ID) ([]store.Roster, error) {
	return all[store.Roster](g.Where("period_id = ? AND state = 'published' AND period_id IN (SELECT id FROM periods WHERE state = 'published')", periodID))
}

// openDesk lays out a published roster with everything that is known now, and with guests who might work a
// duty of it.
func openDesk(g *gorm.DB, roster *store.Roster, now time.Time, guests ...guestDay) (*fillDesk, error) {
	rows, err := loadRows(g, roster.PeriodID, roster.ID, guests...)
	if err != nil {
		return nil, err
	}
	p, err := problemOf(g, rows)
	if err != nil {
		return nil, err
	}
	d := &fillDesk{rows: rows, problem: p, roster: roster, now: now, zone: rows.Ward.Zone()}
	if d.duties, err = dutiesOf(g, roster.ID); err != nil {
		return nil, err
	}
	d.rota = readRoster(p, d.duties)
	w := &fill.Ward{Inst: p.Instance, Roster: d.rota, Notice: d.notice(), Agreed: d.agreed()}
	if w.Refused, err = d.refused(); err != nil {
		return nil, err
	}
	if p.Law != nil {
		w.Law = &fill.Law{Around: p.Law.Around, Cells: p.Law.Cells, Blocks: lawBlocks}
	}
	if w.Carriers, err = d.carriers(g); err != nil {
		return nil, err
	}
	if d.judge, err = fill.New(w); err != nil {
		return nil, &store.Error{Kind: store.Internal, Op: "lay out the rota", Err: err}
	}
	return d, nil
}

// notice is how many minutes from now each shift of the ward begins; shifts of other wards, which
// no change touches, count as beginning now.
func (d *fillDesk) notice() [][]int64 {
	out := make([][]int64, d.problem.Instance.Horizon.Days)
	for day := range out {
		out[day] = make([]int64, len(d.problem.ShiftIDs))
		for s := range out[day] {
			if start, ok := d.begins(day, s); ok {
				out[day][s] = int64(start.Sub(d.now) / time.Minute)
				if start.Before(d.now) {
					out[day][s] = min(out[day][s], -1) // a part of a minute is rounded towards now
				}
			}
		}
	}
	return out
}

// begins returns when a shift of the ward begins on a day; false for one of another ward.
func (d *fillDesk) begins(day nrp.DayIdx, s nrp.ShiftIdx) (time.Time, bool) {
	i := slices.IndexFunc(d.rows.Shifts, func(x store.Shift) bool { return string(x.ID) == d.problem.ShiftIDs[s] })
	if i < 0 {
		return time.Time{}, false
	}
	start, _ := d.rows.Shifts[i].Clock(d.date(day), d.zone)
	return start.UTC(), true
}

// date returns the date of a day of the rota.
func (d *fillDesk) date(day nrp.DayIdx) store.Day { return store.Day(d.problem.FirstDay).Add(day) }

// refused is what refusing each request counts as in the ledger.
func (d *fillDesk) refused() ([]fairness.Kind, error) {
	kinds := map[store.ID]fairness.Kind{}
	for _, p := range d.rows.Preferences {
		kind, err := fairness.Refusal(p.Strength, p.Token)
		if err != nil {
			return nil, problemFault("%s", err.Error())
		}
		kinds[p.ID] = kind
	}
	out := make([]fairness.Kind, len(d.problem.RequestIDs))
	for i, id := range d.problem.RequestIDs {
		out[i] = kinds[store.ID(id)]
	}
	return out, nil
}

// agreed is the contract's time for the days of the rota on which each person is employed, less what
// is credited for leave.
func (d *fillDesk) agreed() []int64 {
	days := int64(d.problem.Instance.Horizon.Days)
	out := make([]int64, len(d.problem.StaffIDs))
	b := &problemBuilder{rows: d.rows, inst: d.problem.Instance, contract: d.rows.Contracts}
	for i := range out {
		out[i] = fill.Unknown
		s := d.person(store.ID(d.problem.StaffIDs[i]))
		for k := range d.rows.Contracts {
			if c := &d.rows.Contracts[k]; c.ID == s.ContractID && c.WeeklyMinutes > 0 {
				out[i] = max(0, int64(c.WeeklyMinutes)*days/7-b.creditedMinutes(s))
			}
		}
	}
	return out
}

// person returns somebody of the ward; everybody in the problem is.
func (d *fillDesk) person(id store.ID) *store.Staff {
	for i := range d.rows.Staff {
		if d.rows.Staff[i].ID == id {
			return &d.rows.Staff[i]
		}
	}
	return &store.Staff{}
}

// carriers are what people carry by the ledger, and by what it scales.
func (d *fillDesk) carriers(g *gorm.DB) ([]fill.Carrier, error) {
	ledger, err := loadWardLedger(g, d.rows.Ward.ID, d.now, store.LedgerYear)
	if err != nil {
		return nil, err
	}
	count := newLedgerCount(d.rows)
	ledgers := map[store.ID]*wardLedger{d.rows.Ward.ID: ledger}
	out := make([]fill.Carrier, len(d.problem.StaffIDs))
	for i, id := range d.problem.StaffIDs {
		part, err := count.part(store.ID(id))
		if err != nil {
			return nil, err
		}
		home := d.person(store.ID(id)).WardID
		if ledgers[home] == nil {
			if ledgers[home], err = loadWardLedger(g, home, d.now, store.LedgerYear); err != nil {
				return nil, err
			}
		}
		ledger := ledgers[home]
		out[i] = fill.Carrier{
			Burden: fairness.Milli(ledger.burden(store.ID(id), ledger.today, always)),
			Share:  part.Share, Days: part.Days, Nights: part.Nights, Weekends: part.Weekends,
		}
	}
	return out, nil
}

// ownPeople are those of the ward itself.
func (d *fillDesk) ownPeople() []nrp.StaffIdx {
	var out []nrp.StaffIdx
	for i, id := range d.problem.StaffIDs {
		if !d.rows.isGuest(store.ID(id)) {
			out = append(out, i)
		}
	}
	return out
}

// staffAt returns somebody's index in the rota; false for somebody who is not in it.
func (d *fillDesk) staffAt(id store.ID) (nrp.StaffIdx, bool) {
	i := slices.Index(d.problem.StaffIDs, string(id))
	return i, i >= 0
}

// dutyOf returns the ward's own duty that somebody has on a date; false where they have none.
func (d *fillDesk) dutyOf(staffID store.ID, date store.Day) (fill.Duty, bool) {
	i, ok := d.staffAt(staffID)
	day := dayIndex(d.problem, date)
	if !ok || !date.Valid() || day < 0 || day >= d.problem.Instance.Horizon.Days {
		return fill.Duty{}, false
	}
	a := d.rota[i][day]
	if a.Shift == nrp.NoShift || d.problem.Instance.Shifts[a.Shift].FixedOnly {
		return fill.Duty{}, false
	}
	return fill.Duty{Day: day, Shift: a.Shift, Skill: a.Skill, From: i}, true
}

// gapAt returns a duty that nobody works, and of how many people it lacks; false where there is none.
func (d *fillDesk) gapAt(date store.Day, shift, skill store.ID) (fill.Duty, int, bool) {
	missing := 0
	for _, x := range d.duties {
		if x.Unfilled() && x.Day == date && x.ShiftID == shift && x.SkillID == skill {
			missing++
		}
	}
	s := slices.Index(d.problem.ShiftIDs, string(shift))
	k := slices.Index(d.problem.SkillIDs, string(skill))
	if missing == 0 || s < 0 || skill != "" && k < 0 {
		return fill.Duty{}, 0, false
	}
	return fill.Duty{Day: dayIndex(d.problem, date), Shift: s, Skill: k, From: fill.Nobody}, missing, true
}

// findings turns what stands in the way into findings.
func (d *fillDesk) findings(obstacles []fill.Obstacle) store.Findings {
	out := store.Findings{}
	for _, o := range obstacles {
		switch o.Kind {
		case fill.ByRule, fill.ByCover:
			out = append(out, findingOf(d.problem, o.Violation))
		case fill.ByLaw:
			out = append(out, lawFinding(d.problem, o.Breach, nrp.LevelHard))
		case fill.Begun, fill.Busy:
			rule := store.RuleBusy
			if o.Kind == fill.Begun {
				rule = store.RuleBegun
			}
			out = append(out, store.Finding{
				Rule: rule, Level: nrp.LevelHard.String(), StaffID: store.ID(d.problem.StaffIDs[o.Staff]), Day: d.date(o.Day), Amount: 1,
			})
		}
	}
	return out
}

// shown turns breaches of law that do not stand in the way into findings.
func (d *fillDesk) shown(v *fill.Verdict) store.Findings {
	out := store.Findings{}
	for _, b := range v.Shown {
		out = append(out, lawFinding(d.problem, b, nrp.LevelRest))
	}
	return out
}

// effect turns one side into ids.
func (d *fillDesk) effect(s *fill.Side) *store.TakeEffect {
	return &store.TakeEffect{
		StaffID:    store.ID(d.problem.StaffIDs[s.Staff]),
		RestBefore: s.Rest.Before, RestAfter: s.Rest.After, LeastWas: s.Rest.LeastWas, LeastIs: s.Rest.LeastIs,
		PaidWas: s.Hours.Was, PaidIs: s.Hours.Is, Agreed: s.Hours.Agreed, Over: s.Hours.Over(),
		MeanWas: s.Hours.MeanWas, MeanIs: s.Hours.MeanIs, BurdenWas: int64(s.Burden.Was), BurdenIs: int64(s.Burden.Is),
		Met: len(s.Met), Unmet: len(s.Unmet), Broken: len(s.Broken),
	}
}

// candidate turns a candidate into ids.
func (d *fillDesk) candidate(c *fill.Candidate, day nrp.DayIdx) store.Candidate {
	out := store.Candidate{
		StaffID: store.ID(d.problem.StaffIDs[c.Staff]), Legal: c.Legal, Place: c.Place, Because: string(c.Because),
		Findings: d.findings(c.Obstacles), Shown: d.shown(c.Verdict), Delta: store.Levels(c.Delta),
	}
	out.Name = d.person(out.StaffID).Name
	if c.Moved {
		out.MovesFrom = shiftID(d.problem, d.rota[c.Staff][day].Shift)
	}
	if c.Legal {
		out.Effect = d.effect(&c.Sides[0])
	}
	return out
}
