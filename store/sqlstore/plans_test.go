package sqlstore

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// asked is a day off that a wants.
func asked(id store.ID, day store.Day, strength, choice int, plan store.PlanName) store.Preference {
	return store.Preference{ID: id, StaffID: "a", Day: day, Ask: store.Ask{Kind: store.DayOff, Strength: strength}, Together: store.Together{Choice: choice, Plan: plan}}
}

// A is 18 and 19 March at strength 2 and 3, so that all of it weighs as 3 (9 points, in thirds 27); C
// alone is left beside it: of two plans the second costs half of 27, none 27. What is left alone of
// choice 2 is like any other, of strength 1 (3 thirds).
func TestPlansOfAProblem(t *testing.T) {
	rows := wardRows()
	rows.Preferences = []store.Preference{
		asked("5", "2027-03-22", 1, 2, store.PlanB), asked("3", "2027-03-20", 1, 1, store.PlanC),
		asked("1", "2027-03-18", 2, 1, store.PlanA), asked("2", "2027-03-19", 3, 1, store.PlanA),
	}
	p := build(t, rows)
	all := nrp.AllShiftCells(3)
	level := func(w int64) nrp.Cost { return nrp.Cost{Level: nrp.LevelPreference, Weight: w} }
	contract := p.Instance.Contracts[p.Instance.Staff[staffA].Contract]
	want := []nrp.Choice{{
		Name: "choice 1", Plans: [][]nrp.PlanCell{{{Day: 1, Unwanted: all}, {Day: 2, Unwanted: all}}, {{Day: 3, Unwanted: all}}}, Else: []nrp.Cost{level(13), level(27)},
	}}
	if diff := cmp.Diff(want, contract.Choices); diff != "" {
		t.Errorf("choices (-want +got):\n%s", diff)
	}
	requests := []nrp.Request{
		{ID: "1", Day: 1, Unwanted: all, Cost: level(0), Choice: 1, Plan: 1},
		{ID: "2", Day: 2, Unwanted: all, Cost: level(0), Choice: 1, Plan: 1},
		{ID: "3", Day: 3, Unwanted: all, Cost: level(0), Choice: 1, Plan: 2},
		{ID: "5", Day: 5, Unwanted: all, Cost: level(3)},
	}
	if diff := cmp.Diff(requests, p.Instance.Requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if other := p.Instance.Contracts[p.Instance.Staff[staffB].Contract]; other.Choices != nil {
		t.Error("somebody else has her plans")
	}
}

// A couple needs no thirds: prices stay as they are where nobody has a second plan, and so does
// everything where nobody has any.
func TestPricesStayWhereNobodyHasASecondPlan(t *testing.T) {
	rows := wardRows()
	rows.Preferences = []store.Preference{asked("1", "2027-03-18", 2, 1, store.PlanA), asked("2", "2027-03-19", 3, 1, store.PlanA)}
	p := build(t, rows)
	c := p.Instance.Contracts[p.Instance.Staff[staffA].Contract].Choices
	if len(c) != 1 || len(c[0].Else) != 1 || c[0].Else[0].Weight != 9 {
		t.Errorf("choices %+v, want one couple for 9", c)
	}
	for i := range rows.Preferences {
		rows.Preferences[i].Together = store.Together{}
	}
	contracts := len(build(t, rows).Instance.Contracts)
	rows.Preferences = nil
	if none := len(build(t, rows).Instance.Contracts); contracts != none {
		t.Errorf("%d contracts with plain preferences, %d without any", contracts, none)
	}
}

// By hand, the early is person 0's on days 0, 3, 6, ..., 1's on 1, 4, 7, ..., 2's on 2, 5, 8, ...:
// 0's plan A, days 0 and 1 off, cannot be, B, days 1 and 2, is met: nothing is refused. 1's couple of
// days 1 and 2 is refused, once, at the larger strength. 2 has no plan met and used a token.
func TestARefusedPlanCountsOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		w, ctx := n.wards[0], t.Context()
		ward := must(n.Ward(ctx, w.manager, w.Ward.ID))(t)
		ward.Tokens = 1
		must(n.UpdateWard(ctx, store.SystemActor, *ward))(t)
		n.clock.set(opens)
		if err := n.Tick(ctx, opens); err != nil {
			t.Fatal(err)
		}
		put := func(person, day, strength, choice int, plan store.PlanName, token bool) {
			t.Helper()
			must(n.PutPreference(ctx, w.people[person], store.Preference{
				ID: newID(), PeriodID: w.PeriodID, Day: store.Day("2027-03-15").Add(day), Ask: store.Ask{Kind: store.DayOff, Strength: strength},
				Together: store.Together{Choice: choice, Plan: plan}, Token: token,
			}, true))(t)
		}
		put(0, 0, 3, 1, store.PlanA, false)
		put(0, 1, 1, 1, store.PlanA, false)
		put(0, 2, 1, 1, store.PlanB, false)
		put(1, 1, 1, 2, store.PlanA, false)
		put(1, 2, 2, 2, store.PlanA, false)
		put(2, 2, 1, 1, store.PlanA, false)
		put(2, 5, 1, 1, store.PlanB, true)
		n.clock.set(closes)
		if err := n.Tick(ctx, closes); err != nil {
			t.Fatal(err)
		}
		rows := must(loadRows(n.read(ctx), w.PeriodID, latestDraft))(t)
		p := must(buildProblem(rows))(t)
		f := must(loadFair(n.read(ctx), rows, p))(t)
		if err := f.Check(p.Instance); err != nil {
			t.Error(err)
		}
		slices.Sort(f.Refusals)
		if want := []fairness.Kind{
			fairness.Refused2, fairness.Refused2, fairness.Refused3, fairness.Refused3, fairness.Refused3, fairness.RefusedToken, fairness.RefusedToken,
		}; !slices.Equal(f.Refusals, want) {
			t.Errorf("refusals count as %v, want %v", f.Refusals, want)
		}
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
		draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
		n.clock.set(time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC))
		approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
		must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		var refused []string
		for _, l := range n.ledgerOf(t, w, "kind LIKE 'refused%'") {
			refused = append(refused, strings.Join(strings.Fields(l)[:3], " "))
		}
		if diff := cmp.Diff([]string{"1 refused_2 +1", "2 refused_token +1"}, refused); diff != "" {
			t.Errorf("ledger (-want +got):\n%s", diff)
		}
		// The answer for one day knows of the whole plan.
		rota := must(n.MyRota(ctx, w.people[0], "2027-03-15", "2027-03-28"))(t)
		var fates []string
		for _, o := range rota.Outcomes {
			fates = append(fates, string(o.Preference.Plan)+" "+string(o.Fate))
		}
		if diff := cmp.Diff([]string{"A not_met", "A not_met", "B met"}, fates); diff != "" {
			t.Errorf("fates (-want +got):\n%s", diff)
		}
		if day := must(n.MyRota(ctx, w.people[0], "2027-03-16", "2027-03-16"))(t); len(day.Outcomes) != 1 || !day.Outcomes[0].Met || day.Outcomes[0].Fate != store.PlanNotMet {
			t.Errorf("day 1, of plan A: %+v", day.Outcomes)
		}
	})
}

// Person 0 asks for Sunday 21 and Monday 22 March off, both or neither, and works the Sunday, when nobody else can: all others are away but the one who
// has the night. What is refused is stored with the nearest yes, which is the couple on other days, and so many days from what was asked.
func TestARefusedPlanHasANearestYes(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		w, ctx := n.wards[0], t.Context()
		for _, k := range []int{1, 2, 3, 5} {
			must(n.CreateAvailability(ctx, w.manager, store.Availability{
				ID: newID(), StaffID: w.people[k].StaffID, FirstDay: "2027-03-21", LastDay: "2027-03-21",
			}, store.Once{}))(t)
		}
		n.clock.set(opens)
		if err := n.Tick(ctx, opens); err != nil {
			t.Fatal(err)
		}
		for _, day := range []store.Day{"2027-03-21", "2027-03-22"} {
			must(n.PutPreference(ctx, w.people[0], store.Preference{
				ID: newID(), PeriodID: w.PeriodID, Day: day, Ask: store.Ask{Kind: store.DayOff, Strength: 2}, Together: store.Together{Choice: 1, Plan: store.PlanA},
			}, true))(t)
		}
		n.clock.set(closes)
		if err := n.Tick(ctx, closes); err != nil {
			t.Fatal(err)
		}
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand, Explain: inSteps}).Run(ctx, n.onlyRun(t, w).ID))(t)
		draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
		refused := 0
		for _, o := range must(n.RosterView(ctx, w.manager, draft.ID))(t).Outcomes {
			if o.Proof == store.NoReason {
				continue
			}
			refused++
			near, asked := o.Nearest, store.Day("2027-03-21")
			if near == nil || near.MovedDays == 0 || near.Kind != store.DayOff {
				t.Errorf("%+v, want the couple on other days", o.Reason)
				continue
			}
			if near.Day != asked.Add(near.MovedDays) && near.Day != asked.Add(1+near.MovedDays) {
				t.Errorf("%+v: not %d days from what was asked", near, near.MovedDays)
			}
		}
		if refused == 0 {
			t.Error("nothing is refused")
		}
	})
}

// What a later version takes back of a choice that was met is one thing, however many days it has; a
// plan B in the place of A is none.
func TestAChoiceIsMovedFromOnce(t *testing.T) {
	of := func(id store.ID, plan store.PlanName, met bool) outcomeOf {
		return outcomeOf{StaffID: "a", Strength: 2, Together: store.Together{Choice: 1, Plan: plan}, Outcome: store.Outcome{PreferenceID: id, Met: met}}
	}
	before := []outcomeOf{of("1", store.PlanA, true), of("2", store.PlanA, true), of("3", store.PlanB, true)}
	for name, tt := range map[string]struct {
		after []outcomeOf
		want  int64
	}{
		"nothing_left": {[]outcomeOf{of("1", store.PlanA, false), of("2", store.PlanA, false), of("3", store.PlanB, false)}, 1},
		"B_for_A":      {[]outcomeOf{of("1", store.PlanA, false), of("2", store.PlanA, true), of("3", store.PlanB, true)}, 0},
		"all":          {before, 0},
	} {
		count := newLedgerCount(&problemRows{Ward: store.Ward{TimeZone: "Europe/London"}})
		count.moves(nil, nil, before, tt.after, time.Time{}, ownRequests{})
		if got := count.of("a").Count(fairness.MovedFromWish); got != tt.want {
			t.Errorf("%s: %d moves, want %d", name, got, tt.want)
		}
	}
}
