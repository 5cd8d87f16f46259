package api

import (
	"fmt"
	"strconv"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// trialWords are the words of a ward with the preferences of a period.
type trialWords struct {
	*words
	asks map[store.ID]store.Preference
}

// view puts words to a trial.
func (w *trialWords) view(t *store.Trial) TrialView {
	out := TrialView{
		ID: t.ID, RosterID: t.RosterID, RosterVersion: t.RosterVersion, Kind: t.Kind, Change: t.Change, State: t.State, Seconds: t.BudgetSeconds,
		CreatedAt: t.CreatedAt, EndedAt: t.EndedAt, Failure: t.Failure, Question: w.question(t),
	}
	if t.Failure != "" {
		out.Failure = capital(t.Failure)
	}
	if t.Result != nil {
		out.Answer = w.answer(t)
	}
	return out
}

// question says what is tried.
func (w *trialWords) question(t *store.Trial) string {
	c := &t.Change
	switch t.Kind {
	case store.TrialAddPerson:
		return "One more person like " + w.personOf(c.StaffID).subject
	case store.TrialMoveMinimum:
		n, than := c.By, "more"
		if n < 0 {
			n, than = -n, "fewer"
		}
		when := "every day"
		if c.Day != "" {
			when = "on " + dayWords(c.Day)
		}
		return fmt.Sprintf("%s %s on %s%s, %s", strconv.Itoa(n), than, w.shift(c.ShiftID), w.inSkill(c.SkillID), when)
	case store.TrialGrant:
		return w.asked(c.PreferenceID)
	case store.TrialGive:
		return "What would have to give, so that no minimum is short"
	}
	return ""
}

// inSkill continues a shift with the skill that is wanted.
func (w *trialWords) inSkill(id store.ID) string {
	if skill, ok := w.skills[id]; ok {
		return " with " + skill.Code
	}
	return ""
}

// asked is a preference with its name.
func (w *trialWords) asked(id store.ID) string {
	p, ok := w.asks[id]
	if !ok {
		return "A preference that has been withdrawn"
	}
	return capital(w.personOf(p.StaffID).subject) + " asked " + w.ask(p)
}

// answer puts words to a result.
func (w *trialWords) answer(t *store.Trial) *TrialAnswer {
	r := t.Result
	out := &TrialAnswer{
		Lines: []string{}, Draft: r.Draft, Without: r.Without, With: r.With, Shortfalls: []TrialShort{}, MetWithout: r.MetWithout, MetWith: r.MetWith,
		Asked: r.Asked, Gained: w.listed(r.Gained), Lost: w.listed(r.Lost), People: []TrialPerson{}, Breaks: []PlainFinding{}, Give: []TrialGive{}, Proof: r.Proof,
	}
	for _, x := range r.Shortfalls {
		out.Shortfalls = append(out.Shortfalls, TrialShort{x, w.short(x)})
	}
	for _, x := range r.People {
		out.People = append(out.People, TrialPerson{x, w.personOf(x.StaffID).subject})
	}
	for _, f := range r.Breaks {
		out.Breaks = append(out.Breaks, PlainFinding{Finding: f, Text: w.inTheWay(f)})
	}
	for _, g := range r.Give {
		out.Give = append(out.Give, TrialGive{Finding: g.Finding, Units: g.Units, Text: w.gives(g.Finding)})
	}
	switch {
	case t.Kind == store.TrialGive:
		w.giving(out)
	case t.Kind == store.TrialGrant && r.Proof == store.Proved:
		out.Headline, out.Sure = "It cannot be granted.", "We are sure of this."
		out.Lines = append(out.Lines, "No cell of that day could meet it: see what stands in the way.")
	default:
		w.difference(out, r, t.BudgetSeconds)
	}
	return out
}

func (w *trialWords) listed(ids []store.ID) []TrialAsk {
	out := []TrialAsk{}
	for _, id := range ids {
		out = append(out, TrialAsk{id, w.asked(id)})
	}
	return out
}

// short is one minimum: how many are missing without the change and with it.
func (w *trialWords) short(x store.TrialShortfall) string {
	return fmt.Sprintf("%s, %s%s: %s missing without, %d with", dayWords(x.Day), w.shift(x.ShiftID), w.inSkill(x.SkillID), count(x.Without, "person", "people"), x.With)
}

// missing adds up the shortfalls.
func missing(list []TrialShort) (without, with int64) {
	for _, x := range list {
		without += x.Without
		with += x.With
	}
	return without, with
}

// difference says what would be different, the gravest first.
func (w *trialWords) difference(out *TrialAnswer, r *store.TrialResult, seconds int) {
	without, with := missing(out.Shortfalls)
	out.Headline = fmt.Sprintf("No difference was found in %d seconds.", seconds)
	headline := func(text string) {
		if out.Headline[:2] == "No" {
			out.Headline = text
		}
	}
	if len(out.Breaks) > 0 {
		headline("It would break a rule.")
		out.Lines = append(out.Lines, count(int64(len(out.Breaks)), "rule", "rules")+" would be broken that the draft keeps to.")
	}
	switch {
	case with < without:
		headline(count(without-with, "person fewer", "people fewer") + " would be missing.")
	case with > without:
		headline(count(with-without, "person more", "people more") + " would be missing.")
	}
	if without+with > 0 {
		out.Lines = append(out.Lines, fmt.Sprintf("People missing below the minimum: %d without it, %d with it.", without, with))
	}
	switch {
	case r.MetWith > r.MetWithout:
		headline(count(int64(r.MetWith-r.MetWithout), "more preference", "more preferences") + " would be met.")
	case r.MetWith < r.MetWithout:
		headline(count(int64(r.MetWithout-r.MetWith), "preference fewer", "preferences fewer") + " would be met.")
	}
	if r.Asked > 0 {
		out.Lines = append(out.Lines, fmt.Sprintf("Preferences met: %d of %d without it, %d with it.", r.MetWithout, r.Asked, r.MetWith))
	}
	w.lower(out, r, headline)
	days := 0
	for _, p := range r.People {
		days += p.Days
	}
	if days > 0 {
		out.Lines = append(out.Lines, fmt.Sprintf("%s would have other shifts than in the draft, on %s in all.", count(int64(len(r.People)), "person", "people"), count(int64(days), "day", "days")))
	}
	if r.NewDuties > 0 {
		out.Lines = append(out.Lines, "The new person would work "+count(int64(r.NewDuties), "shift", "shifts")+".")
	}
	if levelsLess(r.Without, r.Draft) {
		out.Lines = append(out.Lines, "The draft can be made better without any change: solve it again first.")
	}
	out.Sure = "This is the best we found in this time. A longer search may find more."
}

// lower is what differs at the levels below preferences, or in what preferences weigh.
func (w *trialWords) lower(out *TrialAnswer, r *store.TrialResult, headline func(string)) {
	for _, l := range []struct {
		level nrp.Level
		what  string
	}{
		{nrp.LevelPreference, "What refused preferences weigh"},
		{nrp.LevelRest, "Staffing that the ward would like, hours and runs of days"},
	} {
		by := r.With[l.level] - r.Without[l.level]
		switch {
		case by < 0:
			headline("It would be a little better.")
			out.Lines = append(out.Lines, fmt.Sprintf("%s: better by %d points.", l.what, -by))
		case by > 0:
			headline("It would be a little worse.")
			out.Lines = append(out.Lines, fmt.Sprintf("%s: worse by %d points.", l.what, by))
		}
	}
}

// levelsLess reports whether a score is better than another.
func levelsLess(a, b store.Levels) bool { return nrp.Score(a).Compare(nrp.Score(b)) < 0 }

// giving says what would have to give.
func (w *trialWords) giving(out *TrialAnswer) {
	units, left := int64(0), int64(0)
	for _, g := range out.Give {
		units += g.Units
	}
	for _, x := range out.Shortfalls {
		left += x.With
	}
	switch {
	case units == 0 && left == 0:
		out.Headline = "Nothing has to give."
		out.Lines = append(out.Lines, "There is a rota that keeps every rule and meets every minimum. Solve again, for longer.")
	case units == 0:
		out.Headline = "Nothing that could give would help."
	default:
		out.Headline = count(units, "thing", "things") + " would have to give."
		out.Lines = append(out.Lines, "This only names what stands in the way. Nothing is changed, and agreed leave is for the person to give.")
	}
	if left > 0 {
		out.Lines = append(out.Lines, count(left, "person", "people")+" would still be missing. Those minimums would have to be lowered, or somebody found from outside.")
	}
	if len(out.Breaks) > 0 {
		out.Lines = append(out.Lines, "Working-time law would have to be looked at as well.")
	}
	out.Sure = "This is the smallest set we found. There may be a smaller one."
	if out.Proof == store.Proved {
		out.Sure = "We are sure: no smaller set will do."
	}
}

// gives is one thing that would have to give.
func (w *trialWords) gives(f store.Finding) string {
	who := w.personOf(f.StaffID)
	switch nrp.RuleCode(f.Rule) { //nolint:exhaustive // the others are said as rules
	case nrp.RuleUnavailable:
		return fmt.Sprintf("%s would have to work %s on %s, a day of leave or one that cannot be worked.", capital(who.subject), w.shift(f.ShiftID), dayWords(f.Day))
	case nrp.RuleFixed:
		instead := "a day off"
		if f.ShiftID != "" {
			instead = w.shift(f.ShiftID)
		}
		return fmt.Sprintf("%s fixed shift on %s would have to become %s.", capital(who.possessive), dayWords(f.Day), instead)
	case nrp.RuleAgreed:
		return fmt.Sprintf("%s would have to work %s on %s, against the agreed work pattern.", capital(who.subject), w.shift(f.ShiftID), dayWords(f.Day))
	}
	return w.inTheWay(f)
}

// inTheWay is what a finding would mean, with the day, as a sentence; the law's say it themselves.
func (w *words) inTheWay(f store.Finding) string {
	if ofLaw(f) {
		return f.Name
	}
	text := w.wouldSay(f)
	if f.Day != "" && f.ShiftID == "" && !namesItsDay(nrp.RuleCode(f.Rule)) {
		text += " (" + dayWords(f.Day) + ")"
	}
	return capital(text) + "."
}

// namesItsDay reports whether the words of a rule say the day themselves.
func namesItsDay(rule nrp.RuleCode) bool {
	return rule == nrp.RuleUnavailable || rule == nrp.RuleFixed || rule == nrp.RuleRequest || rule == nrp.RuleAgreed
}

// unfilled puts words to an unfilled duty.
func (w *words) unfilled(u *store.UnfilledDuty) UnfilledView {
	out := UnfilledView{Day: u.Day, ShiftID: u.ShiftID, SkillID: u.SkillID, Missing: u.Missing, Nearest: []NearPerson{}}
	skill := ""
	if k, ok := w.skills[u.SkillID]; ok {
		skill = " with " + k.Code
	}
	out.Text = dayWords(u.Day) + ", " + w.shift(u.ShiftID) + ": " + count(u.Missing, "person", "people") + skill + " short"
	for i := range u.Nearest {
		n := &u.Nearest[i]
		near := NearPerson{
			StaffID: n.StaffID, Name: w.personOf(n.StaffID).subject, FromShiftID: n.FromShiftID, Never: n.Never, Delta: n.Delta, Findings: []PlainFinding{},
		}
		for _, f := range n.Findings {
			near.Findings = append(near.Findings, PlainFinding{Finding: f, Text: w.inTheWay(f)})
		}
		out.Nearest = append(out.Nearest, near)
	}
	return out
}
