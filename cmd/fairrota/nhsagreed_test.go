package main

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/store"
)

// agreedOf puts agreed patterns into an import.
func agreedOf(w *nhs.Ward) []store.AgreedPattern {
	var out []store.AgreedPattern
	for i := range w.Agreed {
		a := &w.Agreed[i]
		row := store.AgreedPattern{
			StaffID: localID(a.Person), FirstDay: dayOf(a.First), LastDay: dayOf(a.Last), Anchor: dayOf(a.Anchor), AgreedOn: "2025-05-01", ReviewOn: "2026-05-01",
		}
		for _, d := range a.Days {
			day := store.AgreedDay{Rule: store.AgreedRule(d.Rule)}
			for _, s := range d.Shifts {
				day.ShiftIDs = append(day.ShiftIDs, store.ID(w.Shifts[s].Code))
			}
			for _, kind := range d.Kinds {
				day.Kinds = append(day.Kinds, store.ShiftKind(kind))
			}
			row.Days = append(row.Days, day)
		}
		out = append(out, row)
	}
	return out
}

// allow has the manager say why agreed days of an approved rota are not kept.
func (x *nhsWard) allow(t *testing.T, r *store.Roster) *store.Roster {
	t.Helper()
	view, err := x.db.RosterView(t.Context(), x.manager, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range view.Findings {
		if !f.Refused() {
			continue
		}
		o := store.Override{RosterID: r.ID, FindingKey: f.Key(), Reason: "the ward is short of people that day"}
		if f.Rule != store.AgreedPatternRule {
			t.Fatalf("a finding that stands in the way: %+v", f)
		}
		after, err := x.db.PutOverride(t.Context(), x.manager, o, r.Version)
		if err != nil {
			t.Fatal(err)
		}
		r = &after.Roster
	}
	return r
}
