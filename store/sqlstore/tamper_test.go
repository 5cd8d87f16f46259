package sqlstore_test

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store/storetest"
)

// TestTamperingIsFound: each way of altering a chain behind the triggers' back is found
// and named.
func TestTamperingIsFound(t *testing.T) {
	tampers := map[string][]string{
		"actor":        {"UPDATE audit_entries SET actor_id = 'x' WHERE seq = 3 AND chain = :ward"},
		"action":       {"UPDATE audit_entries SET action = 'shift.delete' WHERE seq = 3 AND chain = :ward"},
		"object":       {"UPDATE audit_entries SET object_id = NULL WHERE seq = 3 AND chain = :ward"},
		"time":         {"UPDATE audit_entries SET at = '2026-12-01 09:00:00.000001+00:00' WHERE seq = 3 AND chain = :ward"},
		"content":      {"UPDATE audit_contents SET content = '{}' WHERE seq = 3 AND chain = :ward"},
		"salt":         {"UPDATE audit_contents SET salt = '00' WHERE seq = 3 AND chain = :ward"},
		"content hash": {"UPDATE audit_entries SET content_hash = hash WHERE seq = 3 AND chain = :ward"},
		"hash":         {"UPDATE audit_entries SET hash = content_hash WHERE seq = 3 AND chain = :ward"},
		"link":         {"UPDATE audit_entries SET prev_hash = hash WHERE seq = 3 AND chain = :ward"},
		"removed":      {"DELETE FROM audit_contents WHERE seq = 3 AND chain = :ward", "DELETE FROM audit_entries WHERE seq = 3 AND chain = :ward"},
		"removed first": {
			"DELETE FROM audit_contents WHERE seq = 1 AND chain = :ward", "DELETE FROM audit_entries WHERE seq = 1 AND chain = :ward",
		},
		"swapped": {
			"DELETE FROM audit_contents WHERE chain = :ward",
			"UPDATE audit_entries SET seq = 1000 WHERE seq = 3 AND chain = :ward",
			"UPDATE audit_entries SET seq = 3 WHERE seq = 4 AND chain = :ward",
			"UPDATE audit_entries SET seq = 4 WHERE seq = 1000 AND chain = :ward",
		},
		"inserted": {
			"INSERT INTO audit_entries SELECT chain, 1000, at, actor_id, action, object_id, content_hash, prev_hash, hash FROM audit_entries WHERE seq = 3 AND chain = :ward",
		},
		"moved to another chain": {
			"DELETE FROM audit_contents WHERE chain = :ward",
			"UPDATE audit_entries SET chain = 'zzz' WHERE chain = :ward",
		},
	}
	storetest.Each(t, func(t *testing.T, open storetest.Opener) {
		w := world(t, open, storetest.Options{Staff: 1})
		chain := string(w.Ward.ID)
		if w.DB.OnSQLite() {
			must(t, w.DB, "DROP TRIGGER audit_entries_no_update")
			must(t, w.DB, "DROP TRIGGER audit_entries_no_delete")
			must(t, w.DB, "DROP TRIGGER audit_contents_no_update")
		} else {
			must(t, w.DB, "ALTER TABLE audit_entries DISABLE TRIGGER USER")
			must(t, w.DB, "ALTER TABLE audit_contents DISABLE TRIGGER USER")
		}
		must(t, w.DB, "CREATE TABLE kept_entries AS SELECT * FROM audit_entries")
		must(t, w.DB, "CREATE TABLE kept_contents AS SELECT * FROM audit_contents")
		for name, statements := range tampers {
			t.Run(name, func(t *testing.T) {
				if err := w.DB.VerifyAudit(t.Context()); err != nil {
					t.Fatal(err)
				}
				for _, s := range statements {
					must(t, w.DB, strings.ReplaceAll(s, ":ward", "'"+chain+"'"))
				}
				err := w.DB.VerifyAudit(t.Context())
				if err == nil || !strings.Contains(err.Error(), chain) && !strings.Contains(err.Error(), "zzz") {
					t.Errorf("got %v, want an error that names the chain", err)
				}
				for _, s := range []string{
					"DELETE FROM audit_contents", "DELETE FROM audit_entries",
					"INSERT INTO audit_entries SELECT * FROM kept_entries", "INSERT INTO audit_contents SELECT * FROM kept_contents",
				} {
					must(t, w.DB, s)
				}
			})
		}
	})
}
