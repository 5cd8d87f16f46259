package sqlstore

import (
	"slices"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// hintOf is what protects B of wardRows: four nights, six days of work and two days off in a row.
func hintOf(change func(*store.Protection)) *waiverHint {
	rows := wardRows()
	lateThenEarly(rows)
	p := protectionOfB(rows)
	change(p)
	h := &waiverHint{me: "b", protection: *p, guards: map[string]store.Guard{}}
	for _, g := range p.Guards(map[string]int{}) {
		h.guards[g.Rule.Key] = g
	}
	return h
}

// TestAHintNeedsTheOnlyReason: a rule is named only where it is the person's own, decides alone, and one of
// the figures that they may choose would do.
func TestAHintNeedsTheOnlyReason(t *testing.T) {
	of := func(rule nrp.RuleCode, name string, staff store.ID, amount int64) store.Finding {
		return store.Finding{Rule: string(rule), Name: name, Level: "hard", StaffID: staff, Amount: amount}
	}
	nights := of(nrp.RuleStretch, "nights in a row", "b", 1)
	as := func(*store.Protection) {}
	for name, c := range map[string]struct {
		change func(*store.Protection)
		found  store.Findings
		want   string
	}{
		"a fifth night":                   {as, store.Findings{nights}, "nights_in_a_row"},
		"a fifth and a sixth night":       {as, store.Findings{nights, nights}, ""},
		"two nights at once":              {as, store.Findings{of(nrp.RuleStretch, "nights in a row", "b", 2)}, ""},
		"somebody else's fifth night":     {as, store.Findings{of(nrp.RuleStretch, "nights in a row", "a", 1)}, ""},
		"a fifth night, and rest":         {as, store.Findings{nights, of(nrp.RuleRest, "rest between shifts", "b", 1)}, ""},
		"a fifth night and a seventh day": {as, store.Findings{nights, of(nrp.RuleStretch, "consecutive working days", "b", 1)}, ""},
		"a seventh day":                   {as, store.Findings{of(nrp.RuleStretch, "consecutive working days", "b", 1)}, "days_in_a_row"},
		"an eighth day":                   {as, store.Findings{of(nrp.RuleStretch, "consecutive working days", "b", 2)}, ""},
		"too few days at work, perhaps": {
			func(p *store.Protection) { p.Contract.MinWorkRun = 2 }, store.Findings{of(nrp.RuleStretch, "consecutive working days", "b", 1)}, "",
		},
		"a single day off":              {as, store.Findings{of(nrp.RuleStretch, "consecutive days off", "b", 1)}, "days_off_in_a_row"},
		"an early after a late":         {as, store.Findings{of(nrp.RuleSuccession, "after L", "b", 1)}, "next_day"},
		"a late run, perhaps too short": {as, store.Findings{of(nrp.RuleStretch, "consecutive L", "b", 1)}, ""},
		"a late run too long": {
			func(p *store.Protection) { p.Shifts[2].MinRun = 0 }, store.Findings{of(nrp.RuleStretch, "consecutive L", "b", 1)}, "shift_run",
		},
		"hours of the week": {as, store.Findings{of(nrp.RuleCounter, "minutes in the week of 2027-03-22", "b", 1)}, ""},
		"the ward's cover":  {as, store.Findings{{Rule: string(nrp.RuleCoverMin), Level: "minimum_cover", Amount: 1}}, ""},
		"nothing":           {as, nil, ""},
	} {
		if got := hintOf(c.change).of(c.found); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	own := hintOf(as)
	g := own.guards["nights_in_a_row"]
	g.Own = true
	own.guards["nights_in_a_row"] = g
	if got := own.of(store.Findings{nights}); got != "" {
		t.Errorf("a limit of one's own: %q", got)
	}
}

// TestARefusedNightNamesTheRule: person 4 asks for the nights of the 18th to the 22nd, the last one less. With four in a row at
// most the last is refused, and the rule of one's own is named wherever nothing else stands against it in the line at hand, as
// it soon happens: identifiers, which differ each time, decide between lines that are as good. With the choice of five they
// are all given.
func TestARefusedNightNamesTheRule(t *testing.T) {
	if refused := refusedNights(t, fiveNights); len(refused) != 0 {
		t.Errorf("with five in a row %+v are refused", refused)
	}
	named := false
	for try := 0; try < 10 && !named; try++ {
		refused := refusedNights(t)
		if len(refused) != 1 {
			t.Fatalf("with four in a row %d nights are refused, want one", len(refused))
		}
		o, want := refused[0], ""
		if f := o.Findings; len(f) == 1 && f[0].Name == "nights in a row" && f[0].Amount == 1 {
			want, named = "nights_in_a_row", true
		}
		if o.Waivable != want {
			t.Errorf("refused on %s by %s: %+v, %+v; the rule named is %q, want %q", o.Preference.Day, o.Code, o.Because, o.Findings, o.Waivable, want)
		}
	}
	if !named {
		t.Error("in ten wards something else always stood against the night, too")
	}
}

// refusedNights has person 4 of a ward, with waivers, ask for five nights, and returns those that are refused.
func refusedNights(t *testing.T, chosen ...store.Waiver) []store.MyOutcome {
	t.Helper()
	n := newNight(t, sqliteDialect, 1)
	w, ctx := n.wards[0], t.Context()
	for _, c := range chosen {
		must(n.AddWaiver(ctx, w.people[4], c, store.Once{}))(t)
	}
	n.clock.set(opens)
	if err := n.Tick(ctx, opens); err != nil {
		t.Fatal(err)
	}
	for d := range 5 {
		must(n.PutPreference(ctx, w.people[4], store.Preference{
			ID: newID(), PeriodID: w.PeriodID, Day: store.Day("2027-03-18").Add(d), Ask: store.Ask{Kind: store.ShiftOn, ShiftID: w.shifts["N"], Strength: 3 - d/4},
		}, true))(t)
	}
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	must(n.jobs(t, n.DB, JobOptions{Explain: inSteps}).Run(ctx, n.onlyRun(t, w).ID))(t)
	v := must(n.RosterView(ctx, w.manager, must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0].ID))(t)
	n.publishDraft(t, w, v)
	return slices.DeleteFunc(must(n.MyRota(ctx, w.people[4], "2027-03-15", "2027-03-28"))(t).Outcomes, func(o store.MyOutcome) bool { return o.Met })
}
