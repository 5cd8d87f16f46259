package sqlstore

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// loanNight is so many wards of one division, all rostered by hand for the weeks from 15 March, the first
// published of them out. It is 10 March. The early of day d is that of person d mod 3; nights are 3's on
// days 0 to 3, 4's on 4 to 7, 5's on 8 to 11, 3's on 12 and 13.
func loanNight(t *testing.T, d dialect, wards, published int) *night {
	t.Helper()
	n := newNight(t, d, wards)
	ctx := t.Context()
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	for i, w := range n.wards {
		must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
		if i < published {
			draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
			approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
			must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		}
	}
	n.clock.set(wednesdayNoon)
	return n
}

// gapOn takes the early of a day off a ward's rota and returns the gap.
func (n *night) gapOn(t *testing.T, w *nightWard, day store.Day) store.GapAt {
	t.Helper()
	ctx := t.Context()
	roster := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
	who := w.people[store.Day("2027-03-15").Until(day)%3].StaffID
	must(n.Amend(ctx, w.manager, store.Amendment{
		RosterID: roster.ID, Version: roster.Version, Kind: store.ManagerChange, Reason: "A day off that was promised.",
		Changes: []store.CellChange{{StaffID: who, Day: day, FromShiftID: w.shifts["E"], Consent: store.Agreed}},
	}, store.Once{}))(t)
	gaps := must(n.Gaps(ctx, w.manager, w.Ward.ID))(t)
	if len(gaps) != 1 || gaps[0].Day != day {
		t.Fatalf("gaps: %+v", gaps)
	}
	return gaps[0].GapAt
}

// TestALoanFromAskToRotaToLedger: the early of Saturday 20 March is free on ward 0. Of ward 1, 2 works that early on the own
// ward, 4 that night; 0, 1, 3 and 5 may come.
func TestALoanFromAskToRotaToLedger(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := loanNight(t, d, 2, 2)
		a, b, ctx := n.wards[0], n.wards[1], t.Context()
		gap := n.gapOn(t, a, "2027-03-20")
		list := must(n.LoanCandidates(ctx, a.manager, gap))(t)
		var ids []store.ID
		for i, c := range list {
			ids = append(ids, c.StaffID)
			if c.Name != "" || c.WardName != b.Ward.Name || !c.Legal || c.Place != i+1 || c.Effect == nil || c.Effect.PaidIs-c.Effect.PaidWas != 450 || c.Effect.BurdenWas != 0 || c.Effect.BurdenIs <= 0 {
				t.Errorf("a candidate: %+v, %+v", c, c.Effect)
			}
		}
		want := []store.ID{b.people[0].StaffID, b.people[1].StaffID, b.people[3].StaffID, b.people[5].StaffID}
		slices.Sort(ids)
		slices.Sort(want)
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Error(diff)
		}
		both := a.manager
		both.Grants = append(slices.Clone(both.Grants), store.Grant{Role: store.WardManager, WardID: b.Ward.ID})
		if named := must(n.LoanCandidates(ctx, both, gap))(t); !strings.HasPrefix(named[0].Name, "Person ") {
			t.Errorf("a manager of both wards reads %q", named[0].Name)
		}
		if own := must(n.Candidates(ctx, a.manager, gap))(t); len(own) != 6 {
			t.Errorf("of the own ward: %+v", own)
		}
		_, err := n.LoanCandidates(ctx, b.manager, gap)
		kindIs(t, err, store.NotFound, "nothing here")
		_, err = n.OfferGap(ctx, a.manager, gap, b.people[2].StaffID, store.Once{})
		kindIs(t, err, store.Invalid, "of other wards")

		guest := b.people[5]
		offer := must(n.OfferGap(ctx, a.manager, gap, guest.StaffID, store.Once{}))(t)
		if offer.PartnerName != "Somebody from "+b.Ward.Name {
			t.Errorf("the manager reads %q before the yes", offer.PartnerName)
		}
		inbox := must(n.MySwaps(ctx, guest))(t)
		if len(inbox.ToMe) != 1 || inbox.ToMe[0].Elsewhere != a.Ward.Name || inbox.ToMe[0].Effect == nil {
			t.Fatalf("the guest's inbox: %+v", inbox)
		}
		if got := n.noticesOf(t, b, "gap_offered"); !strings.HasPrefix(got[5], "A shift is free on "+a.Ward.Name+": Early on Sat 20 Mar.") {
			t.Errorf("the guest reads %q", got[5])
		}
		yes := must(n.AnswerSwap(ctx, guest, offer.ID, true, store.Once{}))(t)
		if yes.State != store.SwapApproved {
			t.Fatalf("after the yes: %+v", yes)
		}
		// On the rota of ward 0, by name, and on the guest's own.
		rota := must(n.WardRota(ctx, a.people[0], a.Ward.ID, "2027-03-20", "2027-03-20"))(t)
		if !slices.ContainsFunc(rota, func(d store.RotaDuty) bool {
			return d.StaffID == guest.StaffID && d.StaffName == guest.Name && d.ShiftID == a.shifts["E"]
		}) {
			t.Errorf("the ward's rota: %+v", rota)
		}
		mine := must(n.MyRota(ctx, guest, "2027-03-20", "2027-03-20"))(t)
		if len(mine.Duties) != 1 || mine.Duties[0].Elsewhere != a.Ward.Name {
			t.Errorf("the guest's rota: %+v", mine.Duties)
		}
		view := must(n.RosterView(ctx, a.manager, yes.MadeID))(t)
		if len(view.Guests) != 1 || view.Guests[0] != (store.Guest{StaffID: guest.StaffID, Name: guest.Name, WardName: b.Ward.Name}) {
			t.Errorf("the manager's view has guests %+v", view.Guests)
		}
		for _, f := range view.Findings {
			if f.StaffID == guest.StaffID {
				t.Errorf("found of the guest: %+v", f)
			}
		}
		csv := string(must(n.ExportRoster(ctx, a.manager, yes.MadeID))(t))
		if !strings.Contains(csv, "2027-03-20,E,07:00,15:00,RN,"+b.Ward.Name+"/5,"+guest.Name+",,"+b.Ward.Name) {
			t.Errorf("exported: %s", csv)
		}
		// On the home ward as work elsewhere.
		home := must(n.Rosters(ctx, b.manager, b.PeriodID))(t)[0]
		p, r, err := n.RosterProblem(ctx, b.manager, home.ID)
		if err != nil {
			t.Fatal(err)
		}
		if s := r[5][5].Shift; s == nrp.NoShift || !p.Instance.Shifts[s].FixedOnly || p.ShiftIDs[s] != string(a.shifts["E"]) {
			t.Errorf("person 5 of the home ward works %v on day 5", r[5][5])
		}
		var told string
		n.read(ctx).Table("notices").Where("user_id = ? AND kind = 'swap_answered'", b.manager.UserID).Select("detail").Scan(&told)
		if told != guest.Name+" works on "+a.Ward.Name+" on Sat 20 Mar: Early. It counts on your rota as work elsewhere." {
			t.Errorf("the home ward's manager reads %q", told)
		}
		// By hand: a weekend of two (3), and a move at 9 d 19 h.
		var lines []string
		for _, l := range must(all[store.LedgerLine](n.read(ctx).Where("staff_id = ? AND ward_id = ?", guest.StaffID, a.Ward.ID).Order("kind")))(t) {
			lines = append(lines, l.Kind)
		}
		if diff := cmp.Diff([]string{"moved_14d", "weekend"}, lines); diff != "" {
			t.Error(diff)
		}
		burden := must(n.MyLedger(ctx, guest))(t).Burden
		// Taken off again: the weekend goes, the second move comes.
		after := must(n.Rosters(ctx, a.manager, a.PeriodID))(t)[0]
		change := store.CellChange{StaffID: guest.StaffID, Day: "2027-03-20", FromShiftID: a.shifts["E"], Consent: store.NotAsked}
		must(n.Amend(ctx, a.manager, store.Amendment{
			RosterID: after.ID, Version: after.Version, Kind: store.ManagerChange, Reason: "The ward has closed two beds.", Changes: []store.CellChange{change},
		}, store.Once{}))(t)
		if mine := must(n.MyRota(ctx, guest, "2027-03-20", "2027-03-20"))(t); len(mine.Duties) != 0 {
			t.Errorf("the guest still works %+v", mine.Duties)
		}
		if now := must(n.MyLedger(ctx, guest))(t).Burden; now == burden || now <= 0 {
			t.Errorf("the guest carries %d, then %d", burden, now)
		}
	})
}

// TestANightElsewhereKeepsAnEarlyHereAway: person 3 of ward 1 has the night of the 18th, until 07:30 on the 19th, and is
// neither listed nor can be asked for the early of that day on ward 0; nor is who comes off a bank shift at 20:01.
func TestANightElsewhereKeepsAnEarlyHereAway(t *testing.T) {
	n := loanNight(t, sqliteDialect, 2, 2)
	a, b, ctx := n.wards[0], n.wards[1], t.Context()
	gap := n.gapOn(t, a, "2027-03-19")
	must(n.CreateMyStint(ctx, b.people[5], stintOf("", "2027-03-18", 1000, 1201), store.Once{}))(t)
	must(n.CreateMyStint(ctx, b.people[2], stintOf("", "2027-03-18", 1000, 1200), store.Once{}))(t)
	var ids []store.ID
	for _, c := range must(n.LoanCandidates(ctx, a.manager, gap))(t) {
		ids = append(ids, c.StaffID)
	}
	want := []store.ID{b.people[0].StaffID, b.people[2].StaffID}
	slices.Sort(ids)
	slices.Sort(want)
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
	for _, i := range []int{3, 5} {
		_, err := n.OfferGap(ctx, a.manager, gap, b.people[i].StaffID, store.Once{})
		kindIs(t, err, store.Conflict, "may not take")
		if strings.Contains(err.Error(), "/staff_id") {
			t.Errorf("the other ward's manager is told why: %v", err)
		}
	}
	// What was legal when it was asked and is not any more expires with the yes.
	offer := must(n.OfferGap(ctx, a.manager, gap, b.people[0].StaffID, store.Once{}))(t)
	must(n.CreateMyStint(ctx, b.people[0], stintOf("", "2027-03-18", 1000, 1260), store.Once{}))(t)
	yes := must(n.AnswerSwap(ctx, b.people[0], offer.ID, true, store.Once{}))(t)
	if yes.State != store.SwapExpired || yes.EndedFor != store.EndChanged {
		t.Errorf("after the yes: %+v", yes)
	}
}

// TestALoanMakesTheHomeDraftStale: ward 1 has a draft of the same weeks, in which person 5 is free on the 20th.
func TestALoanMakesTheHomeDraftStale(t *testing.T) {
	n := loanNight(t, sqliteDialect, 2, 1)
	a, b, ctx := n.wards[0], n.wards[1], t.Context()
	gap := n.gapOn(t, a, "2027-03-20")
	if must(n.Rosters(ctx, b.manager, b.PeriodID))(t)[0].Stale {
		t.Fatal("stale before")
	}
	offer := must(n.OfferGap(ctx, a.manager, gap, b.people[5].StaffID, store.Once{}))(t)
	if must(n.Rosters(ctx, b.manager, b.PeriodID))(t)[0].Stale {
		t.Error("an ask makes it stale")
	}
	must(n.AnswerSwap(ctx, b.people[5], offer.ID, true, store.Once{}))(t)
	if !must(n.Rosters(ctx, b.manager, b.PeriodID))(t)[0].Stale {
		t.Error("the draft of the home ward is not stale")
	}
}

// TestTwoWardsAskForOneNight: wards 0 and 1 both ask person 5 of ward 2 for the same early; both yeses come at
// once: one is made, the other is told that it is no longer possible.
func TestTwoWardsAskForOneNight(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := loanNight(t, d, 3, 3)
		ctx, guest := t.Context(), n.wards[2].people[5]
		var offers []*store.SwapView
		for _, w := range n.wards[:2] {
			offers = append(offers, must(n.OfferGap(ctx, w.manager, n.gapOn(t, w, "2027-03-20"), guest.StaffID, store.Once{}))(t))
		}
		var wg sync.WaitGroup
		answers := make([]*store.SwapView, 2)
		for i := range offers {
			wg.Go(func() { answers[i] = must(n.AnswerSwap(ctx, guest, offers[i].ID, true, store.Once{}))(t) })
		}
		wg.Wait()
		if t.Failed() {
			return
		}
		states := []string{string(answers[0].State), string(answers[1].State)}
		slices.Sort(states)
		if diff := cmp.Diff([]string{"approved", "expired"}, states); diff != "" {
			t.Error(diff)
		}
		if mine := must(n.MyRota(ctx, guest, "2027-03-20", "2027-03-20"))(t); len(mine.Duties) != 1 {
			t.Errorf("the guest works %+v", mine.Duties)
		}
	})
}

// TestTheHomeWardsRulesGoWithALoan: who of ward 1 may take the early of Saturday 20 March on ward 0, where ward 1
// has stated with whom they work and that person 5 is under 18. 1 and 5 both work until 20:00 the evening
// before: 11 h of rest, of which those under 18 need 12.
func TestTheHomeWardsRulesGoWithALoan(t *testing.T) {
	n := loanNight(t, sqliteDialect, 2, 2)
	a, b, ctx := n.wards[0], n.wards[1], t.Context()
	gap, home := n.gapOn(t, a, "2027-03-20"), b.Ward.ID
	who := func(k int) store.ID { return b.people[k].StaffID }
	for _, k := range []int{1, 5} {
		must(n.CreateStint(ctx, b.manager, stintOf(who(k), "2027-03-19", 960, 1200), store.Once{}))(t)
	}
	want := func(when string, people ...int) {
		t.Helper()
		var ids, may []store.ID
		for _, c := range must(n.LoanCandidates(ctx, a.manager, gap))(t) {
			ids = append(ids, c.StaffID)
		}
		for _, k := range people {
			may = append(may, who(k))
		}
		slices.Sort(ids)
		slices.Sort(may)
		if diff := cmp.Diff(may, ids); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	want("before", 0, 1, 3, 5)
	must(n.AddWorkerTerm(ctx, b.manager, store.WorkerTerm{StaffID: who(5), Kind: store.TermYoung, Holds: true, UntilDay: "2027-12-01"}, store.Once{}))(t)
	want("5 is under 18", 0, 1, 3)
	must(n.CreateSupernumerary(ctx, b.manager, store.Supernumerary{WardID: home, StaffID: who(3), FirstDay: "2027-03-20", LastDay: "2027-03-20"}, store.Once{}))(t)
	want("3 is supernumerary", 0, 1)
	learner := store.Learner{WardID: home, StaffID: who(0), Strength: store.Must, FirstDay: "2027-03-01", Kinds: store.KindSet{store.Night}, Supervisors: []store.ID{who(4)}}
	made := must(n.CreateLearner(ctx, b.manager, learner, store.Once{}))(t)
	want("0 learns at night", 0, 1)
	made.Kinds = nil
	must(n.UpdateLearner(ctx, b.manager, *made))(t)
	want("0 learns on all shifts", 1)
}

// TestALoanAndLeaveExcludeOneAnother: ward 1 has a draft of the same weeks. Person 5 says yes to the 20th on ward 0 while
// leave that was asked for waits: it can no longer be agreed to. Person 3 has leave agreed while an ask waits: no yes is made.
func TestALoanAndLeaveExcludeOneAnother(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := loanNight(t, d, 2, 1)
		a, b, ctx := n.wards[0], n.wards[1], t.Context()
		gap := n.gapOn(t, a, "2027-03-20")
		off := must(n.OfferGap(ctx, a.manager, gap, b.people[3].StaffID, store.Once{}))(t)
		leave := must(n.AskLeave(ctx, b.people[3], "2027-03-20", "2027-03-20", store.Once{}))(t)
		must(n.DecideLeave(ctx, b.manager, leave.ID, leave.Version, true, "", store.Once{}))(t)
		if got := must(n.AnswerSwap(ctx, b.people[3], off.ID, true, store.Once{}))(t); got.State != store.SwapExpired {
			t.Errorf("a yes to a day of leave: %+v", got)
		}
		waits := must(n.AskLeave(ctx, b.people[5], "2027-03-19", "2027-03-21", store.Once{}))(t)
		offer := must(n.OfferGap(ctx, a.manager, gap, b.people[5].StaffID, store.Once{}))(t)
		if got := must(n.AnswerSwap(ctx, b.people[5], offer.ID, true, store.Once{}))(t); got.State != store.SwapApproved {
			t.Fatalf("after the yes: %+v", got)
		}
		_, err := n.DecideLeave(ctx, b.manager, waits.ID, waits.Version, true, "", store.Once{})
		kindIs(t, err, store.Conflict, "the rota of Sat 20 Mar is published")
		days := must(n.MyLeave(ctx, b.people[5], "2027-03-19", "2027-03-20"))(t).Days
		if days[0].Room != store.RoomUnset || days[1].Room != store.RoomLate {
			t.Errorf("the calendar: %+v", days)
		}
	})
}
