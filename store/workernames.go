package store

import "strings"

// The names of breaches by somebody of whom working-time law says more than of others. Those of one
// cell are of the rule "unavailable".
const (
	// YoungNight: work at night under 18; YoungLong: too long a day under 18.
	YoungNight = "under 18: night"
	YoungLong  = "under 18: long day"
	// YoungRest: the rest between two shifts under 18; YoungWeeklyRest: that of each week, also as
	// the name of a cell in a week whose known work leaves no such rest already.
	YoungRest       = "under 18: daily rest"
	YoungWeeklyRest = "under 18: weekly rest"
	// HazardNight: a night worker's special hazards or heavy strain for too long in 24 hours.
	HazardNight = "special hazard at night"
)

// youngWeek begins the name of the hours of a week under 18; its Monday follows. nightMean begins that
// of a night worker's average, with two days as in MeanWeekName.
const (
	youngWeek = "under 18: week of "
	nightMean = "night worker's mean from "
)

// YoungWeekName names the breach of the hours of the week that begins with a Monday, of somebody
// under 18 (Working Time Regulations 1998 reg. 5A). ParseYoungWeek undoes it.
func YoungWeekName(monday Day) string { return youngWeek + string(monday) }

// ParseYoungWeek returns the Monday of a name that YoungWeekName made; false for any other name.
func ParseYoungWeek(name string) (Day, bool) {
	monday, ok := strings.CutPrefix(name, youngWeek)
	return Day(monday), ok && Day(monday).Valid()
}

// NightMeanName names the breach of a night worker's average (Working Time Regulations 1998 reg. 6(1))
// in the reference period from a day to another one, both included. ParseNightMean undoes it.
func NightMeanName(first, last Day) string {
	return nightMean + string(first) + meanWeekUntil + string(last)
}

// ParseNightMean returns the first and the last day of a name that NightMeanName made; false for any
// other name.
func ParseNightMean(name string) (first, last Day, ok bool) { return parseDays(name, nightMean) }

// OfYoung reports whether a breach of the instance is one of the limits of somebody under 18.
func OfYoung(name string) bool { return strings.HasPrefix(name, "under 18: ") }
