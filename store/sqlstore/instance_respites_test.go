package sqlstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// weeklyRests returns the fortnights that lack weekly rest, by what the instance says and by what the
// stored rows say by the law, as person and first day of the fortnight.
func weeklyRests(t *testing.T, p *planner.Problem, r nrp.Roster) (rule, byLaw []string) {
	t.Helper()
	a, err := planner.Judge(p, r)
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := verify.Check(p.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	first, last := store.Day(p.FirstDay), store.Day(p.FirstDay).Add(p.Instance.Horizon.Days-1)
	for _, v := range found {
		if v.Rule != nrp.RuleRespite {
			continue
		}
		x := p.Instance.Contracts[p.Instance.Staff[v.Staff].Contract].Respites[0]
		rule = append(rule, fmt.Sprintf("%s %s", p.Instance.Staff[v.Staff].ID, first.Add(x.From+(v.Day-x.From)/x.Span*x.Span)))
	}
	for _, b := range slices.Concat(a.Law.Made, a.Law.Given) {
		from := store.DayOf(b.From.In(p.Law.Around.Zone), p.Law.Around.Zone)
		// Fortnights that do not touch the period are those of other rotas.
		if b.Rule == law.WeeklyRest && from <= last && from.Add(14) > first {
			byLaw = append(byLaw, fmt.Sprintf("%s %s", b.Person, from))
		}
	}
	slices.Sort(rule)
	slices.Sort(byLaw)
	return rule, byLaw
}

// TestBothRefereesSeeTheSameWeeklyRest fills the days round a period, on the ward, on another one
// and in the rota, with work for people who are seldom off, over both clock changes and with
// employments that began in either week, and wants the same fortnights from both.
func TestBothRefereesSeeTheSameWeeklyRest(t *testing.T) {
	breached, kept := 0, 0
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 7))
		rows := wardRows()
		rows.Period.FirstDay = []store.Day{"2027-03-17", "2027-03-29", "2027-04-05", "2027-10-20", "2027-11-01", "2027-11-08", "2027-06-01"}[seed%7]
		rows.Period.LastDay = rows.Period.FirstDay.Add(6 + random.IntN(30))
		for i := range rows.Shifts {
			s := &rows.Shifts[i]
			s.StartMinute = random.IntN(96) * 15
			s.EndMinute = s.StartMinute + 450 + random.IntN(21)*15
			s.PaidMinutes = 400
		}
		for i := range rows.Staff {
			if random.IntN(2) == 0 {
				rows.Staff[i].FirstDay = store.Day("2026-09-01").Add(random.IntN(30))
			}
		}
		foreign := store.Shift{ID: "x", WardID: "other", Code: "X", Kind: store.OtherKind, StartMinute: random.IntN(1440), PaidMinutes: 450}
		foreign.EndMinute = foreign.StartMinute + 480 + random.IntN(300)
		around, duties := throwOften(random, rows, foreign)
		p := underLaw(t, rows, around...)
		rule, byLaw := weeklyRests(t, p, readRoster(p, duties))
		if diff := cmp.Diff(rule, byLaw); diff != "" {
			t.Fatalf("seed %d, %s to %s (-rule +law):\n%s", seed, rows.Period.FirstDay, rows.Period.LastDay, diff)
		}
		breached += len(rule)
		if len(rule) == 0 {
			kept++
		}
	}
	if breached < 400 || kept < 40 {
		t.Errorf("%d fortnights without weekly rest and %d rotas without such: the comparison sees too little", breached, kept)
	}
}

// throwOften puts work on most days from two weeks before the period to two after it; a person
// is off once in so many days, of which everybody has another number.
func throwOften(random *rand.Rand, rows *problemRows, foreign store.Shift) (around []lawDuty, duties []store.Duty) {
	first, last := rows.Period.FirstDay, rows.Period.LastDay
	rows.Past = &pastRoster{FirstDay: first.Add(-16)}
	for _, s := range rows.Staff {
		off := 4 + random.IntN(12)
		for d := first.Add(-16); d <= last.Add(aheadDays); d = d.Add(1) {
			own := rows.Shifts[random.IntN(3)]
			if random.IntN(off) == 0 || d < s.FirstDay {
				continue
			}
			if random.IntN(4) == 0 {
				rows.Elsewhere = append(rows.Elsewhere, elsewhereDuty{s.ID, d, foreign})
				around = append(around, lawDuty{s.ID, d, foreign.StartMinute, foreign.EndMinute, foreign.PaidMinutes, nil, ""})
				continue
			}
			x := duty(s.ID, d, own.ID)
			switch {
			case d < first:
				rows.Past.Duties = append(rows.Past.Duties, x)
			case d > last:
				rows.Next = append(rows.Next, x)
			default:
				duties = append(duties, x)
				continue
			}
			around = append(around, lawDuty{s.ID, d, own.StartMinute, own.EndMinute, own.PaidMinutes, nil, ""})
		}
	}
	return around, duties
}

// TestRestBeforeADutyAfterADayOff: rest of 24 h, an early (07:00 to 15:00) on the second day after
// the rota. A night of the last day but one ends at 07:30 on the last, 23 h 30 + 24 h before it;
// one of the last day at 07:30 on the day after it, 23 h 30 before.
func TestRestBeforeADutyAfterADayOff(t *testing.T) {
	for minutes, want := range map[int]map[nrp.DayIdx]nrp.CellSet{
		23*60 + 29: {}, 23*60 + 30: {},
		23*60 + 31: {13: nrp.ShiftCells(shiftN)},
		47*60 + 30: {13: nrp.ShiftCells(shiftE, shiftL, shiftN)}, // a late ends 33 h 30 before, an early 40 h
		47*60 + 31: {12: nrp.ShiftCells(shiftN), 13: nrp.ShiftCells(shiftE, shiftL, shiftN)},
	} {
		rows := wardRows()
		rows.Rules.Rest.Minutes = minutes
		rows.Next = []store.Duty{{StaffID: "b", Day: "2027-04-01", ShiftID: "e"}}
		got := map[nrp.DayIdx]nrp.CellSet{}
		for _, u := range build(t, rows).Instance.Unavailable {
			if u.Name == store.RestBeforeNext && u.Staff == staffB {
				got[u.Day] |= u.Cells
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d minutes: %s", minutes, diff)
		}
	}
}
