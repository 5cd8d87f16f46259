package nhs_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
)

// fortyHead names the columns of results/ward40.csv: one row a build, seed and level. A gap is in
// percent of the score.
var fortyHead = []string{"build", "seed", "level", "first_legal_s", "used_s", "score", "bound", "gap_percent"}

// TestFortyPeopleInThirtySeconds solves wards of 40 people and 6 weeks that have every feature, with
// two threads for FAIRROTA_FORTY_S seconds each, of FAIRROTA_FORTY seeds from 0 on (default none): when the
// first roster was there that keeps every hard rule, and how far each level is from its bound
// given the levels above. It fails where a rule is broken; the times are for reading.
func TestFortyPeopleInThirtySeconds(t *testing.T) {
	seeds := nrptest.Setting(t, "FAIRROTA_FORTY", 0, 0)
	if seeds == 0 {
		t.Skip("it takes half a minute a seed: make ward40")
	}
	build := os.Getenv("FAIRROTA_WARDS_BUILD")
	for seed := range uint64(seeds) {
		w := nhs.Forty(seed, london(t))
		if err := w.SolvePast(t.Context(), 500_000); err != nil {
			t.Fatal(err)
		}
		p, err := w.Problem()
		if err != nil {
			t.Fatal(err)
		}
		limit := time.Duration(nrptest.Setting(t, "FAIRROTA_FORTY_S", 30, 0)) * time.Second
		res, err := scheduler.Solve(t.Context(), p.Instance, scheduler.Options{Seed: seed, Threads: 2, Clock: time.Now, TimeLimit: limit})
		if err != nil {
			t.Fatal(err)
		}
		_, broken, err := nhs.Shortfall(p, res.Roster)
		if err != nil || len(broken) > 0 {
			t.Errorf("ward %d: %v (%v)", seed, broken, err)
		}
		lines := gaps(build, seed, res)
		t.Log(w.Features(), lines)
		replace(t, results+"ward40.csv", fortyHead, lines, 3)
	}
}

// gaps makes the lines of a result, one a level.
func gaps(build string, seed uint64, res *scheduler.Result) [][]string {
	legal := firstLegal(res)
	var out [][]string
	for l := range nrp.Level(nrp.NumLevels) {
		bound, gap := "-", "-"
		if res.Bound != nil {
			bound, gap = strconv.FormatInt(res.Bound[l], 10), "0.00"
			if score := res.Score[l]; score > 0 {
				gap = strconv.FormatFloat(100*float64(score-res.Bound[l])/float64(score), 'f', 2, 64)
			}
		}
		out = append(out, []string{
			build, strconv.FormatUint(seed, 10), l.String(), legal, seconds(res.Seconds),
			strconv.FormatInt(res.Score[l], 10), bound, gap,
		})
	}
	return out
}

// firstLegal is when the first roster was there that keeps every hard rule, in seconds.
func firstLegal(res *scheduler.Result) string {
	for _, x := range res.Trace {
		if x.Score[nrp.LevelHard] == 0 {
			return strconv.FormatFloat(x.Seconds, 'f', 2, 64)
		}
	}
	return "never"
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', 1, 64) }
