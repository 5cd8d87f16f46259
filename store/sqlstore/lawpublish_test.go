package sqlstore

import (
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// softNight is a ward with a draft by hand whose rule set prices rest low, as a ward's own
// policy may; the early is from 09:00 to 17:00, or begins earlier.
func softNight(t *testing.T, d dialect, early int) (*night, *nightWard, *store.Roster) {
	t.Helper()
	n := newNight(t, d, 0)
	soft := nightImport("Soft")
	soft.Rules.Rest.Price.Level = "rest"
	soft.Shifts[0].StartMinute, soft.Shifts[0].EndMinute = early, early+480
	w := n.addImport(t, soft)
	n.wards = append(n.wards, w)
	n.clock.set(closes)
	if err := n.Tick(t.Context(), closes); err != nil {
		t.Fatal(err)
	}
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(t.Context(), n.onlyRun(t, w).ID))(t)
	return n, w, &must(n.Rosters(t.Context(), w.manager, w.PeriodID))(t)[0]
}

// ofLaw is the one finding of a rule of law.
func ofLaw(t *testing.T, v *store.RosterView, rule string) store.Finding {
	t.Helper()
	var out []store.Finding
	for _, f := range v.Findings {
		if f.Rule == store.LawPrefix+rule {
			out = append(out, f)
		}
	}
	if len(out) != 1 {
		t.Fatalf("%d findings of %s: %+v", len(out), rule, v.Findings)
	}
	return out[0]
}

// What the ward's rule set lets pass the law does not: a named person overrides it, or the
// rota is not published.
func TestTheLawStandsInTheWayOfPublication(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := softNight(t, d, 540)
		ctx := t.Context()
		// Person 3 has the night of 15 March, to 07:30; the early of the 16th begins at 09:00.
		v := n.put(t, w, draft.ID, draft.Version, 3, "2027-03-16", "E")
		f := ofLaw(t, v, "daily_rest")
		want := "1 h 30 of rest from Tue 16 Mar 07:30 to Tue 16 Mar 09:00, the law wants 11 h (Working Time Regulations 1998 reg. 10(1))"
		if f.Level != "hard" || f.Name != want || f.StaffID != w.people[3].StaffID || f.Day != "2027-03-16" || f.Amount != 570 || v.Roster.Score[0] != 0 {
			t.Fatalf("%+v, score %v", f, v.Roster.Score)
		}
		approved := must(n.Approve(ctx, w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		_, err := n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{})
		kindIs(t, err, store.Conflict, want)
		o := store.Override{RosterID: draft.ID, FindingKey: f.Key(), Reason: "agreed with her, rest is given on the 18th"}
		v = must(n.PutOverride(ctx, w.manager, o, approved.Version))(t)
		must(n.Publish(ctx, w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		if kept := ofLaw(t, must(n.RosterView(ctx, w.manager, draft.ID))(t), "daily_rest"); kept.Key() != f.Key() {
			t.Errorf("the published rota keeps %+v", kept)
		}
	})
}

func TestNobodyAllowsTwoPlacesAtOnce(t *testing.T) {
	n, w, draft := softNight(t, sqliteDialect, 420)
	// The early of the 16th begins at 07:00, the night of the 15th ends at 07:30.
	v := n.put(t, w, draft.ID, draft.Version, 3, "2027-03-16", "E")
	f := ofLaw(t, v, "two_places")
	if f.Level != "hard" || f.Amount != 30 {
		t.Fatalf("%+v", f)
	}
	_, err := n.PutOverride(t.Context(), w.manager, store.Override{RosterID: draft.ID, FindingKey: f.Key(), Reason: "she will manage somehow"}, v.Roster.Version)
	kindIs(t, err, store.Invalid, "two places")
	approved := must(n.Approve(t.Context(), w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
	_, err = n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{})
	kindIs(t, err, store.Conflict, "two duties at once for 30 min")
}

// The rest over the boundary of two rotas: the one before counts from its approval on, and when a
// version is published beside it, that one.
func TestTheLawSeesTheRotaBefore(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := softNight(t, d, 540)
		ctx := t.Context()
		next := n.nextPeriod(t, w)
		second := must(n.Rosters(ctx, w.manager, next))(t)[0]
		// Person 3 has the night of Sunday 28 March; the clock has gone forward before. On the 29th an early.
		v := must(n.EditCell(ctx, w.manager, second.ID, second.Version, store.Cell{StaffID: w.people[3].StaffID, Day: "2027-03-29", ShiftID: w.shifts["E"]}))(t)
		restBefore := func() []string {
			var out []string
			for _, f := range must(n.RosterView(ctx, w.manager, second.ID))(t).Findings {
				if f.Rule == "law_daily_rest" && f.StaffID == w.people[3].StaffID && f.Day == "2027-03-29" {
					out = append(out, f.Level+": "+f.Name)
				}
			}
			return out
		}
		if got := restBefore(); len(got) != 0 {
			t.Errorf("a draft of the rota before counts: %q", got)
		}
		want := "hard: 1 h 30 of rest from Mon 29 Mar 07:30 to Mon 29 Mar 09:00, the law wants 11 h"
		approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
		if got := restBefore(); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("approved: %q", got)
		}
		must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		if got := restBefore(); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("published: %q", got)
		}
		// On another ward only what is published counts; here the person has moved there.
		other := n.addWard(t, "Other")
		err := n.inTx(ctx, "test", func(tx *Tx) error {
			return tx.db.Exec("UPDATE staff SET ward_id = ?, contract_id = (SELECT id FROM contracts WHERE ward_id = ?) WHERE id = ?",
				other.Ward.ID, other.Ward.ID, w.people[3].StaffID).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		l := must(n.Problem(ctx, store.SystemActor, other.PeriodID))(t).Law
		i := slices.IndexFunc(l.Around.People, func(p law.Person) bool { return p.ID == "Soft/3" })
		// Nights of 15 to 18, 27 and 28 March; the early of the 29th is a draft's.
		if i < 0 || len(l.Around.People[i].Work) != 6 {
			t.Errorf("%+v of %s", l.Around.People, v.Roster.ID)
		}
	})
}
