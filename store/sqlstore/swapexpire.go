package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fairrota/fairrota/store"
)

// tickSwaps ends the swaps of which nothing can come any more: a duty has begun, nobody answered in
// time, or the rota has a new version in which it is no longer allowed; and gives away what is
// to be given without a manager. Each swap has a transaction of its own, and one that fails stops no other.
func (db *DB) tickSwaps(ctx context.Context, now time.Time) error {
	var due []store.Swap
	err := db.read(ctx).Where(`state IN ('offered', 'accepted') AND (answer_by <= ? OR roster_id NOT IN (SELECT id FROM rosters WHERE state = 'published'))`, now).
		Order("answer_by, id").Find(&due).Error
	if err != nil {
		return db.fault("tick", fmt.Errorf("look for swaps that are over: %w", err))
	}
	var errs []error
	for i := range due {
		const op = "look after a swap"
		err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
			s, err := byID[store.Swap](tx.db, due[i].ID)
			if err != nil || s.Version != due[i].Version {
				return err
			}
			return tx.tickSwap(op, s, now)
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("swap %s of ward %s: %w", due[i].ID, due[i].WardID, err))
		}
	}
	return errors.Join(errs...)
}

func (tx *Tx) tickSwap(op string, s *store.Swap, now time.Time) error {
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	switch {
	case !now.Before(s.BeginsAt):
		return tx.expireSwap(op, store.SystemActor, s, store.EndBegun)
	case !now.Before(s.AnswerBy) && s.State == store.SwapOffered:
		return tx.expireSwap(op, store.SystemActor, s, store.EndNoAnswer)
	}
	if open, err := tx.stillAllowed(op, s, answers); err != nil || !open {
		return err
	}
	if now.Before(s.AnswerBy) {
		return nil
	}
	return tx.pickIfDone(op, store.SystemActor, s, answers)
}

// stillAllowed looks at a swap on the version that is published now: it expires where none of those
// who may still make it legal; else it is noted that it was found allowed.
func (tx *Tx) stillAllowed(op string, s *store.Swap, answers []store.SwapAnswer) (bool, error) {
	var people []store.ID
	for _, a := range answers {
		if a.Reply != store.SaidNo && (s.PartnerID == "" || a.StaffID == s.PartnerID) {
			people = append(people, a.StaffID)
		}
	}
	for _, id := range people {
		d, t, err := tx.tryNow(s, id)
		if err != nil {
			return false, err
		}
		if t == nil || !t.Legal {
			continue
		}
		if s.RosterID == d.roster.ID {
			return true, nil
		}
		s.RosterID = d.roster.ID
		return true, changed(op, tx.db.Exec("UPDATE swaps SET roster_id = ? WHERE id = ? AND version = ?", s.RosterID, s.ID, s.Version))
	}
	return false, tx.expireSwap(op, store.SystemActor, s, store.EndChanged)
}
