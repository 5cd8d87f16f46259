package sqlstore_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
	"github.com/fairrota/fairrota/store/storetest"
)

// exec runs a statement with ? for its arguments behind the package's back.
func exec(t *testing.T, db *sqlstore.DB, statement string, args ...any) error {
	t.Helper()
	if !db.OnSQLite() {
		for n := 1; strings.Contains(statement, "?"); n++ {
			statement = strings.Replace(statement, "?", "$"+strconv.Itoa(n), 1)
		}
	}
	_, err := db.WritePool().ExecContext(t.Context(), statement, args...)
	return err
}

// must fails the test where a statement does not run.
func must(t *testing.T, db *sqlstore.DB, statement string, args ...any) {
	t.Helper()
	if err := exec(t, db, statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// draft makes an empty draft of the world's period.
func draft(t *testing.T, w *storetest.World) store.ID {
	t.Helper()
	id := storetest.NewID()
	must(t, w.DB, `INSERT INTO rosters (id, period_id, ward_id, number, state, instance_hash, history_hash, score, findings, stale, created_at, version)
		VALUES (?, ?, ?, 1, 'draft', '', '', '[0,0,0,0,0,0]', '[]', ?, ?, 1)`, id, w.Period.ID, w.Ward.ID, false, w.Clock.Now())
	return id
}

// duty adds a duty; staffID "" is unfilled.
func duty(t *testing.T, w *storetest.World, roster store.ID, day int, shift *store.Shift, staffID store.ID) {
	t.Helper()
	must(t, w.DB, `INSERT INTO duties (id, roster_id, day, shift_id, staff_id, fixed) VALUES (?, ?, ?, ?, ?, ?)`,
		storetest.NewID(), roster, w.Period.FirstDay.Add(day), shift.ID, staffID, false)
}

// outcome makes a preference of the person for the day and says what became of it.
func outcome(t *testing.T, w *storetest.World, roster, staffID store.ID, day int, kind store.PreferenceKind, met bool) {
	t.Helper()
	id := storetest.NewID()
	must(t, w.DB, `INSERT INTO preferences (id, period_id, staff_id, day, kind, shift_kind, strength, standing, note, version, updated_at)
		VALUES (?, ?, ?, ?, ?, '', 1, ?, '', 1, ?)`, id, w.Period.ID, staffID, w.Period.FirstDay.Add(day), kind, false, w.Clock.Now())
	must(t, w.DB, `INSERT INTO outcomes (roster_id, preference_id, met, decided, findings, delta) VALUES (?, ?, ?, ?, '[]', '[0,0,0,0,0,0]')`, roster, id, met, true)
}

// publish publishes the roster at an instant.
func publish(t *testing.T, w *storetest.World, roster store.ID, at time.Time) {
	t.Helper()
	must(t, w.DB, `UPDATE rosters SET state = 'published', published_at = ? WHERE id = ?`, at, roster)
}
