package api

import (
	"strings"
	"time"

	"github.com/fairrota/fairrota/store"
)

// dutyWords is a duty in words, such as the early on Mon 15 Mar.
func (w *words) dutyWords(shift store.ID, day store.Day) string {
	return w.shift(shift) + " on " + dayWords(day)
}

// giveAwayWords says what giving a duty away means.
func giveAwayWords(takers int) string {
	if takers == 0 {
		return "Nobody else may work this shift. Speak with your ward manager."
	}
	return count(int64(takers), "colleague", "colleagues") + " may take it. All are asked. It is yours until one of them gets it."
}

// effectWords says what taking, giving or swapping a duty does to a person, in short words that fit a
// nurse of herself and a manager of her.
func effectWords(e *store.TakeEffect) []string {
	out := []string{}
	if e == nil {
		return out
	}
	switch {
	case e.RestBefore >= 0 && e.RestAfter >= 0:
		out = append(out, durationWords(e.RestBefore)+" off before it, and "+durationWords(e.RestAfter)+" off after it.")
	case e.RestBefore >= 0:
		out = append(out, durationWords(e.RestBefore)+" off before it.")
	case e.RestAfter >= 0:
		out = append(out, durationWords(e.RestAfter)+" off after it.")
	}
	switch more := e.PaidIs - e.PaidWas; {
	case more > 0:
		out = append(out, durationWords(more)+" more paid time.")
	case more < 0:
		out = append(out, durationWords(-more)+" less paid time.")
	default:
		out = append(out, "The same paid time.")
	}
	if e.Over > 0 && e.PaidIs > e.PaidWas {
		out = append(out, durationWords(e.Over)+" over the contract in this rota.")
	}
	if e.MeanIs > 0 && e.MeanIs > e.MeanWas {
		out = append(out, "Mean week: "+durationWords(e.MeanIs)+". The law says 48 h at most.")
	}
	if e.Met > 0 {
		out = append(out, "It fits a wish.")
	}
	if e.Broken > 0 {
		out = append(out, "It goes against an agreed work pattern.")
	}
	if e.Unmet > 0 {
		out = append(out, "It goes against a wish.")
	}
	switch more := e.BurdenIs - e.BurdenWas; {
	case more > 0:
		out = append(out, "Fairness: "+pointWords(more)+" more to carry.")
	case more < 0:
		out = append(out, "Fairness: "+pointWords(-more)+" less to carry.")
	}
	return out
}

// card puts words to a swap for somebody who has to do with it; reader is the own staff id, empty for a
// manager.
func (w *words) card(v *store.SwapView, reader store.ID) SwapCard {
	mine := reader != "" && v.StaffID == reader
	asked := v.Reply != ""
	return SwapCard{
		ID: v.ID, Kind: v.Kind, State: v.State, Day: v.Day, ShiftID: v.ShiftID, OtherDay: v.OtherDay, OtherShiftID: v.OtherShiftID,
		AnswerBy: v.AnswerBy, Title: w.swapTitle(v, mine, asked), Status: swapStatus(v, mine, asked), Effects: effectWords(v.Effect),
		MayAnswer:   asked && v.Reply == store.NotAnswered && v.State.Live(),
		MayWithdraw: v.State.Live() && (mine || reader == "" && v.Kind == store.GapOffer), Version: v.Version,
	}
}

// swapTitle is what is asked.
func (w *words) swapTitle(v *store.SwapView, mine, asked bool) string {
	duty := w.dutyWords(v.ShiftID, v.Day)
	switch v.Kind {
	case store.ExchangeDuties:
		other := w.dutyWords(v.OtherShiftID, v.OtherDay)
		if mine {
			return "You give " + duty + ". You get " + other + " from " + v.PartnerName + "."
		}
		if asked {
			return "You give " + other + ". You get " + duty + " from " + v.Name + "."
		}
		return v.Name + " gives " + duty + ". " + v.PartnerName + " gives " + other + "."
	case store.GiveAway:
		if mine {
			return "You give away " + duty + "."
		}
		return v.Name + " gives this away: " + duty + "."
	case store.GapOffer:
		if asked {
			if v.Elsewhere != "" {
				return v.Elsewhere + " needs somebody for " + duty + "."
			}
			return "The ward needs somebody for " + duty + "."
		}
		return v.PartnerName + " is asked to work " + duty + "."
	}
	return capital(duty) + "."
}

// swapStatus is where it stands.
func swapStatus(v *store.SwapView, mine, asked bool) string {
	switch v.State {
	case store.SwapOffered:
		return waitingWords(v, asked)
	case store.SwapAccepted:
		switch {
		case v.Kind == store.GiveAway && asked && v.Reply == store.NotAnswered:
			return "Do you want it?"
		case v.Kind == store.GiveAway && asked:
			return repliedWords(v.Reply) + " Who gets it is not decided yet."
		case v.Kind == store.GiveAway:
			return count(int64(v.Yes), "person has", "people have") + " said yes. Who gets it is not decided yet."
		case asked:
			return "You said yes. The ward manager decides next."
		}
		return v.PartnerName + " said yes. The ward manager decides next."
	case store.SwapApproved:
		if v.Kind == store.GiveAway && asked && v.Reply == store.SaidYes {
			return "Done. " + v.PartnerName + " has it."
		}
		return "Done. The rota has changed."
	case store.SwapRefused:
		return "The ward manager said no. Nothing has changed."
	case store.SwapDeclined:
		if v.Kind == store.GiveAway && !asked {
			return "Nobody can take it. Nothing has changed."
		}
		if asked {
			return "You said no. Nothing has changed."
		}
		return v.PartnerName + " said no. Nothing has changed."
	case store.SwapWithdrawn:
		if mine {
			return "You took it back."
		}
		return "It was taken back."
	case store.SwapExpired:
		return endWords(v.EndedFor)
	}
	return ""
}

func repliedWords(r store.SwapReply) string {
	if r == store.SaidYes {
		return "You said yes."
	}
	return "You said no."
}

// waitingWords is the status of what nobody has said yes to yet.
func waitingWords(v *store.SwapView, asked bool) string {
	switch {
	case asked && v.Reply == store.NotAnswered && v.Kind == store.ExchangeDuties:
		return "Do you agree?"
	case asked && v.Reply == store.NotAnswered:
		return "Do you want it?"
	case asked:
		return repliedWords(v.Reply)
	case v.Kind == store.GiveAway:
		return count(int64(v.Asked), "person", "people") + " asked. Nobody has said yes so far."
	}
	return "Waiting for " + v.PartnerName + "."
}

// endWords says why it expired.
func endWords(why store.SwapEnd) string {
	switch why {
	case store.EndBegun:
		return "Too late: the shift has begun. Nothing has changed."
	case store.EndNoAnswer:
		return "No answer came in time. Nothing has changed."
	case store.EndChanged:
		return "The rota has changed, so this can no longer be done."
	}
	return ""
}

// managed puts words to a swap for the manager.
func (w *words) managed(v *store.SwapView, now time.Time) managedSwap {
	out := managedSwap{SwapCard: w.card(v, ""), Sides: []sideView{}, Takers: []candidateView{}, Stands: []string{}}
	for i := range v.Sides {
		e := &v.Sides[i]
		out.Sides = append(out.Sides, sideView{StaffID: e.StaffID, Name: w.people[e.StaffID], Effects: effectWords(e), Figures: *e})
	}
	for i := range v.Takers {
		out.Takers = append(out.Takers, w.candidate(&v.Takers[i]))
	}
	for _, f := range v.Stands {
		out.Stands = append(out.Stands, w.stands(f))
	}
	out.MayDecide = v.State == store.SwapAccepted
	if out.MayDecide && v.Kind == store.GiveAway && now.Before(v.AnswerBy) && v.Open > 0 {
		out.MayDecide = false
		out.Waits = "Others can still say yes. Being first counts for nothing."
	}
	return out
}

// stands says what stands in the way of somebody.
func (w *words) stands(f store.Finding) string {
	who := w.personOf(f.StaffID)
	switch f.Rule {
	case store.RuleBegun:
		return "The shift has begun."
	case store.RuleBusy:
		return capital(who.subject) + " works another shift on " + dayWords(f.Day) + "."
	}
	if ofLaw(f) {
		return capital(f.Name) + "."
	}
	text := w.would(f, who)
	if f.ShiftID != "" {
		text = "on " + dayWords(f.Day) + " " + text
	}
	return capital(text) + "."
}

// candidate puts words to one candidate.
func (w *words) candidate(c *store.Candidate) candidateView {
	out := candidateView{
		StaffID: c.StaffID, Name: c.Name, Ward: c.WardName, Legal: c.Legal, Place: c.Place, Stands: []string{}, Shown: []string{}, Effects: effectWords(c.Effect),
		Figures: c.Effect, Delta: c.Delta, Reply: string(c.Reply),
	}
	if c.Name == "" {
		out.Name = "Somebody from " + c.WardName
	}
	if c.Legal {
		out.Because = rankWords(c.Because, c.Place)
	}
	if c.MovesFrom != "" && c.Legal {
		out.Effects = append(out.Effects, "Leaves "+w.shift(c.MovesFrom)+" of that day.")
	}
	for _, f := range c.Findings {
		out.Stands = append(out.Stands, w.stands(f))
	}
	for _, f := range c.Shown {
		out.Shown = append(out.Shown, w.stands(f))
	}
	return out
}

// rankWords says what put a candidate in a place.
func rankWords(because string, place int) string {
	first := map[string]string{
		"only": "The only one who may.", "cover": "Leaves the ward best staffed.", "pattern": "Keeps agreed work patterns best.",
		"fairness": "Makes the load most even.", "preference": "Fits best what people asked for.",
		"goals": "Fits best the hours and numbers that the ward would like.", "rest": "Has the longest rest around it.", "alike": "As good as the next one.",
	}
	later := map[string]string{
		"cover": "Leaves the ward less well staffed.", "pattern": "Keeps agreed work patterns less well.", "fairness": "Makes the load less even.",
		"preference": "Fits less well what people asked for.", "goals": "Fits less well the hours and numbers that the ward would like.",
		"rest": "Has less rest around it.", "alike": "As good as the one above.",
	}
	if place == 1 {
		return first[because]
	}
	return later[because]
}

// gapTitle is what is missing.
func (w *words) gapTitle(g *store.Gap) string {
	parts := []string{capital(w.dutyWords(g.ShiftID, g.Day)) + ":"}
	parts = append(parts, count(int64(g.Missing), "person", "people"))
	if k, ok := w.skills[g.SkillID]; ok {
		parts = append(parts, "with "+k.Code)
	}
	return strings.Join(append(parts, "missing."), " ")
}
