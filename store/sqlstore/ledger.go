package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// MyLedger returns the actor's own ledger of the last twelve months, line by line, and how
// burden lies on the home ward without anybody's name.
func (db *DB) MyLedger(ctx context.Context, actor store.Actor) (*store.MyLedger, error) {
	const op = "load own ledger"
	var mine *store.MyLedger
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := ownPerson(read, op, actor)
		if err != nil {
			return err
		}
		ward, err := loadWardLedger(read, me.WardID, now, store.LedgerYear)
		if err != nil {
			return err
		}
		f := ward.figures
		// 0.94 leaves 94 of 100 points: 6 % go.
		mine = &store.MyLedger{AsOf: ward.today, Entries: []store.LedgerEntry{}, DecayPercent: int(100 - 100*f.Decay.Num/f.Decay.Den), DecayDays: f.DecayDays}
		for _, l := range ward.lines[me.ID] {
			mine.Entries = append(mine.Entries, ward.entry(l))
		}
		slices.SortStableFunc(mine.Entries, func(a, b store.LedgerEntry) int {
			return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(orderOf(a.Kind), orderOf(b.Kind)), a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
		})
		mine.Burden = ward.burden(me.ID, ward.today, always)
		mine.Bands, mine.Mine = ward.bands(), -1
		for i, b := range mine.Bands {
			if (fairness.Band{From: fairness.Milli(b.From), To: fairness.Milli(b.To)}).Holds(max(fairness.Milli(mine.Burden), 0)) {
				mine.Mine = i
			}
		}
		return nil
	})
	return result(mine, err)
}

// orderOf is the place of a kind among all.
func orderOf(kind string) int { return slices.Index(fairness.Kinds, fairness.Kind(kind)) }

// WardFairness returns how burden lies on a ward: without names in bands, by name for those who
// may read its drafts and so see of whom each refusal and each duty is, and how even it was at
// the end of each rota of the last twelve months.
func (db *DB) WardFairness(ctx context.Context, actor store.Actor, wardID store.ID) (*store.WardFairness, error) {
	const op = "load fairness"
	var out *store.WardFairness
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := byID[store.Ward](read, wardID); err != nil {
			return err
		}
		if err := actor.Must(op, store.ReadDraft, wardID); err != nil {
			return err
		}
		// A rota of a year ago had lines of a year before.
		ward, err := loadWardLedger(read, wardID, now, 2*store.LedgerYear)
		if err != nil {
			return err
		}
		out = &store.WardFairness{AsOf: ward.today, Bands: ward.bands(), People: ward.people()}
		out.Trend, err = ward.trend(read)
		return err
	})
	return result(out, err)
}

// wardLedger is the ledger of a ward's people.
type wardLedger struct {
	ward    *store.Ward
	today   store.Day
	staff   []store.Staff
	lines   map[store.ID][]store.LedgerLine
	periods map[store.ID]store.RosterPeriod
	figures fairness.Figures
}

// loadWardLedger loads the lines of the people of a ward, wherever they arose, of the last days.
func loadWardLedger(read *gorm.DB, wardID store.ID, now time.Time, days int) (*wardLedger, error) {
	ward, err := byID[store.Ward](read, wardID)
	if err != nil {
		return nil, err
	}
	w := &wardLedger{
		ward: ward, today: store.DayOf(now, ward.Zone()), lines: map[store.ID][]store.LedgerLine{},
		periods: map[store.ID]store.RosterPeriod{}, figures: fairness.Standard(),
	}
	if w.staff, err = all[store.Staff](read.Where("ward_id = ?", wardID).Order("number")); err != nil {
		return nil, err
	}
	const since = "staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND day > ?"
	first := w.today.Add(-days)
	lines, err := all[store.LedgerLine](read.Where(since, wardID, first).Order("day, id"))
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		w.lines[l.StaffID] = append(w.lines[l.StaffID], l)
	}
	periods, err := all[store.RosterPeriod](read.Where("id IN (SELECT period_id FROM ledger WHERE "+since+")", wardID, first))
	if err != nil {
		return nil, fmt.Errorf("load periods of the ledger: %w", err)
	}
	for _, p := range periods {
		w.periods[p.ID] = p
	}
	return w, nil
}

// lineAt is a line as it weighs on a day.
func lineAt(l *store.LedgerLine, day store.Day) fairness.Line {
	return fairness.Line{
		Count: int64(l.Count), Points: int64(l.Points), Age: l.Day.Until(day),
		Share: fairness.Ratio{Num: int64(l.Share), Den: int64(l.ShareOf)}, Eligible: fairness.Ratio{Num: int64(l.Eligible), Den: int64(l.EligibleOf)},
	}
}

// entry reckons a line as of today.
func (w *wardLedger) entry(l store.LedgerLine) store.LedgerEntry {
	line := lineAt(&l, w.today)
	free := line
	free.Share = fairness.Ratio{}
	e := store.LedgerEntry{
		LedgerLine: l, FirstDay: l.Day, Raw: 1000 * int64(l.Count) * int64(l.Points), Free: int64(w.figures.Scaled(free)),
		Scaled: int64(w.figures.Scaled(line)), Worth: int64(w.figures.Worth(line)), AgeDays: max(line.Age, 0), Steps: w.figures.Steps(line.Age),
		TakesBack: l.Count < 0,
	}
	if p, ok := w.periods[l.PeriodID]; ok {
		e.FirstDay = p.FirstDay
	}
	return e
}

// always is an end of lines beyond every day.
const always store.Day = "9999-12-31"

// burden is what a person carries on a day: the lines of days up to upTo, decayed to the day. What
// is published counts at once, also before its days have come.
func (w *wardLedger) burden(staffID store.ID, day, upTo store.Day) int64 {
	var lines []fairness.Line
	for i := range w.lines[staffID] {
		if l := &w.lines[staffID][i]; l.Day <= upTo {
			lines = append(lines, lineAt(l, day))
		}
	}
	return int64(w.figures.Burden(lines))
}

// vector is the burden of those employed on a day.
func (w *wardLedger) vector(day, upTo store.Day) []fairness.Milli {
	burdens := []fairness.Milli{}
	for i := range w.staff {
		if w.staff[i].Employed(day) {
			burdens = append(burdens, fairness.Milli(w.burden(w.staff[i].ID, day, upTo)))
		}
	}
	return burdens
}

// bands shows how burden lies on the ward today so that nobody can be picked out.
func (w *wardLedger) bands() []store.BurdenBand {
	out := []store.BurdenBand{}
	burdens := w.vector(w.today, always)
	if !store.EnoughForBands(len(burdens)) {
		return out
	}
	for _, b := range fairness.Bands(burdens, store.BandWidth, store.BandLeast) {
		out = append(out, store.BurdenBand{From: int64(b.From), To: int64(b.To), People: b.People})
	}
	return out
}

// people are the totals of those employed today, the largest first.
func (w *wardLedger) people() []store.PersonBurden {
	out := []store.PersonBurden{}
	for i := range w.staff {
		s := &w.staff[i]
		if !s.Employed(w.today) {
			continue
		}
		p := store.PersonBurden{StaffID: s.ID, Name: s.Name}
		for k := range w.lines[s.ID] {
			l := &w.lines[s.ID][k]
			worth := int64(w.figures.Worth(lineAt(l, w.today)))
			p.Burden += worth
			switch fairness.Kind(l.Kind) {
			case fairness.NightDuty:
				p.Nights += worth
			case fairness.WeekendWorked:
				p.Weekends += worth
			case fairness.RefusedToken, fairness.Refused3, fairness.Refused2, fairness.Refused1:
				p.Refused += worth
			case fairness.Moved1Day, fairness.Moved3Days, fairness.Moved7Days, fairness.Moved14Days, fairness.Moved42Days, fairness.MovedFromWish:
				p.Moves += worth
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b store.PersonBurden) int { return cmp.Compare(b.Burden, a.Burden) })
	return out
}

// trend looks back at the end of each period that was published and ends within the last twelve
// months or later.
func (w *wardLedger) trend(read *gorm.DB) ([]store.FairnessPoint, error) {
	periods, err := all[store.RosterPeriod](read.Where("ward_id = ? AND state IN ('published', 'archived') AND last_day > ?",
		w.ward.ID, w.today.Add(-store.LedgerYear)).Order("last_day"))
	if err != nil {
		return nil, err
	}
	points := []store.FairnessPoint{}
	for _, p := range periods {
		v := fairness.NewVector(w.vector(p.LastDay, p.LastDay))
		point := store.FairnessPoint{PeriodID: p.ID, FirstDay: p.FirstDay, LastDay: p.LastDay, People: len(v), Jain: fairness.Jain(v), Gini: fairness.Gini(v)}
		if len(v) > 0 {
			point.Largest = int64(v[0])
		}
		points = append(points, point)
	}
	return points, nil
}
