package sqlstore

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// inSteps explains with so many steps, whatever the clock says.
func inSteps(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error) {
	o.StepLimit, o.TimeLimit = 1_600_000, 0
	return explain.Explain(ctx, in, r, bound, o)
}

// contestedNight is a ward of newNight with a draft, in which five of six want Saturday 20
// March off, the first and second more than the others, although two must come; person 0 also asks for
// the night shift of the 25th, on which she is away.
func contestedNight(t *testing.T, d dialect) (*night, *nightWard, *store.RosterView, map[store.ID]bool) {
	t.Helper()
	n := newNight(t, d, 1)
	w, ctx := n.wards[0], t.Context()
	must(n.CreateAvailability(ctx, w.manager, store.Availability{
		ID: store.ID(uuid.NewString()), StaffID: w.people[0].StaffID, FirstDay: "2027-03-25", LastDay: "2027-03-25",
	}, store.Once{}))(t)
	n.clock.set(opens)
	if err := n.Tick(ctx, opens); err != nil {
		t.Fatal(err)
	}
	asked := map[store.ID]bool{}
	for k, nurse := range w.people[:5] {
		ask := store.Preference{
			ID: store.ID(uuid.NewString()), PeriodID: w.PeriodID, Day: "2027-03-20",
			Ask: store.Ask{Kind: store.DayOff, Strength: 1 + (5-k)/4},
		}
		must(n.PutPreference(ctx, nurse, ask, true))(t)
		asked[ask.ID] = true
	}
	must(n.PutPreference(ctx, w.people[0], store.Preference{
		ID: store.ID(uuid.NewString()), PeriodID: w.PeriodID, Day: "2027-03-25",
		Ask: store.Ask{Kind: store.ShiftOn, ShiftID: w.shifts["N"], Strength: 2},
	}, true))(t)
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand, Explain: inSteps}).Run(ctx, n.onlyRun(t, w).ID))(t)
	rosters := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
	return n, w, must(n.RosterView(ctx, w.manager, rosters[0].ID))(t), asked
}

func reasonsByPreference(outcomes []store.Outcome) map[store.ID]store.Reason {
	out := map[store.ID]store.Reason{}
	for _, o := range outcomes {
		if o.Proof != store.NoReason {
			out[o.PreferenceID] = o.Reason
		}
	}
	return out
}

func TestReasonsAreKeptWithTheDraft(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v, asked := contestedNight(t, d)
		ctx := t.Context()
		why := reasonsByPreference(v.Outcomes)
		// Two of six must come that day, and one of them has asked for nothing: one is refused,
		// nobody who asked more strongly; and the night on a day away is.
		if len(why) != 2 {
			t.Fatalf("%d reasons: %+v", len(why), v.Outcomes)
		}
		for id, r := range why {
			switch {
			case asked[id] && (r.Proof != store.Proved || r.Code != "minimum_staffing" && r.Code != "equal_priority" && r.Code != "greater_priority" && r.Code != "ward_goals"):
				t.Errorf("the day off: %+v", r)
			case !asked[id] && (r.Proof != store.Proved || r.Code != "own_absence" || r.Decisive != "hard" || len(r.Because) != 1 || r.Because[0].StaffID != w.people[0].StaffID):
				t.Errorf("the night on a day away: %+v", r)
			}
			if r.Cost == nil {
				t.Errorf("no cost: %+v", r)
			}
		}
		approved := must(n.Approve(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Once{}))(t)
		must(n.Publish(ctx, w.manager, v.Roster.ID, approved.Version, store.Once{}))(t)
		if diff := cmp.Diff(why, reasonsByPreference(must(n.RosterView(ctx, w.manager, v.Roster.ID))(t).Outcomes)); diff != "" {
			t.Errorf("after publication (-draft +published):\n%s", diff)
		}
		mine := map[store.ID]store.Reason{}
		for _, p := range w.people {
			for _, o := range must(n.MyRota(ctx, p, "2027-03-01", "2027-03-31"))(t).Outcomes {
				if o.Proof != store.NoReason {
					mine[o.PreferenceID] = o.Reason
				}
			}
		}
		if diff := cmp.Diff(why, mine); diff != "" {
			t.Errorf("what people see (-draft +own rota):\n%s", diff)
		}
	})
}

func TestReasonsEndWithAnEditOrWithOtherData(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v, _ := contestedNight(t, d)
		ctx := t.Context()
		// A person's absence changes the instance: what was proved says nothing of it.
		away := must(n.CreateAvailability(ctx, w.manager, store.Availability{
			ID: store.ID(uuid.NewString()), StaffID: w.people[5].StaffID, FirstDay: "2027-03-27", LastDay: "2027-03-27",
		}, store.Once{}))(t)
		if got := reasonsByPreference(must(n.RosterView(ctx, w.manager, v.Roster.ID))(t).Outcomes); len(got) > 0 {
			t.Errorf("reasons of other data: %+v", got)
		}
		if err := n.DeleteAvailability(ctx, w.manager, away.ID, away.Version); err != nil {
			t.Fatal(err)
		}
		if got := reasonsByPreference(must(n.RosterView(ctx, w.manager, v.Roster.ID))(t).Outcomes); len(got) != 2 {
			t.Errorf("with the data as they were: %+v", got)
		}
		first := v.Duties[0]
		edited := must(n.EditCell(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Cell{StaffID: first.StaffID, Day: first.Day}))(t)
		back := must(n.EditCell(ctx, w.manager, v.Roster.ID, edited.Roster.Version, store.Cell{StaffID: first.StaffID, Day: first.Day, ShiftID: first.ShiftID}))(t)
		if got := reasonsByPreference(back.Outcomes); len(got) > 0 {
			t.Errorf("reasons of a rota changed by hand: %+v", got)
		}
	})
}
