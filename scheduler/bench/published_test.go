package bench_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/bench"
)

// day returns noon of a day in March 2026.
func day(n int) time.Time { return time.Date(2026, 3, n, 12, 0, 0, 0, time.UTC) }

func TestReadRuns(t *testing.T) {
	const runs = `[
	 {"family": "curtois", "instance": "Instance5", "seed": 3, "best": 1143, "wall": 60.2, "peak_mb": 41,
	  "faults": ["reported 1200, the referee says 1207", "took 60.2 s of 5"], "cost": 1200, "bound": 1130,
	  "seconds": 59.9, "status": "time_limit", "referee_cost": 1207, "gap": 4.99},
	 {"family": "inrc2", "instance": "n030w4_1_6-2-9-1", "seed": 1, "best": 1670, "wall": 0.1, "peak_mb": 9,
	  "faults": ["exit 1: open /home/nurse/bench/H0.json: no such file, and/or '../x/y.json', 3 km/h"]}]`
	series := bench.Published{Commit: "abc", Date: day(1), Threads: 2, Asked: 60}
	got, err := bench.ReadRuns(strings.NewReader(runs), series)
	if err != nil {
		t.Fatal(err)
	}
	want := []bench.Published{
		{
			Commit: "abc", Date: day(1), Instance: "Instance5", Seed: 3, Threads: 2, Asked: 60, Used: 60.2,
			Cost: new(int64(1207)), Bound: new(int64(1130)), Best: 1143, PeakMB: 41, Status: "time_limit",
			Faults: "reported 1200, the referee says 1207; took 60.2 s of 5",
		},
		{
			Commit: "abc", Date: day(1), Instance: "n030w4_1_6-2-9-1", Seed: 1, Threads: 2, Asked: 60, Used: 0.1,
			Best: 1670, PeakMB: 9, Faults: "exit 1: open H0.json: no such file, and/or 'y.json', 3 km/h",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"", "{}", `[{"seed": 1}]`} {
		if _, err := bench.ReadRuns(strings.NewReader(bad), series); err == nil {
			t.Errorf("%q is read without a fault", bad)
		}
	}
}

func TestGaps(t *testing.T) {
	for name, c := range map[string]struct {
		cost, bound *int64
		best        int64
		gap, toOwn  string
	}{
		// 100 x 13/1300 and 100 x 113/1313 = 8.606
		"above both":       {new(int64(1313)), new(int64(1200)), 1300, "1.00", "8.61"},
		"proved":           {new(int64(607)), new(int64(607)), 607, "0.00", "0.00"},
		"a new best":       {new(int64(990)), new(int64(900)), 1000, "-1.00", "9.09"}, // 100 x 90/990 = 9.0909
		"no bound":         {new(int64(606)), nil, 600, "1.00", ""},
		"no cost":          {nil, new(int64(5)), 600, "", ""},
		"nothing to reach": {new(int64(0)), new(int64(0)), 0, "0.00", "0.00"},
		"best is nothing":  {new(int64(4)), new(int64(0)), 0, "", "100.00"},
	} {
		p := bench.Published{Cost: c.cost, Bound: c.bound, Best: c.best}
		if p.Gap() != c.gap || p.BoundGap() != c.toOwn {
			t.Errorf("%s: gap %q and %q, not %q and %q", name, p.Gap(), p.BoundGap(), c.gap, c.toOwn)
		}
	}
}

func TestMerge(t *testing.T) {
	row := func(commit string, date int, instance string, asked, threads int64, seed uint64) bench.Published {
		return bench.Published{Commit: commit, Date: day(date), Instance: instance, Asked: asked, Threads: threads, Seed: seed}
	}
	old := []bench.Published{
		row("older", 1, "Instance10", 60, 2, 1),
		row("newer", 2, "Instance2", 60, 2, 1),
		row("newer", 2, "Instance2", 60, 2, 2),
	}
	again := row("newer", 4, "Instance2", 60, 2, 1) // the same run as old[1], two days later
	again.PeakMB = 7
	added := []bench.Published{
		again,
		row("older", 5, "Instance2", 60, 2, 1), // belongs to a build that began on day 1
		row("newer", 4, "n030w4_1_6-2-9-1", 60, 2, 1),
		row("newer", 4, "Instance2", 5, 2, 1),
		row("newer", 4, "Instance2", 60, 1, 2),
		row("abc", 2, "Instance1", 60, 2, 1), // as early as "newer"
	}
	want := []bench.Published{
		added[1], old[0], // older: Instance2 before Instance10
		added[5],                                    // abc
		added[3], added[4], again, old[2], added[2], // newer: by name, seconds, threads, seed
	}
	got := bench.Merge(old, added)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(got, bench.Merge(got, added)); diff != "" {
		t.Errorf("merged twice:\n%s", diff)
	}
}

func TestPublishedTableRoundTrip(t *testing.T) {
	rows := []bench.Published{
		{
			Commit: "abc-dirty", Date: day(1), Instance: "Instance8", Seed: 3, Threads: 2, Asked: 60, Used: 60.2,
			Cost: new(int64(1313)), Bound: new(int64(1200)), Best: 1300, PeakMB: 41, Status: "time_limit",
		},
		{Commit: "def", Date: day(2), Instance: "Instance24", Seed: 1, Threads: 1, Asked: 5, Used: 0.1, Best: 40439, PeakMB: 9, Faults: `exit 1: "a", b`},
	}
	const want = `commit,date,instance,seed,threads,seconds_asked,seconds_used,cost,bound,best_known,gap_percent,bound_gap_percent,peak_mb,status,faults
abc-dirty,2026-03-01T12:00:00Z,Instance8,3,2,60,60.2,1313,1200,1300,1.00,8.61,41,time_limit,
def,2026-03-02T12:00:00Z,Instance24,1,1,5,0.1,,,40439,,,9,,"exit 1: ""a"", b"
`
	var b bytes.Buffer
	if err := bench.WritePublished(&b, rows); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +written):\n%s", diff)
	}
	got, err := bench.ReadPublished(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	for name, bad := range map[string]string{
		"other columns": "a,b\n1,2\n",
		"no number":     strings.Replace(want, "60.2", "long", 1),
		"no date":       strings.Replace(want, "2026-03-01T", "1 March ", 1),
	} {
		if _, err := bench.ReadPublished(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: read without a fault", name)
		}
	}
}

func TestPrintedTableHasOneBuild(t *testing.T) {
	var b bytes.Buffer
	if err := bench.PrintPublished(&b, []bench.Published{
		{Commit: "abc", Instance: "Instance1", Cost: new(int64(612)), Best: 600}, {Commit: "def", Instance: "Instance2"},
	}, "abc"); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if !strings.HasPrefix(got, "build abc\ninstance ") || !strings.Contains(got, " 2.00 ") || strings.Contains(got, "Instance2") {
		t.Errorf("printed:\n%s", got)
	}
}
