package blackbox

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// loadClients is the number of people who bid at once.
const loadClients = 64

// The rush when bidding opens: 64 clients write at once to one SQLite file. None is
// refused and nothing is lost.
func TestLoadOfBids(t *testing.T) {
	total := nrptest.Setting(t, "FAIRROTA_TEST_LOAD", 1280, 1)
	dsn := newDatabase(t)
	server := serve(t, dsn)
	admin := signInAdmin(t, dsn, server)
	bidders := openRush(t, dsn, server, admin, loadClients)

	var all sync.WaitGroup
	faults := make([]error, len(bidders))
	began := time.Now()
	for i, b := range bidders {
		all.Go(func() {
			for n := i; n < total && faults[i] == nil && b.inDoubt == nil; n += len(bidders) {
				faults[i] = b.step(t.Context())
			}
		})
	}
	all.Wait()
	took := time.Since(began)

	var times []time.Duration
	acknowledged, failed := 0, 0
	for i, b := range bidders {
		if faults[i] != nil || b.inDoubt != nil {
			failed++
			t.Errorf("client %d: %v, broken request: %+v", i, faults[i], b.inDoubt)
		}
		acknowledged += b.acknowledged
		times = append(times, b.took...)
		b.verify(t) // nothing lost
	}
	if acknowledged != total {
		t.Errorf("%d of %d writes were acknowledged", acknowledged, total)
	}
	slices.Sort(times)
	at := func(share float64) time.Duration {
		return times[int(share*float64(len(times)-1))].Round(100 * time.Microsecond)
	}
	t.Logf("%d clients, %d writes in %v: %.0f writes/s, p50 %v, p99 %v, longest %v, failed %d, resident memory %s",
		len(bidders), acknowledged, took.Round(time.Millisecond), float64(acknowledged)/took.Seconds(), at(0.5), at(0.99), at(1), failed, residentMemory(server))
	server.stop(t)
	checkFile(t, dsn)
}

// residentMemory returns what the kernel says of the process, "unknown" where it has no
// /proc.
func residentMemory(p *process) string {
	text, err := os.ReadFile(filepath.Join("/proc", fmt.Sprint(p.cmd.Process.Pid), "status"))
	if err != nil {
		return "unknown"
	}
	for _, line := range strings.Split(string(text), "\n") {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
