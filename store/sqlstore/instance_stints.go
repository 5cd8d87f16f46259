package sqlstore

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// Stints are fixed cells like duties on other wards: rest, runs, weeks and the mean week count them by the
// same tables. Three things are their own. The hours of bank, agency and other jobs fill no contract: the
// contract's total stands that much lower before day 0. An absence does not forbid them. And where a rota
// that is out has a duty of its own on the day, the duty keeps the cell: the stint then stands beside it
// (besideStint), in the hours of both referees and, with its times, before the second one.

// besideStint is a stint on a day on which a published rota has a duty of the same person.
type besideStint struct {
	staff store.ID
	day   nrp.DayIdx
	stint *store.Stint
}

// stintGrains are how coarsely stints are told apart, minutes: finer ones where the number of shifts allows it.
var stintGrains = []int{1, 60, 240}

// stintsApart is how many days before day 0 stints keep their times; of older ones only counts whether it was
// a night: no rest and no fortnight of weekly rest reaches back further.
const stintsApart = 15

// workElsewhere sets what people work beside the rota, one shift a person and day, and returns its shifts
// within and before the horizon, by id: those that are not the ward's own.
func (b *problemBuilder) workElsewhere(own []store.Shift) []store.Shift {
	var foreign []store.Shift
	for _, b.grain = range stintGrains {
		b.elsewhere, foreign = joinElsewhere(append(slices.Clone(b.rows.Elsewhere), b.stintDuties(own)...)), nil
		has := map[store.ID]bool{}
		for _, s := range own {
			has[s.ID] = true
		}
		for _, e := range b.elsewhere {
			if e.day <= b.rows.Period.LastDay && !has[e.shift.ID] {
				has[e.shift.ID] = true
				foreign = append(foreign, e.shift)
			}
		}
		if len(b.rows.Stints) == 0 || len(own)+len(foreign) <= nrp.MaxShifts {
			break
		}
	}
	slices.SortFunc(foreign, func(x, y store.Shift) int { return cmp.Compare(x.ID, y.ID) })
	for i, s := range foreign {
		if !slices.ContainsFunc(strings.Split(string(s.ID), "+"), func(id string) bool { return !strings.HasPrefix(id, store.StintShift) }) {
			b.stintCells |= nrp.ShiftCells(len(own) + i)
		}
	}
	return foreign
}

// stintDuties are the stints from pastDays before the horizon to aheadDays after it as duties elsewhere. Before
// the horizon a duty of the ward's own on the same day comes with them, since the two are one day's work.
func (b *problemBuilder) stintDuties(own []store.Shift) []elsewhereDuty {
	var out []elsewhereDuty
	b.beside = nil
	p, zone := &b.rows.Period, b.rows.Ward.Zone()
	joined := map[dutyCell]bool{}
	for i := range b.rows.Stints {
		s := &b.rows.Stints[i]
		day, shift := s.Clock(zone, b.grain)
		cell := dutyCell{s.StaffID, day}
		worked := b.pastShift(own, cell)
		switch {
		case day < p.FirstDay.Add(-pastDays) || day > p.LastDay.Add(aheadDays):
			continue
		case b.rows.Held[cell] && p.Holds(day):
			b.beside = append(b.beside, besideStint{s.StaffID, b.day(day), s})
			continue
		case day < p.FirstDay.Add(-stintsApart):
			if worked != nil {
				continue
			}
			if k := slices.IndexFunc(own, func(x store.Shift) bool { return (x.Kind == store.Night) == (shift.Kind == store.Night) }); k >= 0 {
				shift = own[k]
			}
		case worked != nil && !joined[cell]:
			joined[cell] = true
			out = append(out, elsewhereDuty{s.StaffID, day, *worked})
		}
		out = append(out, elsewhereDuty{s.StaffID, day, shift})
	}
	return out
}

// pastShift is the ward's own shift that somebody worked on a day before the horizon; nil for none.
func (b *problemBuilder) pastShift(own []store.Shift, cell dutyCell) *store.Shift {
	if b.rows.Past == nil || cell.day >= b.rows.Period.FirstDay {
		return nil
	}
	for _, d := range b.rows.Past.Duties {
		if d.StaffID == cell.staff && d.Day == cell.day {
			for i := range own {
				if own[i].ID == d.ShiftID {
					return &own[i]
				}
			}
		}
	}
	return nil
}

// besideMinutes is the paid time of a person's stints beside duties on some days of the horizon.
func (b *problemBuilder) besideMinutes(staff store.ID, from, to nrp.DayIdx) int64 {
	var out int64
	for _, x := range b.beside {
		if x.staff == staff && x.day >= from && x.day < to {
			out += int64(x.stint.PaidMinutes)
		}
	}
	return out
}

// offContract is by how much the person's contract total stands lower for stints within the horizon that
// fill no contract, less what extra hours beside duties add to it; minutes, negative to lower it.
func (b *problemBuilder) offContract(staff store.ID) int64 {
	var out int64
	zone := b.rows.Ward.Zone()
	for i := range b.rows.Stints {
		s := &b.rows.Stints[i]
		day, shift := s.Clock(zone, b.grain)
		if s.StaffID != staff || !b.rows.Period.Holds(day) {
			continue
		}
		switch beside := b.rows.Held[dutyCell{staff, day}]; {
		case s.Source != store.OwnWork && !beside:
			out -= int64(shift.PaidMinutes)
		case s.Source == store.OwnWork && beside:
			out += int64(s.PaidMinutes)
		}
	}
	return out
}

// knowStints adds stints to what is known of time at work, and those outside the horizon or beside duties in it
// to what is known of working time.
func (k *knownWork) knowStints() {
	b := k.b
	for i := range b.rows.Stints {
		s := &b.rows.Stints[i]
		at, ok := b.staffOf[s.StaffID]
		day, shift := s.Clock(b.rows.Ward.Zone(), 1)
		if !ok {
			continue
		}
		begun, ended := shiftSpan(&k.clock, b.day(day), &shift)
		k.busy[at] = append(k.busy[at], nrp.Busy{Start: begun, End: ended})
		if !b.rows.Period.Holds(day) || b.rows.Held[dutyCell{s.StaffID, day}] {
			k.add(at, b.day(day), shift.StartMinute, shift.EndMinute, shift.PaidMinutes)
		}
	}
}

// stints adds what people work beside all rotas, on instants as it was entered.
func (b *lawBuilder) stints() {
	for i := range b.rows.Stints {
		if p, ok := b.people[b.rows.Stints[i].StaffID]; ok {
			p.Work = append(p.Work, stintWork(&b.rows.Stints[i]))
		}
	}
}

// loadHeld reads which days of people with stints a roster that is out has duties on: published or superseded,
// or made of such a one by an amendment.
func loadHeld(g *gorm.DB, rosterID store.ID, rows *problemRows) error {
	rows.Held = map[dutyCell]bool{}
	if len(rows.Stints) == 0 || rosterID == latestDraft {
		return nil
	}
	var held []struct {
		StaffID store.ID  `gorm:"column:staff_id"`
		Day     store.Day `gorm:"column:day"`
	}
	err := g.Raw(`SELECT duties.staff_id, duties.day FROM duties JOIN rosters ON rosters.id = duties.roster_id
		WHERE duties.roster_id = ? AND duties.staff_id IS NOT NULL AND (rosters.state IN ('published', 'superseded') OR rosters.amends_id IS NOT NULL)`,
		rosterID).Scan(&held).Error
	for _, h := range held {
		rows.Held[dutyCell{h.StaffID, h.Day}] = true
	}
	return err
}

// stintKeys name the stints that a rota of the period has as history or within it, by content.
func stintKeys(rows *problemRows) []string {
	p := &rows.Period
	var out []string
	for i := range rows.Stints {
		s := &rows.Stints[i]
		// By the day in UTC, so that the ward's zone has no part in it.
		if day := store.Day(s.BeginsAt.UTC().Format("2006-01-02")); day >= p.FirstDay.Add(-pastDays) && day <= p.LastDay {
			out = append(out, fmt.Sprintf("%s %s %d-%d/%d", s.StaffID, s.Source, s.BeginsAt.Unix(), s.EndsAt.Unix(), s.PaidMinutes))
		}
	}
	slices.Sort(out)
	return out
}
