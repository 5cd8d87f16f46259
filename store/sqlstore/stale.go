package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// currentHistory returns the hash of what stands before a period now, with the waivers that count for it; a
// roster made for it is stale when its own hash differs.
func currentHistory(g *gorm.DB, periodID store.ID) (string, error) {
	period, err := byID[store.RosterPeriod](g, periodID)
	if err != nil {
		return "", err
	}
	rows := &problemRows{Period: *period}
	if err := loadPast(g, rows); err != nil {
		return "", fmt.Errorf("load history: %w", err)
	}
	if err := loadWaivers(g, rows); err != nil {
		return "", fmt.Errorf("load waivers: %w", err)
	}
	return historyHash(rows), nil
}

// markStale compares the drafts and the approved rosters of the periods that the changed
// one is history for with the history that they have now, and marks or clears them.
func (tx *Tx) markStale(changedPeriod store.ID) error {
	before, err := byID[store.RosterPeriod](tx.db, changedPeriod)
	if err != nil {
		return err
	}
	var next []store.RosterPeriod
	err = tx.db.Where("ward_id = ? AND first_day > ? AND first_day <= ?", before.WardID, before.LastDay, before.LastDay.Add(pastDays)).
		Order("first_day").Find(&next).Error
	if err != nil {
		return fmt.Errorf("load next periods: %w", err)
	}
	return tx.restale(next)
}

// markStaleAround does so for the periods of a ward that work of its people on a day is known to: those that
// have the day, or for which it is history. The day may be one off, where zones differ.
func (tx *Tx) markStaleAround(wardID store.ID, day store.Day) error {
	periods, err := all[store.RosterPeriod](tx.db.Where("ward_id = ? AND first_day <= ? AND last_day >= ?", wardID, day.Add(pastDays+1), day.Add(-1)).Order("first_day"))
	if err != nil {
		return err
	}
	return tx.restale(periods)
}

// restale marks or clears the drafts and the approved rosters of periods by the history, and the waivers, that
// they have now.
func (tx *Tx) restale(next []store.RosterPeriod) error {
	for i := range next {
		hash, err := currentHistory(tx.db, next[i].ID)
		if err != nil {
			return err
		}
		err = tx.db.Exec(`UPDATE rosters SET stale = (history_hash <> ?), version = version + 1
			WHERE period_id = ? AND state IN ('draft', 'approved') AND stale <> (history_hash <> ?)`, hash, next[i].ID, hash).Error
		if err != nil {
			return fmt.Errorf("mark stale drafts: %w", err)
		}
	}
	return nil
}
