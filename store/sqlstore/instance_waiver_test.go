package sqlstore

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// does gives B of wardRows waivers for all days.
func does(rows *problemRows, waived map[string]int) {
	for key, value := range waived {
		rows.Waivers = append(rows.Waivers, store.Waiver{StaffID: "b", Key: key, Value: value, FirstDay: "2027-01-01"})
	}
}

// waivedCase is a line that the ward's own figure allows, one that only the waiver allows, and one that
// goes further than the waiver; empty where nothing can.
type waivedCase struct {
	rows                  func(*problemRows)
	value                 int
	kept, allowed, beyond string
}

// waivedCases are by the keys of the rules that can be waived; rule and name of the breach are those of
// enforcedRules. The period begins on a Wednesday.
var waivedCases = map[string]waivedCase{
	"nights_in_a_row": {value: 5, kept: "NNNN", allowed: "NNNNN", beyond: "NNNNNN"},
	// One day off in place of two; none would be a late on the day on which the night ends.
	"days_off_after_nights": {value: 1, kept: "N..E", allowed: "N.E", beyond: "NL"},
	"days_in_a_row":         {value: 7, kept: "EEEEEE", allowed: "EEEEEEE", beyond: "EEEEEEEE"},
	"days_off_in_a_row":     {value: 1, kept: "E..E", allowed: "E.E"},
	"shift_run":             {value: 4, kept: "LLL", allowed: "LLLL", beyond: "LLLLL"},
	"next_day":              {rows: lateThenEarly, value: 0, kept: "LL", allowed: "LE"},
	"weekends_in_a_rota":    {rows: func(r *problemRows) { r.Contracts[0].MaxWeekends = 0 }, value: 1, kept: "E", allowed: "...EE", beyond: "...EE.....E"},
	"whole_weekends":        {value: 0, kept: "...EE", allowed: "...E"},
}

// TestAWaiverLoosensOneRuleOfOnePerson: with each rule that can be waived, engine and referee find B's
// line broken without the waiver and kept with it, at the ward's figure, at the waiver's and one beyond;
// A and C keep the contract that they had, and so does everybody where the waiver says nothing new.
func TestAWaiverLoosensOneRuleOfOnePerson(t *testing.T) {
	book := rulebook.UK()
	for i := range book.Rules {
		rule := &book.Rules[i]
		c, ok := waivedCases[rule.Key]
		if ok != (rule.Waive != nil) {
			t.Errorf("%s: can be waived %t, and there is a line that shows it: %t", rule.Key, rule.Waive != nil, ok)
		}
		if !ok || rule.Waive == nil {
			continue
		}
		t.Run(rule.Key, func(t *testing.T) {
			rows := wardRows()
			if c.rows != nil {
				c.rows(rows)
			}
			plain := build(t, rows)
			does(rows, map[string]int{rule.Key: c.value})
			own := build(t, rows)
			for line, broken := range map[string][2]bool{c.kept: {false, false}, c.allowed: {true, false}, c.beyond: {true, true}} {
				if line == "" {
					continue
				}
				for k, p := range []*planner.Problem{plain, own} {
					for who, found := range pair(breaches(t, p, enforcedRules[rule.Key], line, "")) {
						if (len(found) > 0) != broken[k] {
							t.Errorf("the %s, with a waiver %t: %q breaks it: %+v", who, k == 1, line, found)
						}
					}
				}
			}
			for _, i := range []int{staffA, staffC} {
				if diff := cmp.Diff(plain.Instance.Contracts[plain.Instance.Staff[i].Contract], own.Instance.Contracts[own.Instance.Staff[i].Contract]); diff != "" {
					t.Errorf("the contract of person %d changed:\n%s", i, diff)
				}
			}
			if plain.Instance.Hash() == own.Instance.Hash() || plain.HistoryHash == own.HistoryHash {
				t.Error("the problem has the same hash with the waiver")
			}
			rows.Waivers[0].Value = *protectionOfB(rows).Figure(rule.Key)
			if build(t, rows).Instance.Hash() != plain.Instance.Hash() {
				t.Error("a waiver that says what holds anyway changes the problem")
			}
		})
	}
}

func protectionOfB(rows *problemRows) *store.Protection {
	return &store.Protection{Rules: rows.Rules, Contract: rows.Contracts[0], Shifts: rows.Shifts}
}

// TestAWaiverAcrossRosters: nights before the period and nights on another ward count into the run. With
// the ward's 4 and B's 5: three before and two here are 5, three here are 6.
func TestAWaiverAcrossRosters(t *testing.T) {
	nightsFrom := func(first store.Day, n int) *pastRoster {
		past := &pastRoster{FirstDay: "2027-03-10"}
		for d := range n {
			past.Duties = append(past.Duties, store.Duty{StaffID: "b", Day: first.Add(d), ShiftID: "n"})
		}
		return past
	}
	c := enforcedRules["nights_in_a_row"]
	breaks := func(rows *problemRows, line string) bool {
		engine, referee := breaches(t, build(t, rows), c, line, "")
		if (len(engine) > 0) != (len(referee) > 0) {
			t.Errorf("%q: the engine finds %+v, the referee %+v", line, engine, referee)
		}
		return len(engine) > 0
	}
	rows := wardRows()
	rows.Past = nightsFrom("2027-03-14", 3)
	if breaks(rows, "N") || !breaks(rows, "NN") {
		t.Error("without a waiver three nights before allow one more")
	}
	does(rows, map[string]int{"nights_in_a_row": 5})
	if breaks(rows, "NN") || !breaks(rows, "NNN") {
		t.Error("with a waiver three nights before allow two more")
	}
	// The rota before was made with the waiver: five nights up to its last day are no fault of this one.
	after := wardRows()
	after.Past = nightsFrom("2027-03-12", 5)
	if breaks(after, "..E") || !breaks(after, "N") {
		t.Error("five nights that a waiver allowed are blamed on the rota after, or go on in it")
	}
	// A night on another ward on the first day, and four here.
	elsewhere := func(waived map[string]int) bool {
		rows := wardRows()
		does(rows, waived)
		rows.Elsewhere = []elsewhereDuty{{"b", "2027-03-17", store.Shift{ID: "x", Code: "X", Kind: store.Night, StartMinute: 1170, EndMinute: 1890, PaidMinutes: 660}}}
		p := build(t, rows)
		r := rosterWith(p, ".NNNN")
		r[staffB][0] = nrp.Assignment{Shift: 3, Skill: nrp.NoSkill}
		a, err := planner.Assess(p, r)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(a.Violations, func(v nrp.Violation) bool { return v.Rule == c.rule && v.Name == c.name })
	}
	if !elsewhere(nil) || elsewhere(map[string]int{"nights_in_a_row": 5}) {
		t.Error("a night on another ward does not count as it ought to")
	}
}

// TestNobodyWaivesWhatIsNotTheirs: a waiver loosens nothing for somebody who is under 18 on a day of the
// rota, nor a limit that was set for one person, nor more than the rulebook allows, nor forbidden pairs of
// shifts on a ward whose rule set holds no rest between shifts.
func TestNobodyWaivesWhatIsNotTheirs(t *testing.T) {
	nights := map[string]int{"nights_in_a_row": 5}
	for name, c := range map[string]struct {
		rows   func(*problemRows)
		waived map[string]int
		change bool
	}{
		"an adult":                             {func(*problemRows) {}, nights, true},
		"18 on the second day":                 {func(r *problemRows) { youngUntil(r, "2027-03-18") }, nights, false},
		"18 on the first day":                  {func(r *problemRows) { youngUntil(r, "2027-03-17") }, nights, true},
		"a limit of one's own":                 {func(r *problemRows) { ownFigure(r, "nights_in_a_row", 3) }, nights, false},
		"a limit of one's own of another rule": {func(r *problemRows) { ownFigure(r, "week_most", 3000) }, nights, true},
		"more than the rulebook allows":        {func(*problemRows) {}, map[string]int{"nights_in_a_row": 6}, false},
		"a rule of law":                        {func(*problemRows) {}, map[string]int{"rest_between_shifts": 60}, false},
		"the most hours of a week":             {func(*problemRows) {}, map[string]int{"week_most": 4000}, false},
		"pairs of shifts":                      {lateThenEarly, map[string]int{"next_day": 0}, true},
		"pairs without the rest of the law": {func(r *problemRows) {
			lateThenEarly(r)
			r.Rules.Rest = nil
		}, map[string]int{"next_day": 0}, false},
		"pairs with a rest that may give way": {func(r *problemRows) {
			lateThenEarly(r)
			r.Rules.Rest.Price.Level = "rest"
		}, map[string]int{"next_day": 0}, false},
	} {
		t.Run(name, func(t *testing.T) {
			rows := wardRows()
			c.rows(rows)
			before := build(t, rows).Instance.Hash()
			does(rows, c.waived)
			if got := build(t, rows).Instance.Hash() != before; got != c.change {
				t.Errorf("the waiver changes the problem: %t", got)
			}
		})
	}
}

func ownFigure(r *problemRows, key string, value int) {
	r.Pinned = &store.Pinned{People: []store.PinnedPerson{{StaffID: "b", Figures: map[string]int{key: value}}}}
}

// TestNoWaiverLoosensTheLaw: with every waiver at its loosest, the second referee finds in random lines
// of B what it finds without, and engine and first referee the same rests, weekly rests and hours of the law.
func TestNoWaiverLoosensTheLaw(t *testing.T) {
	rows := wardRows()
	lateThenEarly(rows)
	rows.Contracts[0].MaxWeekends = 0
	plain := underLaw(t, rows)
	loosest := map[string]int{}
	for _, r := range rulebook.UK().Rules {
		if r.Waive != nil {
			loosest[r.Key] = r.Waive.Loosest
		}
	}
	does(rows, loosest)
	own := underLaw(t, rows)
	if len(protectionOfB(rows).Effective(loosest)) != len(loosest) {
		t.Fatal("not every waiver has an effect here")
	}
	random := rand.New(rand.NewPCG(15, 29))
	broken, loosened := 0, 0
	for range 300 {
		line := make([]byte, rows.Period.Days())
		for d := range line {
			line[d] = "EELLNNN."[random.IntN(8)]
		}
		var found [2]*planner.Assessment
		for k, p := range []*planner.Problem{plain, own} {
			a, err := planner.Assess(p, readRoster(p, dutiesOfB(rows, string(line))))
			if err != nil {
				t.Fatal(err)
			}
			found[k] = a
		}
		if diff := cmp.Diff(found[0].Law, found[1].Law); diff != "" {
			t.Fatalf("%s: the referee of the law finds other things:\n%s", line, diff)
		}
		if diff := cmp.Diff(lawful(found[0]), lawful(found[1])); diff != "" {
			t.Fatalf("%s: rest or hours are judged otherwise:\n%s", line, diff)
		}
		if len(found[0].Law.Made) > 0 {
			broken++
		}
		if len(found[1].Violations) < len(found[0].Violations) {
			loosened++
		}
	}
	if broken < 100 || loosened < 100 {
		t.Errorf("of 300 lines %d break the law and %d are freer by the waivers: too few to say anything", broken, loosened)
	}
}

// lawful are the violations of the rules that state the law.
func lawful(a *planner.Assessment) []nrp.Violation {
	var out []nrp.Violation
	for _, v := range a.Violations {
		if v.Rule == nrp.RuleRest || v.Rule == nrp.RuleRespite || v.Rule == nrp.RuleCounter && v.Cost.Level == nrp.LevelHard {
			out = append(out, v)
		}
	}
	return out
}

// TestWhenAWaiverCounts: for rotas that lie in its days, and after it was taken back only for those that
// were published before.
func TestWhenAWaiverCounts(t *testing.T) {
	p := &store.RosterPeriod{FirstDay: "2027-03-15", LastDay: "2027-03-28"}
	at := func(hour int) *time.Time {
		x := time.Date(2027, 3, 1, hour, 0, 0, 0, time.UTC)
		return &x
	}
	for name, c := range map[string]struct {
		w         store.Waiver
		published *time.Time
		want      bool
	}{
		"from its first day, open":    {store.Waiver{FirstDay: "2027-03-15"}, nil, true},
		"a day too late":              {store.Waiver{FirstDay: "2027-03-16"}, nil, false},
		"to its last day":             {store.Waiver{FirstDay: "2027-01-01", LastDay: "2027-03-28"}, nil, true},
		"a day too short":             {store.Waiver{FirstDay: "2027-01-01", LastDay: "2027-03-27"}, nil, false},
		"taken back, not published":   {store.Waiver{FirstDay: "2027-03-15", WithdrawnAt: at(9)}, nil, false},
		"taken back after publishing": {store.Waiver{FirstDay: "2027-03-15", WithdrawnAt: at(9)}, at(8), true},
		"taken back, then published":  {store.Waiver{FirstDay: "2027-03-15", WithdrawnAt: at(9)}, at(9), false},
	} {
		if got := c.w.Counts(p, c.published); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
