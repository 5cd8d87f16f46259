package sqlstore

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// What the second referee knows comes from the stored rows by a way of its own: its own
// reckoning of instants, no day index and no joined shifts. So an error in how the instance is
// made shows as a breach. Only the query is shared, with the mean week of the instance.

// lawDays is how far before and after a period duties are looked at: the reference period of
// Working Time Regulations 1998 reg. 4(3).
const lawDays = 17 * 7

// lawDuty is one duty of somebody on the ward's staff in another roster.
type lawDuty struct {
	StaffID     store.ID  `gorm:"column:staff_id"`
	Day         store.Day `gorm:"column:day"`
	StartMinute int       `gorm:"column:start_minute"`
	EndMinute   int       `gorm:"column:end_minute"`
	PaidMinutes int       `gorm:"column:paid_minutes"`
	// BreakMinutes and HazardOn are those of store.Shift.
	BreakMinutes *int      `gorm:"column:break_minutes"`
	HazardOn     store.Day `gorm:"column:hazard_on"`
}

// buildLaw turns rows and the duties of other rosters into work on instants.
func buildLaw(rows *problemRows, duties []lawDuty, p *planner.Problem) *planner.Law {
	b := &lawBuilder{rows: rows, zone: rows.Ward.Zone(), people: map[store.ID]*law.Person{}}
	out := &planner.Law{Around: law.Input{
		Zone: b.zone, Figures: lawFigures(rows.Pinned),
		// A duty of the last day may end on the day after, and the rest after it then.
		From: b.midnight(rows.Period.FirstDay), To: b.midnight(rows.Period.LastDay.Add(2)),
		People: make([]law.Person, len(p.StaffIDs)),
	}}
	for i, id := range p.StaffIDs {
		out.Around.People[i].ID = p.Instance.Staff[i].ID
		b.people[store.ID(id)] = &out.Around.People[i]
	}
	b.employments()
	b.terms()
	b.around(duties)
	b.stints()
	b.absences()
	out.Cells = b.cells(p)
	return out
}

// lawDuties reads the duties of the ward's staff in other rosters: of this ward the version that
// counts, the published one or else the approved one, of other wards what is published.
func lawDuties(g *gorm.DB, rows *problemRows) ([]lawDuty, error) {
	p := &rows.Period
	people, who := rows.people()
	var out []lawDuty
	err := g.Raw(`SELECT duties.staff_id AS staff_id, duties.day AS day, shifts.start_minute, shifts.end_minute, shifts.paid_minutes, shifts.break_minutes, shifts.hazard_on
		FROM duties JOIN rosters ON rosters.id = duties.roster_id JOIN shifts ON shifts.id = duties.shift_id
		WHERE duties.staff_id IN (`+people+`) AND duties.day >= ? AND duties.day <= ? AND rosters.period_id <> ?
		AND (rosters.state = 'published' OR rosters.ward_id = ? AND rosters.state = 'approved' AND NOT EXISTS
			(SELECT 1 FROM rosters AS out WHERE out.period_id = rosters.period_id AND out.state = 'published'))
		ORDER BY duties.day, duties.staff_id, shifts.start_minute, duties.id`,
		append(who, p.FirstDay.Add(-lawDays), p.LastDay.Add(lawDays), p.ID, p.WardID)...).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("load duties for the law: %w", err)
	}
	return out, nil
}

// lawBuilder turns rows into work on instants.
type lawBuilder struct {
	rows   *problemRows
	zone   *time.Location
	people map[store.ID]*law.Person
}

func (b *lawBuilder) clock(d store.Day, minute int) law.Instant {
	at := d.Midnight(time.UTC)
	return law.Clock(b.zone, at.Year(), at.Month(), at.Day(), minute)
}

func (b *lawBuilder) midnight(d store.Day) law.Instant { return b.clock(d, 0) }

// work returns a duty as it really passes. What is not paid of it is its break; in the night that
// is an hour longer the break stays, in the one that is shorter at least a minute of work.
// How it is taken is another matter: break_minutes says so, where it is known.
func (b *lawBuilder) work(d store.Day, s *lawDuty) law.Work {
	length := s.EndMinute - s.StartMinute
	w := law.Work{Start: b.clock(d, s.StartMinute), End: b.clock(d, s.EndMinute), Parts: true, Longest: law.Unknown, Hazard: s.HazardOn != ""}
	if w.End <= w.Start { // within an hour that the clock leaps over
		w.End = w.Start + law.Instant(length)
	}
	w.Break = min(length-s.PaidMinutes, int(w.End-w.Start)-1)
	if s.BreakMinutes != nil {
		w.Longest = min(*s.BreakMinutes, int(w.End-w.Start)-1)
	}
	return w
}

// ofShift returns what the law must know of a shift of the ward.
func ofShift(s *store.Shift) *lawDuty {
	return &lawDuty{StartMinute: s.StartMinute, EndMinute: s.EndMinute, PaidMinutes: s.PaidMinutes, BreakMinutes: s.BreakMinutes, HazardOn: s.HazardOn}
}

// employments sets when each employment began.
func (b *lawBuilder) employments() {
	for i := range b.rows.Staff {
		s := &b.rows.Staff[i]
		if p, ok := b.people[s.ID]; ok && s.FirstDay > "1970-01-02" {
			p.Began = b.midnight(s.FirstDay)
		}
	}
}

// around adds the duties of other rosters; where the ward has none of its own before the
// period, the last shift of the imported state.
func (b *lawBuilder) around(duties []lawDuty) {
	for i := range duties {
		if p, ok := b.people[duties[i].StaffID]; ok {
			p.Work = append(p.Work, b.work(duties[i].Day, &duties[i]))
		}
	}
	if b.rows.Past != nil {
		return
	}
	for _, h := range b.rows.History {
		p, ok := b.people[h.StaffID]
		if s := b.shift(h.LastShiftID); ok && s != nil {
			p.Work = append(p.Work, b.work(b.rows.Period.FirstDay.Add(-1), ofShift(s)))
		}
	}
}

// absences adds leave. Whether its days are excluded days of reg. 4(7) is not known, since
// its kind is not kept; as not excluded they can only lower an average.
func (b *lawBuilder) absences() {
	for _, l := range b.rows.Leaves {
		if p, ok := b.people[l.StaffID]; ok {
			p.Absences = append(p.Absences, law.Absence{Start: b.midnight(l.FirstDay), End: b.midnight(l.LastDay.Add(1))})
		}
	}
}

// cells returns the work of each cell of the ward's own shifts.
func (b *lawBuilder) cells(p *planner.Problem) [][]law.Work {
	out := make([][]law.Work, p.Instance.Horizon.Days)
	for d := range out {
		out[d] = make([]law.Work, len(p.ShiftIDs))
		for i, id := range p.ShiftIDs {
			if s := b.shift(store.ID(id)); s != nil {
				out[d][i] = b.work(b.rows.Period.FirstDay.Add(d), ofShift(s))
			}
		}
	}
	return out
}

// shift returns a shift of the ward, nil where it has none of that id.
func (b *lawBuilder) shift(id store.ID) *store.Shift {
	for i := range b.rows.Shifts {
		if b.rows.Shifts[i].ID == id {
			return &b.rows.Shifts[i]
		}
	}
	return nil
}
