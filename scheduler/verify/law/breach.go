package law

import (
	"fmt"
	"time"
)

// Rule names a rule of the law.
type Rule string

// The rules.
const (
	// DailyRest: the rest from one day's work to the next.
	DailyRest Rule = "daily_rest"
	// LongDuty: a duty so long that no daily rest is left in its 24 hours.
	LongDuty Rule = "long_duty"
	// WeeklyRest: the rest in each 7 or 14 days.
	WeeklyRest Rule = "weekly_rest"
	// AverageWeek: the average week over a reference period.
	AverageWeek Rule = "average_week"
	// NightAverage: a night worker's average over a reference period.
	NightAverage Rule = "night_average"
	// HazardDay: hazardous night work in 24 hours.
	HazardDay Rule = "hazard_day"
	// Break: the break within a duty.
	Break Rule = "break"
	// YoungDay, YoungWeek, YoungNight, YoungRest and YoungWeeklyRest: the limits of those under 18.
	YoungDay        Rule = "young_day"
	YoungWeek       Rule = "young_week"
	YoungNight      Rule = "young_night"
	YoungRest       Rule = "young_rest"
	YoungWeeklyRest Rule = "young_weekly_rest"
	// TwoPlaces: two duties at once.
	TwoPlaces Rule = "two_places"
	// OnAbsence: a duty that begins on an agreed absence.
	OnAbsence Rule = "on_absence"
)

// least reports whether the rule's limit is a least amount; otherwise it is a most.
func (r Rule) least() bool {
	return r == DailyRest || r == LongDuty || r == WeeklyRest || r == Break || r == YoungRest || r == YoungWeeklyRest
}

// Young reports whether the rule is one of the limits of those under 18.
func (r Rule) Young() bool {
	switch r {
	case YoungDay, YoungWeek, YoungNight, YoungRest, YoungWeeklyRest:
		return true
	case DailyRest, LongDuty, WeeklyRest, AverageWeek, NightAverage, HazardDay, Break, TwoPlaces, OnAbsence:
	}
	return false
}

// average reports whether the rule is about a reference period.
func (r Rule) average() bool { return r == AverageWeek || r == NightAverage }

// Breach is one breach of one rule by what one person works.
type Breach struct {
	Rule Rule
	// Person is Person.ID.
	Person string
	// From and To bound what the breach is about: the rest that is too short, the period
	// that has too much, the duty, the time in two places.
	From, To Instant
	// Measured is what there is and Limit what the law allows or wants, minutes. For the
	// averages they are the sums of the whole reference period.
	Measured, Limit int
	// Weeks is the number of weeks that an average is taken over, 0 for other rules.
	Weeks int
	// Source is that of the figure.
	Source string
}

// Excess returns by how many minutes the limit is missed; more than 0.
func (b *Breach) Excess() int {
	if b.Rule.least() {
		return b.Limit - b.Measured
	}
	return b.Measured - b.Limit
}

// Words says the breach with whose it is, the source and times on the clock of a zone.
func (b *Breach) Words(zone *time.Location) string {
	return b.Person + ": " + b.Sentence(zone)
}

// Sentence says the breach without whose it is, in small letters and without a stop.
func (b *Breach) Sentence(zone *time.Location) string {
	out := b.what(b.between(zone)) + " (" + b.Source
	if b.changed(zone) && !b.Rule.average() && b.Rule != WeeklyRest && b.Rule != YoungWeeklyRest {
		out += "; the clock changes in between"
	}
	return out + ")"
}

// changed reports whether the clock is put forward or back between From and To.
func (b *Breach) changed(zone *time.Location) bool {
	_, before := b.From.In(zone).Zone()
	_, after := b.To.In(zone).Zone()
	return before != after
}

// between names From and To: as first and last day where the rule is about whole days.
func (b *Breach) between(zone *time.Location) string {
	const date, clock = "Mon 2 Jan", "Mon 2 Jan 15:04"
	if b.Rule.average() || b.Rule == WeeklyRest || b.Rule == YoungWeeklyRest || b.Rule == YoungWeek || b.Rule == YoungDay {
		return "from " + b.From.In(zone).Format(date) + " to " + (b.To - 1).In(zone).Format(date)
	}
	return "from " + b.From.In(zone).Format(clock) + " to " + b.To.In(zone).Format(clock)
}

func (b *Breach) what(when string) string {
	have, want := Hours(b.Measured), Hours(b.Limit)
	switch b.Rule {
	case DailyRest:
		return fmt.Sprintf("%s of rest %s, the law wants %s", have, when, want)
	case LongDuty:
		return fmt.Sprintf("the duty %s leaves %s of rest in 24 hours, the law wants %s", when, have, want)
	case WeeklyRest:
		return fmt.Sprintf("%s of weekly rest %s, the law wants %s", have, when, want)
	case AverageWeek:
		return fmt.Sprintf("%s a week on average %s, the law allows %s", Hours(perWeek(b.Measured, b.Weeks)), when, Hours(b.Limit/b.Weeks))
	case NightAverage:
		return fmt.Sprintf("%s of a night worker's normal hours %s, the law allows %s", have, when, want)
	case HazardDay:
		return fmt.Sprintf("%s of work in 24 hours with hazardous night work, %s, the law allows %s", have, when, want)
	case Break:
		return fmt.Sprintf("a break of %s in the duty %s, the law wants %s", have, when, want)
	case YoungRest:
		return fmt.Sprintf("%s of rest under 18 %s, the law wants %s", have, when, want)
	case YoungWeeklyRest:
		return fmt.Sprintf("%s of weekly rest under 18 %s, the law wants %s", have, when, want)
	case YoungDay:
		return fmt.Sprintf("%s of work on one day under 18, %s, the law allows %s", have, when, want)
	case YoungWeek:
		return fmt.Sprintf("%s of work in one week under 18, %s, the law allows %s", have, when, want)
	case YoungNight:
		return fmt.Sprintf("%s of work at night under 18, in the duty %s", have, when)
	case TwoPlaces:
		return fmt.Sprintf("two duties at once for %s, %s", have, when)
	case OnAbsence:
		return fmt.Sprintf("the duty %s begins on an agreed absence", when)
	}
	return fmt.Sprintf("%s %s: %s, the limit is %s", b.Rule, when, have, want)
}

// perWeek is the average of a sum, rounded up, so that what is over the limit never reads
// as if it were on it.
func perWeek(sum, weeks int) int { return (sum + weeks - 1) / weeks }

// Hours writes minutes as hours and minutes, such as 10 h 05.
func Hours(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %02d", h, m)
	}
}
