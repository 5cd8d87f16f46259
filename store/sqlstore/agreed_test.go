package sqlstore

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// agreeing is a ward of newNight with a draft by hand, in which persons 0, 1 and 2 work the early shifts in
// turn from Monday 15 March 2027 on, and 3, 4 and 5 four nights in turn. Person 1 has Tuesdays off by
// agreement: she works the early of Tuesday 16, somebody else that of the 23rd.
func agreeing(t *testing.T, d dialect, o JobOptions) (*night, *nightWard, *store.RosterView) {
	t.Helper()
	n := newNight(t, d, 1)
	w, ctx := n.wards[0], t.Context()
	days := make(store.AgreedDays, 7)
	for k := range days {
		days[k].Rule = store.NothingAgreed
	}
	days[1].Rule = store.AgreedOff
	must(n.CreateAgreedPattern(ctx, w.manager, store.AgreedPattern{
		StaffID: w.people[1].StaffID, FirstDay: "2027-01-01", Anchor: "2027-01-04", Days: days, AgreedOn: "2026-12-01", ReviewOn: "2027-12-01",
	}, store.Once{}))(t)
	n.clock.set(opens)
	if err := n.Tick(ctx, opens); err != nil {
		t.Fatal(err)
	}
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	must(n.jobs(t, n.DB, o).Run(ctx, n.onlyRun(t, w).ID))(t)
	rosters := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
	return n, w, must(n.RosterView(ctx, w.manager, rosters[0].ID))(t)
}

// kept shows what became of agreed days, reasons left out.
func kept(list []store.AgreedOutcome) map[store.Day]bool {
	out := map[store.Day]bool{}
	for _, o := range list {
		out[o.Day] = o.Kept
	}
	return out
}

func brokenFindings(list []store.Finding) []store.Finding {
	var out []store.Finding
	for _, f := range list {
		if f.Rule == string(nrp.RuleAgreed) {
			out = append(out, f)
		}
	}
	return out
}

func TestABrokenAgreementNeedsAReasonToBePublished(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v := agreeing(t, d, JobOptions{Solve: byHand})
		ctx, her := t.Context(), w.people[1].StaffID
		broken := brokenFindings(v.Findings)
		want := []store.Finding{{Rule: store.AgreedPatternRule, Level: "agreed_patterns", StaffID: her, Day: "2027-03-16", Amount: 1, Cost: 1}}
		if diff := cmp.Diff(want, broken); diff != "" {
			t.Fatalf("findings (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(map[store.Day]bool{"2027-03-16": false, "2027-03-23": true}, kept(v.Agreed)); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
		if v.Roster.Score[nrp.LevelPattern] != 1 {
			t.Errorf("score %v, want one agreed day", v.Roster.Score)
		}
		approved := must(n.Approve(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Once{}))(t)
		_, err := n.Publish(ctx, w.manager, v.Roster.ID, approved.Version, store.Once{})
		var e *store.Error
		if !errors.As(err, &e) || e.Kind != store.Conflict || len(e.Fields) != 1 || !strings.Contains(e.Fields[0].Pointer, broken[0].Key()) {
			t.Fatalf("published without a reason: %v", err)
		}
		over := store.Override{RosterID: v.Roster.ID, FindingKey: broken[0].Key(), Reason: "agreed with her: she has the 18th off instead"}
		seen := must(n.PutOverride(ctx, w.manager, over, approved.Version))(t)
		must(n.Publish(ctx, w.manager, v.Roster.ID, seen.Roster.Version, store.Once{}))(t)

		again := must(n.RosterView(ctx, w.manager, v.Roster.ID))(t)
		if diff := cmp.Diff(v.Agreed, again.Agreed, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("after publication (-draft +published):\n%s", diff)
		}
		mine := must(n.MyRota(ctx, w.people[1], "2027-03-15", "2027-03-28"))(t).Agreed
		if len(mine) != 1 || mine[0].Day != "2027-03-16" || !mine[0].Off || mine[0].Kept {
			t.Errorf("her own rota says %+v", mine)
		}
		if other := must(n.MyRota(ctx, w.people[2], "2027-03-15", "2027-03-28"))(t).Agreed; len(other) > 0 {
			t.Errorf("a colleague's rota says %+v", other)
		}
	})
}

// The engine finds a rota that keeps the agreement: an early of person 1 goes to somebody else. So the
// draft that comes back keeps it, and a draft in which nobody else may work is explained.
func TestAnUnkeptAgreementHasAReason(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		_, _, v := agreeing(t, d, JobOptions{Solve: byHand, Explain: inSteps})
		if diff := cmp.Diff(map[store.Day]bool{"2027-03-16": true, "2027-03-23": true}, kept(v.Agreed)); diff != "" || len(brokenFindings(v.Findings)) > 0 {
			t.Errorf("a better rota was not taken (-want +got):\n%s", diff)
		}
	})
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v := shortOnTuesday(t, d)
		ctx := t.Context()
		if diff := cmp.Diff(map[store.Day]bool{"2027-03-16": false, "2027-03-23": true}, kept(v.Agreed)); diff != "" {
			t.Fatalf("kept (-want +got):\n%s", diff)
		}
		why := v.Agreed[0].Reason
		if why.Proof != store.Proved || why.Code != "minimum_staffing" || why.Decisive != "minimum_cover" || why.Cost == nil || why.Nearest != nil {
			t.Errorf("why not: %+v", why)
		}
		if len(why.Because) == 0 || why.Because[0].Rule != string(nrp.RuleCoverMin) || why.Because[0].Day != "2027-03-16" {
			t.Errorf("because %+v", why.Because)
		}
		over := store.Override{RosterID: v.Roster.ID, FindingKey: brokenFindings(v.Findings)[0].Key(), Reason: "nobody else may work that day"}
		seen := must(n.PutOverride(ctx, w.manager, over, v.Roster.Version))(t)
		approved := must(n.Approve(ctx, w.manager, v.Roster.ID, seen.Roster.Version, store.Once{}))(t)
		must(n.Publish(ctx, w.manager, v.Roster.ID, approved.Version, store.Once{}))(t)
		mine := must(n.MyRota(ctx, w.people[1], "2027-03-15", "2027-03-28"))(t).Agreed
		if diff := cmp.Diff(v.Agreed[:1], mine); diff != "" {
			t.Errorf("what she sees (-draft +own rota):\n%s", diff)
		}
	})
}

// shortOnTuesday is agreeing with everybody but persons 1, 3 and 4 away on Tuesday 16 March: 3 and 4 have
// the night before or that night.
func shortOnTuesday(t *testing.T, d dialect) (*night, *nightWard, *store.RosterView) {
	t.Helper()
	n := newNight(t, d, 1)
	w, ctx := n.wards[0], t.Context()
	for _, k := range []int{0, 2, 4, 5} {
		must(n.CreateAvailability(ctx, w.manager, store.Availability{
			StaffID: w.people[k].StaffID, FirstDay: "2027-03-16", LastDay: "2027-03-16",
		}, store.Once{}))(t)
	}
	days := make(store.AgreedDays, 7)
	for k := range days {
		days[k].Rule = store.NothingAgreed
	}
	days[1].Rule = store.AgreedOff
	must(n.CreateAgreedPattern(ctx, w.manager, store.AgreedPattern{
		StaffID: w.people[1].StaffID, FirstDay: "2027-01-01", Anchor: "2027-01-04", Days: days, AgreedOn: "2026-12-01", ReviewOn: "2027-12-01",
	}, store.Once{}))(t)
	for _, at := range []struct{ now, then bool }{{true, false}, {false, true}} {
		moment := opens
		if at.then {
			moment = closes
		}
		n.clock.set(moment)
		if err := n.Tick(ctx, moment); err != nil {
			t.Fatal(err)
		}
	}
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand, Explain: inSteps}).Run(ctx, n.onlyRun(t, w).ID))(t)
	rosters := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
	return n, w, must(n.RosterView(ctx, w.manager, rosters[0].ID))(t)
}

// An edit judges agreed days anew, and takes the reasons away; other data do so too.
func TestAnEditJudgesAgreedDaysAnew(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v := shortOnTuesday(t, d)
		ctx := t.Context()
		edited := must(n.EditCell(ctx, w.manager, v.Roster.ID, v.Roster.Version, store.Cell{StaffID: w.people[1].StaffID, Day: "2027-03-16"}))(t)
		if diff := cmp.Diff(map[store.Day]bool{"2027-03-16": true, "2027-03-23": true}, kept(edited.Agreed)); diff != "" {
			t.Errorf("after the edit (-want +got):\n%s", diff)
		}
		back := must(n.EditCell(ctx, w.manager, v.Roster.ID, edited.Roster.Version, store.Cell{StaffID: w.people[1].StaffID, Day: "2027-03-16", ShiftID: w.shifts["E"]}))(t)
		if diff := cmp.Diff(v.Agreed, back.Agreed, cmpopts.IgnoreFields(store.AgreedOutcome{}, "Reason")); diff != "" || back.Agreed[0].Proof != store.NoReason {
			t.Errorf("put back: %+v", back.Agreed)
		}
		stored := must(all[store.AgreedOutcome](n.read(ctx).Where("roster_id = ?", v.Roster.ID).Order("staff_id, day")))(t)
		if diff := cmp.Diff(back.Agreed, stored, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("stored (-seen +stored):\n%s", diff)
		}
	})
}

// The database itself keeps an agreement as it was entered.
func TestAgreementsStayAsTheyWereEntered(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, _, _ := agreeing(t, d, JobOptions{Solve: byHand})
		for _, q := range []string{
			"DELETE FROM agreed_patterns",
			"UPDATE agreed_patterns SET first_day = '2027-01-02'",
			"UPDATE agreed_patterns SET days = '[]'",
			"UPDATE agreed_patterns SET last_day = '2026-12-30'",
		} {
			if _, err := n.writePool.ExecContext(t.Context(), q); err == nil {
				t.Errorf("%s: passed", q)
			}
		}
		for _, q := range []string{"UPDATE agreed_patterns SET last_day = '2027-06-01'", "UPDATE agreed_patterns SET last_day = '2027-05-01', review_on = '2028-01-01'"} {
			if _, err := n.writePool.ExecContext(t.Context(), q); err != nil {
				t.Errorf("%s: %v", q, err)
			}
		}
		if _, err := n.writePool.ExecContext(t.Context(), "UPDATE agreed_patterns SET last_day = NULL"); err == nil {
			t.Error("an end went off")
		}
	})
}

// An import brings agreements with the shifts that it has made itself.
func TestAnImportBringsAgreements(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 0)
		in := nightImport("Ward00")
		days := make(store.AgreedDays, 7)
		for k := range days {
			days[k] = store.AgreedDay{Rule: store.AgreedNever, ShiftIDs: []store.ID{"N"}}
		}
		in.Agreed = []store.AgreedPattern{{
			StaffID: "2", FirstDay: "2027-01-01", Anchor: "2027-01-04", Days: days, AgreedOn: "2026-12-01", ReviewOn: "2027-12-01",
		}}
		w := n.addImport(t, in)
		got := must(n.AgreedPatterns(t.Context(), w.manager, w.Ward.ID))(t)
		if len(got) != 1 || got[0].StaffID != w.people[2].StaffID || got[0].Days[6].ShiftIDs[0] != w.shifts["N"] || got[0].UserID != "" {
			t.Fatalf("imported %+v", got)
		}
		if in.Agreed[0].Days[0].ShiftIDs[0] != "N" {
			t.Error("the import itself was changed")
		}
		p := must(n.Problem(t.Context(), store.SystemActor, w.PeriodID))(t)
		if len(p.Instance.Agreed) != 14 { // each day of the two weeks
			t.Errorf("%d agreed days, want 14", len(p.Instance.Agreed))
		}
	})
}
