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
	// YoungDay, YoungWeek and YoungNight: the limits of those under 18.
	YoungDay   Rule = "young_day"
	YoungWeek  Rule = "young_week"
	YoungNight Rule = "young_night"
	// TwoPlaces: two duties at once.
	TwoPlaces Rule = "two_places"
	// OnAbsence: a duty that begins on an agreed absence.
	OnAbsence Rule = "on_absence"
)

// least reports whether the rule's limit is a least amount; otherwise it is a most.
func (r Rule) least() bool {
	return r == DailyRest || r == LongDuty || r == WeeklyRest || r == Break
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

// Words says the breach in a sentence, with times on the clock of a zone.
func (b *Breach) Words(zone *time.Location) string {
	from, to := b.From.In(zone).Format(clock), b.To.In(zone).Format(clock)
	return fmt.Sprintf("%s: %s (%s)", b.Person, b.what(from, to), b.Source)
}

// clock is how an instant is written; the zone's abbreviation tells apart the two hours of
// an autumn night.
const clock = "Mon 2 Jan 2006 15:04 MST"

func (b *Breach) what(from, to string) string {
	have, want := Hours(b.Measured), Hours(b.Limit)
	switch b.Rule {
	case DailyRest:
		return fmt.Sprintf("%s of rest from %s to %s, at least %s are due", have, from, to, want)
	case LongDuty:
		return fmt.Sprintf("the duty from %s to %s leaves %s of rest in 24 hours, at least %s are due", from, to, have, want)
	case WeeklyRest:
		return fmt.Sprintf("%s of weekly rest from %s to %s, at least %s are due", have, from, to, want)
	case AverageWeek:
		return fmt.Sprintf("%s a week on average from %s to %s, at most %s are allowed", Hours(perWeek(b.Measured, b.Weeks)), from, to, Hours(b.Limit/b.Weeks))
	case NightAverage:
		return fmt.Sprintf("%s of night worker's time from %s to %s, at most %s are allowed", have, from, to, want)
	case HazardDay:
		return fmt.Sprintf("%s of work in 24 hours with hazardous night work, from %s to %s, at most %s are allowed", have, from, to, want)
	case Break:
		return fmt.Sprintf("a break of %s in the duty from %s to %s, at least %s are due", have, from, to, want)
	case YoungDay, YoungWeek:
		return fmt.Sprintf("%s of work under 18 from %s to %s, at most %s are allowed", have, from, to, want)
	case YoungNight:
		return fmt.Sprintf("%s of work under 18 in the hours of the night, in the duty from %s to %s", have, from, to)
	case TwoPlaces:
		return fmt.Sprintf("two duties at once for %s, from %s to %s", have, from, to)
	case OnAbsence:
		return fmt.Sprintf("the duty from %s to %s begins on an agreed absence", from, to)
	}
	return fmt.Sprintf("%s from %s to %s: %s, the limit is %s", b.Rule, from, to, have, want)
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
