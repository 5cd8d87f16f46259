package api

import (
	"github.com/fairrota/fairrota/store"
)

// brokenWords says that an agreed day is not kept, and why where that is known.
func (w *words) brokenWords(o *store.AgreedOutcome) string {
	who := w.personOf(o.StaffID)
	text := "On " + dayWords(o.Day) + " " + who.possessive + " agreed work pattern is not kept."
	if o.Off {
		text = capital(dayWords(o.Day)) + " is " + who.possessive + " agreed day off. It is not kept."
	}
	if why := w.brokenReason(o); why != nil {
		text += " " + why.Text
	}
	return text
}

// brokenReason puts words to why an agreed day is not kept; nil where that was not worked out.
func (w *words) brokenReason(o *store.AgreedOutcome) *ReasonWords {
	as := &store.Outcome{Met: o.Kept, Reason: o.Reason}
	if !knownReason(as) {
		return nil
	}
	about := askedFor{who: w.personOf(o.StaffID), staff: o.StaffID, day: o.Day, had: "If it was kept, ", agreed: true}
	return &ReasonWords{Code: o.Code, Proof: o.Proof, Text: w.because(&o.Reason, about), Sure: sureWords(o.Proof)}
}

// brokenFigures is brokenReason with the numbers.
func (w *words) brokenFigures(o *store.AgreedOutcome) *ReasonFigures {
	text := w.brokenReason(o)
	if text == nil {
		return nil
	}
	return w.withFigures(text, &o.Reason)
}

// agreedInTheWay is the sentence of a reason that is an agreed pattern, one's own or somebody else's.
func agreedInTheWay(f store.Finding, p askedFor) string {
	own := f.StaffID == p.staff
	switch {
	case own && p.agreed:
		return p.had + "another day of " + p.who.possessive + " pattern would not be."
	case own:
		return "It does not fit " + p.who.possessive + " agreed work pattern."
	case p.agreed:
		return p.had + "a work pattern agreed with somebody else would not be."
	}
	return "It does not fit a work pattern that was agreed with somebody else."
}
