package sqlstore_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
	"github.com/fairrota/fairrota/store/sqlstore"
	"github.com/fairrota/fairrota/store/storetest"
)

// world opens a database and makes a World in it.
func world(t *testing.T, open storetest.Opener, o storetest.Options) *storetest.World {
	t.Helper()
	clock := storetest.NewClock(storetest.BiddingOpens)
	return storetest.NewWorld(t, open(t, clock), clock, o)
}

// refusedByTrigger matches what our triggers say, so that a statement which fails for
// another reason does not pass for a refusal.
var refusedByTrigger = regexp.MustCompile(`never changes|stays as it is|no draft any more|is published|may not be changed`)

// TestWrittenOnceStays: the database itself refuses to change what must stay.
func TestWrittenOnceStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		w := world(t, open, storetest.Options{Staff: 2})
		roster := draft(t, w)
		duty(t, w, roster, 0, w.Early, w.Staff[0].ID)
		outcome(t, w, roster, w.Staff[0].ID, 1, store.DayOff, true)
		must(t, w.DB, "UPDATE duties SET fixed = ? WHERE roster_id = ?", true, roster)
		if err := exec(t, w.DB, "INSERT INTO duties (id, roster_id, day, shift_id, staff_id, fixed) VALUES (?, ?, ?, ?, ?, ?)",
			storetest.NewID(), roster, w.Period.FirstDay, w.Late.ID, w.Staff[0].ID, false); err == nil {
			t.Error("a person has two duties on one day")
		}
		duty(t, w, roster, 2, w.Early, "")
		duty(t, w, roster, 2, w.Early, "") // two are missing
		nights := 3
		if _, err := w.DB.SetFigure(t.Context(), w.Manager, store.RuleFigure{
			Scope: rulebook.Ward, WardID: w.Ward.ID, Key: "nights_in_a_row", Value: &nights, FromDay: w.Period.FirstDay, Source: "Ward policy", Reason: "Tried and found better.",
		}, 1, store.Once{}); err != nil {
			t.Fatal(err)
		}
		publish(t, w, roster, w.Clock.Now())
		for _, statement := range []string{
			"UPDATE audit_entries SET action = 'nothing'",
			"DELETE FROM audit_entries",
			"UPDATE audit_contents SET content = '{}'",
			"UPDATE rule_sets SET number = 9",
			"DELETE FROM rule_sets",
			"UPDATE figures SET value = 7",
			"DELETE FROM figures",
			"UPDATE duties SET fixed = fixed",
			"DELETE FROM duties",
			"INSERT INTO duties SELECT '01900000-0000-7000-8000-000000000000', roster_id, '2027-02-20', shift_id, skill_id, staff_id, fixed FROM duties WHERE staff_id IS NOT NULL",
			"UPDATE outcomes SET met = NOT met",
			"DELETE FROM outcomes",
			"UPDATE rosters SET score = '[1,0,0,0,0,0]'",
			"UPDATE rosters SET state = 'draft'",
			"DELETE FROM rosters",
			"INSERT INTO overrides (roster_id, finding_key, reason, user_id, at) SELECT id, 'k', 'a reason of its own', (SELECT id FROM users WHERE name = 'Ward 1 manager'), created_at FROM rosters",
		} {
			if !w.DB.OnSQLite() {
				statement = strings.Replace(statement, "'01900000-0000-7000-8000-000000000000', roster_id, '2027-02-20'", "'01900000-0000-7000-8000-000000000000'::uuid, roster_id, '2027-02-20'::date", 1)
			}
			if err := exec(t, w.DB, statement); err == nil || !refusedByTrigger.MatchString(err.Error()) {
				t.Errorf("%s: %v, want a refusal by a trigger", statement, err)
			}
		}
		must(t, w.DB, "UPDATE rosters SET state = 'superseded', version = version + 1 WHERE id = ?", roster)
		must(t, w.DB, "DELETE FROM audit_contents WHERE seq = 1") // content may be erased
		if err := w.DB.VerifyAudit(t.Context()); err != nil {
			t.Errorf("with erased content: %v", err)
		}
	})
}

// TestConstraintsHold: rows that validation would never let pass are refused by the
// database too.
func TestConstraintsHold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		w := world(t, open, storetest.Options{Staff: 1})
		other := storetest.NewWorld(t, w.DB, w.Clock, storetest.Options{Name: "Ward 2", Staff: 1})
		day := w.Period.FirstDay
		for what, statement := range map[string]string{
			"no real date":      "UPDATE periods SET first_day = '2027-02-30' WHERE id = ?",
			"days reversed":     "UPDATE periods SET last_day = '2020-01-01' WHERE id = ?",
			"unknown state":     "UPDATE periods SET state = 'lost' WHERE id = ?",
			"version 0":         "UPDATE periods SET version = 0 WHERE id = ?",
			"unknown rules":     "UPDATE periods SET rule_set_id = id WHERE id = ?",
			"bidding reversed":  "UPDATE periods SET bidding_opens_at = bidding_closes_at WHERE id = ?",
			"no approval time":  "UPDATE periods SET approval_due_at = NULL WHERE id = ?",
			"a period of wards": "UPDATE periods SET ward_id = id WHERE id = ?",
		} {
			if err := exec(t, w.DB, statement, w.Period.ID); err == nil {
				t.Errorf("%s passed", what)
			}
		}
		for what, err := range map[string]error{
			"another ward's contract": exec(t, w.DB, "UPDATE staff SET contract_id = ? WHERE id = ?", other.Contract.ID, w.Staff[0].ID),
			"a person's reason": exec(t, w.DB, `INSERT INTO figures (id, scope, ward_id, staff_id, key, value, from_day, source, reason, at)
				VALUES (?, 'person', ?, ?, 'week_most', 600, ?, '', 'private', ?)`, storetest.NewID(), w.Ward.ID, w.Staff[0].ID, day, w.Clock.Now()),
			"a ward's figure of no ward": exec(t, w.DB, `INSERT INTO figures (id, scope, key, value, from_day, source, reason, at)
				VALUES (?, 'ward', 'week_most', 600, ?, 's', 'r', ?)`, storetest.NewID(), day, w.Clock.Now()),
			"strength 4": exec(t, w.DB, `INSERT INTO preferences (id, period_id, staff_id, day, kind, shift_kind, strength, standing, note, version, updated_at)
				VALUES (?, ?, ?, ?, 'day_off', '', 4, ?, '', 1, ?)`, storetest.NewID(), w.Period.ID, w.Staff[0].ID, day, false, w.Clock.Now()),
			"shift_on without shift": exec(t, w.DB, `INSERT INTO preferences (id, period_id, staff_id, day, kind, shift_kind, strength, standing, note, version, updated_at)
				VALUES (?, ?, ?, ?, 'shift_on', '', 1, ?, '', 1, ?)`, storetest.NewID(), w.Period.ID, w.Staff[0].ID, day, false, w.Clock.Now()),
		} {
			if err == nil {
				t.Errorf("%s passed", what)
			}
		}
		run := func() error {
			return exec(t, w.DB, `INSERT INTO runs (id, ward_id, period_id, state, nightly, seed, budget_seconds, instance_hash, build, holder, fence, stop_requested, failure, created_at, enqueued_at)
				VALUES (?, ?, ?, 'queued', ?, 1, 1, '', '', '', 0, ?, '', ?, ?)`, storetest.NewID(), w.Ward.ID, w.Period.ID, true, false, w.Clock.Now(), w.Clock.Now())
		}
		if err := run(); err != nil {
			t.Fatal(err)
		}
		if err := run(); err == nil {
			t.Error("a period has two live runs")
		}
		must(t, w.DB, "UPDATE runs SET state = 'failed'")
		if err := run(); err != nil {
			t.Errorf("after the first has ended: %v", err)
		}
	})
}

// TestReadPoolCannotWrite holds on SQLite, where the pools differ.
func TestReadPoolCannotWrite(t *testing.T) {
	clock := storetest.NewClock(storetest.BiddingOpens)
	db := storetest.SQLite(t, clock)
	if _, err := db.ReadPool().ExecContext(t.Context(), "DELETE FROM users"); err == nil {
		t.Error("a reader has written")
	}
	for setting, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "cache_size": "-16000", "trusted_schema": "0",
	} {
		var got string
		if err := db.WritePool().QueryRowContext(t.Context(), "PRAGMA "+setting).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", setting, got, err, want)
		}
	}
	if most := db.WritePool().Stats().MaxOpenConnections; most != 1 {
		t.Errorf("%d connections write, want 1", most)
	}
}

// TestTransactionIsAllOrNothing: an error and a panic roll back, and the database goes on.
func TestTransactionIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		clock := storetest.NewClock(storetest.BiddingOpens)
		db := open(t, clock)
		insert := func(tx *sqlstore.Tx, name string) error {
			return tx.Exec("INSERT INTO divisions (id, name, version) VALUES (?, ?, 1)", storetest.NewID(), name)
		}
		boom := errors.New("boom")
		err := db.InTx(t.Context(), "fail", func(tx *sqlstore.Tx) error {
			if !tx.Now.Equal(clock.Now()) {
				t.Errorf("the transaction's instant is %s", tx.Now)
			}
			if err := insert(tx, "a"); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) || store.KindOf(err) != store.Internal {
			t.Errorf("got %v", err)
		}
		func() {
			defer func() {
				if p := recover(); p != boom { //nolint:errorlint // the very value is wanted
					t.Errorf("recovered %v", p)
				}
			}()
			_ = db.InTx(t.Context(), "panic", func(tx *sqlstore.Tx) error {
				if err := insert(tx, "b"); err != nil {
					t.Error(err)
				}
				panic(boom)
			})
		}()
		if err := db.InTx(t.Context(), "raw", func(tx *sqlstore.Tx) error {
			if err := insert(tx, "c"); err != nil {
				return err
			}
			var n int
			if err := tx.SQLTx().QueryRowContext(t.Context(), "SELECT count(*) FROM divisions").Scan(&n); err != nil || n != 1 {
				t.Errorf("database/sql sees %d rows in the transaction, %v; want 1", n, err)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := db.InTx(ctx, "late", func(tx *sqlstore.Tx) error { return insert(tx, "d") }); store.KindOf(err) != store.Unavailable {
			t.Errorf("with a cancelled context: %v", err)
		}
		if err := db.InTx(t.Context(), "twice", func(tx *sqlstore.Tx) error { return insert(tx, "c") }); store.KindOf(err) != store.Conflict {
			t.Errorf("a name that is taken: %v", err)
		}
	})
}

// TestTransactionsThatMeetAreRepeated: many transactions that read what the others write
// all succeed, each exactly once.
func TestTransactionsThatMeetAreRepeated(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		clock := storetest.NewClock(storetest.BiddingOpens)
		db := open(t, clock)
		must(t, db, "INSERT INTO divisions (id, name, version) VALUES (?, 'counter', 1)", storetest.NewID())
		var wg sync.WaitGroup
		var tries atomic.Int32
		const writers, rounds = 8, 5
		for range writers {
			wg.Go(func() {
				for range rounds {
					err := db.InTx(t.Context(), "count", func(tx *sqlstore.Tx) error {
						tries.Add(1)
						var n int
						if err := tx.SQLTx().QueryRowContext(t.Context(), "SELECT version FROM divisions").Scan(&n); err != nil {
							return err
						}
						return tx.Exec("UPDATE divisions SET version = ?", n+1)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		var n int
		if err := db.ReadPool().QueryRowContext(t.Context(), "SELECT version FROM divisions").Scan(&n); err != nil || n != 1+writers*rounds {
			t.Errorf("counted to %d, %v; want %d (in %d tries)", n, err, 1+writers*rounds, tries.Load())
		}
	})
}

// TestInstantsCompare: instants of any zone and precision are kept as UTC and compare in
// SQL as they do in time.
func TestInstantsCompare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		clock := storetest.NewClock(storetest.BiddingOpens)
		db := open(t, clock)
		tokyo := time.FixedZone("JST", 9*3600)
		base := time.Date(2027, 3, 28, 0, 59, 59, 999999000, time.UTC)
		for i, at := range []time.Time{base, base.Add(time.Microsecond).In(tokyo), base.Add(2 * time.Microsecond), base.Add(100 * time.Millisecond).In(tokyo)} {
			must(t, db, "INSERT INTO sign_in_failures (scope, key, failures, since) VALUES ('account', ?, ?, ?)", string(rune('a'+i)), i, at)
		}
		query := "SELECT count(*) FROM sign_in_failures WHERE since >= "
		for i, from := range []time.Time{base, base.Add(time.Microsecond), base.Add(2 * time.Microsecond).In(tokyo), base.Add(100 * time.Millisecond)} {
			var n int
			placeholder := "$1"
			if err := db.ReadPool().QueryRowContext(t.Context(), query+placeholder, from).Scan(&n); err != nil || n != 4-i {
				t.Errorf("%d rows from %s on, %v; want %d", n, from, err, 4-i)
			}
		}
	})
}
