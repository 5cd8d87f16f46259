package sqlstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// meanRows are four weeks from Monday 3 May 2027 with an early of 10 h, 07:00 to 17:30.
func meanRows() *problemRows {
	rows := wardRows()
	rows.Period.FirstDay, rows.Period.LastDay = "2027-05-03", "2027-05-30"
	rows.Shifts[1].EndMinute, rows.Shifts[1].PaidMinutes = 1050, 600
	rows.Staff[1].Skills = []store.StaffSkill{{SkillID: "k1"}}
	return rows
}

// elsewhere has B work on another ward on days round or in the period, 07:00 on.
func elsewhereB(rows *problemRows, paid int, days ...store.Day) {
	for _, d := range days {
		rows.Around = append(rows.Around, lawDuty{"b", d, 420, 420 + paid, paid, nil, ""})
		if d >= rows.Period.FirstDay.Add(-pastDays) {
			x := store.Shift{ID: store.ID(fmt.Sprintf("x%d", paid)), Code: "X", Kind: store.Early, StartMinute: 420, EndMinute: 420 + paid, PaidMinutes: paid}
			rows.Elsewhere = append(rows.Elsewhere, elsewhereDuty{"b", d, x})
		}
	}
}

// dutiesOfB are B's by the letters of a line: E, L, N in capitals, all else is off.
func dutiesOfB(rows *problemRows, line string) []store.Duty {
	var out []store.Duty
	for d, letter := range line {
		if strings.ContainsRune("ELN", letter) {
			out = append(out, duty("b", rows.Period.FirstDay.Add(d), store.ID(strings.ToLower(string(letter)))))
		}
	}
	return out
}

// meanBroken says who finds B's mean week too long in a roster: the engine's statement of the
// rules, its referee, and the referee of the law.
func meanBroken(t *testing.T, p *planner.Problem, duties []store.Duty) (engine, first, second bool) {
	t.Helper()
	r := readRoster(p, duties)
	model, err := rules.Compile(p.Instance)
	if err != nil {
		t.Fatal(err)
	}
	a, err := planner.Assess(p, r)
	if err != nil {
		t.Fatal(err)
	}
	mean := func(v nrp.Violation) bool {
		_, _, ok := store.ParseMeanWeek(v.Name)
		return ok && v.Rule == nrp.RuleCounter && v.Staff == staffB && v.Cost.Level == nrp.LevelHard
	}
	of := func(b law.Breach) bool { return b.Rule == law.AverageWeek && b.Person == "2" }
	return slices.ContainsFunc(model.Violations(r), mean), slices.ContainsFunc(a.Violations, mean), slices.ContainsFunc(a.Law.Made, of)
}

// meanCases are lines of B with a shift in them whose paid minutes decide: with edge minutes the mean is
// exactly 48 h.
var meanCases = map[string]struct {
	rows func(*problemRows)
	line string
	// shift is where the shift that decides stands in wardRows.
	shift, edge int
}{
	// The week from Monday 10 May: 4 x 600 + 480 = 2880.
	"new on a Monday": {func(r *problemRows) { r.Staff[2].FirstDay = "2027-05-10" }, ".......EEEEL", 2, 480},
	// The week from Wednesday 12 to Tuesday 18 May: 3 x 600 before Sunday, 600 + 480 after it: 2880,
	// where each calendar week is far below its 60 h.
	"new on a Wednesday": {func(r *problemRows) { r.Staff[2].FirstDay = "2027-05-12" }, ".........EEE..EL", 2, 480},
	// Three weeks from Wednesday 12 May, up to 1 June, are 8640 minutes. The rota has of them the days up
	// to 30 May: 12 x 700 + 240. Its first two weeks have 5600 of 5760.
	"a week that goes beyond": {func(r *problemRows) {
		r.Staff[2].FirstDay, r.Rules.WeeklyMax = "2027-05-12", nil
		r.Shifts[1].EndMinute, r.Shifts[1].PaidMinutes = 1120, 700
	}, ".........EEEE...EEEE...EEEEL", 2, 240},
	// 16 weeks of 47 h are 45120 minutes of 48960; 3840 are left: 6 x 600 + 240, in a week that
	// no limit of its own holds.
	"16 weeks of 47 h": {func(r *problemRows) {
		r.Rules.WeeklyMax = nil
		for week := range 16 {
			for d := range 5 {
				r.Around = append(r.Around, lawDuty{"b", r.Period.FirstDay.Add(7*week - 112 + d), 420, 984, 564, nil, ""})
			}
		}
	}, "EEEEEEL", 2, 240},
	// The night of Saturday 30 October is an hour longer than it is paid: 4 x 600 + 420 + 60 = 2880.
	"the change in October": {func(r *problemRows) {
		r.Period.FirstDay, r.Period.LastDay, r.Staff[2].FirstDay = "2027-10-25", "2027-11-07", "2027-10-25"
	}, "EEEE.N", 0, 420},
	// Tuesday is worked elsewhere: 600 + 3 x 600 + 480 = 2880.
	"a duty on another ward": {func(r *problemRows) {
		r.Staff[2].FirstDay = "2027-05-10"
		elsewhereB(r, 600, "2027-05-11")
	}, ".......E.EEL", 2, 480},
	// A night elsewhere on the Sunday before, 19:30 to 07:00 without a break, has 420 minutes on the
	// Monday on which a reference period of 17 weeks begins; 119 days after it, with 16 weeks of
	// 47 h from that Monday on, 3840 - 420 = 3420 are left: 5 x 600 + 420.
	"a night into the first day": {func(r *problemRows) {
		r.Rules.WeeklyMax = nil
		r.Around = append(r.Around, lawDuty{"b", r.Period.FirstDay.Add(-113), 1170, 1860, 690, nil, ""})
		for week := range 16 {
			for d := range 5 {
				r.Around = append(r.Around, lawDuty{"b", r.Period.FirstDay.Add(7*week - 112 + d), 420, 984, 564, nil, ""})
			}
		}
	}, "EEEEE.L", 2, 420},
}

// TestMeanWeekIsHeldToTheMinute: a minute under 48 h a week on average, 48 h and a minute over.
func TestMeanWeekIsHeldToTheMinute(t *testing.T) {
	for name, c := range meanCases {
		t.Run(name, func(t *testing.T) {
			for minute := -1; minute <= 1; minute++ {
				rows := meanRows()
				c.rows(rows)
				rows.Shifts[c.shift].PaidMinutes = c.edge + minute
				p := underLaw(t, rows, rows.Around...)
				engine, first, second := meanBroken(t, p, dutiesOfB(rows, c.line))
				if want := minute > 0; engine != want || first != want || second != want {
					t.Errorf("%+d minutes: broken by the engine %t, its referee %t, the law's %t, want %t", minute, engine, first, second, want)
				}
			}
		})
	}
}

// TestMeanWeekNeverBreaksUnseen throws work of B round a rota and into it. Whatever mean week the law finds too long
// is too long for the engine, in drawn history, starts, duties elsewhere and clock changes; and where no
// shift goes over midnight or meets the longer night, the engine finds nothing that the law does not.
func TestMeanWeekNeverBreaksUnseen(t *testing.T) {
	firsts := []store.Day{"2027-05-03", "2027-05-06", "2027-10-11", "2027-10-27", "2027-03-17"}
	seen := map[string]int{}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 17))
		rows := meanRows()
		rows.Rules.WeeklyMax = nil
		rows.Period.FirstDay = firsts[random.IntN(len(firsts))]
		days := 14 + random.IntN(29)
		rows.Period.LastDay = rows.Period.FirstDay.Add(days - 1)
		start := -130 + random.IntN(130+days)
		if random.IntN(3) == 0 {
			start = -130
		} else {
			rows.Staff[2].FirstDay = rows.Period.FirstDay.Add(start)
		}
		letters, exact := []rune("ELN"), false
		if random.IntN(2) == 0 {
			letters, exact = letters[:2], rows.Period.FirstDay < "2027-10-01"
		}
		dense := 50 + random.IntN(45) // of 100 days
		line := []rune(strings.Repeat(".", days))
		for d := start; d < days+20; d++ {
			day, letter := rows.Period.FirstDay.Add(d), letters[random.IntN(len(letters))]
			s := map[rune]*store.Shift{'E': &rows.Shifts[1], 'L': &rows.Shifts[2], 'N': &rows.Shifts[0]}[letter]
			switch away := random.IntN(12) == 0; {
			case random.IntN(100) >= dense:
			case away && random.IntN(2) == 0:
				stintB(rows, day, 420, 420+360+random.IntN(300))
			case away:
				elsewhereB(rows, 360+random.IntN(300), day)
			case d < 0 || d >= days && random.IntN(3) == 0:
				rows.Around = append(rows.Around, lawDuty{"b", day, s.StartMinute, s.EndMinute, s.PaidMinutes, nil, ""})
			case d >= 0 && d < days:
				line[d] = letter
			}
		}
		p := underLaw(t, rows, rows.Around...)
		engine, first, second := meanBroken(t, p, dutiesOfB(rows, string(line)))
		if engine != first {
			t.Errorf("seed %d: broken by the engine %t, by its referee %t", seed, engine, first)
		}
		if second && !engine {
			t.Errorf("seed %d: only the law finds the mean week too long", seed)
		}
		if exact && engine && !second {
			t.Errorf("seed %d: only the engine finds the mean week too long", seed)
		}
		switch {
		case second:
			seen["broken"]++
		case len(p.Instance.Contracts) > 1:
			seen["kept"]++
		}
	}
	if seen["broken"] < 50 || seen["kept"] < 50 {
		t.Errorf("the comparison sees too little: %v", seen)
	}
}

// TestMeanWeekBlamesNoRotaForOtherWards: 50 h elsewhere in the first week are too much already, and
// a rota that adds nothing to them is not at fault.
func TestMeanWeekBlamesNoRotaForOtherWards(t *testing.T) {
	rows := meanRows()
	rows.Staff[2].FirstDay = "2027-05-03"
	elsewhereB(rows, 600, "2027-05-03", "2027-05-04", "2027-05-05", "2027-05-06", "2027-05-07")
	p := underLaw(t, rows, rows.Around...)
	for line, want := range map[string]bool{"": false, "......E": true} {
		engine, first, second := meanBroken(t, p, dutiesOfB(rows, line))
		if engine != want || first != want || second != want {
			t.Errorf("%q: broken by the engine %t, its referee %t, the law's %t", line, engine, first, second)
		}
	}
}

// TestMeanWeekMakesContractsOnlyWhereItMatters: people who start on one day share a contract; those
// whose mean week nothing could break keep the ward's, and so does everybody on a competition's ward.
func TestMeanWeekMakesContractsOnlyWhereItMatters(t *testing.T) {
	rows := meanRows()
	rows.Staff[1].FirstDay, rows.Staff[2].FirstDay = "2027-05-10", "2027-05-10"
	in := build(t, rows).Instance
	if a, b, c := in.Staff[staffA].Contract, in.Staff[staffB].Contract, in.Staff[staffC].Contract; a != b || a == c || c != 0 || len(in.Contracts) != 2 {
		t.Errorf("contracts %d, %d, %d of %d", a, b, c, len(in.Contracts))
	}
	// Weeks of 48 h each from a Monday on are 48 h on average: nothing is left to hold. The fortnights
	// of weekly rest are counted from that week, so that there is a contract, without another counter.
	rows.Rules.WeeklyMax.Limit = 2880
	in = build(t, rows).Instance
	if mine, ward := in.Contracts[in.Staff[staffB].Contract].Counters, in.Contracts[0].Counters; len(mine) != len(ward) {
		t.Errorf("%d counters, the ward's contract has %d", len(mine), len(ward))
	}
	rows = meanRows()
	rows.Staff[2].FirstDay, rows.Ward.Source = "2027-05-12", "inrc2"
	in = build(t, rows).Instance
	if mine, ward := in.Contracts[in.Staff[staffB].Contract].Counters, in.Contracts[0].Counters; len(mine) != len(ward) {
		t.Errorf("a competition's ward has %d counters, want %d", len(mine), len(ward))
	}
}
