package api

import (
	"github.com/fairrota/fairrota/store"
)

// linkWords says what a breach of a rule on who works with whom is: would for what a change would
// do, else as it stands. To a nurse nobody else is named.
func (w *words) linkWords(f store.Finding, who person, would bool) string {
	verb := " is at work without "
	if would {
		verb = " would be at work without "
	} else if who == you {
		verb = " are at work without "
	}
	kind, other, ok := store.PairOf(f.Name)
	switch {
	case !ok:
		return who.subject + verb + "anybody to learn beside"
	case w.own != "":
		return "a rule on who works with whom would be broken"
	case kind == store.WorkTogether:
		return who.subject + verb + w.personOf(store.ID(other)).subject
	case would:
		return who.subject + " would be at work at the same time as " + w.personOf(store.ID(other)).subject
	}
	return who.subject + " is at work at the same time as " + w.personOf(store.ID(other)).subject
}
