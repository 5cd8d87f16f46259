package main

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

// bank makes a published rota of another ward on which the ward's people have duties. All of
// the product reckons with such duties, but nothing puts somebody on another ward's rota yet, and
// publishing refuses one (the ledger looks for people among the ward's own); so the
// duties are written into that ward's draft, and its state after them, as rows.
func (x *nhsWard) bank(t *testing.T) {
	t.Helper()
	if len(x.w.Bank) == 0 {
		return
	}
	name := "Bank of " + x.w.Name
	login := strings.ToLower(strings.ReplaceAll(name, " ", "."))
	made, err := x.db.ImportWard(t.Context(), store.SystemActor, store.WardImport{
		Division: "Medicine", Ward: store.Ward{Name: name, TimeZone: x.w.Zone.String(), PreferenceCap: 1, SolveSeconds: 60},
		Shifts: []store.Shift{shiftOf(&x.w.BankShift)}, Rules: store.StandardRules(),
		Users: []store.User{{Login: login, Name: name, PasswordHash: "x", Grants: []store.Grant{{Role: store.WardManager, WardID: "this"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	manager, err := x.db.Actor(t.Context(), made.UserIDs[0])
	if err != nil {
		t.Fatal(err)
	}
	shifts, err := x.db.Shifts(t.Context(), manager, made.Ward.ID)
	if err != nil {
		t.Fatal(err)
	}
	other := &nhsWard{nhsProduct: x.nhsProduct, w: x.w, made: made, manager: manager}
	period := other.closed(t, dayOf(x.w.PastFirst()), dayOf(x.w.Last()+1), nil)
	other.draft(t, period)
	rosters, err := x.db.Rosters(t.Context(), manager, period)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := sql.Open("sqlite3", strings.TrimPrefix(x.dsn, "sqlite:")+"?_busy_timeout=5000&_foreign_keys=1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for _, b := range x.w.Bank {
		_, err := rows.ExecContext(t.Context(), "INSERT INTO duties (id, roster_id, day, shift_id, staff_id, fixed) VALUES (?, ?, ?, ?, ?, 0)",
			uuid.NewString(), rosters[0].ID, dayOf(b.Day), shifts[0].ID, x.made.StaffIDs[b.Person])
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = rows.ExecContext(t.Context(), "UPDATE rosters SET state = 'published', published_at = created_at WHERE id = ?", rosters[0].ID)
	if err != nil {
		t.Fatal(err)
	}
}
