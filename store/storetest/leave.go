package storetest

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// leaveRules sets how the ward deals with leave: one quota of so many people for all days.
func (w *World) leaveRules(t *testing.T, automatic bool, most int) {
	t.Helper()
	ward, err := w.DB.Ward(t.Context(), w.Manager, w.Ward.ID)
	ward = must(t, ward, err)
	rules, err := w.DB.PutLeaveRules(t.Context(), w.Manager, store.LeaveRules{
		WardID: w.Ward.ID, Automatic: automatic, YearMonth: 4, Version: ward.Version,
		Quotas: []store.LeaveQuota{{FirstDay: "2027-01-01", Unit: store.LeavePeople, Most: most}},
	})
	must(t, rules, err)
}

func (w *World) askLeave(t *testing.T, nurse int, first, last store.Day) *store.LeaveView {
	t.Helper()
	v, err := w.DB.AskLeave(t.Context(), w.Nurses[nurse], first, last, store.Once{})
	return must(t, v, err)
}

// leaveOf are the rows of leave of one person of the ward.
func (w *World) leaveOf(t *testing.T, nurse int) []store.Leave {
	t.Helper()
	rows, err := w.DB.Leaves(t.Context(), w.Manager, w.Ward.ID, "", "")
	ok(t, "list leave", err)
	out := []store.Leave{}
	for _, l := range rows {
		if l.StaffID == w.Staff[nurse].ID {
			l.ID = ""
			out = append(out, l)
		}
	}
	return out
}

// newest is the newest notice of somebody, "" for none.
func (w *World) newest(t *testing.T, actor store.Actor) string {
	t.Helper()
	all, err := w.DB.Notices(t.Context(), actor)
	ok(t, "notices", err)
	if len(all) == 0 {
		return ""
	}
	return all[0].Kind + ": " + all[0].Detail
}

// exerciseLeave: a request from being asked to being agreed, withdrawn and refused.
func exerciseLeave(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx := t.Context()
	// 2027-03-08 is a Monday. Nothing is set: the manager decides.
	asked := w.askLeave(t, 0, "2027-03-08", "2027-03-14")
	if asked.State != store.LeaveAsked || asked.Minutes != 2250 || asked.Standing == nil || asked.Standing.Counted {
		t.Fatalf("asked: %+v", asked)
	}
	if got := w.newest(t, w.Manager); got != "leave_asked: Ward 1 Nurse 01 asks for leave: Mon 8 Mar to Sun 14 Mar. Please decide." {
		t.Errorf("the manager is told %q", got)
	}
	_, err := w.DB.AskLeave(ctx, w.Nurses[0], "2027-03-14", "2027-03-15", store.Once{})
	wantKind(t, "a day that is asked for already", err, store.Conflict)
	_, err = w.DB.DecideLeave(ctx, w.Nurses[0], asked.ID, 1, true, "", store.Once{})
	wantKind(t, "a nurse decides", err, store.Forbidden)
	_, err = w.DB.DecideLeave(ctx, w.Manager, asked.ID, 2, true, "", store.Once{})
	wantKind(t, "another version", err, store.Stale)
	once := store.Once{Route: "decide-leave", Key: "k", BodyHash: string(bytesOf('b', 64))}
	agreed, err := w.DB.DecideLeave(ctx, w.Manager, asked.ID, 1, true, "", once)
	agreed = must(t, agreed, err)
	again, err := w.DB.DecideLeave(ctx, w.Manager, asked.ID, 1, true, "", once)
	if diff := cmp.Diff(agreed, must(t, again, err)); diff != "" {
		t.Errorf("sent again:\n%s", diff)
	}
	want := []store.Leave{
		{StaffID: w.Staff[0].ID, FirstDay: "2027-03-08", LastDay: "2027-03-12", CreditMinutes: 450, RequestID: asked.ID, Version: 1},
		{StaffID: w.Staff[0].ID, FirstDay: "2027-03-13", LastDay: "2027-03-14", CreditMinutes: 0, RequestID: asked.ID, Version: 1},
	}
	if diff := cmp.Diff(want, w.leaveOf(t, 0)); diff != "" {
		t.Error(diff)
	}
	if got := w.newest(t, w.Nurses[0]); got != "leave_decided: Your leave is agreed: Mon 8 Mar to Sun 14 Mar." {
		t.Errorf("who asked is told %q", got)
	}
	mine, err := w.DB.MyLeave(ctx, w.Nurses[0], "2027-03-07", "2027-03-08")
	mine = must(t, mine, err)
	// 35 days of 7.5 h are 15750 minutes; the year runs to 31 March.
	if y := mine.Years[0]; y.FirstDay != "2026-04-01" || y.Entitled != 15750 || y.Agreed != 2250 || y.Left != 13500 || mine.Years[1].FirstDay != "2027-04-01" {
		t.Errorf("balances: %+v", mine.Years)
	}
	if diff := cmp.Diff([]store.LeaveDayRoom{{Day: "2027-03-07", Room: store.RoomUnset}, {Day: "2027-03-08", Room: store.RoomUnset, Mine: true}}, mine.Days); diff != "" {
		t.Error(diff)
	}
	_, err = w.DB.WithdrawLeave(ctx, w.Nurses[1], asked.ID, agreed.Version, store.Once{})
	wantKind(t, "another's request", err, store.NotFound)
	_, err = w.DB.WithdrawLeave(ctx, w.Nurses[0], asked.ID, agreed.Version, store.Once{})
	ok(t, "withdraw", err)
	if rows := w.leaveOf(t, 0); len(rows) != 0 {
		t.Errorf("after it was withdrawn: %+v", rows)
	}
	_, err = w.DB.WithdrawLeave(ctx, w.Nurses[0], asked.ID, agreed.Version+1, store.Once{})
	wantKind(t, "withdraw again", err, store.Closed)
	w.refuseLeave(t)
	w.removeAgreedLeave(t)
}

// refuseLeave: a refusal says what is so, or that the ward needs the person.
func (w *World) refuseLeave(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	r := w.askLeave(t, 1, "2027-03-20", "2027-03-20")
	for _, code := range []store.LeaveCode{"", store.LeaveFull, store.LeaveTooLate, store.LeaveNotEnough, "bored"} {
		_, err := w.DB.DecideLeave(ctx, w.Manager, r.ID, 1, false, code, store.Once{})
		wantField(t, "refused for "+string(code), err, "/code")
	}
	_, err := w.DB.DecideLeave(ctx, w.Manager, r.ID, 1, true, store.LeaveFull, store.Once{})
	wantField(t, "agreed with a reason to refuse", err, "/code")
	refused, err := w.DB.DecideLeave(ctx, w.Manager, r.ID, 1, false, store.LeaveWardNeeds, store.Once{})
	if refused = must(t, refused, err); refused.State != store.LeaveRefused || refused.RefusedFor != store.LeaveWardNeeds || refused.RefusedDay != "" {
		t.Errorf("refused: %+v", refused.LeaveRequest)
	}
	_, err = w.DB.DecideLeave(ctx, w.Manager, r.ID, 2, true, "", store.Once{})
	wantKind(t, "decide again", err, store.Closed)
	if got := w.newest(t, w.Nurses[1]); !strings.HasPrefix(got, "leave_decided: Your leave is not agreed: Sat 20 Mar.") {
		t.Errorf("who asked is told %q", got)
	}
	_, err = w.DB.AskLeave(ctx, w.Nurses[1], "2027-04-02", "2027-04-01", store.Once{})
	wantField(t, "days the wrong way round", err, "/last_day")
	_, err = w.DB.AskLeave(ctx, w.Nurses[1], "2027-04-01", "2027-05-13", store.Once{})
	wantField(t, "43 days", err, "/last_day")
	_, err = w.DB.AskLeave(ctx, w.Nurses[1], "2029-04-01", "2029-04-01", store.Once{})
	wantField(t, "years ahead", err, "/first_day")
	_, err = w.DB.AskLeave(ctx, w.Manager, "2027-04-01", "2027-04-01", store.Once{})
	wantKind(t, "who is not rostered", err, store.Forbidden)
	if late := w.askLeave(t, 1, "2026-12-01", "2026-12-02"); late.RefusedFor != store.LeaveTooLate || late.RefusedDay != "2026-12-01" || late.DecidedBy != "" {
		t.Errorf("from today on: %+v", late.LeaveRequest)
	}
}

// removeAgreedLeave: where the manager takes agreed leave out, the request ends.
func (w *World) removeAgreedLeave(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	r := w.askLeave(t, 2, "2027-03-22", "2027-03-28")
	v, err := w.DB.DecideLeave(ctx, w.Manager, r.ID, 1, true, "", store.Once{})
	must(t, v, err)
	rows, err := w.DB.Leaves(ctx, w.Manager, w.Ward.ID, "2027-03-22", "2027-03-22")
	if ok(t, "list", err); len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	ok(t, "remove", w.DB.DeleteLeave(ctx, w.Manager, rows[0].ID, 1))
	if left := w.leaveOf(t, 2); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	all, err := w.DB.LeaveRequests(ctx, w.Manager, w.Ward.ID, "2027-03-22")
	if ok(t, "list requests", err); len(all) != 1 || all[0].State != store.LeaveWithdrawn || all[0].DecidedBy != w.Manager.UserID {
		t.Errorf("requests: %+v", all)
	}
	if got := w.newest(t, w.Nurses[2]); got != "leave_decided: The ward manager has taken your leave out: Mon 22 Mar to Sun 28 Mar." {
		t.Errorf("who asked is told %q", got)
	}
}

// exerciseLeaveAutomatic: with room it is agreed at once, without it the manager decides; what is offered
// instead is agreed by the same check.
func exerciseLeaveAutomatic(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx := t.Context()
	w.leaveRules(t, true, 1)
	first := w.askLeave(t, 0, "2027-03-08", "2027-03-10")
	if first.State != store.LeaveAgreed || first.DecidedBy != "" {
		t.Fatalf("with room: %+v", first.LeaveRequest)
	}
	second := w.askLeave(t, 1, "2027-03-10", "2027-03-11")
	if second.State != store.LeaveAsked || second.Standing.Code != store.LeaveFull || second.Standing.Day != "2027-03-10" || len(second.Nearest) != 3 {
		t.Fatalf("full: %+v", second)
	}
	check, err := w.DB.CheckLeave(ctx, w.Nurses[2], "2027-03-10", "2027-03-11")
	if check = must(t, check, err); check.Standing.Code != store.LeaveFull || check.Automatic || check.Busy != "" {
		t.Errorf("looked at: %+v", check)
	}
	_, err = w.DB.DecideLeave(ctx, w.Manager, second.ID, 1, true, "", store.Once{})
	wantKind(t, "the manager agrees though it is full", err, store.Conflict)
	refused, err := w.DB.DecideLeave(ctx, w.Manager, second.ID, 1, false, store.LeaveFull, store.Once{})
	if refused = must(t, refused, err); refused.RefusedDay != "2027-03-10" || len(refused.Nearest) != 3 {
		t.Errorf("refused: %+v", refused)
	}
	for _, near := range second.Nearest {
		if v := w.askLeave(t, 1, near.FirstDay, near.LastDay); v.State != store.LeaveAgreed {
			t.Errorf("%s to %s was offered: %+v", near.FirstDay, near.LastDay, v.LeaveRequest)
		}
	}
	// The rota of February is being made: the manager decides, with room or without.
	w.Clock.Set(BiddingOpens)
	w.Move(t, store.Open)
	if v := w.askLeave(t, 2, "2027-02-02", "2027-02-02"); v.State != store.LeaveAgreed {
		t.Errorf("while bidding is open: %+v", v.LeaveRequest)
	}
	w.Clock.Set(BiddingCloses)
	w.Move(t, store.PeriodClosed)
	if v := w.askLeave(t, 2, "2027-02-04", "2027-02-04"); v.State != store.LeaveAsked || !v.Standing.Making {
		t.Errorf("once bidding has closed: %+v", v)
	}
}

// exerciseLeaveAtOnce: of many who ask for the last place at once one gets it, and of many that are agreed
// to at once one is.
func exerciseLeaveAtOnce(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 4})
	w.leaveRules(t, true, 1)
	views := make([]*store.LeaveView, 4)
	var wg sync.WaitGroup
	for i := range views {
		wg.Go(func() {
			v, err := w.DB.AskLeave(t.Context(), w.Nurses[i], "2027-03-08", "2027-03-09", store.Once{})
			if err != nil {
				t.Error(err)
				return
			}
			views[i] = v
		})
	}
	wg.Wait()
	agreed, full := 0, 0
	for _, v := range views {
		switch {
		case v == nil:
			t.Fatal("somebody got no answer")
		case v.State == store.LeaveAgreed:
			agreed++
		case v.State == store.LeaveAsked && v.Standing.Code == store.LeaveFull && len(v.Nearest) > 0:
			full++
		}
	}
	if agreed != 1 || full != 3 {
		t.Errorf("%d agreed and %d told that it is full, want 1 and 3", agreed, full)
	}
	w.agreeAtOnce(t)
}

// agreeAtOnce: the manager has the list open twice.
func (w *World) agreeAtOnce(t *testing.T) {
	t.Helper()
	w.leaveRules(t, false, 1)
	asked := []*store.LeaveView{w.askLeave(t, 0, "2027-03-15", "2027-03-15"), w.askLeave(t, 1, "2027-03-15", "2027-03-15")}
	errs := make([]error, len(asked))
	var wg sync.WaitGroup
	for i, r := range asked {
		wg.Go(func() { _, errs[i] = w.DB.DecideLeave(t.Context(), w.Manager, r.ID, 1, true, "", store.Once{}) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("of two for the last place: %v, %v", errs[0], errs[1])
	}
	lost := errs[0]
	if lost == nil {
		lost = errs[1]
	}
	wantKind(t, "the other", lost, store.Conflict)
	rows, err := w.DB.Leaves(t.Context(), w.Manager, w.Ward.ID, "2027-03-15", "2027-03-15")
	if ok(t, "list", err); len(rows) != 1 {
		t.Errorf("%d are away, want 1", len(rows))
	}
}

// exerciseLeaveAccounts: quotas and what is said by hand, with their faults.
func exerciseLeaveAccounts(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 2})
	ctx := t.Context()
	account := store.LeaveAccount{StaffID: w.Staff[0].ID, YearDay: "2026-04-01", ServiceFrom: "2016-04-01", CarriedMinutes: -60}
	wrong := account
	wrong.YearDay = "2026-05-01"
	_, err := w.DB.PutLeaveAccount(ctx, w.Manager, wrong, true)
	wantField(t, "no first day of a year", err, "/year_day")
	wrong = account
	wrong.CarriedMinutes = 36001
	_, err = w.DB.PutLeaveAccount(ctx, w.Manager, wrong, true)
	wantField(t, "too much carried over", err, "/carried_minutes")
	_, err = w.DB.PutLeaveAccount(ctx, w.Nurses[0], account, true)
	wantKind(t, "a nurse", err, store.Forbidden)
	made, err := w.DB.PutLeaveAccount(ctx, w.Manager, account, true)
	made = must(t, made, err)
	_, err = w.DB.PutLeaveAccount(ctx, w.Manager, account, true)
	wantKind(t, "made twice", err, store.Stale)
	made.CarriedMinutes = -120
	made, err = w.DB.PutLeaveAccount(ctx, w.Manager, *made, false)
	if made = must(t, made, err); made.Version != 2 {
		t.Errorf("changed: %+v", made)
	}
	all, err := w.DB.LeaveBalances(ctx, w.Manager, w.Ward.ID, "")
	if ok(t, "balances", err); len(all) != 2 || all[0].Entitled != 18450 || all[0].Left != 18330 || all[0].Account == nil || all[1].Entitled != 15750 {
		t.Errorf("balances: %+v", all)
	}
	w.Ward.Version = 99
	rules := store.LeaveRules{WardID: w.Ward.ID, YearMonth: 13, Version: 99, Quotas: []store.LeaveQuota{{FirstDay: "2027-03-02", LastDay: "2027-03-01", Unit: "hours", Most: -1}}}
	_, err = w.DB.PutLeaveRules(ctx, w.Manager, rules)
	for _, pointer := range []string{"/year_month", "/quotas/0/last_day", "/quotas/0/unit", "/quotas/0/most"} {
		wantField(t, "rules", err, pointer)
	}
	rules.YearMonth, rules.Quotas = 1, []store.LeaveQuota{{SkillID: NewID(), FirstDay: "2027-03-02", Unit: store.LeaveMinutes, Most: 900}}
	_, err = w.DB.PutLeaveRules(ctx, w.Manager, rules)
	wantKind(t, "another version of the ward", err, store.Stale)
	now, err := w.DB.LeaveRules(ctx, w.Manager, w.Ward.ID)
	now = must(t, now, err)
	rules.Version = now.Version
	_, err = w.DB.PutLeaveRules(ctx, w.Manager, rules)
	wantField(t, "no such skill", err, "/quotas/0/skill_id")
	rules.Quotas[0].SkillID = w.NIC.ID
	put, err := w.DB.PutLeaveRules(ctx, w.Manager, rules)
	if put = must(t, put, err); put.Version != now.Version+1 || put.YearMonth != 1 || len(put.Quotas) != 1 || put.Quotas[0].SkillID != w.NIC.ID || put.Quotas[0].LastDay != "" {
		t.Errorf("put: %+v", put)
	}
	share, err := w.DB.LeaveWeeks(ctx, w.Manager, w.Ward.ID, 3)
	// Two people of 37.5 h; today is a Tuesday.
	if share = must(t, share, err); share.Low != 10 || share.High != 20 || len(share.Weeks) != 3 || share.Weeks[0] != (store.LeaveWeek{Monday: "2026-11-30", Contracted: 4500}) {
		t.Errorf("weeks: %+v", share)
	}
}

// guardedLeave is the leave of a ward, as exerciseRights calls it.
func guardedLeave(t *testing.T, w *World) []guarded {
	t.Helper()
	ctx, db := t.Context(), w.DB
	r := w.askLeave(t, 0, "2027-03-20", "2027-03-20")
	return []guarded{
		{"LeaveRequests", store.ReadStaff, false, func(a store.Actor) error { _, err := db.LeaveRequests(ctx, a, w.Ward.ID, ""); return err }},
		{"LeaveRules", store.ReadStaff, false, func(a store.Actor) error { _, err := db.LeaveRules(ctx, a, w.Ward.ID); return err }},
		{"LeaveBalances", store.ReadStaff, false, func(a store.Actor) error { _, err := db.LeaveBalances(ctx, a, w.Ward.ID, ""); return err }},
		{"LeaveWeeks", store.ReadStaff, false, func(a store.Actor) error { _, err := db.LeaveWeeks(ctx, a, w.Ward.ID, 2); return err }},
		{"PutLeaveRules", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.PutLeaveRules(ctx, a, store.LeaveRules{WardID: w.Ward.ID, YearMonth: 4, Version: neverVersion})
			return err
		}},
		{"PutLeaveAccount", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.PutLeaveAccount(ctx, a, store.LeaveAccount{StaffID: w.Staff[0].ID, YearDay: "2026-04-01", Version: neverVersion}, false)
			return err
		}},
		{"DecideLeave", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.DecideLeave(ctx, a, r.ID, neverVersion, true, "", store.Once{})
			return err
		}},
	}
}
