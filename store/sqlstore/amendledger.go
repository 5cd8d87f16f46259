package sqlstore

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/store"
)

// ownRequests is what people asked for themselves after publication, so that it is no burden to them.
type ownRequests struct {
	// cells are those of the version at hand.
	cells map[dutyCell]bool
	// preferences are those that a version had met until the person asked for something else on
	// that day, in this version or an earlier one.
	preferences map[store.ID]bool
}

// ownRequests loads what is known of a version and those that it was made of.
func (tx *Tx) ownRequests(roster *store.Roster) (ownRequests, error) {
	own := ownRequests{cells: map[dutyCell]bool{}, preferences: map[store.ID]bool{}}
	changes, err := all[store.RosterChange](tx.db.Where("roster_id = ? AND consent = ?", roster.ID, store.OwnRequest))
	if err != nil {
		return own, err
	}
	for _, c := range changes {
		own.cells[dutyCell{c.StaffID, c.Day}] = true
	}
	var ids []store.ID
	err = tx.db.Raw(`SELECT DISTINCT o.preference_id FROM roster_changes c JOIN rosters r ON r.id = c.roster_id
		JOIN outcomes o ON o.roster_id = r.amends_id JOIN preferences p ON p.id = o.preference_id AND p.staff_id = c.staff_id AND p.day = c.day
		WHERE r.period_id = ? AND c.consent = ? AND o.met`, roster.PeriodID, store.OwnRequest).Scan(&ids).Error
	if err != nil {
		return own, fmt.Errorf("load what people asked for after publication: %w", err)
	}
	for _, id := range ids {
		own.preferences[id] = true
	}
	return own, nil
}

// without leaves out the preferences that their owners gave up themselves.
func (o ownRequests) without(outcomes []outcomeOf) []outcomeOf {
	return slices.DeleteFunc(slices.Clone(outcomes), func(x outcomeOf) bool { return o.preferences[x.PreferenceID] })
}
