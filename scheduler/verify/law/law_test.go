package law

import (
	"fmt"
	"testing"
	"time"
)

func TestDailyRest(t *testing.T) {
	for _, c := range []struct {
		name string
		work []string
		want []string
	}{
		// A late to 20:01, then 07:00: 3 h 59 to midnight and 7 h are 10 h 59 = 659.
		{"a minute less than 11 hours", []string{"2026-03-03 12:01 8h", "2026-03-04 07:00 8h"}, []string{"659/660"}},
		{"11 hours", []string{"2026-03-03 12:00 8h", "2026-03-04 07:00 8h"}, ok()},
		{"a minute more", []string{"2026-03-03 11:59 8h", "2026-03-04 07:00 8h"}, ok()},
		{"none between two duties", []string{"2026-03-03 07:00 8h", "2026-03-03 15:00 8h"}, []string{"0/660"}},
		// 07:00 to 20:00 are the 13 hours that 11 of rest leave.
		{"a split day within 13 hours", []string{"2026-03-03 07:00 4h", "2026-03-03 16:00 4h", "2026-03-04 07:00 8h"}, ok()},
		{"a split day of a minute more", []string{"2026-03-03 07:00 4h", "2026-03-03 16:01 4h"}, []string{"301/660"}},
		// A sleep-in of 30 hours ends at 14:00 two days on; the early after the day off is 17 h later.
		{"over a day off, enough", []string{"2026-03-03 08:00 30h", "2026-03-05 07:00 8h"}, ok()},
		// It ends at 21:00 on the 4th; 07:00 on the 5th is 10 h later, though two days lie between the starts.
		{"over a day off, too little", []string{"2026-03-03 08:00 37h", "2026-03-05 07:00 8h"}, []string{"600/660"}},
		// The boundary of two rotas does not matter: Sunday's late to 21:30, Monday's early at 07:00.
		{"over a week's end", []string{"2026-03-08 13:30 8h", "2026-03-09 07:00 8h"}, []string{"570/660"}},
		// In spring 01:00 becomes 02:00: 20:00 to 08:00 are 11 hours.
		{"spring night, just enough", []string{"2026-03-28 12:00 8h", "2026-03-29 08:00 8h"}, ok()},
		{"spring night, a minute short", []string{"2026-03-28 12:00 8h", "2026-03-29 07:59 8h"}, []string{"659/660"}},
		// In autumn 02:00 becomes 01:00: 20:00 to 06:00 are 11 hours.
		{"autumn night, just enough", []string{"2026-10-24 12:00 8h", "2026-10-25 06:00 8h"}, ok()},
		{"autumn night, a minute short", []string{"2026-10-24 12:00 8h", "2026-10-25 05:59 8h"}, []string{"659/660"}},
		{"three short rests", []string{"2026-03-03 13:00 8h", "2026-03-04 07:00 8h", "2026-03-05 00:00 8h", "2026-03-05 18:00 8h"}, []string{"600/660", "540/660", "600/660"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, c.want, found(t, DailyRest, Person{Work: duties(t, c.work...)})) })
	}
	t.Run("two wards", func(t *testing.T) {
		// The list is one person's whatever the ward; here the later duty is stated first.
		w := duties(t, "2026-03-04 06:30 8h", "2026-03-03 12:00 8h")
		same(t, []string{"630/660"}, found(t, DailyRest, Person{Work: w}))
	})
	for minute, want := range map[string][]string{"07:59": {"719/720"}, "08:00": {}, "08:01": {}} {
		t.Run("under 18, next at "+minute, func(t *testing.T) {
			w := duties(t, "2026-03-03 12:00 8h", "2026-03-04 "+minute+" 5h")
			same(t, want, found(t, YoungRest, Person{Work: w, Adult: at(t, "2026-06-01 00:00")}))
			same(t, ok(), found(t, YoungRest, Person{Work: w, Adult: at(t, "2026-03-04 00:00")}))
		})
	}
}

func TestLongDuty(t *testing.T) {
	// 24 h less 13 h leave the 11 of reg. 10.
	same(t, ok(), found(t, LongDuty, Person{Work: duties(t, "2026-03-03 07:00 13h")}))
	same(t, []string{"659/660"}, found(t, LongDuty, Person{Work: duties(t, "2026-03-03 07:00 13h1m")}))
	// 07:00 to 14:00 and, on another ward, 13:00 to 20:01 come to 13 h 1 min.
	same(t, []string{"659/660"}, found(t, LongDuty, Person{Work: duties(t, "2026-03-03 07:00 7h", "2026-03-03 13:00 7h1m")}))
	same(t, ok(), found(t, LongDuty, Person{Work: duties(t, "2026-03-03 07:00 12h59m")}))
	// 19:30 to 08:00 on the clock are 13 h 30 in the night in which the clock goes back.
	night := Work{Start: at(t, "2026-10-24 19:30"), End: at(t, "2026-10-25 08:00")}
	same(t, []string{"630/660"}, found(t, LongDuty, Person{Work: []Work{night}}))
	// 25 hours leave nothing of 24.
	same(t, []string{"0/660"}, found(t, LongDuty, Person{Work: duties(t, "2026-03-03 07:00 25h")}))
}

// week is a duty at the same time on each of so many days from a date.
func week(tb testing.TB, first, clock, length string, days int) []Work {
	tb.Helper()
	d, err := time.Parse(time.DateOnly, first)
	if err != nil {
		tb.Fatal(err)
	}
	var out []Work
	for i := range days {
		out = append(out, duties(tb, d.AddDate(0, 0, i).Format(time.DateOnly)+" "+clock+" "+length)...)
	}
	return out
}

func TestWeeklyRestInEachWeek(t *testing.T) {
	each := func(f *Figures) { f.WeeklyForm = EachWeek }
	// Monday 2 March 2026. Six early shifts from 07:00 to 15:00, then Saturday 15:00 to midnight of
	// Sunday: 9 h + 24 h = 33 h.
	same(t, ok(), found(t, WeeklyRest, Person{Work: week(t, "2026-03-02", "07:00", "8h", 6)}, each))
	// Seven of them: the longest rest in the week is 15:00 to 07:00, 16 h = 960.
	same(t, []string{"960/1440"}, found(t, WeeklyRest, Person{Work: week(t, "2026-03-02", "07:00", "8h", 7)}, each))
	// Five days from Monday, then a night from Sunday 15:00: Friday 15:00 to Sunday 15:00 is 48 h.
	for start, want := range map[string][]string{"15:00": {}, "14:59": {"1439/1440"}, "15:01": {}} {
		w := append(week(t, "2026-03-02", "07:00", "8h", 6), duties(t, "2026-03-08 "+start+" 8h")...)
		same(t, want, found(t, WeeklyRest, Person{Work: w}, each))
	}
	// Rest counts as far as it lies in the week: Sunday 08:00 to Tuesday 08:00 are 48 hours, 16 of
	// them in the first week and 32 in the second.
	w := week(t, "2026-03-02", "20:00", "12h", 6)
	w = append(w, week(t, "2026-03-10", "08:00", "8h", 6)...)
	same(t, []string{"1200/1440"}, found(t, WeeklyRest, Person{Work: w}, each)) // Monday 00:00 to 20:00
	// With daily rest on top (reg. 11(7)) a weekly rest is 35 hours: 33 - 11 = 22 h = 1320.
	beside := func(f *Figures) { f.WeeklyForm, f.RestBeside = EachWeek, Figure{Value: 660, Source: "agreement"} }
	same(t, []string{"1320/1440"}, found(t, WeeklyRest, Person{Work: week(t, "2026-03-02", "07:00", "8h", 6)}, beside))
	// Under 18: 48 hours, here from Friday 15:00 to Sunday 15:00.
	for start, want := range map[string][]string{"15:00": {}, "14:59": {"2879/2880"}, "15:01": {}} {
		w := append(week(t, "2026-03-02", "07:00", "8h", 5), duties(t, "2026-03-08 "+start+" 8h")...)
		same(t, want, found(t, YoungWeeklyRest, Person{Work: w, Adult: at(t, "2026-06-01 00:00")}))
	}
}

func TestWeeklyRestInEachFortnight(t *testing.T) {
	// Fortnights begin every other Monday from 5 October 1998; 2 March 2026 is 10,010 days on,
	// 715 fortnights, so one begins there.
	thirteen := week(t, "2026-03-02", "07:00", "8h", 13)
	// Saturday the 14th 15:00 to midnight of Sunday are 33 h, of which one weekly rest is 24, and the
	// next longest is 16 h: 24 + 16 = 40 h = 2400, more than the 33 as one rest.
	same(t, []string{"2400/2880"}, found(t, WeeklyRest, Person{Work: thirteen}))
	// Twelve days on: from Friday 15:00 to midnight of Sunday 57 h, one rest of more than 48.
	same(t, ok(), found(t, WeeklyRest, Person{Work: thirteen[:12]}))
	// One rest of 48 hours: twelve early shifts and a night that begins on Sunday the 15th. A minute
	// less is 2879, which is more than 24 h and 16 h as two.
	for start, want := range map[string][]string{"15:00": {}, "14:59": {"2879/2880"}, "15:01": {}} {
		w := append(week(t, "2026-03-02", "07:00", "8h", 12), duties(t, "2026-03-15 "+start+" 8h")...)
		same(t, want, found(t, WeeklyRest, Person{Work: w}))
	}
	// In spring Friday the 27th 15:00 to Sunday the 29th 15:00 are 47 hours, to 16:00 they are 48:
	// the fortnight from 16 March.
	for start, want := range map[string][]string{"16:00": {}, "15:59": {"2879/2880"}, "16:01": {}} {
		w := append(week(t, "2026-03-16", "07:00", "8h", 12), duties(t, "2026-03-29 "+start+" 8h")...)
		same(t, want, found(t, WeeklyRest, Person{Work: w}))
	}
	// In autumn the fortnight from 12 October: Friday the 23rd 15:00 to Sunday the 25th 14:00 are 48 hours.
	for start, want := range map[string][]string{"14:00": {}, "13:59": {"2879/2880"}, "14:01": {}} {
		w := append(week(t, "2026-10-12", "07:00", "8h", 12), duties(t, "2026-10-25 "+start+" 8h")...)
		same(t, want, found(t, WeeklyRest, Person{Work: w}))
	}
	// Whoever began in the week of 9 March has fortnights from there: the same thirteen days lie
	// in two of them, each with a week off.
	same(t, ok(), found(t, WeeklyRest, Person{Work: thirteen, Began: at(t, "2026-02-25 09:00")}))
}

func TestAverageWeek(t *testing.T) {
	// From Monday 5 January 2026 six days of 8 h in each of 17 weeks: 48 h a week.
	weeks := func(n int, length string) []Work {
		var out []Work
		for i := range n {
			first := time.Date(2026, 1, 5+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			out = append(out, week(t, first, "07:00", length, 6)...)
		}
		return out
	}
	full := weeks(17, "8h30m-30m")
	const limit = 48 * 60 * 17 // 48,960
	same(t, ok(), found(t, AverageWeek, Person{Work: full}))
	// A minute more in one duty: 48,961.
	more := append([]Work{}, full...)
	more[50].End++
	same(t, []string{fmt.Sprintf("%d/%d", limit+1, limit)}, found(t, AverageWeek, Person{Work: more}))
	less := append([]Work{}, full...)
	less[50].End--
	same(t, ok(), found(t, AverageWeek, Person{Work: less}))
	same(t, ok(), found(t, AverageWeek, Person{Work: more, OptOut: held(true)}))
	// Bank work on another ward counts: an hour of it is 49,020.
	bank := append(append([]Work{}, full...), duties(t, "2026-02-01 09:00 1h")...)
	same(t, []string{"49020/48960"}, found(t, AverageWeek, Person{Work: bank}))
	// Any 17 weeks: an hour on the Sunday before belongs to the period that ends a day earlier,
	// which lacks the last Sunday only, a day off.
	before := append(append([]Work{}, full...), duties(t, "2026-01-04 09:00 1h")...)
	same(t, []string{"49020/48960"}, found(t, AverageWeek, Person{Work: before}))
	// Successive periods from 5 January do not see it.
	same(t, ok(), found(t, AverageWeek, Person{Work: before}, func(f *Figures) { f.Successive = at(t, "2026-01-05 00:00") }))
	// 26 weeks of which 17 are worked so: 816 h / 26.
	same(t, ok(), found(t, AverageWeek, Person{Work: bank}, func(f *Figures) { f.ReferenceWeeks = Figure{Value: 26, Source: "reg. 4(5)"} }))
	// The night of 24 October from 19:30 to 08:00 has 13 h 30 - 1 h 30 of break = 12 h. With weeks
	// of one, 48 h: four such nights are exactly that, a night of normal length has an hour less.
	one := func(f *Figures) { f.ReferenceWeeks = Figure{Value: 1, Source: "test"} }
	nights := week(t, "2026-10-20", "19:30", "13h30m-90m", 4) // Tuesday to Friday: 48 h
	same(t, ok(), found(t, AverageWeek, Person{Work: nights}, one))
	autumn := Work{Start: at(t, "2026-10-24 19:30"), End: at(t, "2026-10-25 08:00"), Break: 90}
	three := append(append([]Work{}, nights[1:]...), autumn, Work{Start: at(t, "2026-10-26 12:00"), End: at(t, "2026-10-26 12:01")})
	same(t, []string{"2881/2880"}, found(t, AverageWeek, Person{Work: three}, one))
	// In spring the clock's 12 h 30 are 11 h 30 of time: 3 x 12 h + 10 h = 46 h.
	springs := append(week(t, "2026-03-25", "19:30", "13h30m-90m", 3), Work{Start: at(t, "2026-03-28 19:30"), End: at(t, "2026-03-29 08:00"), Break: 90})
	same(t, ok(), found(t, AverageWeek, Person{Work: append(springs, duties(t, "2026-03-29 20:00 2h")...)}, one))
	same(t, []string{"2881/2880"}, found(t, AverageWeek, Person{Work: append(springs, duties(t, "2026-03-29 20:00 2h1m")...)}, one))
}

func TestAverageWeekOfSomebodyNew(t *testing.T) {
	// Reg. 4(4): since the start, here at the end of each whole week. 50 h in the first week are too
	// much; with 40 h in the second it is 90 h in two, 45 a week.
	w := append(week(t, "2026-03-02", "07:00", "10h", 5), week(t, "2026-03-09", "07:00", "8h", 5)...)
	same(t, ok(), found(t, AverageWeek, Person{Work: w}))
	same(t, []string{"3000/2880"}, found(t, AverageWeek, Person{Work: w, Began: at(t, "2026-03-02 00:00")}))
	// Who began a week earlier has 50 h in two weeks.
	same(t, ok(), found(t, AverageWeek, Person{Work: w, Began: at(t, "2026-02-23 00:00")}))
}

func TestExcludedDays(t *testing.T) {
	// A reference period of two weeks: 12 h on Monday to Thursday of the first, then leave from
	// Monday to Wednesday of the second, 12 h on the other four days: A = 48 + 48 = 96 h, exactly
	// 48 a week. Three excluded days draw in the first three days worked afterwards (reg. 4(6)).
	two := func(f *Figures) {
		f.ReferenceWeeks, f.Successive = Figure{Value: 2, Source: "test"}, at(t, "2026-03-02 00:00")
	}
	w := append(week(t, "2026-03-02", "07:00", "12h", 4), week(t, "2026-03-12", "07:00", "12h", 4)...)
	w = append(w, duties(t, "2026-03-17 07:00 4h", "2026-03-19 07:00 5h", "2026-03-21 07:00 6h", "2026-03-23 07:00 7h")...)
	leave := Absence{Start: at(t, "2026-03-09 00:00"), End: at(t, "2026-03-12 00:00"), Excluded: true}
	// B = 4 + 5 + 6 = 15 h: 96 + 15 = 111 h = 6660 in two weeks of 5760.
	same(t, []string{"6660/5760"}, found(t, AverageWeek, Person{Work: w, Absences: []Absence{leave}}, two))
	// Of an unknown kind nothing is added.
	leave.Excluded = false
	same(t, ok(), found(t, AverageWeek, Person{Work: w, Absences: []Absence{leave}}, two))
	// A day that the absence covers in part is not excluded: two days, B = 4 + 5 = 9 h.
	leave.Excluded, leave.Start = true, leave.Start+1
	same(t, []string{"6300/5760"}, found(t, AverageWeek, Person{Work: w, Absences: []Absence{leave}}, two))
	// Days excluded twice count once.
	leave.Start--
	same(t, []string{"6660/5760"}, found(t, AverageWeek, Person{Work: w, Absences: []Absence{leave, leave}}, two))
}

func TestNightAverage(t *testing.T) {
	// 17 weeks of four nights of 12 h: 816 h. 119 days less 17 are 102, at 8 h: 816 h = 48,960.
	var nights []Work
	for i := range 17 {
		first := time.Date(2026, 1, 5+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		nights = append(nights, week(t, first, "19:30", "12h", 4)...)
	}
	nurse := Person{Work: nights, NightWorker: held(true)}
	same(t, ok(), found(t, NightAverage, nurse))
	nurse.Work = append(append([]Work{}, nights...), duties(t, "2026-01-10 09:00 1m")...)
	same(t, []string{"48961/48960"}, found(t, NightAverage, nurse))
	nurse.NightWorker = nil
	same(t, ok(), found(t, NightAverage, nurse))
	// Occasional overtime is no normal time; it counts into the 48 hours all the same.
	nurse.NightWorker = held(true)
	nurse.Work[len(nights)].Occasional = true
	same(t, ok(), found(t, NightAverage, nurse))
	same(t, []string{"48961/48960"}, found(t, AverageWeek, nurse))
}

func TestHazardDay(t *testing.T) {
	for _, c := range []struct {
		name string
		work []string
		want []string
	}{
		{"8 hours of a night", []string{"2026-03-03 22:00 8h"}, ok()},
		{"a minute more", []string{"2026-03-03 22:00 8h1m"}, []string{"481/480"}},
		{"a minute less", []string{"2026-03-03 22:00 7h59m"}, ok()},
		{"10 hours by day", []string{"2026-03-03 07:00 10h"}, ok()},
		// 21:30 to 06:30 with an hour of break is 8 h.
		{"the break is no work", []string{"2026-03-03 21:30 9h-1h"}, ok()},
		// The night of 22:00 and the evening after it lie within 24 hours: 8 h, and from 21:00 one more.
		{"with the evening after", []string{"2026-03-03 22:00 8h", "2026-03-04 21:00 1h"}, []string{"540/480"}},
		// Work from 05:59 has a minute of the night, so the whole 9 h count.
		{"a minute of the night", []string{"2026-03-03 05:59 9h"}, []string{"540/480"}},
		{"none of the night", []string{"2026-03-03 06:00 9h"}, ok()},
		// 22:00 to 06:00 on the clock is 9 h in autumn and 7 h in spring.
		{"autumn", []string{"2026-10-24 22:00 9h"}, []string{"540/480"}},
		{"spring", []string{"2026-03-28 22:00 7h"}, ok()},
	} {
		t.Run(c.name, func(t *testing.T) {
			same(t, c.want, found(t, HazardDay, Person{Work: hazardous(duties(t, c.work...)), NightWorker: held(true)}))
			same(t, ok(), found(t, HazardDay, Person{Work: duties(t, c.work...), NightWorker: held(true)}))
			same(t, ok(), found(t, HazardDay, Person{Work: hazardous(duties(t, c.work...))}))
		})
	}
}

func TestBreaks(t *testing.T) {
	young := at(t, "2026-06-01 00:00")
	for _, c := range []struct {
		duty  string
		adult Instant
		want  []string
	}{
		// 6 h of work need no break; a minute more needs 20.
		{"2026-03-03 07:00 6h", 0, ok()},
		{"2026-03-03 07:00 5h59m", 0, ok()},
		{"2026-03-03 07:00 6h1m", 0, []string{"0/20"}},
		{"2026-03-03 07:00 7h-19m", 0, []string{"19/20"}},
		{"2026-03-03 07:00 7h-20m", 0, ok()},
		{"2026-03-03 07:00 7h-21m", 0, ok()},
		// Under 18: more than 4 h 30 need 30 minutes.
		{"2026-03-03 07:00 4h30m", young, ok()},
		{"2026-03-03 07:00 4h31m", young, []string{"0/30"}},
		{"2026-03-03 07:00 6h-29m", young, []string{"29/30"}},
		{"2026-03-03 07:00 6h-30m", young, ok()},
		// The night in which the clock goes back: 00:00 to 05:30 are 6 h 30.
		{"2026-10-25 00:00 6h30m", 0, []string{"0/20"}},
	} {
		t.Run(c.duty, func(t *testing.T) { same(t, c.want, found(t, Break, Person{Work: duties(t, c.duty), Adult: c.adult})) })
	}
}
