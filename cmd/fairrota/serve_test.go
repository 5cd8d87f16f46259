package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDemoClockOnlyMovesForward(t *testing.T) {
	present := time.Date(2026, 11, 24, 5, 40, 0, 0, time.UTC)
	c := &demoClock{base: func() time.Time { return present }}
	step := func(to time.Time, ok bool, now time.Time) {
		t.Helper()
		if err := c.move(to); (err == nil) != ok {
			t.Errorf("move to %v: %v", to, err)
		}
		if got := c.Now(); !got.Equal(now) {
			t.Errorf("now %v, want %v", got, now)
		}
	}
	later := present.AddDate(0, 0, 10)
	step(present.Add(-time.Second), false, present)
	step(later, true, later)
	step(later.Add(-time.Second), false, later)
	step(later, true, later)
	step(present.Add(demoFuture+time.Second), false, later)
	// It goes on by itself.
	present = present.Add(time.Hour)
	if got, want := c.Now(), later.Add(time.Hour); !got.Equal(want) {
		t.Errorf("an hour later it shows %v, want %v", got, want)
	}
	step(later, false, later.Add(time.Hour))
}

func TestServeSettings(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want string // in the message; "" for good
	}{
		{"none", nil, ""},
		{"proxies", []string{"--trusted-proxies=10.0.0.0/8,fd00::/8"}, ""},
		{"a proxy that is no network", []string{"--trusted-proxies=10.0.0.1"}, `networks such as 10.0.0.0/8, and not "10.0.0.1"`},
		{"too many workers", []string{"--workers=65"}, "workers must be between 0 and 64"},
		{"no workers", []string{"--workers=0"}, ""},
		{"a setting of all commands", []string{"--run-lease=1s"}, "run-lease must be between"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := execute(t, &commands{}, append([]string{"serve", "--print-config", "--db-dsn=postgres://u:secret@h/d"}, c.args...)...)
			if c.want != "" {
				if code != exitUsage || !strings.Contains(stderr, c.want) {
					t.Errorf("code %d: %s", code, stderr)
				}
				return
			}
			if code != exitOK || !json.Valid([]byte(stdout)) || strings.Contains(stdout, "secret") {
				t.Errorf("code %d: %s %s", code, stdout, stderr)
			}
		})
	}
}

// TestServe starts the real server on an empty database, asks it for the app and the API,
// and stops it in good order.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan string, 1)
	go func() {
		var errs strings.Builder
		args := []string{"serve", "--listen=127.0.0.1:0", "--db-dsn=sqlite:" + filepath.Join(t.TempDir(), "x.db"), "--log-level=error"}
		code := run(ctx, &commands{}, args, writer, &errs, time.Now)
		_ = writer.Close() // never fails
		if code != exitOK {
			ended <- errs.String()
		}
		close(ended)
	}()
	said := make([]byte, 200)
	n, err := reader.Read(said)
	if err != nil {
		t.Fatal(err, <-ended)
	}
	_, address, ok := strings.Cut(strings.TrimSpace(string(said[:n])), "Fairrota is at ")
	if !ok {
		t.Fatalf("it said %q", said[:n])
	}
	for path, want := range map[string]int{"/health/ready": 200, "/api/v1/openapi.json": 200, "/api/v1/me": 401, "/api/v1/demo/clock": 401} {
		res, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	stop()
	if fault := <-ended; fault != "" {
		t.Error(fault)
	}
}
