package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestNewAppOpensAndCloses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ward", "fairrota.db")
	app, err := NewApp(t.Context(), &Config{DBDSN: "sqlite:" + path}, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := app.DB.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if err := app.Close(); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the database should be readable by its owner only: %v %v", info, err)
	}
}

func TestNewAppNamesTheDatabaseWithoutItsPassword(t *testing.T) {
	// Port 1 on loopback refuses at once.
	_, err := NewApp(t.Context(), &Config{DBDSN: "postgres://rota:hunter2@127.0.0.1:1/rota"}, slog.New(slog.DiscardHandler), time.Now)
	if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "127.0.0.1:1/rota") {
		t.Errorf("got %v", err)
	}
}
