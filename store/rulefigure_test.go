package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store/rulebook"
)

// figureRow is a row of a figure; later rows of a test were written later.
func figureRow(scope rulebook.Scope, staff ID, key string, value int, from Day, at int) RuleFigure {
	f := RuleFigure{Scope: scope, StaffID: staff, Key: key, FromDay: from, At: time.Unix(int64(at), 0), Source: "handbook"}
	if value >= 0 {
		f.Value = &value
	}
	if scope != rulebook.Organisation {
		f.WardID = "w"
	}
	return f
}

const takenBack = -1

func ruleOf(t *testing.T, key string) *rulebook.Rule {
	t.Helper()
	r, ok := rulebook.UK().Rule(key)
	if !ok {
		t.Fatalf("there is no rule %q", key)
	}
	return r
}

// wardSet has the standard rules and the rows.
func wardSet(rows ...RuleFigure) *FigureSet {
	rules := StandardRules()
	return &FigureSet{Book: rulebook.UK(), Rules: &rules, Rows: rows}
}

// TestResolve goes through the scopes, the dates and both directions of law by hand.
func TestResolve(t *testing.T) {
	const org, ward, person = rulebook.Organisation, rulebook.Ward, rulebook.Person
	const nights, rest, weeks = "nights_in_a_row", "rest_between_shifts", "average_week_weeks"
	row := figureRow
	for name, c := range map[string]struct {
		rows  []RuleFigure
		key   string
		staff ID
		day   Day
		want  int
		from  FigureOrigin
	}{
		"the rulebook where nobody says anything": {nil, nights, "", "2027-01-01", 4, FromRulebook},
		"the day before a figure begins":          {[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1)}, nights, "", "2027-01-03", 4, FromRulebook},
		"the day on which it begins":              {[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1)}, nights, "", "2027-01-04", 3, FromWard},
		"the newest that has begun, whatever was written last": {
			[]RuleFigure{row(ward, "", nights, 2, "2027-02-01", 1), row(ward, "", nights, 3, "2027-01-04", 2)}, nights, "", "2027-02-01", 2, FromWard,
		},
		"the one before the newest has begun": {
			[]RuleFigure{row(ward, "", nights, 2, "2027-02-01", 1), row(ward, "", nights, 3, "2027-01-04", 2)}, nights, "", "2027-01-31", 3, FromWard,
		},
		"of one day the one that was written last": {
			[]RuleFigure{row(ward, "", nights, 2, "2027-01-04", 2), row(ward, "", nights, 3, "2027-01-04", 1)}, nights, "", "2027-01-04", 2, FromWard,
		},
		"the ward above the organisation": {
			[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1), row(org, "", nights, 2, "2027-01-05", 2)}, nights, "", "2027-01-06", 3, FromWard,
		},
		"the organisation where the ward took its figure back": {
			[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1), row(ward, "", nights, takenBack, "2027-02-01", 2), row(org, "", nights, 2, "2027-01-01", 3)},
			nights, "", "2027-02-01", 2, FromOrganisation,
		},
		"the ward until it took its figure back": {
			[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1), row(ward, "", nights, takenBack, "2027-02-01", 2)}, nights, "", "2027-01-31", 3, FromWard,
		},
		"the person above the ward": {
			[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1), row(person, "a", nights, 5, "2027-01-04", 2)}, nights, "a", "2027-01-04", 5, FromPerson,
		},
		"nobody else": {
			[]RuleFigure{row(ward, "", nights, 3, "2027-01-04", 1), row(person, "a", nights, 1, "2027-01-04", 2)}, nights, "b", "2027-01-04", 3, FromWard,
		},
		"the ward itself": {[]RuleFigure{row(person, "a", nights, 1, "2027-01-04", 2)}, nights, "", "2027-01-04", 4, FromRulebook},
		// 11 h is the law, and more is stricter.
		"a stricter law of the ward":                      {[]RuleFigure{row(ward, "", rest, 720, "2027-01-04", 1)}, rest, "", "2027-01-04", 720, FromWard},
		"a looser law of the ward does not hold":          {[]RuleFigure{row(ward, "", rest, 600, "2027-01-04", 1)}, rest, "", "2027-01-04", 660, FromRulebook},
		"the organisation's law that became stricter":     {[]RuleFigure{row(ward, "", rest, 690, "2027-01-04", 1), row(org, "", rest, 720, "2027-02-01", 2)}, rest, "", "2027-02-01", 720, FromOrganisation},
		"the ward's law until then":                       {[]RuleFigure{row(ward, "", rest, 690, "2027-01-04", 1), row(org, "", rest, 720, "2027-02-01", 2)}, rest, "", "2027-01-31", 690, FromWard},
		"a person's law is not looser than the ward's":    {[]RuleFigure{row(ward, "", rest, 720, "2027-01-04", 1), row(person, "a", rest, 690, "2027-01-04", 2)}, rest, "a", "2027-01-04", 720, FromWard},
		"a person's law that is stricter than the ward's": {[]RuleFigure{row(ward, "", rest, 720, "2027-01-04", 1), row(person, "a", rest, 750, "2027-01-04", 2)}, rest, "a", "2027-01-04", 750, FromPerson},
		// 17 weeks, and fewer are stricter.
		"fewer weeks": {[]RuleFigure{row(org, "", weeks, 13, "2027-01-04", 1)}, weeks, "", "2027-01-04", 13, FromOrganisation},
		// Regulation 21 allows 26, which is looser than the rulebook's own figure and still the law.
		"as many weeks as the law allows":      {[]RuleFigure{row(org, "", weeks, 26, "2027-01-04", 1)}, weeks, "", "2027-01-04", 26, FromOrganisation},
		"more weeks than the law allows":       {[]RuleFigure{row(org, "", weeks, 27, "2027-01-04", 1)}, weeks, "", "2027-01-04", 17, FromRulebook},
		"more weeks than the organisation has": {[]RuleFigure{row(org, "", weeks, 20, "2027-01-04", 1), row(ward, "", weeks, 21, "2027-01-04", 2)}, weeks, "", "2027-01-04", 20, FromOrganisation},
	} {
		t.Run(name, func(t *testing.T) {
			got := wardSet(c.rows...).Resolve(ruleOf(t, c.key), c.staff, c.day)
			if got.Value == nil || *got.Value != c.want || got.From != c.from {
				t.Errorf("got %+v, want %d from %s", got, c.want, c.from)
			}
			if hasRow := got.Figure != nil; hasRow == (c.from == FromRulebook) {
				t.Errorf("from %s with the row %+v", got.From, got.Figure)
			}
		})
	}
}

// TestResolveWithTheWardsOwnRuleSet: what a ward's rule set says stands between the
// organisation and the ward's figures.
func TestResolveWithTheWardsOwnRuleSet(t *testing.T) {
	const org, ward = rulebook.Organisation, rulebook.Ward
	three := StandardRules()
	three.NightRun.Limit = 3
	off := StandardRules()
	off.NightRun = nil
	free := StandardRules()
	free.NightRun.Price.Weight = 0
	loose := StandardRules()
	loose.Rest.Minutes = 600
	for name, c := range map[string]struct {
		rules Rules
		rows  []RuleFigure
		key   string
		want  int // -1: off
		from  FigureOrigin
	}{
		"other than the rulebook":            {three, nil, "nights_in_a_row", 3, FromRuleSet},
		"above the organisation":             {three, []RuleFigure{figureRow(org, "", "nights_in_a_row", 2, "2027-01-01", 1)}, "nights_in_a_row", 3, FromRuleSet},
		"below the ward's figure":            {three, []RuleFigure{figureRow(ward, "", "nights_in_a_row", 5, "2027-01-01", 1)}, "nights_in_a_row", 5, FromWard},
		"off":                                {off, nil, "nights_in_a_row", -1, FromRuleSet},
		"off, whatever the organisation has": {off, []RuleFigure{figureRow(org, "", "nights_in_a_row", 2, "2027-01-01", 1)}, "nights_in_a_row", -1, FromRuleSet},
		"a breach costs nothing":             {free, nil, "nights_in_a_row", -1, FromRuleSet},
		"turned on by the ward":              {off, []RuleFigure{figureRow(ward, "", "nights_in_a_row", 2, "2027-01-01", 1)}, "nights_in_a_row", 2, FromWard},
		"looser than the law":                {loose, nil, "rest_between_shifts", 660, FromRulebook},
	} {
		t.Run(name, func(t *testing.T) {
			set := FigureSet{Book: rulebook.UK(), Rules: &c.rules, Rows: c.rows}
			got := set.Resolve(ruleOf(t, c.key), "", "2027-01-01")
			value := -1
			if got.Value != nil {
				value = *got.Value
			}
			if value != c.want || got.From != c.from {
				t.Errorf("got %d from %s, want %d from %s", value, got.From, c.want, c.from)
			}
		})
	}
}

// TestRulesOn: what holds reaches the rule set, and nothing else of it changes.
func TestRulesOn(t *testing.T) {
	const org, ward, person = rulebook.Organisation, rulebook.Ward, rulebook.Person
	if _, pinned := wardSet().RulesOn("2027-01-01", "base"); pinned != nil {
		t.Errorf("without figures: %+v", pinned)
	}
	set := wardSet(
		figureRow(org, "", "rest_between_shifts", 720, "2027-01-01", 1),
		figureRow(ward, "", "nights_in_a_row", 3, "2027-01-01", 2),
		figureRow(ward, "", "days_off_after_nights", 3, "2027-06-01", 3), // not yet
		figureRow(org, "", "full_time_week", 2160, "2027-01-01", 4),      // no rule set has it
		figureRow(person, "b", "nights_in_a_row", 1, "2027-01-01", 5),
		figureRow(person, "a", "week_most", 1200, "2027-01-01", 6),
		figureRow(person, "a", "nights_in_a_row", 3, "2027-01-01", 7), // as the ward
	)
	for i := range set.Rows {
		set.Rows[i].ID = ID(set.Rows[i].Key)
	}
	got, pinned := set.RulesOn("2027-01-01", "base")
	want := StandardRules()
	want.Rest.Minutes, want.Rest.Source = 720, "handbook"
	want.NightRun.Limit, want.NightRun.Source = 3, "handbook"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	wantPinned := &Pinned{
		BaseID: "base",
		Figures: []PinnedFigure{
			{Key: "nights_in_a_row", Value: 3, From: FromWard, FigureID: "nights_in_a_row"},
			{Key: "rest_between_shifts", Value: 720, From: FromOrganisation, FigureID: "rest_between_shifts"},
		},
		People: []PinnedPerson{
			{StaffID: "a", Figures: map[string]int{"week_most": 1200}},
			{StaffID: "b", Figures: map[string]int{"nights_in_a_row": 1}},
		},
	}
	if diff := cmp.Diff(wantPinned, pinned); diff != "" {
		t.Errorf("pinned (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(StandardRules(), *set.Rules); diff != "" {
		t.Errorf("the ward's own rules have changed:\n%s", diff)
	}
	if !pinned.Equal(wantPinned) || pinned.Equal(&Pinned{BaseID: "base"}) {
		t.Error("Equal does not tell the same from another")
	}
}

// TestCheckFigure: each fault names its field and what to do.
func TestCheckFigure(t *testing.T) {
	const org, ward, person = rulebook.Organisation, rulebook.Ward, rulebook.Person
	value := func(n int) *int { return &n }
	good := RuleFigure{Scope: ward, WardID: "w", Key: "rest_between_shifts", Value: value(720), FromDay: "2027-01-04", Source: "Trust policy 7", Reason: "Agreed with staff side."}
	const today = Day("2027-01-04")
	set := wardSet(figureRow(org, "", "rest_between_shifts", 690, "2027-01-01", 1))
	if err := set.Check(&good, today); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change  func(*RuleFigure)
		pointer string
		detail  string
	}{
		"no such rule":            {func(f *RuleFigure) { f.Key = "sleep" }, "/key", "take a key from the list"},
		"a rule without a figure": {func(f *RuleFigure) { f.Key = "days_in_a_row" }, "/key", "set with each contract"},
		"the same for everybody":  {func(f *RuleFigure) { f.Key = "ask_3" }, "/key", "same for everybody"},
		"only for all":            {func(f *RuleFigure) { f.Key = "full_time_week" }, "/key", "ask an administrator"},
		"nobody reads it": {func(f *RuleFigure) {
			f.Scope, f.StaffID, f.Key, f.Source, f.Reason = person, "a", "full_time_week", "", ""
		}, "/staff_id", "leave staff_id out"},
		"yesterday":                {func(f *RuleFigure) { f.FromDay = "2027-01-03" }, "/from_day", "must be today, 2027-01-04"},
		"no date":                  {func(f *RuleFigure) { f.FromDay = "2027-02-30" }, "/from_day", "YYYY-MM-DD"},
		"no source":                {func(f *RuleFigure) { f.Source = " " }, "/source", "1 to 300"},
		"a short reason":           {func(f *RuleFigure) { f.Reason = "because" }, "/reason", "10 to 500"},
		"a reason for a person":    {func(f *RuleFigure) { f.Scope, f.StaffID, f.Source = person, "a", "" }, "/reason", "leave it out"},
		"a source for a person":    {func(f *RuleFigure) { f.Scope, f.StaffID, f.Reason = person, "a", "" }, "/source", "leave it out"},
		"looser than the law":      {func(f *RuleFigure) { f.Value = value(659) }, "/value", "regulation 10(1)"},
		"too long a rest":          {func(f *RuleFigure) { f.Value = value(2881) }, "/value", "between 11 h and 48 h"},
		"looser than all the rest": {func(f *RuleFigure) { f.Value = value(689) }, "/value", "11 h 30 that hold in the whole organisation"},
		"nothing to take back":     {func(f *RuleFigure) { f.Value = nil }, "/value", "send a number"},
		"too many nights":          {func(f *RuleFigure) { f.Key, f.Value = "nights_in_a_row", value(8) }, "/value", "between 1 night and 7 nights"},
		"more weeks than the law":  {func(f *RuleFigure) { f.Scope, f.Key, f.Value = org, "average_week_weeks", value(27) }, "/value", "this is the law"},
		"a shorter weekly rest":    {func(f *RuleFigure) { f.Scope, f.Key, f.Value = org, "weekly_rest", value(1439) }, "/value", "this is the law"},
	} {
		t.Run(name, func(t *testing.T) {
			f := good
			c.change(&f)
			err := set.Check(&f, today)
			var e *Error
			if !errors.As(err, &e) || e.Kind != Invalid || len(e.Fields) != 1 {
				t.Fatalf("%v, want one fault", err)
			}
			if e.Fields[0].Pointer != c.pointer || !strings.Contains(e.Fields[0].Detail, c.detail) {
				t.Errorf("%+v, want %s with %q", e.Fields[0], c.pointer, c.detail)
			}
		})
	}
	for name, f := range map[string]RuleFigure{
		"policy may be loosened":     {Scope: ward, Key: "nights_in_a_row", Value: value(5), FromDay: today, Source: "s", Reason: good.Reason},
		"the law may use 26 weeks":   {Scope: org, Key: "average_week_weeks", Value: value(26), FromDay: today, Source: "regulation 21", Reason: good.Reason},
		"a limit for one person":     {Scope: person, StaffID: "a", Key: "week_most", Value: value(600), FromDay: today},
		"the organisation's, back":   {Scope: org, Key: "rest_between_shifts", FromDay: today, Source: "s", Reason: good.Reason},
		"the law as it stands above": {Scope: ward, Key: "rest_between_shifts", Value: value(690), FromDay: today, Source: "s", Reason: good.Reason},
	} {
		if err := set.Check(&f, today); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBoundsOfAFigure(t *testing.T) {
	set := wardSet(figureRow(rulebook.Organisation, "", "rest_between_shifts", 690, "2027-01-01", 1))
	for _, c := range []struct {
		key         string
		scope       rulebook.Scope
		least, most int
	}{
		{"rest_between_shifts", rulebook.Organisation, 660, 2880},
		{"rest_between_shifts", rulebook.Ward, 690, 2880},
		{"nights_in_a_row", rulebook.Ward, 1, 7},
		{"weekly_rest", rulebook.Organisation, 1440, 4320},
	} {
		if least, most := set.Bounds(ruleOf(t, c.key), c.scope, "2027-01-01"); least != c.least || most != c.most {
			t.Errorf("%s at %s: %d..%d, want %d..%d", c.key, c.scope, least, most, c.least, c.most)
		}
	}
}

// otherForm is the form of weekly rest that a ward does not begin with: the employer chooses
// one of two, Working Time Regulations 1998 reg. 11(2).
const otherForm = "weekly_rest"

// TestRulebookAndStandardRulesAgree: a ward made here begins with the rulebook's figures, at
// the rulebook's levels.
func TestRulebookAndStandardRulesAgree(t *testing.T) {
	standard := StandardRules()
	book := rulebook.UK()
	for i := range book.Rules {
		r := &book.Rules[i]
		if InRuleSet(r.Key) != (r.EnforcedBy == rulebook.Engine || r.EnforcedBy == rulebook.Referee) {
			t.Errorf("%s: enforced by %s, in the rule set: %t", r.Key, r.EnforcedBy, InRuleSet(r.Key))
		}
		slot := ruleSlots[r.Key]
		if slot.get != nil {
			got := slot.get(&standard)
			if r.Key == otherForm && got == nil {
				continue
			}
			if got == nil || r.Value == nil || *got != *r.Value {
				t.Errorf("%s: the standard rules do not have the rulebook's figure", r.Key)
			}
		}
		if (slot.set != nil) != r.MayChange(rulebook.Ward) && r.EnforcedBy == rulebook.Engine {
			t.Errorf("%s: a ward may change it: %t, and the engine reads it: %t", r.Key, r.MayChange(rulebook.Ward), slot.set != nil)
		}
		if r.MayChange(rulebook.Person) && slot.set == nil {
			t.Errorf("%s: a person may have a figure that nothing reads", r.Key)
		}
		if r.Key == "next_day" { // no pairs are forbidden to begin with
			continue
		}
		if level, on := standard.PriceIn(r); !on || level != r.Level {
			t.Errorf("%s: level %q, on %t, want %q", r.Key, level, on, r.Level)
		}
	}
	for key := range ruleSlots {
		if _, ok := book.Rule(key); !ok {
			t.Errorf("the rulebook has no rule %q", key)
		}
	}
}

// TestAFigureTurnsARuleOn: at the standard price, whether it was left out or cost nothing.
func TestAFigureTurnsARuleOn(t *testing.T) {
	standard := StandardRules()
	for name, change := range map[string]func(*Rules){
		"left out":      func(r *Rules) { r.NightRun, r.Rest = nil, nil },
		"costs nothing": func(r *Rules) { r.NightRun.Price.Weight, r.Rest.Price.Weight = 0, 0 },
	} {
		rules := StandardRules()
		change(&rules)
		got := rules.With(map[string]int{"nights_in_a_row": 2, "rest_between_shifts": 700}, "s")
		if got.NightRun == nil || got.NightRun.Limit != 2 || got.NightRun.Price != standard.NightRun.Price ||
			got.Rest == nil || got.Rest.Minutes != 700 || got.Rest.Price != standard.Rest.Price {
			t.Errorf("%s: %+v, %+v", name, got.NightRun, got.Rest)
		}
	}
}

func TestRulesKeepTheLaw(t *testing.T) {
	book := rulebook.UK()
	standard := StandardRules()
	if err := standard.KeepsTheLaw(book); err != nil {
		t.Error(err)
	}
	for pointer, change := range map[string]func(*Rules){
		"/rules/rest":         func(r *Rules) { r.Rest = nil },
		"/rules/rest/minutes": func(r *Rules) { r.Rest.Minutes = 659 },
		"/rules/rest/price":   func(r *Rules) { r.Rest.Price = Price{Level: "rest", Weight: 1} },
	} {
		rules := StandardRules()
		change(&rules)
		var e *Error
		if err := rules.KeepsTheLaw(book); !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Pointer != pointer {
			t.Errorf("%s: %v", pointer, err)
		}
	}
}
