package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// AnswerSwap is the answer of somebody who was asked. It is judged anew first: what is no longer allowed
// expires, and the view says so. A yes to a gap makes the change at once, since the manager offered
// it; a yes to a swap does where the ward makes swaps without its manager. A yes to a duty that is
// given away is kept until all have answered or the time is over, so that the first is not
// served before the others. Closed where it is over or answered already.
func (db *DB) AnswerSwap(ctx context.Context, actor store.Actor, id store.ID, yes bool, o store.Once) (*store.SwapView, error) {
	const op = "answer an ask"
	var out *store.SwapView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.SwapView, error) {
			me, err := rotaPerson(tx.db, op, actor)
			if err != nil {
				return nil, err
			}
			s, err := tx.answer(op, actor, me.ID, id, yes)
			if err != nil {
				return nil, err
			}
			return viewSwap(tx.db, s, me.ID)
		})
		return err
	})
	return out, err
}

func (tx *Tx) answer(op string, actor store.Actor, me, id store.ID, yes bool) (*store.Swap, error) {
	var mine store.SwapAnswer
	if err := tx.db.Where("swap_id = ? AND staff_id = ?", id, me).Take(&mine).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, notFound()
		}
		return nil, fmt.Errorf("load answer: %w", err)
	}
	s, err := byID[store.Swap](tx.db, id)
	if err != nil {
		return nil, err
	}
	if !s.State.Live() {
		return nil, store.Errorf(store.Closed, op, "this ask is over")
	}
	if mine.Reply != store.NotAnswered {
		return nil, store.Errorf(store.Closed, op, "you have answered this already")
	}
	if !tx.Now.Before(s.AnswerBy) {
		return nil, store.Errorf(store.Closed, op, "the time to answer is over")
	}
	if !yes {
		return s, tx.answerNo(op, actor, s, me)
	}
	return s, tx.answerYes(op, actor, s, me)
}

// reply writes what somebody has said.
func (tx *Tx) reply(op string, s *store.Swap, me store.ID, reply store.SwapReply) error {
	return changed(op, tx.db.Exec("UPDATE swap_answers SET reply = ?, at = ? WHERE swap_id = ? AND staff_id = ? AND reply = 'asked'", reply, tx.Now, s.ID, me))
}

func (tx *Tx) answerNo(op string, actor store.Actor, s *store.Swap, me store.ID) error {
	if err := tx.reply(op, s, me, store.SaidNo); err != nil {
		return err
	}
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	if !allAnswered(answers) || len(saidYes(answers)) > 0 {
		if err := tx.audit(actor, s.WardID, "swap.answer", s.ID, map[string]any{"staff_id": me, "reply": store.SaidNo}); err != nil {
			return err
		}
		return tx.pickIfDone(op, actor, s, answers)
	}
	if err := tx.moveSwap(op, actor, s, store.SwapDeclined); err != nil {
		return err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	n := store.Notice{Kind: "swap_answered", Detail: words.no()}
	if s.Kind == store.GapOffer {
		return tx.notifyUsers(s, n, s.AskedBy)
	}
	return tx.notifyPeople(s, n, s.StaffID)
}

func (tx *Tx) answerYes(op string, actor store.Actor, s *store.Swap, me store.ID) error {
	d, t, err := tx.tryNow(s, me)
	if err != nil {
		return err
	}
	if t == nil || !t.Legal {
		return tx.expireSwap(op, actor, s, store.EndChanged)
	}
	s.RosterID = d.roster.ID
	if err := tx.reply(op, s, me, store.SaidYes); err != nil {
		return err
	}
	switch {
	case s.Kind == store.GapOffer, s.Kind == store.ExchangeDuties && d.rows.Ward.SwapsAutomatic:
		return tx.makeSwap(op, actor, s, d, t)
	case s.State == store.SwapOffered:
		if err := tx.moveSwap(op, actor, s, store.SwapAccepted); err != nil {
			return err
		}
		if err := tx.tellAccepted(s, d.rows.Ward.SwapsAutomatic); err != nil {
			return err
		}
	default:
		if err := tx.audit(actor, s.WardID, "swap.answer", s.ID, map[string]any{"staff_id": me, "reply": store.SaidYes}); err != nil {
			return err
		}
	}
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	return tx.pickIfDone(op, actor, s, answers)
}

// tellAccepted tells the one who asked, and the manager where the manager decides.
func (tx *Tx) tellAccepted(s *store.Swap, automatic bool) error {
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	if err := tx.notifyPeople(s, store.Notice{Kind: "swap_answered", Detail: words.yes()}, s.StaffID); err != nil || automatic {
		return err
	}
	return tx.notifySwapManagers(s, store.Notice{Kind: "swap_answered", Detail: words.toDecide()})
}

// tryNow judges a swap with a taker on the rota as it is now; nil where the rota does not have its
// duties any more, or is not out any more.
func (tx *Tx) tryNow(s *store.Swap, taker store.ID) (*fillDesk, *tried, error) {
	d, err := deskDrawer{}.of(tx.db, s.PeriodID, tx.Now)
	if err != nil || d == nil {
		return nil, nil, err
	}
	t, err := d.try(s, taker)
	return d, t, err
}

// pickIfDone gives a duty away where the ward does that without its manager and all have answered: to
// the best of those who said yes.
func (tx *Tx) pickIfDone(op string, actor store.Actor, s *store.Swap, answers []store.SwapAnswer) error {
	if s.Kind != store.GiveAway || s.State != store.SwapAccepted || !allAnswered(answers) && tx.Now.Before(s.AnswerBy) {
		return nil
	}
	ward, err := byID[store.Ward](tx.db, s.WardID)
	if err != nil || !ward.SwapsAutomatic {
		return err
	}
	return tx.pick(op, actor, s, "", answers)
}

// pick gives a duty to one of those who said yes, the best where nobody is named; it expires where
// none of them may take it any more.
func (tx *Tx) pick(op string, actor store.Actor, s *store.Swap, taker store.ID, answers []store.SwapAnswer) error {
	yes := saidYes(answers)
	if taker == "" {
		d, _, err := tx.tryNow(s, yes[0])
		if err != nil {
			return err
		}
		if d == nil {
			return tx.expireSwap(op, actor, s, store.EndChanged)
		}
		takers, err := d.takers(s, yes)
		if err != nil {
			return err
		}
		if len(takers) == 0 {
			return tx.expireSwap(op, actor, s, store.EndChanged)
		}
		taker = takers[0].StaffID
	}
	d, t, err := tx.tryNow(s, taker)
	if err != nil {
		return err
	}
	if t == nil || !t.Legal {
		return tx.expireSwap(op, actor, s, store.EndChanged)
	}
	s.PartnerID = taker
	if err := tx.makeSwap(op, actor, s, d, t); err != nil {
		return err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	for _, id := range yes {
		if id != taker {
			if err := tx.notifyPeople(s, store.Notice{Kind: "swap_answered", Detail: words.notYou()}, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// amendedFor is what an amendment says of where it comes from.
var amendedFor = map[store.SwapKind]struct {
	kind   store.ChangeKind
	reason string
}{
	store.ExchangeDuties: {store.SwapAgreed, "A swap that both agreed to."},
	store.GiveAway:       {store.GivenAway, "A shift that was given away and taken."},
	store.GapOffer:       {store.GapFilled, "A free shift that somebody agreed to work."},
}

// makeSwap makes the next version of the rota with a swap in it. The amendment judges it once more,
// by both referees, and tells those whose duties change.
func (tx *Tx) makeSwap(op string, actor store.Actor, s *store.Swap, d *fillDesk, t *tried) error {
	why := amendedFor[s.Kind]
	made, err := tx.amend(op, actor, &store.Amendment{
		RosterID: d.roster.ID, Version: d.roster.Version, Kind: why.kind, Reason: why.reason, Changes: d.changes(t.change),
	})
	if err != nil {
		return err
	}
	s.RosterID, s.MadeID = d.roster.ID, made.ID
	if err := tx.moveSwap(op, actor, s, store.SwapApproved); err != nil {
		return err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	if s.Kind == store.GapOffer {
		if err := tx.tellHome(s, d, t.change[0].To.Shift); err != nil {
			return err
		}
		return tx.notifyUsers(s, store.Notice{Kind: "swap_answered", Detail: words.made()}, s.AskedBy)
	}
	if s.DecidedBy == "" {
		return tx.notifySwapManagers(s, store.Notice{Kind: "swap_answered", Detail: words.made()})
	}
	return nil
}
