package sqlstore

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// published is the ward of swapNight: person 0 has the early, 07:00 to 15:00, of the 15th, 18th, 21st, ...; person
// 1 of the 16th, 19th, ...; nobody works on the 29th, which no rota has.
func TestANurseEntersABankShift(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, _ := swapNight(t, d)
		ctx, me := t.Context(), w.people[0]
		night := stintOf("", "2027-03-16", 1200, 1920)
		night.PaidMinutes = 660
		made := must(n.CreateMyStint(ctx, me, night, store.Once{Route: "r", Key: "k", BodyHash: strings.Repeat("b", 64)}))(t)
		if made.StaffID != me.StaffID || made.EnteredBy != me.UserID || len(made.Warnings) != 0 || made.Version != 1 {
			t.Errorf("made: %+v", made)
		}
		again := must(n.CreateMyStint(ctx, me, night, store.Once{Route: "r", Key: "k", BodyHash: strings.Repeat("b", 64)}))(t)
		mine := must(n.MyStints(ctx, me, "2027-03-16", "2027-03-16"))(t)
		if again.ID != made.ID || len(mine) != 1 || !mine[0].BeginsAt.Equal(night.BeginsAt) {
			t.Errorf("sent twice: %+v", mine)
		}
		if got := must(n.MyStints(ctx, me, "2027-03-17", "2027-03-20"))(t); len(got) != 0 {
			t.Errorf("a night belongs to the day on which it begins: %+v", got)
		}
		if got := must(n.Stints(ctx, w.manager, w.Ward.ID, "2027-03-01", "2027-03-31"))(t); len(got) != 1 {
			t.Errorf("the manager sees %+v", got)
		}
		if got := must(n.MyStints(ctx, w.people[1], "2027-03-01", "2027-03-31"))(t); len(got) != 0 {
			t.Errorf("a colleague sees %+v", got)
		}
		_, err := n.Stints(ctx, w.people[1], w.Ward.ID, "2027-03-01", "2027-03-31")
		kindIs(t, err, store.Forbidden, "role")
		for _, c := range []struct {
			name  string
			stint store.Stint
			kind  store.Kind
			words string
		}{
			{"over an early", stintOf("", "2027-03-17", 1200, 1920), store.Conflict, "Early on Thu 18 Mar stands on the rota of " + w.Ward.Name + "; choose another time"},
			{"over the bank shift", stintOf("", "2027-03-17", 479, 500), store.Conflict, "other work from Tue 16 Mar 20:00 is there already"},
			{"before the rota is out", stintOf("", "2027-03-29", 480, 900), store.Invalid, "your rota for Mon 29 Mar is not out yet"},
			{"for an agency", store.Stint{Source: store.AgencyWork, BeginsAt: night.BeginsAt, EndsAt: night.EndsAt, PaidMinutes: 1}, store.Invalid, "ask your manager"},
			{"on a ward that is none", store.Stint{Source: store.BankWork, WardID: newID(), BeginsAt: night.BeginsAt, EndsAt: night.EndsAt, PaidMinutes: 1}, store.Invalid, "choose a ward that you may see"},
		} {
			_, err := n.CreateMyStint(ctx, me, c.stint, store.Once{})
			if err == nil || store.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.words) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		// The minute after the bank shift ends, and until an early begins, is free; rest of 10 h 59 is told.
		short := must(n.CreateMyStint(ctx, me, stintOf("", "2027-03-20", 900, 1201), store.Once{}))(t)
		if len(short.Warnings) != 1 || !strings.Contains(short.Warnings[0], "10 h 59") {
			t.Errorf("until 20:01: %q", short.Warnings)
		}
		just := must(n.CreateMyStint(ctx, me, stintOf("", "2027-03-23", 900, 1200), store.Once{}))(t)
		if len(just.Warnings) != 0 {
			t.Errorf("until 20:00: %q", just.Warnings)
		}
		// What is past may be entered, whatever rota there was.
		past := must(n.CreateMyStint(ctx, me, stintOf("", "2027-03-05", 480, 900), store.Once{}))(t)
		_, err = n.CreateMyStint(ctx, w.manager, night, store.Once{})
		kindIs(t, err, store.NotFound, "not linked")
		byManager := must(n.CreateStint(ctx, w.manager, stintOf(me.StaffID, "2027-03-29", 480, 900), store.Once{}))(t)
		kindIs(t, n.DeleteMyStint(ctx, me, byManager.ID, 1), store.Forbidden, "somebody else")
		kindIs(t, n.DeleteMyStint(ctx, w.people[1], past.ID, 1), store.NotFound, "nothing here")
		kindIs(t, n.DeleteMyStint(ctx, me, past.ID, 2), store.Stale, "")
		if err := n.DeleteMyStint(ctx, me, past.ID, 1); err != nil {
			t.Error(err)
		}
		if err := n.DeleteStint(ctx, w.manager, made.ID, 1); err != nil {
			t.Error(err)
		}
		_, err = n.CreateStint(ctx, w.people[1], stintOf(me.StaffID, "2027-03-29", 1000, 1100), store.Once{})
		kindIs(t, err, store.Forbidden, "role")
		var entries []string
		if err := n.read(ctx).Table("audit_entries").Where("chain = ? AND action LIKE 'stint.%'", w.Ward.ID).Order("seq").Pluck("action", &entries).Error; err != nil {
			t.Fatal(err)
		}
		want := []string{"stint.create", "stint.create", "stint.create", "stint.create", "stint.create", "stint.delete", "stint.delete"}
		if diff := cmp.Diff(want, entries); diff != "" {
			t.Error(diff)
		}
	})
}

// TestABankShiftKeepsItsPersonOutOfSwaps: person 4 is free on the 17th and 18th, and may take the early of the 18th until a
// bank shift of the evening before ends after 20:00.
func TestABankShiftKeepsItsPersonOutOfSwaps(t *testing.T) {
	for end, want := range map[int]int{1200: 0, 1201: 1} {
		n, w, _ := swapNight(t, sqliteDialect)
		ctx := t.Context()
		before := must(n.SwapOptions(ctx, w.people[0], "2027-03-18"))(t)
		must(n.CreateMyStint(ctx, w.people[4], stintOf("", "2027-03-17", 1020, end), store.Once{}))(t)
		after := must(n.SwapOptions(ctx, w.people[0], "2027-03-18"))(t)
		if before.Takers-after.Takers != want {
			t.Errorf("until minute %d: %d might take it, then %d", end, before.Takers, after.Takers)
		}
	}
}

// TestABankShiftBesideADutyLeavesTheRotaWhole: on the day of an early, after it: the rota has no finding for it, and its
// person can still be given another day.
func TestABankShiftBesideADutyLeavesTheRotaWhole(t *testing.T) {
	n, w, roster := swapNight(t, sqliteDialect)
	ctx := t.Context()
	hard := func() int {
		view := must(n.RosterView(ctx, w.manager, roster.ID))(t)
		count := 0
		for _, f := range view.Findings {
			if f.Level == "hard" {
				count++
			}
		}
		return count
	}
	before := hard()
	must(n.CreateMyStint(ctx, w.people[0], stintOf("", "2027-03-18", 960, 1200), store.Once{}))(t)
	if got := hard(); got != before {
		t.Errorf("%d hard findings, then %d", before, got)
	}
	must(n.Amend(ctx, w.manager, store.Amendment{
		RosterID: roster.ID, Version: roster.Version, Kind: store.ManagerChange, Reason: "One more is needed.",
		Changes: []store.CellChange{{StaffID: w.people[0].StaffID, Day: "2027-03-17", ToShiftID: w.shifts["E"], Consent: store.Agreed}},
	}, store.Once{}))(t)
}

// TestOtherWorkMakesADraftStale: what a person worked before the rota, and what is entered for a day of it.
func TestOtherWorkMakesADraftStale(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		w, ctx := n.wards[0], t.Context()
		n.clock.set(closes)
		if err := n.Tick(ctx, closes); err != nil {
			t.Fatal(err)
		}
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
		draft := func() store.Roster { return must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0] }
		for _, day := range []store.Day{"2027-02-10", "2027-03-16"} {
			made := must(n.CreateStint(ctx, w.manager, stintOf(w.people[5].StaffID, day, 480, 900), store.Once{}))(t)
			if r := draft(); !r.Stale {
				t.Errorf("%s: the draft is not stale", day)
			}
			r := draft()
			_, err := n.Approve(ctx, w.manager, r.ID, r.Version, store.Once{})
			kindIs(t, err, store.Conflict, "start a new run")
			if err := n.DeleteStint(ctx, w.manager, made.ID, 1); err != nil {
				t.Fatal(err)
			}
			if draft().Stale {
				t.Errorf("%s: the draft is stale still", day)
			}
		}
		// Longer ago than any rule looks back.
		must(n.CreateStint(ctx, w.manager, stintOf(w.people[5].StaffID, "2027-01-15", 480, 900), store.Once{}))(t)
		if draft().Stale {
			t.Error("the draft is stale for the sake of January")
		}
	})
}

// TestTwoStintsAtOnceAreOne: two that overlap, entered by two people at the same time, are never both kept.
func TestTwoStintsAtOnceAreOne(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, _ := swapNight(t, d)
		var wg sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wg.Go(func() {
				s := stintOf(w.people[0].StaffID, "2027-03-16", 480+i, 900)
				_, errs[i] = n.CreateStint(t.Context(), w.manager, s, store.Once{})
			})
		}
		wg.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else {
				kindIs(t, err, store.Conflict, "already")
			}
		}
		if made != 1 {
			t.Errorf("%d of them were kept: %v", made, errs)
		}
	})
}

// TestWarningsKnowThePerson: other work is judged by what the law says of its person, and how its break is
// taken is not known.
func TestWarningsKnowThePerson(t *testing.T) {
	n, w, _ := swapNight(t, sqliteDialect)
	ctx := t.Context()
	must(n.AddWorkerTerm(ctx, w.manager, store.WorkerTerm{StaffID: w.people[1].StaffID, Kind: store.TermYoung, Holds: true, UntilDay: "2027-12-01"}, store.Once{}))(t)
	for k, want := range []int{0, 1} {
		s := stintOf(w.people[k].StaffID, "2027-03-17", 540, 1021)
		s.PaidMinutes = 481
		if made := must(n.CreateStint(ctx, w.manager, s, store.Once{}))(t); len(made.Warnings) != want {
			t.Errorf("person %d is told %q", k, made.Warnings)
		}
	}
}
