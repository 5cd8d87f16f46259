package api

import (
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// ReasonWords is why no rota as good as this one meets a preference, with its words.
type ReasonWords struct {
	Code  store.ReasonCode `json:"code" enum:"minimum_staffing,skill_mix,law,contract_hours,leave_full,greater_priority,equal_priority,own_preference,agreed_pattern,own_absence,fixed_shift,ward_goals,late,data_missing" doc:"Why, from a closed list. No preference gets leave_full, which is for requests for leave, or late."`
	Proof store.Proof      `json:"proof" enum:"proved,best_found" doc:"proved: no lawful rota meets it and is as good as this one. best_found: none that was found does."`
	Text  string           `json:"text"`
	Sure  string           `json:"sure" doc:"How sure it is, in words."`
	// Waive is absent unless a rule of one's own that one can do without decided alone.
	Waive *WaiveHint `json:"waive,omitempty"`
	// Nearest is absent where nothing near could be given.
	Nearest *NearWords `json:"nearest,omitempty"`
}

// NearWords is the nearest ask that could be met, with its words.
type NearWords struct {
	store.NearAsk
	Text string `json:"text"`
}

// ReasonFigures are a manager's: what meeting the preference would cost.
type ReasonFigures struct {
	ReasonWords
	Decisive string         `json:"decisive_level" doc:"The first level at which the best rota with the preference met is worse; empty for a draw."`
	Cost     store.Levels   `json:"cost" doc:"What the best rota found with the preference met would add at each level; at least, where the person's own shifts cannot hold it."`
	Because  []PlainFinding `json:"because" doc:"What it would break at that level, the gravest first; asks of the same weight that would be refused instead come before."`
}

// knownReason reports whether a reason was worked out.
func knownReason(o *store.Outcome) bool {
	return !o.Met && (o.Proof == store.Proved || o.Proof == store.BestFound) && o.Code != ""
}

// reasonOf puts words to a reason; nil where none was worked out.
func (w *words) reasonOf(p store.Preference, o *store.Outcome) *ReasonWords {
	if !knownReason(o) {
		return nil
	}
	who := w.personOf(p.StaffID)
	about := askedFor{who: who, staff: p.StaffID, day: p.Day, had: "If " + who.subject + " had it, "}
	out := &ReasonWords{Code: o.Code, Proof: o.Proof, Text: w.because(&o.Reason, about), Sure: sureWords(o.Proof)}
	if o.Nearest != nil {
		out.Nearest = &NearWords{NearAsk: *o.Nearest, Text: w.couldHave(o.Nearest, who)}
	}
	return out
}

// sureWords says how sure a reason is.
func sureWords(p store.Proof) string {
	if p == store.BestFound {
		return "This is the best we found. There may be a better rota."
	}
	return "We are sure of this."
}

// askedFor is what a reason is about: what a person would have on a day, and how a sentence begins that
// says what it would mean.
type askedFor struct {
	who   person
	staff store.ID
	day   store.Day
	had   string
	// agreed is set for a day of the person's agreed pattern, not an ask.
	agreed bool
}

// figuresOf is reasonOf with the numbers.
func (w *words) figuresOf(p store.Preference, o *store.Outcome) *ReasonFigures {
	text := w.reasonOf(p, o)
	if text == nil {
		return nil
	}
	return w.withFigures(text, &o.Reason)
}

// withFigures puts the numbers to the words of a reason.
func (w *words) withFigures(text *ReasonWords, r *store.Reason) *ReasonFigures {
	out := &ReasonFigures{ReasonWords: *text, Decisive: r.Decisive, Because: []PlainFinding{}}
	if r.Cost != nil {
		out.Cost = *r.Cost
	}
	for _, f := range r.Because {
		out.Because = append(out.Because, PlainFinding{Finding: f, Text: capital(w.wouldSay(f)) + "."})
	}
	return out
}

// wouldSay is what a finding would mean, with whom and when, for a manager.
func (w *words) wouldSay(f store.Finding) string {
	text := w.would(f, w.personOf(f.StaffID))
	// The amount is by how much more: it says nothing of how many there are.
	than := map[nrp.RuleCode]string{
		nrp.RuleCoverMin: "fewer, below its minimum", nrp.RuleCoverPreferred: "fewer than the ward would like", nrp.RuleCoverMax: "more than the ward wants",
	}[nrp.RuleCode(f.Rule)]
	if than != "" {
		text = w.shift(f.ShiftID) + " would have " + count(f.Amount, "person", "people") + " " + than
	}
	if f.Day != "" && f.ShiftID != "" {
		text = "on " + dayWords(f.Day) + " " + text
	}
	return text
}

// because is the sentence of a reason, in short words.
func (w *words) because(r *store.Reason, p askedFor) string {
	var f store.Finding
	if len(r.Because) > 0 {
		f = r.Because[0]
	}
	have, who := p.had, p.who
	switch explain.Code(r.Code) {
	case explain.CodeStaffing:
		return have + "too few people would work " + w.shift(f.ShiftID) + " on " + dayWords(f.Day) + "."
	case explain.CodeSkillMix:
		return have + w.shift(f.ShiftID) + " on " + dayWords(f.Day) + " would have too few people with the right skill."
	case explain.CodeLaw:
		return w.lawful(r, f, p)
	case explain.CodeHours:
		if f.StaffID == p.staff {
			return "It does not fit the hours in " + who.possessive + " contract."
		}
		return "It does not fit the hours in the contract of somebody else."
	case explain.CodeLeaveFull:
		return "Too many people are away that day."
	case explain.CodePriority:
		if burdenFinding(f) {
			return ledgerPriority(f)
		}
		return "Somebody else's ask came first. It counts for more this time."
	case explain.CodeEqual:
		return "Somebody else asked too. Both asks count the same, and only one could be met."
	case explain.CodeOwn:
		return capital(who.subject) + " asked for something else too. We could not give both."
	case explain.CodePattern:
		return agreedInTheWay(f, p)
	case explain.CodeAbsence:
		return capital(who.subject) + " cannot work on " + dayWords(p.day) + "."
	case explain.CodeFixed:
		return capital(who.possessive) + " shift on " + dayWords(p.day) + " is fixed."
	case explain.CodeGoals:
		return w.goals(f, p)
	case explain.CodeLate:
		return "It came too late."
	case explain.CodeData:
		return "No shift on this ward fits it. Ask the ward manager to look at it."
	}
	return "We cannot say why."
}

// lawful is the sentence of a rule that must hold.
func (w *words) lawful(r *store.Reason, f store.Finding, p askedFor) string {
	if f.StaffID != "" && f.StaffID != p.staff {
		return "It would break a work rule for somebody else."
	}
	if len(r.Clash) == 2 {
		a, b := r.Clash[0], r.Clash[1]
		first, second := w.shift(a.ShiftID)+" on "+dayWords(a.Day), w.shift(b.ShiftID)+" on "+dayWords(b.Day)
		both := capital(first) + " and " + second
		switch nrp.RuleCode(f.Rule) { //nolint:exhaustive // other rules are not about two shifts
		case nrp.RuleRest:
			return both + " are too close. There must be more rest between them."
		case nrp.RulePattern:
			return both + " are too close. There must be more days off between them."
		}
		return "With it, " + second + " would follow " + first + ". The rules do not allow that."
	}
	return p.had + w.would(f, p.who) + ". The rules do not allow that."
}

// goals is the sentence of what the ward would like.
func (w *words) goals(f store.Finding, p askedFor) string {
	who := p.who
	switch nrp.RuleCode(f.Rule) { //nolint:exhaustive // the rest is said in general
	case nrp.RuleLink:
		if f.StaffID != "" && who == you && f.StaffID != w.own {
			return "It would break a rule for somebody else on who works with whom."
		}
		return p.had + w.would(f, w.personOf(f.StaffID)) + "."
	case nrp.RuleCounter:
		if burdenFinding(f) {
			return p.had + who.subject + " would have to do more nights or weekends, or give up another ask."
		}
	case nrp.RuleCoverPreferred:
		return p.had + "fewer people would work " + w.shift(f.ShiftID) + " on " + dayWords(f.Day) + ". The ward would like more."
	case nrp.RuleCoverMax:
		return p.had + "more people would work " + w.shift(f.ShiftID) + " on " + dayWords(f.Day) + ". The ward does not need them."
	}
	return p.had + "the rota would be worse in other ways and no ask would be met more."
}

// couldHave is the nearest ask as an offer.
func (w *words) couldHave(n *store.NearAsk, who person) string {
	could, day := capital(who.subject)+" could ", dayWords(n.Day)
	if n.MovedDays != 0 {
		return could + "have all of this plan " + movedWords(n.MovedDays) + "."
	}
	switch n.Kind {
	case store.DayOff:
		return could + "have " + day + " off."
	case store.DayOn:
		return could + "work on " + day + "."
	case store.ShiftOn:
		return could + "have " + w.shift(n.ShiftID) + " on " + day + "."
	case store.KindOn:
		return could + "have " + kindWords(n.ShiftKind) + " on " + day + "."
	case store.ShiftOff:
		return could + "be off " + w.shift(n.ShiftID) + " on " + day + "."
	}
	return could + "ask for " + day + "."
}

// movedWords says by how many days something is moved.
func movedWords(days int) string {
	than := " later"
	if days < 0 {
		days, than = -days, " earlier"
	}
	if days == 7 {
		return "one week" + than + ", on the same days of the week"
	}
	return count(int64(days), "day", "days") + than
}
