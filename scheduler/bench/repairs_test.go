package bench_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/repair"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// repairsHead names the columns of results/repairs.csv: one row for each way to repair a ward, and one
// for a full solve of the same ward from nothing that may change every day to come. Changes are cells of
// people who could work them; notice is the least of them, in hours, -1 for none; missing is the number
// of people missing below the minimum on days to come; rest is the score at the last level.
var repairsHead = []string{
	"seed", "people", "days", "sick", "duties_lost", "way", "also", "hard", "missing", "deepest", "moved", "to_1d", "to_3d", "to_7d", "to_14d", "to_42d", "later",
	"least_notice_h", "people_moved", "preferences_refused", "rest",
}

// TestRepairsOfWards publishes wards of 12 to 60 people, as many as FAIRROTA_REPAIRS_WARDS asks for from
// seed FAIRROTA_REPAIRS_FROM on (default none), lets one to three people fall sick in the middle of the
// period, and repairs each rota, with repairSteps for each way, and for comparison solves it anew with
// solveSteps. Steps, so that the rows do not depend on the machine nor on what else it does. Each way must be
// legal by the referee and leave what has begun; wards that have rows are left out, so that the run can be
// gone on with.
func TestRepairsOfWards(t *testing.T) {
	wards := nrptest.Setting(t, "FAIRROTA_REPAIRS_WARDS", 0, 0)
	if wards == 0 {
		t.Skip("it takes some ten seconds a ward: make repairs WARDS=200")
	}
	eachWard(t, "repairs.csv", repairsHead, nrptest.Setting(t, "FAIRROTA_REPAIRS_FROM", 0, 0), wards, repairsOf)
}

const (
	solveSteps  = 4_000_000
	repairSteps = 1_000_000
)

// sickWard is a published ward in which people fall sick.
type sickWard struct {
	seed  uint64
	order repair.Order
	sick  int
	// lost is the number of duties that the sick people would have worked.
	lost int
}

// newSickWard solves a ward and takes one to three people away for 2 to 7 days from the morning of a
// day in its middle third.
func newSickWard(t *testing.T, seed uint64) *sickWard {
	t.Helper()
	in := bench.Contested(seed)
	res, err := scheduler.Solve(t.Context(), in, scheduler.Options{
		Seed: seed, StepLimit: solveSteps,
	})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	day := in.Horizon.Days/3 + rng.IntN(in.Horizon.Days/3)
	w := &sickWard{seed: seed, sick: 1 + rng.IntN(3)}
	work := nrp.AllShiftCells(len(in.Shifts))
	for _, i := range rng.Perm(len(in.Staff))[:w.sick] {
		for d := day; d < min(day+2+rng.IntN(6), in.Horizon.Days); d++ {
			in.Unavailable = append(in.Unavailable, nrp.Unavailable{Staff: i, Day: d, Cells: work})
			if res.Roster[i][d].Shift != nrp.NoShift {
				w.lost++
			}
		}
	}
	// The ward learns of it at half past six, before the first shift of the day.
	w.order = repair.Order{Instance: in, Published: res.Roster, Now: in.Horizon.Instant(day, 390)}
	return w
}

func repairsOf(t *testing.T, seed uint64) [][]string {
	t.Helper()
	w := newSickWard(t, seed)
	ways, err := repair.Alternatives(t.Context(), scheduler.Solve, w.order, repair.Options{Seed: seed, StepLimit: repairSteps})
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for i := range ways {
		rows = append(rows, w.row(t, &ways[i]))
	}
	full, err := w.solveAnew(t)
	if err != nil {
		t.Fatal(err)
	}
	return append(rows, w.row(t, full))
}

// solveAnew solves the ward as if nothing had been published of the days to come.
func (w *sickWard) solveAnew(t *testing.T) (*repair.Alternative, error) {
	t.Helper()
	in := *w.order.Instance
	in.Fixed = nil
	for i, line := range w.order.Published {
		for d, a := range line {
			if in.Horizon.Instant(d, 420) <= w.order.Now {
				in.Fixed = append(in.Fixed, nrp.Fixed{Staff: i, Day: d, To: a})
			}
		}
	}
	res, err := scheduler.Solve(t.Context(), &in, scheduler.Options{
		Seed: w.seed, StepLimit: solveSteps,
	})
	if err != nil {
		return nil, err
	}
	return w.order.Describe("full_solve", res.Roster)
}

// row is one way as a row of the table; a way that is not legal fails the test.
func (w *sickWard) row(t *testing.T, a *repair.Alternative) []string {
	t.Helper()
	in := w.order.Instance
	score, _, err := verify.Check(in, a.Roster)
	if err != nil {
		t.Fatal(err)
	}
	if score[nrp.LevelHard] != 0 {
		t.Errorf("ward %d, %s: %d hard", w.seed, a.Aim, score[nrp.LevelHard])
	}
	var by [repair.Bands]int
	people, least, moved := map[int]bool{}, -1, 0
	for _, c := range a.Changes {
		if c.Notice <= 0 {
			t.Errorf("ward %d, %s: changes what has begun: %+v", w.seed, a.Aim, c)
		}
		if !c.Moves() {
			continue
		}
		by[c.Band()]++
		people[c.Staff] = true
		moved++
		if least < 0 || c.Notice < least {
			least = c.Notice
		}
	}
	missing, deepest := int64(0), int64(0)
	for _, v := range a.Uncovered {
		missing += v.Amount
		deepest = max(deepest, v.Amount)
	}
	also := ""
	for _, x := range a.Also {
		also += "+" + string(x)
	}
	if least > 0 {
		least /= 60
	}
	row := []string{
		strconv.FormatUint(w.seed, 10), strconv.Itoa(len(in.Staff)), strconv.Itoa(in.Horizon.Days), strconv.Itoa(w.sick), strconv.Itoa(w.lost),
		string(a.Aim), also, strconv.FormatInt(score[nrp.LevelHard], 10), strconv.FormatInt(missing, 10), strconv.FormatInt(deepest, 10), strconv.Itoa(moved),
	}
	for _, n := range by {
		row = append(row, strconv.Itoa(n))
	}
	return append(row, strconv.Itoa(least), strconv.Itoa(len(people)), strconv.Itoa(refused(in, a.Roster)),
		strconv.FormatInt(score[nrp.LevelRest], 10))
}
