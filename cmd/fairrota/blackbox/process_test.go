package blackbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// readyWithin bounds the start of a process on a busy machine.
const readyWithin = 2 * time.Minute

// command runs the program to its end and returns both outputs; the error holds its
// standard error.
func command(ctx context.Context, env []string, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(environment(), env...), &out, &errs
	if err = cmd.Run(); err != nil {
		err = fmt.Errorf("fairrota %s: %w: %s", args[0], err, errs.String())
	}
	return out.String(), errs.String(), err
}

// must runs the program and fails the test where it fails.
func must(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, _, err := command(ctx, nil, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// environment is this process's, without settings of the program.
func environment() []string {
	var env []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "FAIRROTA_") {
			env = append(env, entry)
		}
	}
	return env
}

// process is a running serve or worker.
type process struct {
	name string
	cmd  *exec.Cmd
	// url is the address of a serve that is ready, "" for a worker.
	url string
	log *lockedBuffer
	// ended is closed when the process has ended.
	ended chan struct{}
}

// lockedBuffer takes a process's output while a test reads it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write appends to the buffer.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written so far.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// launch starts the program in the background; it is killed when the test ends.
func launch(t *testing.T, name string, args ...string) *process {
	t.Helper()
	p := &process{name: name, cmd: exec.Command(binary, args...), log: &lockedBuffer{}, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = environment(), p.log, p.log
	// A group of its own, so that the test can look for children that stayed behind.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait() // how it ended is the test's business only where it stops the process itself
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("log of %s:\n%s", name, tail(p.log.String(), 6000))
		}
	})
	return p
}

func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return "...\n" + s[len(s)-n:]
}

// serve starts a web server on a free port and waits until it is ready.
func serve(t *testing.T, dsn string, args ...string) *process {
	t.Helper()
	p := startServe(t, dsn, args...)
	p.waitReady(t)
	return p
}

// startServe starts a web server on a free port.
func startServe(t *testing.T, dsn string, args ...string) *process {
	t.Helper()
	return launch(t, "serve", append([]string{"serve", "--db-dsn", dsn, "--listen", "127.0.0.1:0"}, args...)...)
}

// printedAddress is what serve says when it listens.
var printedAddress = regexp.MustCompile(`Fairrota is at (http://127\.0\.0\.1:\d+)\n`)

// waitReady waits until a server has printed its address and is ready.
func (p *process) waitReady(t *testing.T) {
	t.Helper()
	waitFor(t, readyWithin, "the server is ready", func() (bool, string) {
		select {
		case <-p.ended:
			t.Fatalf("%s ended: %s", p.name, tail(p.log.String(), 3000))
		default:
		}
		printed := printedAddress.FindStringSubmatch(p.log.String())
		if printed == nil {
			return false, "it has printed no address"
		}
		p.url = printed[1]
		response, err := http.Get(p.url + "/health/ready")
		if err != nil {
			return false, err.Error()
		}
		return response.Body.Close() == nil && response.StatusCode == http.StatusOK, response.Status
	})
}

// kill ends the process as a power cut would and waits for its end.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // an error says that it has ended already
	<-p.ended
}

// stop asks the process to end and fails the test unless it does so in good order.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("stop %s: %v", p.name, err)
	}
	select {
	case <-p.ended:
		if code := p.cmd.ProcessState.ExitCode(); code != 0 {
			t.Errorf("%s ended with code %d after SIGTERM: %s", p.name, code, tail(p.log.String(), 3000))
		}
	case <-time.After(readyWithin):
		t.Errorf("%s did not end within %v of SIGTERM", p.name, readyWithin)
		p.kill()
	}
}

// orphans returns the processes of the group that are still there.
func (p *process) orphans() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var found []int
	for _, e := range entries {
		stat, err := os.ReadFile(filepath.Join("/proc", e.Name(), "stat"))
		if err != nil {
			continue
		}
		// pid (name) state ppid pgrp ...; the name may hold anything
		var pid, parent, group int
		var state string
		text := string(stat)
		if _, err := fmt.Sscan(text, &pid); err != nil {
			continue
		}
		rest := text[strings.LastIndex(text, ")")+1:]
		if _, err := fmt.Sscan(rest, &state, &parent, &group); err == nil && group == p.cmd.Process.Pid && pid != group && state != "Z" {
			found = append(found, pid)
		}
	}
	return found
}

// waitFor asks again and again until done, and fails the test with the last answer when
// the time is over.
func waitFor(t *testing.T, within time.Duration, what string, ask func() (done bool, now string)) {
	t.Helper()
	deadline := time.Now().Add(within)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		done, now := ask()
		if done {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s; at last: %s", within, what, now)
		}
		<-tick.C
	}
}

// exitCode returns the code with which a command ended, -1 where it did not run.
func exitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err == nil {
		return 0
	}
	return -1
}
