package main

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/store"
)

// terms records what the law says of people, shortly before the first period: when an 18th birthday is
// near enough to be recorded.
func (x *nhsWard) terms(t *testing.T) {
	t.Helper()
	x.goTo(dayOf(x.w.PastFirst() - 100).Midnight(x.w.Zone))
	add := func(row store.WorkerTerm) {
		t.Helper()
		if _, err := x.db.AddWorkerTerm(t.Context(), x.manager, row, store.Once{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, term := range x.w.Terms {
		row := store.WorkerTerm{StaffID: x.made.StaffIDs[term.Person], Kind: store.TermKind(term.Kind), Holds: true}
		switch term.Kind {
		case nhs.Young:
			row.UntilDay, row.LateContract = dayOf(term.Until), term.Late
		case nhs.OptOut:
			row.FromDay, row.UntilDay, row.SignedOn, row.NoticeDays = dayOf(term.From), dayOf(term.Until), dayOf(x.w.PastFirst()-120), 28
		case nhs.NightWorker:
			row.FromDay = dayOf(term.From)
		}
		add(row)
		if term.Kind == nhs.NightWorker && term.Until != 0 {
			add(store.WorkerTerm{StaffID: row.StaffID, Kind: row.Kind, FromDay: dayOf(term.Until)})
		}
	}
}
