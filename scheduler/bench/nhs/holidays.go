package nhs

import "time"

// bankHoliday reports whether a day is a bank holiday in England (Banking and Financial Dealings Act 1971,
// schedule 1, and by proclamation), those of single years left out.
func bankHoliday(d Day) bool {
	year, month, day := d.date()
	monday, weekend := d.Weekday() == 0, d.Weekday() >= 5
	easter := easterSunday(year)
	switch {
	case d == easter-2, d == easter+1:
		return true
	case month == time.May:
		return monday && (day <= 7 || day > 24)
	case month == time.August:
		return monday && day > 24
	case month == time.January: // or the Monday after it
		return day == 1 && !weekend || monday && (day == 2 || day == 3)
	case month == time.December: // both, or as many weekdays after them
		return !weekend && (day == 25 || day == 26 || (monday || d.Weekday() == 1) && (day == 27 || day == 28) && (d-2).Weekday() >= 5)
	}
	return false
}

// easterSunday is that of the Gregorian calendar: the Sunday after the full moon on 21 March or after it.
func easterSunday(year int) Day {
	golden, century := year%19, year/100
	moon := (19*golden + century - century/4 - (8*century+13)/25 + 15) % 30
	moon -= moon / 28 * (1 - moon/28*(29/(moon+1))*((21-golden)/11))
	full := DayOf(year, time.March, 21) + Day(moon)
	return full + Day(7-(full.Weekday()+1)%7)
}

// demandOn is what a day asks for: that of its weekday, on a bank holiday on which the ward is quiet one
// person fewer of each row that wants two or more.
func (w *Ward) demandOn(d Day) []Demand {
	var out []Demand
	for _, row := range w.Demand {
		if row.Weekday != d.Weekday() {
			continue
		}
		if w.QuietHolidays && bankHoliday(d) && row.Min >= 2 {
			row.Min, row.Preferred = row.Min-1, row.Preferred-1
		}
		out = append(out, row)
	}
	return out
}

// Quieter returns what a day of the period asks for less than its weekday does; nothing on most days.
func (w *Ward) Quieter(d Day) []Demand {
	var out []Demand
	for _, row := range w.demandOn(d) {
		for _, usual := range w.Demand {
			if usual.Weekday == row.Weekday && usual.Shift == row.Shift && usual.Skill == row.Skill && usual.Min != row.Min {
				out = append(out, row)
			}
		}
	}
	return out
}
