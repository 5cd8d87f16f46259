package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// words says findings and outcomes in plain English: short, second person to a nurse,
// by name to a manager, dates as "Sat 14 Mar", durations as "7 h 30". What it needs to
// know of the ward is looked up before (lookup.go).
type words struct {
	shifts map[store.ID]store.Shift
	skills map[store.ID]store.Skill
	// people are names by staff id; empty where the reader may see no names.
	people map[store.ID]string
	need   map[needKey]store.People
	// own is the reader's own staff id; empty for a manager.
	own store.ID
}

type needKey struct {
	day            store.Day
	shift, skillID store.ID
}

// person is how a sentence speaks of somebody: ("you", "your") or ("Ada", "Ada's").
type person struct{ subject, possessive string }

var you = person{"you", "your"}

func (w *words) personOf(id store.ID) person {
	if w.own != "" && id == w.own {
		return you
	}
	if name := w.people[id]; name != "" {
		return person{name, name + "'s"}
	}
	return person{"somebody", "somebody's"}
}

// outcome says what became of a preference in one rota.
func (w *words) outcome(p store.Preference, o store.Outcome) string {
	who := w.personOf(p.StaffID)
	asked := capital(who.subject) + " asked " + w.ask(p) + "."
	switch {
	case o.Met && w.own != "":
		return asked + " You have it in this rota."
	case o.Met:
		return asked + " It is met in this rota."
	}
	refused := " It could not be given in this rota"
	if w.own != "" {
		refused = " We could not give it in this rota"
	}
	if why := w.reasonOf(p, &o); why != nil {
		return asked + strings.TrimSuffix(refused, " in this rota") + ". " + why.Text
	}
	var reasons []string
	if o.Decided {
		reasons = w.reasons(o.Findings, who)
	}
	if len(reasons) == 0 {
		return asked + refused + ". No single rule stands against it, so the reason is not decided."
	}
	if cannot := who.subject + " cannot work on " + dayWords(p.Day); len(reasons) == 1 && reasons[0] == cannot {
		// "With you on the late, you cannot work on Tue 24 Nov" would say too much.
		return asked + refused + ": " + cannot + "."
	}
	return asked + refused + ": " + w.forced(p, who) + ", " + strings.Join(reasons, ", and ") + "."
}

// reasons are the clauses of the gravest level that was broken, at most two.
func (w *words) reasons(findings []store.Finding, who person) []string {
	gravest := nrp.NumLevels
	for _, f := range findings {
		gravest = min(gravest, levelIndex(f.Level))
	}
	var out []string
	for _, f := range findings {
		if levelIndex(f.Level) == gravest && len(out) < 2 {
			if f.StaffID != "" && w.own != "" && f.StaffID != w.own {
				out = append(out, "a rule for somebody else on the ward would be broken")
				continue
			}
			out = append(out, w.would(f, who))
		}
	}
	return out
}

func levelIndex(name string) int {
	for l := range nrp.NumLevels {
		if nrp.Level(l).String() == name {
			return l
		}
	}
	return nrp.NumLevels
}

// ask continues "You asked".
func (w *words) ask(p store.Preference) string {
	day := dayWords(p.Day)
	switch p.Kind {
	case store.DayOff:
		return "for " + day + " off"
	case store.DayOn:
		return "to work on " + day
	case store.ShiftOn:
		return "for " + w.shift(p.ShiftID) + " on " + day
	case store.ShiftOff:
		return "not to work " + w.shift(p.ShiftID) + " on " + day
	case store.KindOn:
		return "for " + kindWords(p.ShiftKind) + " on " + day
	default:
		return "for " + day
	}
}

// forced begins the reason: what the rota would be with the preference in it.
func (w *words) forced(p store.Preference, who person) string {
	switch p.Kind {
	case store.DayOff:
		return "with " + who.subject + " off"
	case store.DayOn:
		return "with " + who.subject + " at work"
	case store.ShiftOn:
		return "with " + who.subject + " on " + w.shift(p.ShiftID)
	case store.ShiftOff:
		return "with " + who.subject + " not on " + w.shift(p.ShiftID)
	case store.KindOn:
		return "with " + who.subject + " on " + kindWords(p.ShiftKind)
	default:
		return "with it"
	}
}

// would is what a finding would mean, as a clause: "the night would have 2 nurses and
// the ward needs 3".
func (w *words) would(f store.Finding, who person) string {
	switch nrp.RuleCode(f.Rule) {
	case nrp.RuleCoverMin, nrp.RuleCoverPreferred, nrp.RuleCoverMax:
		have, want, verb := w.cover(f)
		if want == "" {
			return fmt.Sprintf("%s would be %s %s", w.shift(f.ShiftID), count(f.Amount, "person", "people"), verb)
		}
		return fmt.Sprintf("%s would have %s and the ward %s %s", w.shift(f.ShiftID), have, verb, want)
	case nrp.RuleLink:
		return w.linkWords(f, who, true)
	case nrp.RuleRest:
		return who.subject + " would not have the full rest between two shifts"
	case nrp.RuleRespite:
		if f.Name == store.CompensatoryRest {
			return who.subject + " would not get back rest that is owed"
		}
		return who.subject + " would not have " + respiteShort(f.Name) + " often enough"
	case nrp.RuleSuccession:
		return "one shift would come the day after another that it may not follow"
	case nrp.RulePattern:
		if f.Name == "rest after nights" {
			return who.subject + " would not have enough days off after nights"
		}
		if why := wouldCell(f.Name, who); why != "" {
			return why
		}
		return who.possessive + " days would come in an order that is not allowed"
	case nrp.RuleStretch:
		return fmt.Sprintf("%s run of %s would be %s too long or too short", who.possessive, stretchWords(f.Name), count(f.Amount, "day", "days"))
	case nrp.RuleWeekend:
		return who.subject + " would work only one day of a weekend"
	case nrp.RuleCounter:
		return w.wouldCount(f, who)
	case nrp.RuleUnavailable:
		if f.Name == store.RestBeforeNext {
			return who.subject + " would not have the full rest before a shift that is planned for the day after"
		}
		if why := wouldCell(f.Name, who); why != "" {
			return why
		}
		return who.subject + " cannot work on " + dayWords(f.Day)
	case nrp.RuleFixed:
		return who.possessive + " shift on " + dayWords(f.Day) + " is fixed"
	case nrp.RuleSkill:
		return who.subject + " would need a skill that is not on the list"
	case nrp.RuleChoice:
		return "another of " + who.possessive + " plans would not be kept"
	case nrp.RuleRequest:
		return "another of " + who.possessive + " asks, for " + dayWords(f.Day) + ", would be refused"
	case nrp.RuleAgreed:
		return who.possessive + " agreed work pattern would not be kept on " + dayWords(f.Day)
	}
	return "a rule of the ward would be broken"
}

func (w *words) wouldCount(f store.Finding, who person) string {
	week, weekly := strings.CutPrefix(f.Name, "minutes in the week of ")
	switch mean := meanWeekWords(f.Name); {
	case mean != "":
		return who.subject + " would work " + mean
	case weekly && store.Day(week).Valid():
		return fmt.Sprintf("%s would work %s too long in the week of %s", who.subject, durationWords(f.Amount), dayWords(store.Day(week)))
	case burdenFinding(f):
		return who.subject + " would carry " + pointsWords(f.Amount) + " more"
	case f.Name == "contract minutes":
		return fmt.Sprintf("%s hours would be %s outside the contract", who.possessive, durationWords(f.Amount))
	case f.Name == "working weekends":
		return fmt.Sprintf("%s would work %s too many", who.subject, count(f.Amount, "weekend", "weekends"))
	}
	return fmt.Sprintf("%s number of shifts would be %d outside the contract", who.possessive, f.Amount)
}

// found is a finding of a rota as it stands, for a manager's list: "Sat 14 Mar, night:
// 2 nurses, needs 3".
func (w *words) found(f store.Finding) string {
	head := []string{}
	if f.StaffID != "" {
		head = append(head, capital(w.personOf(f.StaffID).subject))
	}
	if f.Day != "" && !ofLaw(f) { // those of the law say their days themselves
		head = append(head, dayWords(f.Day))
	}
	if f.ShiftID != "" {
		head = append(head, w.shift(f.ShiftID))
	}
	text := w.what(f)
	if len(head) == 0 {
		return capital(text)
	}
	return strings.Join(head, ", ") + ": " + text
}

// ofLaw reports whether a finding is the second referee's, whose name is the breach in words.
func ofLaw(f store.Finding) bool { return strings.HasPrefix(f.Rule, store.LawPrefix) }

func (w *words) what(f store.Finding) string {
	if ofLaw(f) {
		return f.Name
	}
	switch nrp.RuleCode(f.Rule) {
	case nrp.RuleCoverMin, nrp.RuleCoverPreferred, nrp.RuleCoverMax:
		have, want, verb := w.cover(f)
		if want == "" {
			return count(f.Amount, "person", "people") + " " + verb
		}
		return have + ", the ward " + verb + " " + want
	case nrp.RuleLink:
		return w.linkWords(f, w.personOf(f.StaffID), false)
	case nrp.RuleRest:
		return "less rest than the rule before this shift"
	case nrp.RuleRespite:
		return respiteWords(f)
	case nrp.RuleSuccession:
		return "this shift may not come the day after the one before"
	case nrp.RulePattern:
		if f.Name == "rest after nights" {
			return "not enough days off after nights"
		}
		if why := cellWords(f.Name); why != "" {
			return why
		}
		return "an order of days that is not allowed"
	case nrp.RuleStretch:
		return fmt.Sprintf("run of %s %s too long or too short", stretchWords(f.Name), count(f.Amount, "day", "days"))
	case nrp.RuleWeekend:
		return "only one day of the weekend worked"
	case nrp.RuleCounter:
		week, weekly := strings.CutPrefix(f.Name, "minutes in the week of ")
		switch mean := meanWeekWords(f.Name); {
		case mean != "":
			return durationWords(f.Amount) + " too long: " + mean
		case weekly && store.Day(week).Valid():
			return durationWords(f.Amount) + " too long in the week of " + dayWords(store.Day(week))
		case f.Name == "contract minutes":
			return durationWords(f.Amount) + " outside the contract's hours"
		case f.Name == "working weekends":
			return count(f.Amount, "weekend", "weekends") + " too many"
		}
		return fmt.Sprintf("%d outside the contract's number of shifts", f.Amount)
	case nrp.RuleUnavailable:
		if f.Name == store.RestBeforeNext {
			return "less rest than the rule before a shift on the day after this rota"
		}
		if why := cellWords(f.Name); why != "" {
			return why
		}
		return "at work on a day that cannot be worked"
	case nrp.RuleFixed:
		return "not what was fixed"
	case nrp.RuleSkill:
		return "the skill is not held on this day"
	case nrp.RuleRequest:
		return "a preference is not met"
	case nrp.RuleAgreed:
		return "not the work pattern that was agreed"
	case nrp.RuleChoice:
		return "the first plan asked for is not kept"
	}
	return "breaks the rule " + strings.ReplaceAll(f.Rule, "_", " ")
}

// cover returns what a shift has, what the ward wants (empty where that is not known)
// and the verb between.
func (w *words) cover(f store.Finding) (have, want, verb string) {
	code := nrp.RuleCode(f.Rule)
	need, known := w.need[needKey{f.Day, f.ShiftID, f.SkillID}]
	wanted, has := int64(need.Min), int64(need.Min)-f.Amount
	verb, short := "needs", "short"
	if code == nrp.RuleCoverPreferred {
		wanted, has, verb = int64(need.Preferred), int64(need.Preferred)-f.Amount, "would like"
	}
	if code == nrp.RuleCoverMax {
		wanted, has, verb, short = int64(need.Max), int64(need.Max)+f.Amount, "wants at most", "too many"
	}
	if !known {
		return "", "", short
	}
	one, many := "nurse", "nurses"
	if skill, ok := w.skills[f.SkillID]; ok {
		one, many = "person with "+skill.Code, "people with "+skill.Code
	}
	return count(max(0, has), one, many), strconv.FormatInt(wanted, 10), verb
}

func (w *words) shift(id store.ID) string {
	s, ok := w.shifts[id]
	if !ok {
		return "that shift"
	}
	return "the " + lowerFirst(s.Name)
}
