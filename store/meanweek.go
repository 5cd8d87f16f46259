package store

import "strings"

// meanWeek begins the name of the rule that a person's mean week is not too long, and until stands
// between the two days of its name.
const (
	meanWeek      = "mean week from "
	meanWeekUntil = " to "
)

// MeanWeekName names the breach of the mean week (Working Time Regulations 1998 reg. 4(1)) in the
// reference period from a day to another one, both included. ParseMeanWeek undoes it.
func MeanWeekName(first, last Day) string {
	return meanWeek + string(first) + meanWeekUntil + string(last)
}

// ParseMeanWeek returns the first and the last day of a name that MeanWeekName made; false for any
// other name.
func ParseMeanWeek(name string) (first, last Day, ok bool) { return parseDays(name, meanWeek) }

// parseDays reads two days after a beginning.
func parseDays(name, beginning string) (first, last Day, ok bool) {
	days, ok := strings.CutPrefix(name, beginning)
	if !ok {
		return "", "", false
	}
	from, to, ok := strings.Cut(days, meanWeekUntil)
	first, last = Day(from), Day(to)
	if !ok || !first.Valid() || !last.Valid() {
		return "", "", false
	}
	return first, last, true
}
