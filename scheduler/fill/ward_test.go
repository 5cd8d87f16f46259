package fill_test

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// The shifts and skills of the small ward.
const (
	early, night, elsewhere = 0, 1, 2
	nurse, charge           = 0, 1
)

var (
	hard = nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	e    = nrp.Assignment{Shift: early, Skill: nurse}
	n    = nrp.Assignment{Shift: night, Skill: nurse}
	x    = nrp.Assignment{Shift: elsewhere, Skill: nrp.NoSkill}
	off  = nrp.Off
)

// ward is a week from Monday 2 March 2026 of four people: two of them nurses in charge, the last
// with half the hours and with an early on another ward on Sunday.
//
//	     M  T  W  T  F  S  S
//	0    .  E  E  .  N  .  .
//	1    E  .  .  E  .  N  .
//	2    N  .  .  N  .  .  E
//	3    .  N  .  .  E  .  X
func ward() *fill.Ward {
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 7},
		Skills:  []nrp.Skill{{ID: "nurse"}, {ID: "charge"}},
		Shifts: []nrp.Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 450},
			{ID: "N", Kind: "night", Start: 1200, End: 1920, Minutes: 660},
			{ID: "E@2", Kind: "early", Start: 420, End: 900, Minutes: 450, FixedOnly: true},
		},
		Contracts: []nrp.Contract{{
			SkillCost: hard, UnavailableCost: hard, FixedCost: hard,
			Rests: []nrp.Rest{{Name: "rest between shifts", Minutes: 660, Cost: hard}},
		}},
		Fixed: []nrp.Fixed{{Staff: 3, Day: 6, To: x}},
	}
	for i, id := range []string{"0", "1", "2", "3"} {
		s := nrp.Staff{ID: id, Skills: []int{nurse}}
		if i < 2 {
			s.Skills = []int{nurse, charge}
		}
		in.Staff = append(in.Staff, s)
	}
	r := nrp.Roster{
		{off, e, e, off, n, off, off},
		{e, off, off, e, off, n, off},
		{n, off, off, n, off, off, e},
		{off, n, off, off, e, off, x},
	}
	least := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	for d := range 7 {
		for s := range 2 {
			have := 0
			for i := range r {
				if r[i][d].Shift == s {
					have++
				}
			}
			in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: s, Skill: nurse, Min: have, MinCost: least, Preferred: have, Max: nrp.NoLimit})
		}
	}
	w := &fill.Ward{Inst: in, Roster: r, Notice: make([][]int64, 7), Agreed: []int64{2250, 2250, fill.Unknown, 1125}}
	half := fairness.Ratio{Num: 1, Den: 2}
	w.Carriers = []fill.Carrier{{Burden: 5000}, {Burden: 9000}, {Burden: 5000}, {Burden: 5000, Share: half, Nights: half}}
	for d := range w.Notice {
		for _, s := range in.Shifts { // it is Sunday noon
			w.Notice[d] = append(w.Notice[d], int64(d*1440+720+s.Start))
		}
	}
	w.Law = lawOf(in)
	return w
}

// lawOf is what the second referee knows of the week: the shifts on the clock of London, and the early
// on the other ward.
func lawOf(in *nrp.Instance) *fill.Law {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	at := func(d, minute int) law.Instant { return law.Clock(london, 2026, time.March, 2+d, minute) }
	l := &fill.Law{
		Around: law.Input{Zone: london, Figures: law.UK(), From: at(0, 0), To: at(9, 0)},
		Blocks: func(r law.Rule) bool {
			return r == law.DailyRest || r == law.AverageWeek || r == law.TwoPlaces || r == law.OnAbsence
		},
	}
	l.Around.Figures.Break = law.Figure{}
	for i, s := range in.Staff {
		l.Around.People = append(l.Around.People, law.Person{ID: s.ID})
		if i == 3 {
			l.Around.People[i].Work = []law.Work{{Start: at(6, 420), End: at(6, 900), Break: 30}}
		}
	}
	for d := range in.Horizon.Days {
		var day []law.Work
		for _, s := range in.Shifts {
			w := law.Work{Start: at(d, s.Start), End: at(d, s.End), Break: s.End - s.Start - s.Minutes}
			if s.FixedOnly {
				w = law.Work{}
			}
			day = append(day, w)
		}
		l.Cells = append(l.Cells, day)
	}
	return l
}

func judge(t *testing.T, w *fill.Ward) *fill.Judge {
	t.Helper()
	j, err := fill.New(w)
	if err != nil {
		t.Fatal(err)
	}
	return j
}
