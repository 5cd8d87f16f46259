package sqlstore

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// nightFirstDay is the first day of the period of a ward of newNight.
const nightFirstDay = store.Day("2027-03-15")

// askOff puts in a day off of one person of the first ward for a day of the period, from 0.
func (n *night) askOff(t *testing.T, person, day int) {
	t.Helper()
	n.clock.set(n.clock.now().Add(time.Second))
	w := n.wards[0]
	_, err := n.PutPreference(t.Context(), w.people[person], store.Preference{
		ID: newID(), PeriodID: w.PeriodID, StaffID: w.people[person].StaffID, Day: nightFirstDay.Add(day),
		Ask: store.Ask{Kind: store.DayOff, Strength: 1},
	}, true)
	if err != nil {
		t.Fatal(err)
	}
}

// tickNight lets n nights pass and ticks after each of them.
func (n *night) tickNight(t *testing.T) {
	t.Helper()
	n.clock.set(n.clock.now().Add(24 * time.Hour))
	if err := n.Tick(t.Context(), n.clock.now()); err != nil {
		t.Fatal(err)
	}
}

// picture is what a nurse of the first ward sees.
func (n *night) picture(t *testing.T) *store.Contention {
	t.Helper()
	c, err := n.MyContention(t.Context(), n.wards[0].people[5], n.wards[0].PeriodID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *night) band(t *testing.T, day int) store.Band {
	t.Helper()
	at := nightFirstDay.Add(day)
	c := n.picture(t)
	i := slices.IndexFunc(c.Bands, func(b store.ContentionBand) bool { return b.Day == at && b.Want == store.WantOff })
	if i < 0 {
		t.Fatalf("no band of a day off on %s in %v", at, c.Bands)
	}
	return c.Bands[i].Band
}

func TestContentionIsDrawnByNightAndNeverLive(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 1)
		n.clock.set(opens)
		if err := n.Tick(t.Context(), n.clock.now()); err != nil {
			t.Fatal(err)
		}
		n.askOff(t, 0, 3)
		n.askOff(t, 1, 3)
		n.tickNight(t)
		if c := n.picture(t); len(c.Bands) != 0 || c.DrawnAt != nil || c.Night != "2027-02-02" {
			t.Fatalf("with two bidders the picture is %+v, want none", c)
		}
		n.askOff(t, 2, 3)
		if c := n.picture(t); len(c.Bands) != 0 {
			t.Fatalf("a third ask shows before the night: %v", c.Bands)
		}
		n.tickNight(t)
		drawn := n.picture(t)
		// Six people, of whom the ward needs two or more each day: at most four can be off.
		if n.band(t, 3) == store.BandLow || n.band(t, 4) != store.BandLow {
			t.Fatalf("three ask for one day: %v", drawn.Bands)
		}
		// Within the same night nothing moves, however often the clock ticks and whoever asks.
		for person := range 5 {
			n.askOff(t, person, 4)
		}
		n.clock.set(n.clock.now().Add(time.Hour))
		if err := n.Tick(t.Context(), n.clock.now()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(drawn, n.picture(t)); diff != "" {
			t.Errorf("the picture moved within a night: %s", diff)
		}
		n.tickNight(t)
		if n.band(t, 4) != store.BandHigh {
			t.Errorf("five of six ask for one day: %v", n.picture(t).Bands)
		}
	})
}

// Whoever watches the bands from night to night and knows that one colleague, or two, have been at it
// learns nothing: the picture stays the one it was, whatever these put in, change or withdraw.
func TestContentionDoesNotMoveForFewerThanThree(t *testing.T) {
	n := newNight(t, sqliteDialect, 1)
	n.clock.set(opens)
	if err := n.Tick(t.Context(), n.clock.now()); err != nil {
		t.Fatal(err)
	}
	for person := range 3 {
		n.askOff(t, person, person)
	}
	n.tickNight(t)
	first := n.picture(t)
	if first.DrawnAt == nil {
		t.Fatal("no picture with three bidders")
	}
	still := func(what string) {
		t.Helper()
		n.tickNight(t)
		now := n.picture(t)
		if diff := cmp.Diff(first.Bands, now.Bands); diff != "" || !now.DrawnAt.Equal(*first.DrawnAt) {
			t.Errorf("%s: the picture moved: %s", what, diff)
		}
	}
	for day := 4; day < 10; day++ {
		n.askOff(t, 3, day)
	}
	still("one person asks for six days")
	mine, err := n.MyPreferences(t.Context(), n.wards[0].people[3], n.wards[0].PeriodID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range mine[:3] {
		if err := n.DeletePreference(t.Context(), n.wards[0].people[3], p.ID, p.Version); err != nil {
			t.Fatal(err)
		}
	}
	still("the same person withdraws three")
	n.askOff(t, 4, 9)
	still("a second person asks")
	n.askOff(t, 5, 9)
	n.tickNight(t)
	if n.picture(t).DrawnAt.Equal(*first.DrawnAt) {
		t.Error("three people have changed something, and there is no new picture")
	}
}

func TestContentionIsNobodysWithoutTheRight(t *testing.T) {
	n := newNight(t, sqliteDialect, 2)
	period := n.wards[0].PeriodID
	for what, actor := range map[string]store.Actor{
		"another ward's nurse": n.wards[1].people[0], "another ward's manager": n.wards[1].manager, "nobody": {},
	} {
		if c, err := n.MyContention(t.Context(), actor, period); err == nil {
			t.Errorf("%s reads as a nurse: %v", what, c)
		}
		if c, err := n.Contention(t.Context(), actor, period); err == nil {
			t.Errorf("%s reads as a manager: %v", what, c)
		}
	}
	if _, err := n.Contention(t.Context(), n.wards[0].people[0], period); err == nil {
		t.Error("a nurse reads as a manager")
	}
	if _, err := n.Contention(t.Context(), n.wards[0].manager, period); err != nil {
		t.Error(err)
	}
}
