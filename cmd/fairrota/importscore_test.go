package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// An imported ward must cost exactly what the competition says, whatever the roster: the
// instance that the store makes of its rows and the one that the reader makes of the
// files give every random roster the same score.
func TestImportedWardHasTheCompetitionsScore(t *testing.T) {
	t.Run("alder", func(t *testing.T) {
		p, err := alder(t, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		sameScores(t, p, 300)
	})
	t.Run("n030w4", func(t *testing.T) {
		folder := filepath.Join("..", "..", "..", "shared", "bench", "inrc2", "n030w4")
		if _, err := os.Stat(folder); err != nil {
			t.Skip("no published instances: ../shared/bench does not stand beside the checkout")
		}
		at := func(name string) string { return filepath.Join(folder, name+".json") }
		p, err := readINRC2(at("Sc-n030w4"), at("H0-n030w4-1"), []string{at("WD-n030w4-6"), at("WD-n030w4-2"), at("WD-n030w4-9"), at("WD-n030w4-1")})
		if err != nil {
			t.Fatal(err)
		}
		sameScores(t, p, 100)
	})
}

// sameScores imports the problem and compares scores of random rosters.
func sameScores(t *testing.T, p *inrc2.Problem, rosters int) {
	t.Helper()
	ward, err := wardOfINRC2(p, closedPlan())
	if err != nil {
		t.Fatal(err)
	}
	ward.Ward.SolveSeconds = 1
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: importDatabase(t), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	made, err := db.ImportWard(t.Context(), store.SystemActor, *ward)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := db.Problem(t.Context(), store.SystemActor, made.PeriodID)
	if err != nil {
		t.Fatal(err)
	}
	m := placesOf(t, p.Instance, stored.Instance, closedPlan().numberPrefix)
	theirs, err := rules.Compile(p.Instance)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := rules.Compile(stored.Instance)
	if err != nil {
		t.Fatal(err)
	}
	distinct := map[nrp.Score]bool{}
	for seed := range rosters {
		r := randomRoster(p.Instance, uint64(seed))
		want, got := theirs.Evaluate(r), ours.Evaluate(m.translate(r, stored.Instance))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d (-files +store):\n%s", seed, diff)
		}
		if score, _, err := verify.Check(stored.Instance, m.translate(r, stored.Instance)); err != nil || score != want {
			t.Fatalf("seed %d: the referee says %v, %v", seed, score, err)
		}
		distinct[want] = true
	}
	if len(distinct) < rosters/2 {
		t.Errorf("%d different scores of %d rosters: the test sees nothing", len(distinct), rosters)
	}
}

// places says where staff, shifts and skills of one instance stand in another.
type places struct{ staff, shifts, skills []int }

func placesOf(t *testing.T, from, to *nrp.Instance, prefix string) places {
	t.Helper()
	find := func(what, id string, n int, name func(int) string) int {
		for i := range n {
			if name(i) == id {
				return i
			}
		}
		t.Fatalf("the store has no %s %s", what, id)
		return -1
	}
	var m places
	for _, s := range from.Staff {
		m.staff = append(m.staff, find("staff", prefix+s.ID, len(to.Staff), func(i int) string { return to.Staff[i].ID }))
	}
	for _, s := range from.Shifts {
		m.shifts = append(m.shifts, find("shift", s.ID, len(to.Shifts), func(i int) string { return to.Shifts[i].ID }))
	}
	for _, s := range from.Skills {
		m.skills = append(m.skills, find("skill", s.ID, len(to.Skills), func(i int) string { return to.Skills[i].ID }))
	}
	return m
}

func (m places) translate(r nrp.Roster, to *nrp.Instance) nrp.Roster {
	out := nrp.NewRoster(len(to.Staff), to.Horizon.Days)
	for i, line := range r {
		for d, a := range line {
			if a.Shift != nrp.NoShift {
				out[m.staff[i]][d] = nrp.Assignment{Shift: m.shifts[a.Shift], Skill: m.skills[a.Skill]}
			}
		}
	}
	return out
}

// randomRoster is anything from an empty roster to a full one; people work in a skill
// that they hold nine times of ten, and in runs.
func randomRoster(in *nrp.Instance, seed uint64) nrp.Roster {
	random := rand.New(rand.NewPCG(seed, 7))
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	busy := random.Float64()
	for i := range r {
		last := nrp.Off
		for d := range r[i] {
			if random.IntN(3) == 0 {
				last = nrp.Off
				if random.Float64() < busy {
					last = nrp.Assignment{Shift: random.IntN(len(in.Shifts)), Skill: random.IntN(len(in.Skills))}
					if held := in.Staff[i].Skills; random.IntN(10) > 0 {
						last.Skill = held[random.IntN(len(held))]
					}
				}
			}
			r[i][d] = last
		}
	}
	return r
}
