package sqlstore

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// fiveNights is person 4's choice of newNight to work up to five nights in a row, one more than the ward's
// four, from the rota of 15 March 2027 on.
var fiveNights = store.Waiver{Key: "nights_in_a_row", Value: 5, FirstDay: "2027-03-15"}

// waiverNight is a ward of newNight whose bidding has closed, where person 4 has made the choices before.
func waiverNight(t *testing.T, d dialect, chosen ...store.Waiver) (*night, *nightWard, []*store.Waiver) {
	t.Helper()
	n := newNight(t, d, 1)
	w, ctx := n.wards[0], t.Context()
	var made []*store.Waiver
	for _, c := range chosen {
		made = append(made, must(n.AddWaiver(ctx, w.people[4], c, store.Once{}))(t))
	}
	for _, at := range []time.Time{opens, closes} {
		n.clock.set(at)
		if err := n.Tick(ctx, at); err != nil {
			t.Fatal(err)
		}
	}
	return n, w, made
}

// fifthNight gives person 4 of a draft made by hand, with the nights of the 19th to the 22nd, that of the
// 18th too, which was person 3's.
func (n *night) fifthNight(t *testing.T, w *nightWard) *store.RosterView {
	t.Helper()
	ctx := t.Context()
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
	draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
	v := must(n.EditCell(ctx, w.manager, draft.ID, draft.Version, store.Cell{StaffID: w.people[3].StaffID, Day: "2027-03-18"}))(t)
	return must(n.EditCell(ctx, w.manager, draft.ID, v.Roster.Version, store.Cell{StaffID: w.people[4].StaffID, Day: "2027-03-18", ShiftID: w.shifts["N"]}))(t)
}

// tooManyNights counts the hard findings of runs of nights.
func tooManyNights(all []store.Finding) int {
	n := 0
	for _, f := range all {
		if f.Level == "hard" && f.Name == "nights in a row" {
			n++
		}
	}
	return n
}

// TestAWaiverTakenBackMakesTheDraftStale: five nights in a row are lawful in a draft while the choice
// stands; once it is taken back the draft says so, cannot be approved, and the next one goes without.
func TestAWaiverTakenBackMakesTheDraftStale(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, made := waiverNight(t, d, fiveNights)
		ctx := t.Context()
		v := n.fifthNight(t, w)
		if tooManyNights(v.Findings) != 0 || v.Roster.Stale || len(v.TakenBack) != 0 {
			t.Fatalf("with the choice: stale %t, taken back %+v, findings %+v", v.Roster.Stale, v.TakenBack, v.Findings)
		}
		approved := must(n.Approve(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Once{}))(t)
		n.clock.set(closes.Add(time.Hour))
		gone := must(n.WithdrawWaiver(ctx, w.people[4], made[0].ID, store.Once{}))(t)
		if gone.WithdrawnAt == nil || !gone.WithdrawnAt.Equal(closes.Add(time.Hour)) {
			t.Errorf("withdrawn %+v", gone)
		}
		again := must(n.WithdrawWaiver(ctx, w.people[4], made[0].ID, store.Once{}))(t)
		if !again.WithdrawnAt.Equal(*gone.WithdrawnAt) {
			t.Errorf("withdrawn twice: %+v", again)
		}
		listed := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
		v = must(n.RosterView(ctx, w.manager, v.Roster.ID))(t)
		if !listed.Stale || !v.Roster.Stale || tooManyNights(v.Findings) != 1 {
			t.Errorf("listed as stale %t, seen as stale %t, findings %+v", listed.Stale, v.Roster.Stale, v.Findings)
		}
		want := store.WaiverTakenBack{StaffID: w.people[4].StaffID, Key: "nights_in_a_row", At: *gone.WithdrawnAt}
		if len(v.TakenBack) != 1 || v.TakenBack[0].StaffID != want.StaffID || v.TakenBack[0].Key != want.Key || !v.TakenBack[0].At.Equal(want.At) {
			t.Errorf("taken back: %+v", v.TakenBack)
		}
		_, err := n.Publish(ctx, w.manager, v.Roster.ID, listed.Version, store.Once{})
		kindIs(t, err, store.Conflict, "taken back")
		reopened := must(n.Reopen(ctx, w.manager, v.Roster.ID, listed.Version, store.Once{}))(t)
		_, err = n.Approve(ctx, w.manager, v.Roster.ID, reopened.Version, store.Once{})
		kindIs(t, err, store.Conflict, "taken back")
		if approved.Version >= listed.Version {
			t.Error("whoever saw the approved rota before is not told that it has changed")
		}
		run := must(n.RequestRun(ctx, w.manager, w.PeriodID, 1, store.Once{}))(t)
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, run.ID))(t)
		next := must(n.RosterView(ctx, w.manager, must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0].ID))(t)
		if next.Roster.Stale || len(next.TakenBack) != 0 || tooManyNights(next.Findings) != 0 {
			t.Errorf("the next draft: %+v, taken back %+v", next.Roster, next.TakenBack)
		}
		must(n.Approve(ctx, w.manager, next.Roster.ID, next.Roster.Version, store.Once{}))(t)
		if err := n.VerifyAudit(ctx); err != nil {
			t.Error(err)
		}
	})
}

// TestAWaiverTakenBackLeavesWhatIsPublished: a published rota stays as lawful as it was, and can be
// amended; later rotas go without.
func TestAWaiverTakenBackLeavesWhatIsPublished(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, made := waiverNight(t, d, fiveNights)
		ctx := t.Context()
		v := n.fifthNight(t, w)
		approved := must(n.Approve(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Once{}))(t)
		published := must(n.Publish(ctx, w.manager, v.Roster.ID, approved.Version, store.Once{}))(t)
		n.clock.set(closes.Add(time.Hour))
		must(n.WithdrawWaiver(ctx, w.people[4], made[0].ID, store.Once{}))(t)
		p, r, err := n.RosterProblem(ctx, w.manager, published.ID)
		if err != nil {
			t.Fatal(err)
		}
		if a := must(planner.Assess(p, r))(t); tooManyNights(assessedFindings(p, a)) != 0 {
			t.Errorf("the published rota has become unlawful: %+v", a.Violations)
		}
		// Nobody else's change is held up by it.
		amended := must(n.Amend(ctx, w.manager, store.Amendment{
			RosterID: published.ID, Version: published.Version, Kind: store.ManagerChange, Reason: "somebody had to go",
			Changes: []store.CellChange{{StaffID: w.people[0].StaffID, Day: "2027-03-27", FromShiftID: w.shifts["E"], Consent: store.Agreed}},
		}, store.Once{}))(t)
		if amended.State != store.RosterPublished {
			t.Errorf("amended: %+v", amended)
		}
		next := n.nextPeriod(t, w)
		q := must(n.Problem(ctx, store.SystemActor, next))(t)
		for i := range q.Instance.Staff {
			if q.Instance.Staff[i].Contract != q.Instance.Staff[0].Contract {
				t.Errorf("person %d has a contract of their own in the next rota", i)
			}
		}
	})
}

// TestAWaiverMakesASwapPossible: person 3 gives the night of the 18th away. Person 4 has those of the 19th
// to the 22nd, so that it would be the fifth: only with the choice is person 4 asked, and may say yes.
func TestAWaiverMakesASwapPossible(t *testing.T) {
	later := fiveNights
	later.FirstDay = "2027-03-16"
	takers := map[string]int{}
	for name, chosen := range map[string][]store.Waiver{"with": {fiveNights}, "without": nil, "for a later rota": {later}} {
		n, w, _ := waiverNight(t, sqliteDialect, chosen...)
		ctx := t.Context()
		n.publishByHand(t, w)
		takers[name] = must(n.SwapOptions(ctx, w.people[3], "2027-03-18"))(t).Takers
		roster := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
		asked := must(n.AskSwap(ctx, w.people[3], store.NewSwap{RosterID: roster.ID, Kind: store.GiveAway, Day: "2027-03-18"}, store.Once{}))(t)
		_, err := n.AnswerSwap(ctx, w.people[4], asked.ID, true, store.Once{})
		if name != "with" {
			kindIs(t, err, store.NotFound, "nothing here")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		pending := must(n.WardSwaps(ctx, w.manager, w.Ward.ID))(t)[0]
		n.clock.set(asked.AnswerBy)
		made := must(n.DecideSwap(ctx, w.manager, asked.ID, pending.Version, true, w.people[4].StaffID, store.Once{}))(t)
		if made.State != store.SwapApproved || made.PartnerID != w.people[4].StaffID {
			t.Errorf("made: %+v", made)
		}
	}
	if takers["with"] != takers["without"]+1 || takers["for a later rota"] != takers["without"] {
		t.Errorf("takers: %v", takers)
	}
}

// TestTheEngineUsesAWaiver: from Thursday 18 March on nobody but person 4 can work nights on so many days.
// The ward's most is four in a row, person 4's five: the fifth is filled only with the choice, the sixth not
// even then.
func TestTheEngineUsesAWaiver(t *testing.T) {
	for _, c := range []struct {
		days, missing int
		chosen        []store.Waiver
	}{{4, 0, nil}, {5, 1, nil}, {5, 0, []store.Waiver{fiveNights}}, {6, 1, []store.Waiver{fiveNights}}} {
		n, w, _ := waiverNight(t, sqliteDialect, c.chosen...)
		ctx, last := t.Context(), store.Day("2027-03-18").Add(c.days-1)
		for i, a := range w.people {
			if i != 4 {
				must(n.CreateAvailability(ctx, w.manager, store.Availability{StaffID: a.StaffID, FirstDay: "2027-03-18", LastDay: last, ShiftID: w.shifts["N"]}, store.Once{}))(t)
			}
		}
		v := n.draftOf(t, w)
		if got := unfilled(v, "2027-03-18", last); got != c.missing || tooManyNights(v.Findings) != 0 {
			t.Errorf("%d days, %d choices: %d unfilled, findings %+v", c.days, len(c.chosen), got, v.Findings)
		}
	}
}
