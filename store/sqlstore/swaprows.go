package sqlstore

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// rotaPerson loads the person whose duties the actor may speak for.
func rotaPerson(g *gorm.DB, op string, actor store.Actor) (*store.Staff, error) {
	if actor.StaffID == "" {
		return nil, store.Errorf(store.NotFound, op, "your sign-in is not linked to a member of staff; ask your administrator")
	}
	person, err := byID[store.Staff](g, actor.StaffID)
	if err != nil {
		return nil, err
	}
	return person, actor.Must(op, store.OwnRota, person.WardID)
}

// createSwap writes a new swap with those who are asked, and its link of the audit chain.
func (tx *Tx) createSwap(actor store.Actor, s *store.Swap, asked []store.ID) error {
	s.ID, s.State, s.AskedBy, s.CreatedAt, s.Version = newID(), store.SwapOffered, actor.UserID, tx.Now, 1
	if s.AnswerBy.IsZero() {
		s.AnswerBy = tx.Now.Add(store.AnswerDays * 24 * time.Hour)
		if s.AnswerBy.After(s.BeginsAt) {
			s.AnswerBy = s.BeginsAt
		}
	}
	if !s.AnswerBy.After(tx.Now) || s.AnswerBy.After(s.BeginsAt) {
		return wrongField("/answer_by", "choose a time from now until the shift begins")
	}
	if err := tx.create(s, "there is an ask about this shift already; take that back first"); err != nil {
		return err
	}
	rows := make([]store.SwapAnswer, 0, len(asked))
	for _, id := range asked {
		rows = append(rows, store.SwapAnswer{SwapID: s.ID, StaffID: id, Reply: store.NotAnswered, At: tx.Now})
	}
	if err := tx.db.CreateInBatches(rows, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write who is asked: %w", err)
	}
	return tx.audit(actor, s.WardID, "swap.ask", s.ID, s)
}

// moveSwap moves a swap if the table of moves allows it, writes what else has become of it and appends
// to the audit chain.
func (tx *Tx) moveSwap(op string, actor store.Actor, s *store.Swap, to store.SwapState) error {
	if !s.State.CanMove(to) {
		return store.Errorf(store.Closed, op, "this ask is %s and cannot become %s", s.State, to)
	}
	saw := s.Version
	s.State, s.Version = to, s.Version+1
	if !to.Live() {
		s.EndedAt = &tx.Now
	}
	err := tx.replace(op, s, s.ID, saw, "", "state", "roster_id", "partner_id", "decided_by", "ended_at", "ended_for", "made_id")
	if err != nil {
		return err
	}
	return tx.audit(actor, s.WardID, "swap."+string(to), s.ID, s)
}

// expireSwap ends a swap of which nothing can come any more, and tells who asked and who had said yes.
func (tx *Tx) expireSwap(op string, actor store.Actor, s *store.Swap, why store.SwapEnd) error {
	answers, err := swapAnswers(tx.db, s.ID)
	if err != nil {
		return err
	}
	s.EndedFor = why
	if err := tx.moveSwap(op, actor, s, store.SwapExpired); err != nil {
		return err
	}
	told := saidYes(answers)
	if s.StaffID != "" {
		told = append(told, s.StaffID)
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return err
	}
	n := store.Notice{Kind: "swap_answered", Detail: words.expired()}
	if s.Kind == store.GapOffer {
		if err := tx.notifyUsers(s, n, s.AskedBy); err != nil {
			return err
		}
	}
	return tx.notifyPeople(s, n, told...)
}

// swapAnswers loads who was asked, in the order of their ids.
func swapAnswers(g *gorm.DB, swapID store.ID) ([]store.SwapAnswer, error) {
	return all[store.SwapAnswer](g.Where("swap_id = ?", swapID).Order("staff_id"))
}

// saidYes are those who did.
func saidYes(answers []store.SwapAnswer) []store.ID {
	var out []store.ID
	for _, a := range answers {
		if a.Reply == store.SaidYes {
			out = append(out, a.StaffID)
		}
	}
	return out
}

// allAnswered reports whether everybody has.
func allAnswered(answers []store.SwapAnswer) bool {
	return !slices.ContainsFunc(answers, func(a store.SwapAnswer) bool { return a.Reply == store.NotAnswered })
}

// notifyPeople tells people of a swap.
func (tx *Tx) notifyPeople(s *store.Swap, n store.Notice, people ...store.ID) error {
	if len(people) == 0 {
		return nil
	}
	var users []store.ID
	if err := tx.db.Raw("SELECT id FROM users WHERE state = 'active' AND staff_id IN ? ORDER BY id", people).Scan(&users).Error; err != nil {
		return fmt.Errorf("find whom to notify: %w", err)
	}
	return tx.notifyUsers(s, n, users...)
}

// notifySwapManagers tells the ward's managers of a swap.
func (tx *Tx) notifySwapManagers(s *store.Swap, n store.Notice) error {
	var users []store.ID
	err := tx.db.Raw(`SELECT id FROM users WHERE state = 'active' AND id IN
		(SELECT user_id FROM grants WHERE role = 'ward_manager' AND (ward_id = ? OR ward_id IS NULL)) ORDER BY id`, s.WardID).Scan(&users).Error
	if err != nil {
		return fmt.Errorf("find managers to notify: %w", err)
	}
	return tx.notifyUsers(s, n, users...)
}

func (tx *Tx) notifyUsers(s *store.Swap, n store.Notice, users ...store.ID) error {
	n.WardID, n.PeriodID = s.WardID, s.PeriodID
	return tx.notify(slices.DeleteFunc(users, func(id store.ID) bool { return id == "" }), n)
}
