package api

import (
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// waivableWords says a rule that a person can do without, with what they may choose.
func waivableWords(g *store.Guard) waivable {
	w := g.Rule.Waive
	out := waivable{Key: g.Rule.Key, Title: g.Rule.Title, Words: w.SayGuard(g.Ward), Ward: g.Ward, Own: g.Own, Choices: []waiverChoice{}}
	if g.Own {
		return out
	}
	for _, v := range w.Choices(g.Ward) {
		out.Choices = append(out.Choices, waiverChoice{Value: v, Text: w.Say(v)})
	}
	return out
}

// waiverWords says a choice. A rule that later editions of the rulebook do not let people do without keeps
// its key for a title.
func waiverWords(w *store.Waiver, today store.Day) waiverView {
	out := waiverView{Waiver: *w, Title: w.Key, When: waiverWhen(w), Live: w.Live(today)}
	if r, ok := rulebook.UK().Rule(w.Key); ok {
		out.Title = r.Title
		if r.Waive != nil {
			out.Text = r.Waive.Say(w.Value)
		}
	}
	return out
}

// waiverWhen says for which rotas a choice is.
func waiverWhen(w *store.Waiver) string {
	if w.LastDay == "" {
		return "For rotas from " + dateWords(w.FirstDay) + " on."
	}
	return "For rotas from " + dateWords(w.FirstDay) + " to " + dateWords(w.LastDay) + "."
}

// WaiveHint points to the rule that one could do without.
type WaiveHint struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// waiveHint says that one could do without a rule in rotas to come; nil for no rule.
func waiveHint(key string) *WaiveHint {
	r, ok := rulebook.UK().Rule(key)
	if !ok {
		return nil
	}
	return &WaiveHint{Key: key, Text: "This is a rule to protect you: " + r.Title + ". You can choose to do without it next time."}
}

// takenBackWords says what a draft was made with that does not hold any more.
func (w *words) takenBackWords(gone []store.WaiverTakenBack) []string {
	out := []string{}
	for _, x := range gone {
		title := x.Key
		if r, ok := rulebook.UK().Rule(x.Key); ok {
			title = r.Title
		}
		out = append(out, "This was made before "+w.personOf(x.StaffID).subject+" took back a choice ("+title+").")
	}
	return out
}
