package sqlstore

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

// TestAGiveAwayIsNotServedFirstComeFirst: persons 2 and 1 say yes in that order to person 0's early of
// the 15th. Person 1 has asked for that day off and so would carry more by it.
func TestAGiveAwayIsNotServedFirstComeFirst(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	asked := must(n.AskSwap(ctx, w.people[0], store.NewSwap{RosterID: first.ID, Kind: store.GiveAway, Day: "2027-03-15"}, store.Once{}))(t)
	// Person 3 begins nights on that day, and person 5 is on leave.
	if asked.Asked != 3 || asked.Yes != 0 || asked.PartnerID != "" {
		t.Fatalf("asked: %+v", asked)
	}
	v := must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
	if v.State != store.SwapAccepted || v.Asked != 0 { // whoever is asked learns nothing of the others
		t.Errorf("%+v", v)
	}
	_, err := n.DecideSwap(ctx, w.manager, asked.ID, v.Version, true, w.people[1].StaffID, store.Once{})
	kindIs(t, err, store.Conflict, "others can still say yes")
	must(n.AnswerSwap(ctx, w.people[2], asked.ID, true, store.Once{}))(t)
	pending := must(n.WardSwaps(ctx, w.manager, w.Ward.ID))(t)[0]
	if len(pending.Takers) != 2 || pending.Takers[0].StaffID != w.people[2].StaffID || pending.Takers[0].Because != "fairness" || pending.Asked != 3 || pending.Yes != 2 {
		t.Fatalf("%+v", pending)
	}
	n.clock.set(asked.AnswerBy)
	_, err = n.AnswerSwap(ctx, w.people[4], asked.ID, true, store.Once{})
	kindIs(t, err, store.Closed, "over")
	_, err = n.DecideSwap(ctx, w.manager, asked.ID, pending.Version, true, w.people[4].StaffID, store.Once{})
	kindIs(t, err, store.Invalid, "/staff_id")
	made := must(n.DecideSwap(ctx, w.manager, asked.ID, pending.Version, true, "", store.Once{}))(t)
	if made.State != store.SwapApproved || made.PartnerID != w.people[2].StaffID {
		t.Fatalf("%+v", made)
	}
	if mine := must(n.MyRota(ctx, w.people[2], "2027-03-15", "2027-03-15"))(t); len(mine.Duties) != 1 {
		t.Errorf("person 2 works %+v", mine.Duties)
	}
	if got := n.noticesOf(t, w, "swap_answered")[1]; got != "The shift has gone to somebody else: Early on Mon 15 Mar. Thank you for saying yes." {
		t.Errorf("person 1 reads %q", got)
	}
}

// TestAutomaticGiveAways are given to the best of those who said yes once the time is over.
func TestAutomaticGiveAways(t *testing.T) {
	n, w, first := swapNight(t, sqliteDialect)
	ctx := t.Context()
	ward := must(n.Ward(ctx, w.manager, w.Ward.ID))(t)
	ward.SwapsAutomatic = true
	must(n.UpdateWard(ctx, w.manager, *ward))(t)
	asked := must(n.AskSwap(ctx, w.people[0], store.NewSwap{RosterID: first.ID, Kind: store.GiveAway, Day: "2027-03-15"}, store.Once{}))(t)
	must(n.AnswerSwap(ctx, w.people[1], asked.ID, true, store.Once{}))(t)
	must(n.AnswerSwap(ctx, w.people[2], asked.ID, true, store.Once{}))(t)
	n.clock.set(asked.AnswerBy)
	if err := n.Tick(ctx, asked.AnswerBy); err != nil {
		t.Fatal(err)
	}
	mine := must(n.MySwaps(ctx, w.people[0]))(t).Mine
	if len(mine) != 1 || mine[0].State != store.SwapApproved || mine[0].PartnerID != w.people[2].StaffID || mine[0].MadeID == "" {
		t.Errorf("%+v", mine)
	}
}

// TestAGapIsFilledByWhoAgrees: the manager takes person 0 out of the early of the 15th, which leaves a gap.
func TestAGapIsFilledByWhoAgrees(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := swapNight(t, d)
		ctx := t.Context()
		a := sick(w, first)
		a.Changes = a.Changes[:1]
		second := must(n.Amend(ctx, w.manager, a, store.Once{}))(t)
		gaps := must(n.Gaps(ctx, w.manager, w.Ward.ID))(t)
		if len(gaps) != 1 || gaps[0].Day != "2027-03-15" || gaps[0].ShiftID != w.shifts["E"] || gaps[0].Missing != 1 || gaps[0].RosterID != second.ID {
			t.Fatalf("gaps: %+v", gaps)
		}
		list := must(n.Candidates(ctx, w.manager, gaps[0].GapAt))(t)
		// 0 is sick, 5 on leave, and 3 has the night that begins 4 h 30 after the early, on the same day.
		if len(list) != 6 || !list[0].Legal || list[0].StaffID != w.people[2].StaffID || list[0].Place != 1 || list[0].Effect.RestAfter != 40*60 {
			t.Fatalf("candidates: %+v", list)
		}
		for _, c := range list[3:] {
			if c.Legal || len(c.Findings) == 0 {
				t.Errorf("%s may take it: %+v", c.Name, c)
			}
		}
		_, err := n.OfferGap(ctx, w.manager, gaps[0].GapAt, w.people[5].StaffID, store.Once{})
		kindIs(t, err, store.Conflict, "/staff_id")
		_, err = n.OfferGap(ctx, w.people[0], gaps[0].GapAt, w.people[2].StaffID, store.Once{})
		kindIs(t, err, store.Forbidden, "role")
		offer := must(n.OfferGap(ctx, w.manager, gaps[0].GapAt, w.people[2].StaffID, store.Once{}))(t)
		_, err = n.OfferGap(ctx, w.manager, gaps[0].GapAt, w.people[1].StaffID, store.Once{})
		kindIs(t, err, store.Conflict, "as many people")
		must(n.WithdrawOffer(ctx, w.manager, offer.ID, offer.Version, store.Once{}))(t)
		offer = must(n.OfferGap(ctx, w.manager, gaps[0].GapAt, w.people[2].StaffID, store.Once{}))(t)
		if got := must(n.Candidates(ctx, w.manager, gaps[0].GapAt))(t); got[0].Reply != store.NotAnswered || len(must(n.Gaps(ctx, w.manager, w.Ward.ID))(t)[0].Offers) != 1 {
			t.Errorf("the offer is not shown: %+v", got[0])
		}
		made := must(n.AnswerSwap(ctx, w.people[2], offer.ID, true, store.Once{}))(t)
		if made.State != store.SwapApproved || len(must(n.Gaps(ctx, w.manager, w.Ward.ID))(t)) != 0 {
			t.Errorf("made: %+v", made)
		}
		changes := must(all[store.RosterChange](n.read(ctx).Where("roster_id = ?", made.MadeID)))(t)
		if len(changes) != 1 || changes[0].Kind != store.GapFilled || changes[0].Consent != store.Agreed || changes[0].UserID != w.people[2].UserID {
			t.Errorf("changes: %+v", changes)
		}
		n.clock.set(time.Date(2027, 3, 15, 7, 0, 0, 0, time.UTC))
		_, err = n.Candidates(ctx, w.manager, gaps[0].GapAt)
		kindIs(t, err, store.Closed, "published one")
	})
}
