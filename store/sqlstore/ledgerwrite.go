package sqlstore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// outcomeOf is what became of a preference, with whose it is, how strong, whether it had a token and
// what it was asked for together with.
type outcomeOf struct {
	store.Outcome
	StaffID  store.ID `gorm:"column:staff_id"`
	Strength int      `gorm:"column:strength"`
	Token    bool     `gorm:"column:token"`
	// Kind is read where it is asked for.
	Kind store.PreferenceKind `gorm:"column:kind"`
	store.Together
}

// publishedBefore returns the version that staff have seen until now; nil where there is none.
func (tx *Tx) publishedBefore(periodID store.ID) (*store.Roster, error) {
	var before store.Roster
	err := tx.db.Where("period_id = ? AND state = 'published'", periodID).Take(&before).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load the published version: %w", err)
	}
	return &before, nil
}

// writeLedger adds to the ledger what a rota that is being published asks of people. Where a
// version of the period was published before, what that said and this one does not is taken
// back, and what was moved is added.
func (tx *Tx) writeLedger(roster, before *store.Roster) error {
	rows, err := loadRows(tx.db, roster.PeriodID, roster.ID)
	if err != nil {
		return err
	}
	duties, outcomes, err := tx.publishedFacts(roster.ID)
	if err != nil {
		return err
	}
	count := newLedgerCount(rows)
	count.duties(duties)
	own, err := tx.ownRequests(roster)
	if err != nil {
		return err
	}
	if err := count.refusals(own.without(outcomes)); err != nil {
		return err
	}
	said, err := count.lines()
	if err != nil {
		return fmt.Errorf("count for the ledger: %w", err)
	}
	standing, err := all[store.LedgerLine](tx.db.Where("period_id = ? AND kind NOT IN ?", roster.PeriodID, moveKinds()).Order("id"))
	if err != nil {
		return err
	}
	lines, _ := corrections(standing, said)
	if before != nil {
		wasDuties, wasOutcomes, err := tx.publishedFacts(before.ID)
		if err != nil {
			return err
		}
		moved := newLedgerCount(rows)
		moved.moves(wasDuties, duties, wasOutcomes, outcomes, tx.Now, own)
		more, err := moved.lines()
		if err != nil {
			return fmt.Errorf("count moves for the ledger: %w", err)
		}
		lines = append(lines, more...)
	}
	for i := range lines {
		lines[i].RosterID = roster.ID
	}
	return tx.addToLedger(lines)
}

// moveKinds are the kinds that a later version adds to and never takes back: a duty that was moved
// and moved back was moved twice.
func moveKinds() []string {
	return []string{
		string(fairness.Moved1Day), string(fairness.Moved3Days), string(fairness.Moved7Days), string(fairness.Moved14Days),
		string(fairness.Moved42Days), string(fairness.MovedFromWish),
	}
}

// publishedFacts loads the duties of a roster and what became of preferences in it.
func (tx *Tx) publishedFacts(rosterID store.ID) ([]store.Duty, []outcomeOf, error) {
	duties, err := dutiesOf(tx.db, rosterID)
	if err != nil {
		return nil, nil, err
	}
	var outcomes []outcomeOf
	err = tx.db.Raw(`SELECT o.*, p.staff_id, p.strength, p.token, p.choice, p.plan FROM outcomes o JOIN preferences p ON p.id = o.preference_id
		WHERE o.roster_id = ? ORDER BY o.preference_id`, rosterID).Scan(&outcomes).Error
	if err != nil {
		return nil, nil, fmt.Errorf("load outcomes: %w", err)
	}
	return duties, outcomes, nil
}

// addToLedger gives lines their ids and writes them.
func (tx *Tx) addToLedger(lines []store.LedgerLine) error {
	for i := range lines {
		lines[i].ID, lines[i].At = newID(), tx.Now
	}
	if len(lines) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(lines, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	return nil
}

// ledgerKey is what a line speaks of.
type ledgerKey struct {
	staff store.ID
	day   store.Day
	kind  string
}

func keyOf(l *store.LedgerLine) ledgerKey { return ledgerKey{l.StaffID, l.Day, l.Kind} }

// corrections returns the lines that make what stands into what is said now, and how many of
// them take something back: for each person, day and kind of which it differs, one that takes
// back all that stands and one with what is said. Lines of said that count nothing only take
// back. What stands and is not said in any line of said is taken back too.
func corrections(standing, said []store.LedgerLine) (lines []store.LedgerLine, takenBack int) {
	net := map[ledgerKey][]store.LedgerLine{}
	var keys []ledgerKey
	for i := range standing {
		key := keyOf(&standing[i])
		if net[key] == nil {
			keys = append(keys, key)
		}
		net[key] = sumUp(net[key], &standing[i])
	}
	now := map[ledgerKey]*store.LedgerLine{}
	for i := range said {
		key := keyOf(&said[i])
		if net[key] == nil {
			keys = append(keys, key)
		}
		now[key] = &said[i]
	}
	slices.SortStableFunc(keys, func(a, b ledgerKey) int {
		return cmp.Or(cmp.Compare(a.staff, b.staff), cmp.Compare(a.day, b.day), cmp.Compare(a.kind, b.kind))
	})
	for _, key := range keys {
		stands := slices.DeleteFunc(net[key], func(l store.LedgerLine) bool { return l.Count == 0 })
		want := now[key]
		if want != nil && want.Count == 0 {
			want = nil
		}
		if want != nil && len(stands) == 1 && stands[0].Count == want.Count && stands[0].SameWorth(want) {
			continue
		}
		for _, l := range stands {
			l.Count = -l.Count
			lines = append(lines, l)
			takenBack++
		}
		if want != nil {
			lines = append(lines, *want)
		}
	}
	return lines, takenBack
}

// sumUp adds a line to the one of the same worth among lines of one key.
func sumUp(lines []store.LedgerLine, l *store.LedgerLine) []store.LedgerLine {
	for i := range lines {
		if lines[i].SameWorth(l) {
			lines[i].Count += l.Count
			return lines
		}
	}
	return append(lines, *l)
}
