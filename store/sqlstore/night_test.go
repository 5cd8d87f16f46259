package sqlstore

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

// The whole path: a preference is put in, bidding closes, the nightly run makes a draft,
// the manager edits, approves and publishes, and the nurse sees the rota.
func TestFromPreferenceToPublishedRota(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		w, ctx := n.wards[0], t.Context()
		tick := func(at time.Time) {
			t.Helper()
			n.clock.set(at)
			if err := n.Tick(ctx, at); err != nil {
				t.Fatal(err)
			}
		}
		tick(opens.Add(-time.Minute))
		if p := must(n.Period(ctx, w.manager, w.PeriodID))(t); p.State != store.Planned {
			t.Fatalf("the period is %s a minute before bidding opens", p.State)
		}
		tick(opens)
		nurse := w.people[0]
		ask := store.Preference{
			ID: store.ID(uuid.NewString()), PeriodID: w.PeriodID, Day: "2027-03-20",
			Ask: store.Ask{Kind: store.DayOff, Strength: 3}, Note: "a wedding",
		}
		must(n.PutPreference(ctx, nurse, ask, true))(t)
		// Person 2 has the only early of that day.
		refused := ask
		refused.ID, refused.Note = store.ID(uuid.NewString()), ""
		must(n.PutPreference(ctx, w.people[2], refused, true))(t)
		_, err := n.RequestRun(ctx, w.manager, w.PeriodID, 0, store.Once{})
		kindIs(t, err, store.Closed, "bidding is still open")
		_, err = n.Problem(ctx, w.manager, w.PeriodID)
		kindIs(t, err, store.Closed, "sealed")

		tick(closes)
		runs := must(n.Runs(ctx, w.manager, w.PeriodID))(t)
		if len(runs) != 1 || runs[0].State != store.Queued || !runs[0].Nightly || runs[0].BudgetSeconds != 5 {
			t.Fatalf("runs after closing: %+v", runs)
		}
		_, err = n.RequestRun(ctx, w.manager, w.PeriodID, 0, store.Once{})
		kindIs(t, err, store.Conflict, "under way")
		if taken := must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, runs[0].ID))(t); !taken {
			t.Fatal("the run was not to be had")
		}
		run := must(n.Run(ctx, w.manager, runs[0].ID))(t)
		if run.State != store.Saved || run.RosterID == "" || run.InstanceHash == "" || run.Build != "test" || run.Progress == nil || len(run.Progress.Trace) == 0 {
			t.Fatalf("run: %+v", run)
		}
		n.editApprovePublish(t, w, run.RosterID)
		n.nurseSeesTheRota(t, nurse, ask.ID, run.RosterID)
	})
}

func (n *night) editApprovePublish(t *testing.T, w *nightWard, id store.ID) {
	t.Helper()
	ctx := t.Context()
	v := must(n.RosterView(ctx, w.manager, id))(t)
	if v.Roster.State != store.Draft || v.Roster.Score[0] != 0 || v.Roster.Score[1] != 0 {
		t.Fatalf("draft: %+v", v.Roster)
	}
	// One duty a day in each of two shifts, nobody missing.
	if len(v.Duties) != 28 || v.Duties[27].Day != "2027-03-28" {
		t.Fatalf("%d duties", len(v.Duties))
	}
	met, reasons := 0, []string{}
	for _, o := range v.Outcomes {
		if o.Met {
			met++
		}
		for _, f := range o.Findings {
			reasons = append(reasons, f.Rule)
		}
	}
	if len(v.Outcomes) != 2 || met != 1 || !strings.Contains(strings.Join(reasons, " "), "cover_minimum") {
		t.Errorf("%d outcomes, %d met, reasons %v", len(v.Outcomes), met, reasons)
	}
	// Taking the early of the first day away leaves one unfilled duty, one person missing
	// at minimum cover and one below the preferred number: 20, times 30 because prices of
	// an hour are whole prices of a minute.
	first := v.Duties[0]
	edited := must(n.EditCell(ctx, w.manager, id, 1, store.Cell{StaffID: first.StaffID, Day: first.Day}))(t)
	if edited.Roster.Score[1] != 1 || edited.Roster.Version != 2 || len(edited.Duties) != 28 || !edited.Duties[0].Unfilled() {
		t.Errorf("after the edit: %+v, first duty %+v", edited.Roster, edited.Duties[0])
	}
	_, err := n.EditCell(ctx, w.manager, id, 1, store.Cell{StaffID: first.StaffID, Day: first.Day, ShiftID: first.ShiftID})
	kindIs(t, err, store.Stale, "someone else")
	back := must(n.EditCell(ctx, w.manager, id, 2, store.Cell{StaffID: first.StaffID, Day: first.Day, ShiftID: first.ShiftID, Fixed: true}))(t)
	if diff := cmp.Diff(v.Roster.Score, back.Roster.Score); diff != "" || !back.Duties[0].Fixed || back.Duties[0].SkillID != first.SkillID {
		t.Errorf("putting it back: %s %+v", diff, back.Duties[0])
	}
	nurse := w.people[1]
	_, err = n.EditCell(ctx, nurse, id, 3, store.Cell{StaffID: first.StaffID, Day: first.Day})
	kindIs(t, err, store.Forbidden, "role")
	_, err = n.Publish(ctx, w.manager, id, 3, store.Once{})
	kindIs(t, err, store.Conflict, "approve it first")
	approved := must(n.Approve(ctx, w.manager, id, 3, store.Once{}))(t)
	_, err = n.EditCell(ctx, w.manager, id, approved.Version, store.Cell{StaffID: first.StaffID, Day: first.Day})
	kindIs(t, err, store.Closed, "only a draft")
	reopened := must(n.Reopen(ctx, w.manager, id, approved.Version, store.Once{}))(t)
	approved = must(n.Approve(ctx, w.manager, id, reopened.Version, store.Once{}))(t)
	again := store.Once{Route: "publish", Key: strings.Repeat("k", 16), BodyHash: strings.Repeat("0", 64)}
	published := must(n.Publish(ctx, w.manager, id, approved.Version, again))(t)
	if replayed := must(n.Publish(ctx, w.manager, id, approved.Version, again))(t); replayed.Version != published.Version {
		t.Errorf("the repeated request did something: %+v", replayed)
	}
	if p := must(n.Period(ctx, w.manager, w.PeriodID))(t); p.State != store.PeriodPublished || published.State != store.RosterPublished {
		t.Errorf("period %s, roster %s", p.State, published.State)
	}
}

func (n *night) nurseSeesTheRota(t *testing.T, nurse store.Actor, preference, roster store.ID) {
	t.Helper()
	ctx := t.Context()
	mine := must(n.MyRota(ctx, nurse, "2027-03-01", "2027-03-31"))(t)
	if len(mine.Duties) == 0 || mine.PublishedAt == nil || len(mine.Outcomes) != 1 || !mine.Outcomes[0].Met || mine.Outcomes[0].Preference.ID != preference {
		t.Fatalf("my rota: %+v", mine)
	}
	for _, d := range mine.Duties {
		if d.RosterID != roster || d.StaffID != nurse.StaffID || d.StartsAt.IsZero() || d.Shift.Code == "" || d.SkillCode != "RN" {
			t.Errorf("my duty: %+v", d)
		}
	}
	rota := must(n.WardRota(ctx, nurse, n.wards[0].Ward.ID, "2027-03-15", "2027-03-28"))(t)
	if len(rota) != 28 || rota[0].StaffName == "" || rota[0].ShiftCode != "E" || rota[1].ShiftCode != "N" {
		t.Errorf("ward rota of %d duties: %+v", len(rota), rota[:min(2, len(rota))])
	}
	kinds := map[string]int{}
	for _, x := range must(n.Notices(ctx, nurse))(t) {
		kinds[x.Kind]++
	}
	if diff := cmp.Diff(map[string]int{"bidding_open": 1, "roster_published": 1}, kinds); diff != "" {
		t.Errorf("the nurse's notices: %s", diff)
	}
	kinds = map[string]int{}
	for _, x := range must(n.Notices(ctx, n.wards[0].manager))(t) {
		kinds[x.Kind]++
	}
	if diff := cmp.Diff(map[string]int{"draft_ready": 1}, kinds); diff != "" {
		t.Errorf("the manager's notices: %s", diff)
	}
	csv := string(must(n.ExportRoster(ctx, n.wards[0].manager, roster))(t))
	if lines := strings.Split(strings.TrimSpace(csv), "\r\n"); len(lines) != 29 || !strings.HasPrefix(lines[1], "2027-03-15,E,07:00,15:00,RN,Ward00/") {
		t.Errorf("CSV of %d lines, the first %q", len(lines), lines[1])
	}
}
