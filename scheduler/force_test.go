package scheduler_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestForcedRostersOfTinyWards compares what Force says of the best rosters of tiny instances, as many as FAIRROTA_TEST_TINY asks for
// (default 50), with all rosters: for each duty the wish is that the person does without the shift that day. That only worse rosters
// do is never said up to a level above the first at which the best of those is worse, and is said for most duties from that level on.
// Rosters do as wished and are no better than the best that does.
func TestForcedRostersOfTinyWards(t *testing.T) {
	asked := nrptest.Setting(t, "FAIRROTA_TEST_TINY", 50, 1)
	worse, proved, drawn, shown := 0, 0, 0, 0
	for seed := range uint64(asked) {
		m := tinyInstance(t, seed)
		best := bestOfAll(m)
		r := solve(t, m.Inst, scheduler.Options{Seed: seed, StepLimit: firstSteps}).Roster
		if m.Evaluate(r) != best {
			continue
		}
		wishes := wishesOf(m, r)
		var series scheduler.Series
		for l := range nrp.Level(nrp.NumLevels) {
			out, _, err := series.Force(t.Context(), m.Inst, r, l, wishes, scheduler.Options{Seed: seed, StepLimit: firstSteps})
			if err != nil {
				t.Fatalf("instance %d: %v", seed, err)
			}
			for k, f := range out {
				w := wishes[k].Bans[0]
				with := bestOfAll(without(t, m, w))
				first := slices.IndexFunc([]nrp.Level{0, 1, 2, 3, 4, 5}, func(l nrp.Level) bool { return with[l] != best[l] })
				is := first >= 0 && first <= int(l)
				switch {
				case f.Worse && !is:
					t.Errorf("instance %d, level %v: %+v makes rosters worse, but the best is %v where that of all is %v", seed, l, w, with, best)
				case f.Roster != nil && (w.Cells.Has(f.Roster[w.Staff][w.Day].Shift) || m.Evaluate(f.Roster).Compare(with) < 0):
					t.Errorf("instance %d, level %v: %+v: a roster of %v, the best is %v", seed, l, w, m.Evaluate(f.Roster), with)
				}
				if is {
					worse++
				} else {
					drawn++
				}
				if f.Worse {
					proved++
				}
				shows := f.Roster
				if shows == nil {
					shows = wishes[k].Found
				}
				if s := m.Evaluate(shows); slices.Equal(s[:l+1], best[:l+1]) {
					shown++
				}
			}
		}
	}
	t.Logf("%d of %d proved to be worse, %d of %d shown not to be", proved, worse, shown, drawn)
	if proved*2 < worse || shown*2 < drawn {
		t.Errorf("only %d of %d were proved to be worse, %d of %d shown not to be", proved, worse, shown, drawn)
	}
}

// TestWishesOfNobodyAreRefused: a wish names who and when, and comes with a roster that fits.
func TestWishesOfNobodyAreRefused(t *testing.T) {
	in := ward(2, 7)
	r := nrp.NewRoster(2, 7)
	for want, w := range map[string]scheduler.Wish{
		"wishes[0]: a ban for person 2 on day 0, there are 2 people and 7 days": {Bans: []scheduler.Ban{{Staff: 2}}, Found: r},
		"wishes[0]: a ban for person 0 on day 7, there are 2 people and 7 days": {Bans: []scheduler.Ban{{Day: 7}}, Found: r},
		"wishes[0]: found: 0 lines for 2 staff":                                 {Bans: []scheduler.Ban{{}}},
	} {
		var series scheduler.Series
		_, _, err := series.Force(t.Context(), in, r, nrp.LevelCover, []scheduler.Wish{w}, scheduler.Options{StepLimit: 1})
		if !errors.Is(err, scheduler.ErrBadOptions) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", w.Bans, err, want)
		}
	}
}

// wishesOf are that somebody does without the shift of a duty, for each duty that law leaves open; the roster to begin with is the one at hand without it.
func wishesOf(m *rules.Model, r nrp.Roster) []scheduler.Wish {
	var out []scheduler.Wish
	for i := range r {
		con := &m.Inst.Contracts[m.Inst.Staff[i].Contract]
		for d, a := range r[i] {
			if _, fixed := m.Fixed(i, d); fixed || a.Shift == nrp.NoShift || !forbids(con.UnavailableCost) {
				continue
			}
			found := r.Clone()
			found[i][d] = nrp.Off
			out = append(out, scheduler.Wish{Bans: []scheduler.Ban{{Staff: i, Day: d, Cells: nrp.ShiftCells(a.Shift)}}, Found: found})
		}
	}
	return out
}

// without returns the instance in which some cells are forbidden to a person by law.
func without(t *testing.T, m *rules.Model, b scheduler.Ban) *rules.Model {
	t.Helper()
	in := *m.Inst
	in.Unavailable = append(slices.Clone(in.Unavailable), nrp.Unavailable{Staff: b.Staff, Day: b.Day, Cells: b.Cells})
	out, err := rules.Compile(&in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
