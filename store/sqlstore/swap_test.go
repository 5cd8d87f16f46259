package sqlstore

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// On Wednesday 10 March 2027 at noon, before the rota of ledgerNight begins: early shifts go round
// persons 0, 1 and 2, nights in blocks of four round 3, 4 and 5.
var wednesdayNoon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

func swapNight(t *testing.T, d dialect) (*night, *nightWard, *store.Roster) {
	t.Helper()
	n, w, first := ledgerNight(t, d)
	n.clock.set(wednesdayNoon)
	return n, w, first
}

// swapFor asks person 1 to give the early of the 16th for person 0's of the 15th.
func swapFor(w *nightWard, roster *store.Roster) store.NewSwap {
	return store.NewSwap{RosterID: roster.ID, Kind: store.ExchangeDuties, Day: "2027-03-15", PartnerID: w.people[1].StaffID, OtherDay: "2027-03-16"}
}

func TestASwapFromOptionsToTheNextVersion(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := swapNight(t, d)
		ctx := t.Context()
		options := must(n.SwapOptions(ctx, w.people[0], "2027-03-15"))(t)
		found := false
		for _, o := range options.Swaps {
			// Person 0 had asked for the 15th off, and would have it.
			if o.PartnerID == w.people[1].StaffID && o.Day == "2027-03-16" {
				found = o.Effect.Met == 1 && o.Effect.Unmet == 0 && o.ShiftID == w.shifts["E"] && o.Effect.PaidWas == o.Effect.PaidIs
			}
			if o.PartnerID == w.people[5].StaffID && o.Day < "2027-03-22" {
				t.Errorf("person 5 is on leave, and is offered for %s", o.Day)
			}
		}
		if !found || options.Live != nil || options.RosterID != first.ID || !options.BeginsAt.Equal(time.Date(2027, 3, 15, 7, 0, 0, 0, time.UTC)) {
			t.Fatalf("options: %+v", options)
		}
		asked := must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
		if asked.State != store.SwapOffered || asked.PartnerName == "" || !asked.AnswerBy.Equal(wednesdayNoon.Add(72*time.Hour)) {
			t.Errorf("asked: %+v", asked)
		}
		want := "Person 0 of " + w.Ward.Name + " asks to swap: you get Early on Mon 15 Mar, and give Early on Tue 16 Mar. Answer by Sat 13 Mar, 12:00."
		if got := n.noticesOf(t, w, "swap_asked")[1]; got != want {
			t.Errorf("person 1 reads %q", got)
		}
		_, err := n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{})
		kindIs(t, err, store.Conflict, "already")
		inbox := must(n.MySwaps(ctx, w.people[1]))(t)
		// Person 1 had the 15th off as asked for, and would not have it any more.
		if len(inbox.ToMe) != 1 || inbox.ToMe[0].Effect == nil || inbox.ToMe[0].Effect.Unmet != 1 || inbox.ToMe[0].Reply != store.NotAnswered || len(inbox.Mine) != 0 {
			t.Fatalf("inbox: %+v", inbox)
		}
		_, err = n.AnswerSwap(ctx, w.people[2], asked.ID, true, store.Once{})
		kindIs(t, err, store.NotFound, "nothing here")
		_, err = n.DecideSwap(ctx, w.manager, asked.ID, asked.Version, true, "", store.Once{})
		kindIs(t, err, store.Closed, "offered")
		yes := must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
		if yes.State != store.SwapAccepted || len(must(n.Rosters(ctx, w.manager, w.PeriodID))(t)) != 1 {
			t.Fatalf("after the yes: %+v", yes)
		}
		_, err = n.AnswerSwap(ctx, w.people[1], asked.ID, false, store.Once{})
		kindIs(t, err, store.Closed, "already")
		pending := must(n.WardSwaps(ctx, w.manager, w.Ward.ID))(t)
		if len(pending) != 1 || len(pending[0].Sides) != 2 || len(pending[0].Stands) != 0 {
			t.Fatalf("for the manager: %+v", pending)
		}
		_, err = n.DecideSwap(ctx, w.manager, asked.ID, yes.Version-1, true, "", store.Once{})
		kindIs(t, err, store.Stale, "load it again")
		_, err = n.DecideSwap(ctx, w.people[1], asked.ID, yes.Version, true, "", store.Once{})
		kindIs(t, err, store.Forbidden, "role")
		made := must(n.DecideSwap(ctx, w.manager, asked.ID, yes.Version, true, "", store.Once{}))(t)
		if made.State != store.SwapApproved || made.DecidedBy != w.manager.UserID || made.MadeID == "" || made.EndedAt == nil {
			t.Fatalf("made: %+v", made)
		}
		versions := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
		if len(versions) != 2 || versions[0].ID != made.MadeID || versions[0].State != store.RosterPublished {
			t.Errorf("versions: %+v", versions)
		}
		for i, day := range []store.Day{"2027-03-16", "2027-03-15"} {
			mine := must(n.MyRota(ctx, w.people[i], "2027-03-15", "2027-03-16"))(t)
			if len(mine.Duties) != 1 || mine.Duties[0].Day != day {
				t.Errorf("person %d works %+v", i, mine.Duties)
			}
		}
		// Person 0 asked: the refusal of strength 3 is taken back and the move is no burden. Person 1 agreed: a wish
		// is refused (2), which was met, and two days are moved at 4 d 19 h and 5 d 19 h.
		lines := []string{
			"0 refused_3 -1 x9 2250/2250 14/14 2027-03-28",
			"1 moved_7d +2 x4 2250/2250 14/14 2027-03-28",
			"1 moved_from_wish +1 x1 2250/2250 14/14 2027-03-28",
			"1 refused_2 +1 x3 2250/2250 14/14 2027-03-28",
		}
		if diff := cmp.Diff(lines, n.ledgerOf(t, w, "roster_id = ?", made.MadeID)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestBurdenIsForetold: what the options say of burden is what the ledger has afterwards.
func TestBurdenIsForetold(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	asked := must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
	mine := must(n.MySwaps(ctx, w.people[1]))(t).ToMe[0].Effect
	yes := must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
	theirs := must(n.WardSwaps(ctx, w.manager, w.Ward.ID))(t)[0].Sides[0]
	must(n.DecideSwap(ctx, w.manager, asked.ID, yes.Version, true, "", store.Once{}))(t)
	for i, e := range []*store.TakeEffect{&theirs, mine} {
		if got := must(n.MyLedger(ctx, w.people[i]))(t).Burden; got != e.BurdenIs || e.BurdenIs == e.BurdenWas || e.StaffID != w.people[i].StaffID {
			t.Errorf("person %d carries %d; from %d to %d was said", i, got, e.BurdenWas, e.BurdenIs)
		}
	}
}

// TestNobodyIsAskedWhatIsNotAllowed: person 3 has the nights of the 15th to 18th.
func TestNobodyIsAskedWhatIsNotAllowed(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	ask := swapFor(w, first)
	ask.PartnerID, ask.OtherDay = w.people[3].StaffID, "2027-03-17"
	_, err := n.AskSwap(ctx, w.people[0], ask, store.Once{})
	kindIs(t, err, store.Conflict, "not allowed")
	ask.OtherDay = "2027-03-20"
	_, err = n.AskSwap(ctx, w.people[0], ask, store.Once{})
	kindIs(t, err, store.Invalid, "/other_day")
	ask = swapFor(w, first)
	ask.RosterID = newID()
	_, err = n.AskSwap(ctx, w.people[0], ask, store.Once{})
	kindIs(t, err, store.Stale, "load it again")
	ask = swapFor(w, first)
	ask.Day = "2027-03-17"
	_, err = n.AskSwap(ctx, w.people[0], ask, store.Once{})
	kindIs(t, err, store.Invalid, "/day")
	ask = swapFor(w, first)
	ask.AnswerBy = time.Date(2027, 3, 15, 7, 0, 1, 0, time.UTC)
	_, err = n.AskSwap(ctx, w.people[0], ask, store.Once{})
	kindIs(t, err, store.Invalid, "/answer_by")
	_, err = n.AskSwap(ctx, w.manager, swapFor(w, first), store.Once{})
	kindIs(t, err, store.NotFound, "not linked")
	if got := len(must(n.WardSwaps(ctx, w.manager, w.Ward.ID))(t)); got != 0 {
		t.Errorf("%d asks were written", got)
	}
	n.clock.set(time.Date(2027, 3, 15, 7, 0, 0, 0, time.UTC))
	_, err = n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{})
	if err == nil {
		t.Error("a shift that begins now can be swapped")
	}
}

// TestAutomaticSwapsAreMadeAtOnce and told the manager.
func TestAutomaticSwapsAreMadeAtOnce(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	ward := must(n.Ward(ctx, w.manager, w.Ward.ID))(t)
	ward.SwapsAutomatic, ward.Tokens = true, 3
	must(n.UpdateWard(ctx, w.manager, *ward))(t)
	asked := must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
	made := must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
	if made.State != store.SwapApproved || made.DecidedBy != "" || made.MadeID == "" {
		t.Errorf("made: %+v", made)
	}
	told := must(n.Notices(ctx, w.manager))(t)
	if len(told) == 0 || told[0].Kind != "swap_answered" {
		t.Errorf("the manager reads %+v", told)
	}
}

// TestASwapThatIsNoLongerAllowedExpires at the moment of the yes, of the decision, and of the tick.
func TestASwapThatIsNoLongerAllowedExpires(t *testing.T) {
	leave := func(t *testing.T, n *night, w *nightWard) {
		t.Helper()
		must(n.CreateLeave(t.Context(), w.manager, store.Leave{StaffID: w.people[1].StaffID, FirstDay: "2027-03-15", LastDay: "2027-03-15"}, store.Once{}))(t)
	}
	t.Run("the yes", func(t *testing.T) {
		n, w, first := swapNight(t, sqliteDialect)
		asked := must(n.AskSwap(t.Context(), w.people[0], swapFor(w, first), store.Once{}))(t)
		leave(t, n, w)
		if v := must(n.AnswerSwap(t.Context(), w.people[1], asked.ID, true, store.Once{}))(t); v.State != store.SwapExpired || v.EndedFor != store.EndChanged {
			t.Errorf("%+v", v)
		}
	})
	t.Run("the decision", func(t *testing.T) {
		n, w, first := swapNight(t, sqliteDialect)
		asked := must(n.AskSwap(t.Context(), w.people[0], swapFor(w, first), store.Once{}))(t)
		yes := must(n.AnswerSwap(t.Context(), w.people[1], asked.ID, true, store.Once{}))(t)
		leave(t, n, w)
		if got := must(n.WardSwaps(t.Context(), w.manager, w.Ward.ID))(t); len(got[0].Stands) == 0 {
			t.Error("the manager does not see what stands in the way")
		}
		if v := must(n.DecideSwap(t.Context(), w.manager, asked.ID, yes.Version, true, "", store.Once{}))(t); v.State != store.SwapExpired || v.EndedFor != store.EndChanged {
			t.Errorf("%+v", v)
		}
		if got := len(must(n.Rosters(t.Context(), w.manager, w.PeriodID))(t)); got != 1 {
			t.Errorf("%d versions", got)
		}
	})
	t.Run("another version", func(t *testing.T) {
		n, w, first := swapNight(t, sqliteDialect)
		ctx := t.Context()
		asked := must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
		other := must(n.AskSwap(ctx, w.people[2], store.NewSwap{
			RosterID: first.ID, Kind: store.ExchangeDuties, Day: "2027-03-20", PartnerID: w.people[1].StaffID, OtherDay: "2027-03-22",
		}, store.Once{}))(t)
		n.clock.set(sundayNoon.Add(-48 * time.Hour))
		must(n.Amend(ctx, w.manager, sick(w, first), store.Once{}))(t)
		if err := n.Tick(ctx, n.clock.now()); err != nil {
			t.Fatal(err)
		}
		// Person 0's early is not there any more; the other swap is as it was.
		mine := must(n.MySwaps(ctx, w.people[0]))(t).Mine
		if len(mine) != 1 || mine[0].ID != asked.ID || mine[0].State != store.SwapExpired || mine[0].EndedFor != store.EndChanged {
			t.Errorf("%+v", mine)
		}
		if mine = must(n.MySwaps(ctx, w.people[2]))(t).Mine; len(mine) != 1 || mine[0].ID != other.ID || mine[0].State != store.SwapOffered || mine[0].RosterID == first.ID {
			t.Errorf("%+v", mine)
		}
	})
	t.Run("no answer", func(t *testing.T) {
		n, w, first := swapNight(t, sqliteDialect)
		ctx := t.Context()
		must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
		n.clock.set(wednesdayNoon.Add(72 * time.Hour))
		if err := n.Tick(ctx, n.clock.now()); err != nil {
			t.Fatal(err)
		}
		if mine := must(n.MySwaps(ctx, w.people[0]))(t).Mine; len(mine) != 1 || mine[0].EndedFor != store.EndNoAnswer {
			t.Errorf("%+v", mine)
		}
	})
}

func TestDecliningAndWithdrawing(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	asked := must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
	if v := must(n.AnswerSwap(ctx, w.people[1], asked.ID, false, store.Once{}))(t); v.State != store.SwapDeclined {
		t.Errorf("%+v", v)
	}
	_, err := n.WithdrawSwap(ctx, w.people[0], asked.ID, asked.Version+1, store.Once{})
	kindIs(t, err, store.Closed, "over")
	asked = must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
	_, err = n.WithdrawSwap(ctx, w.people[1], asked.ID, asked.Version, store.Once{})
	kindIs(t, err, store.NotFound, "nothing here")
	_, err = n.WithdrawOffer(ctx, w.manager, asked.ID, asked.Version, store.Once{})
	kindIs(t, err, store.Conflict, "refuse it")
	if v := must(n.WithdrawSwap(ctx, w.people[0], asked.ID, asked.Version, store.Once{}))(t); v.State != store.SwapWithdrawn {
		t.Errorf("%+v", v)
	}
	_, err = n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{})
	kindIs(t, err, store.Closed, "over")
	asked = must(n.AskSwap(ctx, w.people[0], swapFor(w, first), store.Once{}))(t)
	yes := must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
	if v := must(n.DecideSwap(ctx, w.manager, asked.ID, yes.Version, false, "", store.Once{}))(t); v.State != store.SwapRefused || len(must(n.Rosters(ctx, w.manager, w.PeriodID))(t)) != 1 {
		t.Errorf("%+v", v)
	}
}
