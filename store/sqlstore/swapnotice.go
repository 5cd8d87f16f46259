package sqlstore

import (
	"fmt"
	"time"

	"github.com/fairrota/fairrota/store"
)

// swapWords says what a swap is about, in short words, for notices. Names of duties are those of the
// published rota, which all on the ward see; nothing else of anybody is said.
type swapWords struct {
	s             *store.Swap
	name, partner string
	mine, theirs  string
	zone          *time.Location
	// where is on what ward, for somebody of another one; empty for its own people.
	where string
}

func (tx *Tx) swapWords(s *store.Swap) (*swapWords, error) {
	w := &swapWords{s: s}
	ward, err := byID[store.Ward](tx.db, s.WardID)
	if err != nil {
		return nil, err
	}
	w.zone = ward.Zone()
	for _, x := range []struct {
		id   store.ID
		into *string
	}{{s.StaffID, &w.name}, {s.PartnerID, &w.partner}} {
		if x.id == "" {
			continue
		}
		person, err := byID[store.Staff](tx.db, x.id)
		if err != nil {
			return nil, err
		}
		if person.WardID != s.WardID {
			w.where = " on " + ward.Name
		}
		if *x.into, err = homeOf(tx.db, s, person); err != nil {
			return nil, err
		}
		if *x.into == "" {
			*x.into = person.Name
		}
	}
	for _, x := range []struct {
		shift store.ID
		day   store.Day
		into  *string
	}{{s.ShiftID, s.Day, &w.mine}, {s.OtherShiftID, s.OtherDay, &w.theirs}} {
		if x.shift == "" {
			continue
		}
		shift, err := byID[store.Shift](tx.db, x.shift)
		if err != nil {
			return nil, err
		}
		*x.into = shift.Name + " on " + dayWords(x.day)
	}
	return w, nil
}

// asked is what somebody who is asked reads.
func (w *swapWords) asked() string {
	by := "Answer by " + w.s.AnswerBy.In(w.zone).Format("Mon 2 Jan, 15:04") + "."
	switch w.s.Kind {
	case store.ExchangeDuties:
		return fmt.Sprintf("%s asks to swap: you get %s, and give %s. %s", w.name, w.mine, w.theirs, by)
	case store.GiveAway:
		return fmt.Sprintf("%s gives a shift away: %s. Do you want it? %s", w.name, w.mine, by)
	case store.GapOffer:
		return fmt.Sprintf("A shift is free%s: %s. Would you work it? %s", w.where, w.mine, by)
	}
	return by
}

// toDecide is what the manager reads once somebody has said yes.
func (w *swapWords) toDecide() string {
	if w.s.Kind == store.ExchangeDuties {
		return fmt.Sprintf("%s and %s want to swap: %s for %s. Please decide.", w.name, w.partner, w.mine, w.theirs)
	}
	return fmt.Sprintf("Somebody would take a shift of %s: %s.", w.name, w.mine)
}

// yes is what the one who asked reads once a colleague has said yes and the manager is to decide.
func (w *swapWords) yes() string {
	if w.s.Kind == store.ExchangeDuties {
		return w.partner + " says yes to your swap. The ward manager decides next."
	}
	return "Somebody would take your shift: " + w.mine + ". Who gets it is decided later."
}

// no is what the one who asked reads once nobody is left who could say yes.
func (w *swapWords) no() string {
	if w.s.Kind == store.GapOffer {
		return w.partner + " cannot take the shift: " + w.mine + "."
	}
	if w.s.Kind == store.GiveAway {
		return "Nobody can take your shift: " + w.mine + ". It stays yours."
	}
	return w.partner + " said no to your swap. You keep your shift: " + w.mine + "."
}

// refused is what both read when the manager says no.
func (w *swapWords) refused() string {
	if w.s.Kind == store.ExchangeDuties {
		return fmt.Sprintf("The ward manager said no to the swap: %s for %s. Nothing has changed.", w.mine, w.theirs)
	}
	return "The ward manager said no. Nothing has changed: " + w.mine + " stays as it was."
}

// made is what the manager reads of one that was made without a decision.
func (w *swapWords) made() string {
	switch w.s.Kind {
	case store.ExchangeDuties:
		return fmt.Sprintf("%s and %s have swapped: %s for %s.", w.name, w.partner, w.mine, w.theirs)
	case store.GiveAway:
		return fmt.Sprintf("%s has taken a shift of %s: %s.", w.partner, w.name, w.mine)
	case store.GapOffer:
		return fmt.Sprintf("%s has taken the free shift: %s.", w.partner, w.mine)
	}
	return ""
}

// notYou is what somebody reads who said yes to a duty that another one got.
func (w *swapWords) notYou() string {
	return "The shift has gone to somebody else: " + w.mine + ". Thank you for saying yes."
}

// withdrawn is what those read who were asked.
func (w *swapWords) withdrawn() string { return "An ask was taken back: " + w.mine + "." }

// expired is what those read who had to do with it.
func (w *swapWords) expired() string {
	switch w.s.EndedFor {
	case store.EndBegun:
		return "Too late: " + w.mine + " has begun. Nothing has changed."
	case store.EndNoAnswer:
		return "No answer came in time: " + w.mine + ". Nothing has changed."
	case store.EndChanged:
		return "The rota has changed, so this can no longer be done: " + w.mine + ". Nothing has changed for you."
	}
	return ""
}
