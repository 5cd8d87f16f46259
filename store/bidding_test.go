package store

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var wardShifts = []Shift{
	{ID: "e1", Kind: Early}, {ID: "e2", Kind: Early}, {ID: "n", Kind: Night},
}

func TestCheckAsk(t *testing.T) {
	on, off := Ask{Kind: DayOn}, Ask{Kind: DayOff}
	shiftOn := func(id ID) Ask { return Ask{Kind: ShiftOn, ShiftID: id} }
	shiftOff := func(id ID) Ask { return Ask{Kind: ShiftOff, ShiftID: id} }
	kind := func(k ShiftKind) Ask { return Ask{Kind: KindOn, ShiftKind: k} }
	const fine = Internal
	for name, c := range map[string]struct {
		ask    Ask
		others []Ask
		want   Kind
	}{
		"alone":                               {on, nil, fine},
		"off and on":                          {off, []Ask{on}, Conflict},
		"on and off":                          {on, []Ask{off}, Conflict},
		"the same twice":                      {off, []Ask{off}, Conflict},
		"off and a shift":                     {off, []Ask{shiftOn("n")}, Conflict},
		"off and a kind":                      {off, []Ask{kind(Night)}, Conflict},
		"off and not a shift":                 {off, []Ask{shiftOff("n")}, fine},
		"on and a shift":                      {on, []Ask{shiftOn("n")}, fine},
		"two shifts":                          {shiftOn("n"), []Ask{shiftOn("e1")}, Conflict},
		"a shift and not it":                  {shiftOn("n"), []Ask{shiftOff("n")}, Conflict},
		"a shift and not another":             {shiftOn("n"), []Ask{shiftOff("e1")}, fine},
		"a shift and its kind":                {shiftOn("e1"), []Ask{kind(Early)}, fine},
		"a shift and another kind":            {shiftOn("e1"), []Ask{kind(Night)}, Conflict},
		"two kinds":                           {kind(Early), []Ask{kind(Night)}, Conflict},
		"a kind and not one of its shifts":    {kind(Early), []Ask{shiftOff("e1")}, fine},
		"a kind and none of its shifts":       {kind(Early), []Ask{shiftOff("e1"), shiftOff("e2")}, Conflict},
		"on and none of the shifts":           {on, []Ask{shiftOff("e1"), shiftOff("e2"), shiftOff("n")}, Conflict},
		"none of the shifts":                  {shiftOff("n"), []Ask{shiftOff("e1"), shiftOff("e2")}, fine},
		"a shift that the ward has not":       {shiftOn("x"), nil, Invalid},
		"not a shift that the ward has not":   {shiftOff("x"), nil, Invalid},
		"a kind of which the ward has none":   {kind(LongDay), nil, Invalid},
		"strength does not make a new ask of": {Ask{Kind: DayOff, Strength: 3}, []Ask{{Kind: DayOff, Strength: 1}}, Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			err := CheckAsk(&c.ask, c.others, wardShifts)
			if (err == nil) != (c.want == fine) || err != nil && KindOf(err) != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestAcceptedAsksCanAllBeMet: whatever the order in which asks come, those accepted can
// be met together by one day.
func TestAcceptedAsksCanAllBeMet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var accepted []Ask
		for range rapid.IntRange(1, 8).Draw(t, "asks") {
			a := Ask{Kind: rapid.SampledFrom([]PreferenceKind{DayOn, DayOff, ShiftOn, ShiftOff, KindOn}).Draw(t, "kind")}
			switch a.Kind {
			case ShiftOn, ShiftOff:
				a.ShiftID = rapid.SampledFrom(wardShifts).Draw(t, "shift").ID
			case KindOn:
				a.ShiftKind = rapid.SampledFrom(wardShifts).Draw(t, "shift").Kind
			case DayOn, DayOff:
			}
			if CheckAsk(&a, accepted, wardShifts) == nil {
				accepted = append(accepted, a)
			}
		}
		met := func(shift *Shift) bool {
			return !slices.ContainsFunc(accepted, func(a Ask) bool { return !a.Met(shift) })
		}
		if !met(nil) && !met(&wardShifts[0]) && !met(&wardShifts[1]) && !met(&wardShifts[2]) {
			t.Fatalf("no day meets %v", accepted)
		}
	})
}

func TestCheckCap(t *testing.T) {
	for used, want := range map[int]bool{0: true, 9: true, 10: false, 11: false} {
		if err := CheckCap(used, 10); (err == nil) != want {
			t.Errorf("%d of 10: %v", used, err)
		}
	}
}

func TestCheckTokens(t *testing.T) {
	for _, c := range []struct {
		used, limit int
		want        bool
	}{{0, 0, false}, {0, 1, true}, {1, 1, false}, {2, 3, true}, {3, 3, false}, {4, 3, false}} {
		if err := CheckTokens(c.used, c.limit); (err == nil) != c.want {
			t.Errorf("%d of %d: %v", c.used, c.limit, err)
		}
	}
}

// TestWindow: the window takes in its first instant and not its last, and the state must
// agree.
func TestWindow(t *testing.T) {
	opens := time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)
	closes := opens.Add(24 * time.Hour)
	for _, c := range []struct {
		state PeriodState
		at    time.Time
		want  bool
	}{
		{Open, opens.Add(-1), false},
		{Open, opens, true},
		{Open, closes.Add(-1), true},
		{Open, closes, false},
		{Planned, opens, false},
		{PeriodClosed, opens, false},
		{Drafted, opens, false},
		{PeriodPublished, opens, false},
	} {
		p := RosterPeriod{State: c.state, BiddingOpensAt: opens, BiddingClosesAt: closes}
		err := p.CheckWindow(c.at, time.UTC)
		if (err == nil) != c.want || p.BiddingOpen(c.at) != c.want || err != nil && KindOf(err) != Closed {
			t.Errorf("%s at %s: %v, want open %t", c.state, c.at, err, c.want)
		}
	}
}
