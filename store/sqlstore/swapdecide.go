package sqlstore

import (
	"context"
	"slices"

	"github.com/fairrota/fairrota/store"
)

// WithdrawSwap takes an ask of the actor's own back; those who were asked and have not said no are told.
func (db *DB) WithdrawSwap(ctx context.Context, actor store.Actor, id store.ID, version int, o store.Once) (*store.SwapView, error) {
	const op = "take an ask back"
	may := func(tx *Tx, s *store.Swap) error {
		me, err := rotaPerson(tx.db, op, actor)
		if err == nil && s.StaffID != me.ID {
			err = notFound()
		}
		return err
	}
	return db.endSwap(ctx, op, actor, id, version, o, may, func(tx *Tx, s *store.Swap) error { return tx.withdraw(op, actor, s) })
}

// WithdrawOffer takes the offer of a gap back.
func (db *DB) WithdrawOffer(ctx context.Context, actor store.Actor, id store.ID, version int, o store.Once) (*store.SwapView, error) {
	const op = "take an offer back"
	return db.endSwap(ctx, op, actor, id, version, o, mayApprove(op, actor), func(tx *Tx, s *store.Swap) error {
		if s.Kind != store.GapOffer {
			return store.Errorf(store.Conflict, op, "only the one who asked can take this back; refuse it instead")
		}
		return tx.withdraw(op, actor, s)
	})
}

// endSwap is what withdrawing and deciding share: one transaction, the repeated request, the right,
// then the version.
func (db *DB) endSwap(
	ctx context.Context, op string, actor store.Actor, id store.ID, version int, o store.Once, may, end func(*Tx, *store.Swap) error,
) (*store.SwapView, error) {
	var out *store.SwapView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.SwapView, error) {
			s, err := byID[store.Swap](tx.db, id)
			if err != nil {
				return nil, err
			}
			if err := may(tx, s); err != nil {
				return nil, err
			}
			if s.Version != version {
				return nil, store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
			}
			if err := end(tx, s); err != nil {
				return nil, err
			}
			return viewSwap(tx.db, s, actor.StaffID)
		})
		return err
	})
	return out, err
}

// mayApprove wants the right to approve rotas on the swap's ward.
func mayApprove(op string, actor store.Actor) func(*Tx, *store.Swap) error {
	return func(_ *Tx, s *store.Swap) error { return actor.Must(op, store.ApproveRoster, s.WardID) }
}

func (tx *Tx) withdraw(op string, actor store.Actor, s *store.Swap) error {
	if !s.State.Live() {
		return store.Errorf(store.Closed, op, "this ask is over")
	}
	if err := tx.moveSwap(op, actor, s, store.SwapWithdrawn); err != nil {
		return err
	}
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	var told []store.ID
	for _, a := range answers {
		if a.Reply != store.SaidNo {
			told = append(told, a.StaffID)
		}
	}
	return tx.notifyPeople(s, store.Notice{Kind: "swap_answered", Detail: words.withdrawn()}, told...)
}

// DecideSwap is the manager's yes or no to what colleagues have agreed on. A yes makes the next version
// of the rota, judged anew by both referees at that moment; where it is no longer allowed, the
// swap expires and the view says so. Of a duty that is given away taker is one of those who said yes,
// empty for the best of them, and it can be given once all have answered or the time is over: nobody
// is served for being first.
func (db *DB) DecideSwap(ctx context.Context, actor store.Actor, id store.ID, version int, approve bool, taker store.ID, o store.Once) (*store.SwapView, error) {
	const op = "decide a swap"
	return db.endSwap(ctx, op, actor, id, version, o, mayApprove(op, actor), func(tx *Tx, s *store.Swap) error {
		if s.State != store.SwapAccepted {
			return store.Errorf(store.Closed, op, "this ask is %s; only what a colleague has said yes to can be decided", s.State)
		}
		s.DecidedBy = actor.UserID
		if !approve {
			return tx.refuseSwap(op, actor, s)
		}
		return tx.approveSwap(op, actor, s, taker)
	})
}

func (tx *Tx) refuseSwap(op string, actor store.Actor, s *store.Swap) error {
	if err := tx.moveSwap(op, actor, s, store.SwapRefused); err != nil {
		return err
	}
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	return tx.notifyPeople(s, store.Notice{Kind: "swap_answered", Detail: words.refused()}, append(saidYes(answers), s.StaffID)...)
}

func (tx *Tx) approveSwap(op string, actor store.Actor, s *store.Swap, taker store.ID) error {
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	if s.Kind == store.ExchangeDuties {
		if taker != "" && taker != s.PartnerID {
			return wrongField("/staff_id", "leave this out: a swap is with the one who said yes")
		}
		return tx.pick(op, actor, s, s.PartnerID, answers)
	}
	if !allAnswered(answers) && tx.Now.Before(s.AnswerBy) {
		return store.Errorf(store.Conflict, op, "others can still say yes; decide once all have answered or the time to answer is over")
	}
	if taker != "" && !slices.Contains(saidYes(answers), taker) {
		return wrongField("/staff_id", "choose one of those who said yes")
	}
	return tx.pick(op, actor, s, taker, answers)
}
