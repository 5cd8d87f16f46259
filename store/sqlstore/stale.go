package sqlstore

import (
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// currentHistory returns the hash of what stands before a period now, with the waivers that count for it; a roster made for
// it is stale when its own hash differs.
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
	for i := range next {
		if err := tx.markPeriodStale(next[i].ID); err != nil {
			return err
		}
	}
	return nil
}

// markPeriodStale compares the drafts and the approved roster of a period with the history and the waivers
// that it has now, and marks or clears them.
func (tx *Tx) markPeriodStale(periodID store.ID) error {
	hash, err := currentHistory(tx.db, periodID)
	if err != nil {
		return err
	}
	err = tx.db.Exec(`UPDATE rosters SET stale = (history_hash <> ?), version = version + 1
		WHERE period_id = ? AND state IN ('draft', 'approved') AND stale <> (history_hash <> ?)`, hash, periodID, hash).Error
	if err != nil {
		return fmt.Errorf("mark stale drafts: %w", err)
	}
	return nil
}
