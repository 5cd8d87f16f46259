package sqlstore

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// waiverDesk gathers what a person can do without and has chosen to.
func waiverDesk(g *gorm.DB, me *store.Staff, ward *store.Ward, now time.Time) (*store.WaiverDesk, error) {
	d := &store.WaiverDesk{StaffID: me.ID, WardID: ward.ID, Today: store.DayOf(now, ward.Zone())}
	var err error
	if d.Waivers, err = all[store.Waiver](g.Where("staff_id = ?", me.ID).Order("at DESC, id")); err != nil {
		return nil, err
	}
	if ward.Source != "" { // nobody's protections on a competition's ward are their own
		return d, nil
	}
	terms, err := all[store.WorkerTerm](g.Where("staff_id = ?", me.ID).Order("at, id"))
	if err != nil {
		return nil, err
	}
	if young := store.WorkerTerms(terms).On(store.TermYoung, d.Today); young != nil {
		d.Adult = young.UntilDay
	}
	periods, err := all[store.RosterPeriod](g.Where("ward_id = ? AND last_day >= ?", ward.ID, d.Today).Order("first_day"))
	if err != nil {
		return nil, err
	}
	d.First = d.Today
	for i := range periods {
		if p := &periods[i]; p.Sealed() && now.Before(p.BiddingClosesAt) {
			d.Rotas = append(d.Rotas, *p)
		} else {
			d.First = max(d.First, p.LastDay.Add(1))
		}
	}
	d.Guards, err = guardsOf(g, me, d)
	return d, err
}

// guardsOf reads what protects a person in the next rota whose asking has not closed, or, where none is
// planned, from the first day on that a waiver may have.
func guardsOf(g *gorm.DB, me *store.Staff, d *store.WaiverDesk) ([]store.Guard, error) {
	if len(d.Rotas) > 0 {
		p, own, err := loadProtection(g, me, d.Rotas[0].RuleSetID)
		if err != nil {
			return nil, err
		}
		return p.Guards(own), nil
	}
	set, err := figureSet(g, d.WardID)
	if err != nil {
		return nil, err
	}
	rules, pinned := set.RulesOn(d.First, "")
	p, own := &store.Protection{Rules: rules}, pinned.FiguresOf(me.ID)
	if err := fillProtection(g, me, p, own); err != nil {
		return nil, err
	}
	return p.Guards(own), nil
}

// loadWaivers reads the waivers of the ward's people that count for the period of rows.
func loadWaivers(g *gorm.DB, rows *problemRows) error {
	p := &rows.Period
	found, err := all[store.Waiver](g.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND first_day <= ? AND (last_day IS NULL OR last_day >= ?)",
		p.WardID, p.FirstDay, p.LastDay))
	if err != nil || len(found) == 0 {
		return err
	}
	published, err := firstPublished(g, p.ID)
	if err != nil {
		return err
	}
	rows.Waivers = slices.DeleteFunc(found, func(w store.Waiver) bool { return !w.Counts(p, published) })
	slices.SortFunc(rows.Waivers, func(x, y store.Waiver) int {
		return cmp.Or(cmp.Compare(x.StaffID, y.StaffID), cmp.Compare(x.Key, y.Key), x.At.Compare(y.At))
	})
	return nil
}

// firstPublished is when a period's rota was first published, nil where it has not been.
func firstPublished(g *gorm.DB, periodID store.ID) (*time.Time, error) {
	var rosters []store.Roster
	err := g.Select("published_at").Where("period_id = ? AND published_at IS NOT NULL", periodID).Order("published_at").Limit(1).Find(&rosters).Error
	if err != nil {
		return nil, fmt.Errorf("load when the rota was published: %w", err)
	}
	if len(rosters) == 0 {
		return nil, nil //nolint:nilnil // no publication is no error
	}
	return rosters[0].PublishedAt, nil
}

// takenBack lists the waivers that counted when a draft was made and were withdrawn since.
func takenBack(g *gorm.DB, roster *store.Roster) ([]store.WaiverTakenBack, error) {
	period, err := byID[store.RosterPeriod](g, roster.PeriodID)
	if err != nil {
		return nil, err
	}
	made := roster.CreatedAt
	if roster.RunID != "" { // the run read the ward's data when it began
		run, err := byID[store.Run](g, roster.RunID)
		if err != nil {
			return nil, fmt.Errorf("load the run of a draft: %w", err)
		}
		if run.StartedAt != nil {
			made = *run.StartedAt
		}
	}
	gone, err := all[store.Waiver](g.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND withdrawn_at >= ?", roster.WardID, made).Order("withdrawn_at, id"))
	if err != nil {
		return nil, err
	}
	var out []store.WaiverTakenBack
	for i := range gone {
		if w := &gone[i]; w.Covers(period) {
			out = append(out, store.WaiverTakenBack{StaffID: w.StaffID, Key: w.Key, At: *w.WithdrawnAt})
		}
	}
	return out, nil
}
