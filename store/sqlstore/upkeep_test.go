package sqlstore

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"
)

func TestUpkeepEmptiesTheLogAndWaitsForNobody(t *testing.T) {
	n := newNight(t, sqliteDialect, 1)
	var log bytes.Buffer
	n.log = slog.New(slog.NewTextHandler(&log, nil))
	size := func() int64 {
		t.Helper()
		file, err := os.Stat(n.path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		return file.Size()
	}
	if size() == 0 {
		t.Fatal("nothing is in the write-ahead log")
	}
	err := n.snapshot(t.Context(), "test", func(read *gorm.DB) error {
		if err := read.Exec("SELECT count(*) FROM users").Error; err != nil {
			return err
		}
		n.addWard(t, "Another") // so that the reader's state is an old one
		begun := time.Now()
		if err := n.upkeep(t.Context(), 1); err != nil {
			return err
		}
		// A write waits 5 s for a lock; upkeep must not.
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("upkeep waited %v for a reader", took)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if size() == 0 || !strings.Contains(log.String(), "write-ahead log is large") {
		t.Errorf("with a reader: %d bytes, log %q", size(), log.String())
	}
	if err := n.Upkeep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if size() != 0 {
		t.Errorf("%d bytes are left in the write-ahead log", size())
	}
	var timeout int
	if err := n.writePool.QueryRowContext(t.Context(), "PRAGMA busy_timeout").Scan(&timeout); err != nil || timeout != 5000 {
		t.Errorf("a write waits %d ms for a lock afterwards (%v), want 5000", timeout, err)
	}
}
