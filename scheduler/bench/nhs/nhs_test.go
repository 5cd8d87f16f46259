package nhs_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify"
)

func TestEqualSeedsGiveEqualWards(t *testing.T) {
	zone := cmp.Comparer(func(x, y *time.Location) bool { return x.String() == y.String() })
	draw := func(seed uint64) *nhs.Ward {
		w := nhs.New(seed, nhs.Small, london(t))
		if err := w.SolvePast(t.Context(), 500); err != nil {
			t.Fatal(err)
		}
		return w
	}
	if diff := cmp.Diff(draw(3), draw(3), zone); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(draw(3).Demand, draw(4).Demand, cmpopts.EquateEmpty()) {
		t.Error("the wards of two seeds want the same cover")
	}
}

// Each feature occurs, and each ward is a problem that the engine takes.
func TestEachFeatureOccurs(t *testing.T) {
	const wards = 300
	count := map[nhs.Feature]int{}
	for seed := range uint64(wards) {
		size := nhs.Small
		if seed%10 == 0 {
			size = nhs.Any
		}
		w := nhs.New(seed, size, london(t))
		if n := len(w.People); n < size.Least || n > size.Most {
			t.Errorf("ward %d has %d people, want %d to %d", seed, n, size.Least, size.Most)
		}
		w.HasPast = false // what was worked is tried elsewhere
		p, err := w.Problem()
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(p.Check(), p.Instance.Validate()); err != nil {
			t.Errorf("ward %d: %v", seed, err)
		}
		for _, f := range nhs.New(seed, size, london(t)).Features() {
			count[f]++
		}
	}
	for _, f := range nhs.AllFeatures() {
		if count[f] < wards/100 {
			t.Errorf("%d of %d wards have %s", count[f], wards, f)
		}
	}
}

func TestFortyHasEveryFeature(t *testing.T) {
	// What a ward has none of since it has the other.
	other := []nhs.Feature{"3_bands", "4_bands", "no_history", "spring_forward", "split_week", "understaffed", "well_staffed", "short_shifts_only", "twilight", "clock_change_before", "quiet_bank_holiday"}
	has := nhs.Forty(1, london(t)).Features()
	for _, f := range nhs.AllFeatures() {
		if !slices.Contains(has, f) && !slices.Contains(other, f) {
			t.Errorf("the ward of forty has no %s", f)
		}
	}
}

// What is fixed before a solve keeps every rule by itself, so that no breach can be put down to it.
func TestWhatIsFixedBreaksNothing(t *testing.T) {
	fixed := 0
	for seed := range uint64(60) {
		w := nhs.New(seed, nhs.Small, london(t))
		if len(w.Bank) == 0 {
			continue
		}
		if err := w.SolvePast(t.Context(), 500); err != nil {
			t.Fatal(err)
		}
		p, err := w.Problem()
		if err != nil {
			t.Fatal(err)
		}
		least := nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
		for _, f := range p.Instance.Fixed {
			least[f.Staff][f.Day] = f.To
			fixed++
		}
		a, err := planner.Judge(p, least)
		if err != nil {
			t.Fatal(err)
		}
		if a.Score[nrp.LevelHard] != 0 || len(a.Law.Made)+len(a.Law.Given) > 0 {
			t.Errorf("ward %d: %v %v %v", seed, a.Violations, a.Law.Made, a.Law.Given)
		}
	}
	if fixed < 10 {
		t.Errorf("only %d fixed cells were tried", fixed)
	}
}

// The referees see what is planted in a lawful roster: work on leave, and a day's shift right after a night.
func TestRefereesSeePlantedBreaches(t *testing.T) {
	w := nhs.New(0, nhs.Small, london(t))
	w.HasPast = false
	p, err := w.Problem()
	if err != nil {
		t.Fatal(err)
	}
	last := len(w.Shifts) - 1 // the night
	r := nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
	away := p.Instance.Unavailable[0]
	r[away.Staff][away.Day] = nrp.Assignment{Shift: last, Skill: p.Instance.Staff[away.Staff].Skills[0]}
	_, broken, err := nhs.Shortfall(p, r)
	if err != nil || !anyHas(broken, "unavailable") || !anyHas(broken, "agreed absence") {
		t.Errorf("work on leave: %q (%v)", broken, err)
	}
	r = nrp.NewRoster(len(p.Instance.Staff), p.Instance.Horizon.Days)
	day := 0
	for slices.ContainsFunc(p.Instance.Unavailable, func(u nrp.Unavailable) bool { return u.Staff == 1 && (u.Day == day || u.Day == day+1) }) {
		day++
	}
	skill := p.Instance.Staff[1].Skills[0]
	r[1][day], r[1][day+1] = nrp.Assignment{Shift: last, Skill: skill}, nrp.Assignment{Shift: 0, Skill: skill}
	short, broken, err := nhs.Shortfall(p, r)
	// That night ends a quarter of an hour after the day's shift begins.
	if err != nil || !anyHas(broken, "rest between shifts") || !anyHas(broken, "two duties at once") {
		t.Errorf("a short rest: %q (%v)", broken, err)
	}
	// Nearly nobody works, so that each row of minimum cover lacks about as many as it wants.
	score, _, err := verify.Check(p.Instance, r)
	total := int64(0)
	for _, n := range short {
		total += n
	}
	if err != nil || total != score[nrp.LevelCover] || !slices.IsSortedFunc(short, func(x, y int64) int { return int(y - x) }) {
		t.Errorf("shortfall %v, the score has %v (%v)", short, score, err)
	}
}

func anyHas(texts []string, part string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, part) })
}

func TestDaysAreDates(t *testing.T) {
	for _, c := range []struct {
		day     nhs.Day
		text    string
		weekday int
	}{
		{nhs.DayOf(2026, time.March, 29), "2026-03-29", 6}, // a Sunday, the clock goes forward
		{nhs.DayOf(2028, time.February, 28) + 1, "2028-02-29", 1},
		{nhs.DayOf(1970, time.January, 1), "1970-01-01", 3},
	} {
		if c.day.String() != c.text || c.day.Weekday() != c.weekday || c.day.Monday().Weekday() != 0 || c.day-c.day.Monday() != nhs.Day(c.weekday) {
			t.Errorf("%s is %s, weekday %d, in the week of %s", c.text, c.day, c.day.Weekday(), c.day.Monday())
		}
	}
}
