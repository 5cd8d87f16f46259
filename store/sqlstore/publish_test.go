package sqlstore

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// draftedNight is a ward with a draft made by hand, whose history is not known.
func draftedNight(t *testing.T, d dialect) (*night, *nightWard, *store.Roster) {
	t.Helper()
	n := closedNight(t, d, 1)
	w := n.wards[0]
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(t.Context(), n.onlyRun(t, w).ID))(t)
	rosters := must(n.Rosters(t.Context(), w.manager, w.PeriodID))(t)
	if len(rosters) != 1 {
		t.Fatalf("%d rosters", len(rosters))
	}
	return n, w, &rosters[0]
}

func TestPublishingRefusesHardFindingsUntilOverridden(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		ctx := t.Context()
		// Person 3 has the night of Monday 15 March; the early of the 16th begins before it
		// ends: -30 minutes of rest, one breach of the 11 hours.
		cell := store.Cell{StaffID: w.people[3].StaffID, Day: "2027-03-16", ShiftID: w.shifts["E"]}
		v := must(n.EditCell(ctx, w.manager, draft.ID, draft.Version, cell))(t)
		var hard []store.Finding
		for _, f := range v.Findings {
			if f.Level == "hard" {
				hard = append(hard, f)
			}
		}
		// Rest after the night of the 15th, and before the one of the 17th nothing: that one
		// begins 28.5 hours later.
		if len(hard) != 1 || hard[0].Rule != "rest" || hard[0].StaffID != cell.StaffID || hard[0].Day != cell.Day || v.Roster.Score[0] != 1 {
			t.Fatalf("hard findings: %+v, score %v", hard, v.Roster.Score)
		}
		approved := must(n.Approve(ctx, w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		_, err := n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{})
		var refusal *store.Error
		if !errors.As(err, &refusal) || refusal.Kind != store.Conflict || len(refusal.Fields) != 1 || refusal.Fields[0].Pointer != "/findings/"+hard[0].Key() ||
			!strings.Contains(refusal.Fields[0].Detail, "rest") || !strings.Contains(refusal.Fields[0].Detail, "2027-03-16") {
			t.Fatalf("publishing said %v", err)
		}
		if p := must(n.Period(ctx, w.manager, w.PeriodID))(t); p.State != store.Approved {
			t.Errorf("a refused publication left the period %s", p.State)
		}
		override := store.Override{RosterID: draft.ID, FindingKey: hard[0].Key(), Reason: "too short"}
		_, err = n.PutOverride(ctx, w.manager, override, approved.Version)
		kindIs(t, err, store.Invalid, "/reason")
		override.Reason, override.FindingKey = "agreed with her and with the matron", "rest|none"
		_, err = n.PutOverride(ctx, w.manager, override, approved.Version)
		kindIs(t, err, store.Invalid, "/finding_key")
		override.FindingKey = hard[0].Key()
		_, err = n.PutOverride(ctx, w.people[0], override, approved.Version)
		kindIs(t, err, store.Forbidden, "role")
		_, err = n.PutOverride(ctx, store.SystemActor, override, approved.Version)
		kindIs(t, err, store.Forbidden, "named person")
		must(n.PutOverride(ctx, w.manager, override, approved.Version))(t)
		override.Reason = "agreed with her, the matron and the site manager"
		v = must(n.PutOverride(ctx, w.manager, override, approved.Version+1))(t)
		if len(v.Overrides) != 1 || v.Overrides[0].Reason != override.Reason || v.Overrides[0].UserID != w.manager.UserID {
			t.Errorf("overrides: %+v", v.Overrides)
		}
		published := must(n.Publish(ctx, w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		kept := must(n.RosterView(ctx, w.manager, draft.ID))(t)
		if published.Score[0] != 1 || kept.Roster.Score != published.Score || len(kept.Findings) != len(v.Findings) {
			t.Errorf("published with score %v and %d findings, kept %v and %d", published.Score, len(v.Findings), kept.Roster.Score, len(kept.Findings))
		}
		_, err = n.PutOverride(ctx, w.manager, override, published.Version)
		kindIs(t, err, store.Closed, "no longer")
	})
}

// No reason allows work on an agreed absence: the override is refused, and the rota too.
func TestNobodyAllowsWorkOnAnAgreedAbsence(t *testing.T) {
	n, w, draft := draftedNight(t, sqliteDialect)
	ctx := t.Context()
	leave := store.Leave{StaffID: w.people[0].StaffID, FirstDay: "2027-03-15", LastDay: "2027-03-15", CreditMinutes: 450}
	must(n.CreateLeave(ctx, w.manager, leave, store.Once{}))(t)
	v := must(n.RosterView(ctx, w.manager, draft.ID))(t)
	for _, f := range v.Findings {
		if f.Level != "hard" {
			continue
		}
		if f.Rule != "unavailable" || f.NoOverride() == "" {
			t.Fatalf("hard finding %+v", f)
		}
		_, err := n.PutOverride(ctx, w.manager, store.Override{RosterID: draft.ID, FindingKey: f.Key(), Reason: "she said that she would come in"}, draft.Version)
		kindIs(t, err, store.Invalid, "/finding_key")
		return
	}
	t.Fatal("work on leave breaks nothing")
}

// What happens to a person after the draft was made shows before the rota is published.
func TestPublishingJudgesTheWardAsItIsNow(t *testing.T) {
	n, w, draft := draftedNight(t, sqliteDialect)
	ctx := t.Context()
	approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
	leave := store.Leave{StaffID: w.people[0].StaffID, FirstDay: "2027-03-15", LastDay: "2027-03-15", CreditMinutes: 450}
	must(n.CreateLeave(ctx, w.manager, leave, store.Once{}))(t)
	_, err := n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{})
	kindIs(t, err, store.Conflict, "hard rules are broken")
	v := must(n.RosterView(ctx, w.manager, draft.ID))(t)
	if v.Roster.Score[0] != 1 {
		t.Errorf("the view does not show it: %v", v.Roster.Score)
	}
}

func TestADraftIsStaleOnceItsHistoryChanges(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		ctx := t.Context()
		next := n.nextPeriod(t, w)
		// The draft of the second period was made while the first one had no approved rota.
		second := must(n.Rosters(ctx, w.manager, next))(t)[0]
		if second.Stale {
			t.Fatal("stale from the start")
		}
		approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
		second = must(n.Rosters(ctx, w.manager, next))(t)[0]
		if !second.Stale {
			t.Error("not stale although the rota before it has been approved")
		}
		_, err := n.Approve(ctx, w.manager, second.ID, second.Version, store.Once{})
		kindIs(t, err, store.Conflict, "start a new run")
		// Reopened, it stands as it stood when the draft was made.
		reopened := must(n.Reopen(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		if second = must(n.Rosters(ctx, w.manager, next))(t)[0]; second.Stale {
			t.Error("still stale after the rota before it was reopened")
		}
		approved = must(n.Approve(ctx, w.manager, draft.ID, reopened.Version, store.Once{}))(t)
		// A draft made now knows the approved rota, and publishing it unchanged changes nothing.
		run := must(n.RequestRun(ctx, w.manager, next, 1, store.Once{}))(t)
		must(n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(ctx, run.ID))(t)
		must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		third := must(n.Rosters(ctx, w.manager, next))(t)[0]
		if third.Number != 2 || third.Stale {
			t.Errorf("the new draft: %+v", third)
		}
		p, _, err := n.RosterProblem(ctx, w.manager, third.ID)
		if err != nil {
			t.Fatal(err)
		}
		if h := p.Instance.Staff[3].History; !h.Known || len(h.Line) != 14 {
			t.Errorf("history of person 3: %+v", h)
		}
		must(n.Approve(ctx, w.manager, third.ID, third.Version, store.Once{}))(t)
	})
}

// A week without a roster between two periods is a week off, not the end of what is known.
func TestHistoryReachesOverAGap(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := closedNight(t, d, 1)
		w := n.wards[0]
		n.publishByHand(t, w) // 15 to 28 March; person 3 has the nights of the 15th to 18th, 27th and 28th
		p := must(n.CreatePeriod(t.Context(), w.manager, store.RosterPeriod{
			WardID: w.Ward.ID, FirstDay: "2027-04-05", LastDay: "2027-04-11", BiddingOpensAt: opens, BiddingClosesAt: closes,
			ApprovalDueAt: closes.Add(time.Hour), PublicationDueAt: closes.Add(time.Hour),
		}, store.Once{}))(t)
		if err := n.Tick(t.Context(), closes); err != nil {
			t.Fatal(err)
		}
		line := must(n.Problem(t.Context(), w.manager, p.ID))(t).Instance.Staff[3].History.Line
		worked := []int{}
		for d, s := range line {
			if s != nrp.NoShift {
				worked = append(worked, d)
			}
		}
		if len(line) != 21 || !slices.Equal(worked, []int{0, 1, 2, 3, 12, 13}) {
			t.Errorf("%d days before day 0, worked on %v; want 21 and 0 to 3, 12 and 13", len(line), worked)
		}
	})
}

// nextPeriod makes the period after the ward's first one, with a draft.
func (n *night) nextPeriod(t *testing.T, w *nightWard) store.ID {
	t.Helper()
	ctx := t.Context()
	p := must(n.CreatePeriod(ctx, w.manager, store.RosterPeriod{
		WardID: w.Ward.ID, FirstDay: "2027-03-29", LastDay: "2027-04-11", BiddingOpensAt: opens, BiddingClosesAt: closes,
		ApprovalDueAt: closes.Add(time.Hour), PublicationDueAt: closes.Add(time.Hour),
	}, store.Once{}))(t)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	runs := must(n.Runs(ctx, w.manager, p.ID))(t)
	must(n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(ctx, runs[0].ID))(t)
	return p.ID
}

// A person who moves to another ward keeps the duties of the rota published there; they
// are fixed work of the new ward's problem.
func TestDutiesOnTheOldWardAreFixedWorkOnTheNew(t *testing.T) {
	n := closedNight(t, sqliteDialect, 2)
	ctx := t.Context()
	old, home := n.wards[0], n.wards[1]
	n.publishByHand(t, old)
	mover := old.people[3]
	err := n.inTx(ctx, "test", func(tx *Tx) error {
		return tx.db.Exec("UPDATE staff SET ward_id = ?, contract_id = (SELECT id FROM contracts WHERE ward_id = ?) WHERE id = ?",
			home.Ward.ID, home.Ward.ID, mover.StaffID).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	p := must(n.Problem(ctx, home.manager, home.PeriodID))(t)
	if len(p.StaffIDs) != 7 || len(p.Instance.Shifts) != 3 || !p.Instance.Shifts[2].FixedOnly {
		t.Fatalf("%d people, shifts %+v", len(p.StaffIDs), p.Instance.Shifts)
	}
	// Nights of days 0 to 3 and 12 to 13.
	if len(p.Instance.Fixed) != 6 {
		t.Errorf("fixed: %+v", p.Instance.Fixed)
	}
	run := n.onlyRun(t, home)
	must(n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(ctx, run.ID))(t)
	v := must(n.RosterView(ctx, home.manager, n.onlyRun(t, home).RosterID))(t)
	for _, d := range v.Duties {
		if d.StaffID == mover.StaffID && d.Day <= "2027-03-18" {
			t.Errorf("a second duty on %s: %+v", d.Day, d)
		}
	}
	if mine := must(n.MyRota(ctx, store.Actor{
		UserID: mover.UserID, StaffID: mover.StaffID, Grants: []store.Grant{{Role: store.Nurse, WardID: home.Ward.ID}},
	}, "2027-03-15", "2027-03-28"))(t); len(mine.Duties) != 6 {
		t.Errorf("my rota: %+v", mine.Duties)
	}
}

func (n *night) publishByHand(t *testing.T, w *nightWard) {
	t.Helper()
	ctx := t.Context()
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
	draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
	approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
	must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
}

func TestRosterCallsKeepTheirFences(t *testing.T) {
	n := closedNight(t, sqliteDialect, 2)
	ctx := t.Context()
	w, stranger := n.wards[0], n.wards[1].manager
	n.publishByHand(t, w)
	draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
	run := n.onlyRun(t, w)
	for name, call := range map[string]func(context.Context, store.Actor) error{
		"rosters": func(ctx context.Context, a store.Actor) error { _, err := n.Rosters(ctx, a, w.PeriodID); return err },
		"view":    func(ctx context.Context, a store.Actor) error { _, err := n.RosterView(ctx, a, draft.ID); return err },
		"problem": func(ctx context.Context, a store.Actor) error { _, err := n.Problem(ctx, a, w.PeriodID); return err },
		"roster": func(ctx context.Context, a store.Actor) error {
			_, _, err := n.RosterProblem(ctx, a, draft.ID)
			return err
		},
		"edit": func(ctx context.Context, a store.Actor) error {
			_, err := n.EditCell(ctx, a, draft.ID, 1, store.Cell{})
			return err
		},
		"approve": func(ctx context.Context, a store.Actor) error {
			_, err := n.Approve(ctx, a, draft.ID, 1, store.Once{})
			return err
		},
		"reopen": func(ctx context.Context, a store.Actor) error {
			_, err := n.Reopen(ctx, a, draft.ID, 1, store.Once{})
			return err
		},
		"publish": func(ctx context.Context, a store.Actor) error {
			_, err := n.Publish(ctx, a, draft.ID, 1, store.Once{})
			return err
		},
		"override": func(ctx context.Context, a store.Actor) error {
			_, err := n.PutOverride(ctx, a, store.Override{RosterID: draft.ID}, 1)
			return err
		},
		"request run": func(ctx context.Context, a store.Actor) error {
			_, err := n.RequestRun(ctx, a, w.PeriodID, 0, store.Once{})
			return err
		},
		"runs": func(ctx context.Context, a store.Actor) error { _, err := n.Runs(ctx, a, w.PeriodID); return err },
		"run":  func(ctx context.Context, a store.Actor) error { _, err := n.Run(ctx, a, run.ID); return err },
		"stop": func(ctx context.Context, a store.Actor) error {
			_, err := n.StopRun(ctx, a, run.ID, store.Once{})
			return err
		},
		"export": func(ctx context.Context, a store.Actor) error { _, err := n.ExportRoster(ctx, a, draft.ID); return err },
		"rota": func(ctx context.Context, a store.Actor) error {
			_, err := n.WardRota(ctx, a, w.Ward.ID, "2027-03-15", "2027-03-16")
			return err
		},
	} {
		if err := call(ctx, stranger); store.KindOf(err) != store.NotFound {
			t.Errorf("%s by another ward's manager: %v", name, err)
		}
		if err := call(ctx, store.Actor{}); store.KindOf(err) != store.NotFound {
			t.Errorf("%s by nobody: %v", name, err)
		}
		if err := call(ctx, w.people[0]); name != "rota" && store.KindOf(err) != store.Forbidden {
			t.Errorf("%s by a nurse of the ward: %v", name, err)
		}
	}
	if _, err := n.LiveRuns(ctx, w.manager); store.KindOf(err) != store.Forbidden {
		t.Errorf("live runs: %v", err)
	}
}

func TestCellsThatCannotBeSetAreNamed(t *testing.T) {
	n, w, draft := draftedNight(t, sqliteDialect)
	good := store.Cell{StaffID: w.people[0].StaffID, Day: "2027-03-16", ShiftID: w.shifts["E"]}
	for pointer, change := range map[string]func(*store.Cell){
		"/staff_id": func(c *store.Cell) { c.StaffID = newID() },
		"/day":      func(c *store.Cell) { c.Day = "2027-04-16" },
		"/shift_id": func(c *store.Cell) { c.ShiftID = newID() },
		"/skill_id": func(c *store.Cell) { c.SkillID = newID() },
		"/fixed":    func(c *store.Cell) { c.ShiftID, c.Fixed = "", true },
	} {
		cell := good
		change(&cell)
		_, err := n.EditCell(t.Context(), w.manager, draft.ID, draft.Version, cell)
		kindIs(t, err, store.Invalid, pointer)
	}
	bad := good
	bad.Day = "16 March"
	_, err := n.EditCell(t.Context(), w.manager, draft.ID, draft.Version, bad)
	kindIs(t, err, store.Invalid, "YYYY-MM-DD")
	if v := must(n.RosterView(t.Context(), w.manager, draft.ID))(t); v.Roster.Version != draft.Version {
		t.Error("a refused edit changed the roster")
	}
}

// A fixed duty stays where it is in the next draft, and moving it by hand is no breach.
func TestFixedDutiesAreKeptByTheNextRun(t *testing.T) {
	n, w, draft := draftedNight(t, sqliteDialect)
	ctx := t.Context()
	cell := store.Cell{StaffID: w.people[5].StaffID, Day: "2027-03-17", ShiftID: w.shifts["E"], Fixed: true}
	v := must(n.EditCell(ctx, w.manager, draft.ID, draft.Version, cell))(t)
	run := must(n.RequestRun(ctx, w.manager, w.PeriodID, 1, store.Once{}))(t)
	must(n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(ctx, run.ID))(t)
	rosters := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
	second := must(n.RosterView(ctx, w.manager, rosters[0].ID))(t)
	kept := false
	for _, d := range second.Duties {
		kept = kept || d.StaffID == cell.StaffID && d.Day == cell.Day && d.ShiftID == cell.ShiftID && d.Fixed
	}
	if len(rosters) != 2 || !kept {
		t.Errorf("%d rosters; the fixed duty is kept: %v", len(rosters), kept)
	}
	cell.ShiftID, cell.Fixed = "", false
	v = must(n.EditCell(ctx, w.manager, draft.ID, v.Roster.Version, cell))(t)
	if v.Roster.Score[0] != 0 {
		t.Errorf("taking a fixed duty away costs %v", v.Roster.Score)
	}
}
