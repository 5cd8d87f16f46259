package sqlstore

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// TestPublishingRefusesLeaveThatWaits: once the rota is out it is too late, and who waits is told; leave
// that was agreed cannot be given back any more.
func TestPublishingRefusesLeaveThatWaits(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		ctx := t.Context()
		period := must(n.Period(ctx, w.manager, w.PeriodID))(t)
		nurse, other := w.people[0], w.people[1]
		// The days begin on the last of the rota, so that some lie after it.
		waits := must(n.AskLeave(ctx, nurse, period.LastDay, period.LastDay.Add(2), store.Once{}))(t)
		if waits.State != store.LeaveAsked || !waits.Standing.Making {
			t.Fatalf("asked while the rota is made: %+v", waits)
		}
		after := must(n.AskLeave(ctx, other, period.LastDay.Add(1), period.LastDay.Add(1), store.Once{}))(t)
		// Somebody whom the draft gives nothing on the last day has it agreed.
		idle := idleOn(t, n, w, draft, period.LastDay)
		given := must(n.AskLeave(ctx, idle, period.LastDay, period.LastDay, store.Once{}))(t)
		given = must(n.DecideLeave(ctx, w.manager, given.ID, 1, true, "", store.Once{}))(t)
		approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
		must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		mine := must(n.MyLeave(ctx, nurse, period.LastDay, period.LastDay.Add(1)))(t)
		got := mine.Requests[0]
		if got.State != store.LeaveRefused || got.RefusedFor != store.LeaveTooLate || got.RefusedDay != period.LastDay || got.DecidedBy != "" {
			t.Errorf("after publication: %+v", got.LeaveRequest)
		}
		if len(got.Nearest) == 0 || got.Nearest[0].FirstDay != period.LastDay.Add(1) {
			t.Errorf("the nearest days are those after the rota: %+v", got.Nearest)
		}
		if mine.Days[0].Room != store.RoomLate || mine.Days[1].Room != store.RoomUnset {
			t.Errorf("days: %+v", mine.Days)
		}
		notices := must(n.Notices(ctx, nurse))(t)
		told := false
		for _, notice := range notices {
			told = told || notice.Kind == "leave_decided" && strings.HasPrefix(notice.Detail, "Your leave is not agreed")
		}
		if !told {
			t.Errorf("who asked is not told: %+v", notices)
		}
		all := must(n.LeaveRequests(ctx, w.manager, w.Ward.ID, period.LastDay.Add(1)))(t)
		if len(all) != 2 || all[1].ID != after.ID || all[1].State != store.LeaveAsked {
			t.Errorf("leave after the rota still waits: %+v", all)
		}
		_, err := n.WithdrawLeave(ctx, idle, given.ID, given.Version, store.Once{})
		kindIs(t, err, store.Closed, "rota")
	})
}

// idleOn is one of the people after the first two who works nothing on a day of a roster.
func idleOn(t *testing.T, n *night, w *nightWard, roster *store.Roster, day store.Day) store.Actor {
	t.Helper()
	busy := map[store.ID]bool{}
	for _, duty := range must(dutiesOf(n.read(t.Context()), roster.ID))(t) {
		if duty.Day == day {
			busy[duty.StaffID] = true
		}
	}
	for _, p := range w.people[2:] {
		if !busy[p.StaffID] {
			return p
		}
	}
	t.Fatal("everybody works")
	return store.Actor{}
}
