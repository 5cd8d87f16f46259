package law

import (
	"errors"
	"fmt"
)

const (
	// longestWork is the longest duty, minutes: two days, as a sleep-in over a weekend day.
	longestWork = 2 * day
	// earliest and latest bound every instant: 1970-01-02 and 2199-12-31, so that days before
	// and after can still be reckoned.
	earliest, latest Instant = day, 120_971_520
	// longestSpan is the longest time from the first work to the last, minutes.
	longestSpan Instant = 4000 * day
)

// Validate reports the first fault of the input: which field, what is wrong, what to do.
func (in *Input) Validate() error {
	switch {
	case in.Zone == nil:
		return errors.New("zone: there is none; give the zone of the ward's clock")
	case in.From > in.To:
		return fmt.Errorf("from: %d lies after to, %d; give the earlier one first", in.From, in.To)
	}
	if err := in.Figures.validate(); err != nil {
		return err
	}
	ids := make(map[string]bool, len(in.People))
	for i := range in.People {
		p := &in.People[i]
		if err := p.validate(); err != nil {
			return fmt.Errorf("people[%d].%w", i, err)
		}
		if ids[p.ID] {
			return fmt.Errorf("people[%d].id: %q stands twice; put all work of one person together", i, p.ID)
		}
		ids[p.ID] = true
	}
	if from, to, _ := in.span(); to-from > longestSpan {
		return fmt.Errorf("people: their work spans %d days, at most %d can be judged at once; leave out what is older", (to-from)/day, longestSpan/day)
	}
	return nil
}

func (p *Person) validate() error {
	if p.ID == "" {
		return errors.New("id: it is empty; give each person an id of their own")
	}
	if err := instant("began", p.Began, true); err != nil {
		return err
	}
	if err := instant("adult", p.Adult, true); err != nil {
		return err
	}
	for i, w := range p.Work {
		if err := ordered(fmt.Sprintf("work[%d]", i), w.Start, w.End); err != nil {
			return err
		}
		length := int(w.End - w.Start)
		switch {
		case length > longestWork:
			return fmt.Errorf("work[%d].end: the duty has %d minutes, at most %d; give each duty by itself", i, length, longestWork)
		case w.Parts && w.Longest != Unknown && (w.Longest < 0 || w.Longest >= length):
			return fmt.Errorf("work[%d].longest: %d minutes in a duty of %d; give the longest break that lies within it, or Unknown", i, w.Longest, length)
		case w.Break < 0 || w.Break >= length:
			return fmt.Errorf("work[%d].break: %d minutes in a duty of %d; give the unpaid break that lies within it", i, w.Break, length)
		}
	}
	for _, x := range []struct {
		name  string
		spans []Span
	}{{"night_worker", p.NightWorker}, {"opt_out", p.OptOut}} {
		for i, s := range x.spans {
			if err := s.validate(fmt.Sprintf("%s[%d]", x.name, i)); err != nil {
				return err
			}
		}
	}
	for i, a := range p.Absences {
		if err := ordered(fmt.Sprintf("absences[%d]", i), a.Start, a.End); err != nil {
			return err
		}
	}
	return nil
}

// validate wants a span with an end to end after it began.
func (s Span) validate(field string) error {
	if err := instant(field+".from", s.From, true); err != nil {
		return err
	}
	if err := instant(field+".to", s.To, true); err != nil {
		return err
	}
	if s.To != 0 && s.To <= s.From {
		return fmt.Errorf("%s.to: it does not lie after from; give 0 for no end", field)
	}
	return nil
}

func ordered(field string, start, end Instant) error {
	if err := instant(field+".start", start, false); err != nil {
		return err
	}
	if err := instant(field+".end", end, false); err != nil {
		return err
	}
	if end <= start {
		return fmt.Errorf("%s.end: it does not lie after the start; a time on the next day needs the next day's instant", field)
	}
	return nil
}

func instant(field string, i Instant, orNone bool) error {
	if (i < earliest || i > latest) && (i != 0 || !orNone) {
		return fmt.Errorf("%s: minute %d lies outside the years 1970 to 2199; give minutes since 1970 in UTC", field, i)
	}
	return nil
}

// validate wants each figure in its range, with a source unless it is off.
func (f *Figures) validate() error {
	const week = 7 * day
	if f.WeeklyForm != EachWeek && f.WeeklyForm != EachFortnight {
		return fmt.Errorf("figures.weekly_form: %d is none; use EachWeek or EachFortnight", f.WeeklyForm)
	}
	if err := instant("figures.successive", f.Successive, true); err != nil {
		return err
	}
	for _, x := range []struct {
		name string
		Figure
		most int
	}{
		{"daily_rest", f.DailyRest, day},
		{"young_daily_rest", f.YoungDailyRest, day},
		{"weekly_rest", f.WeeklyRest, week},
		{"young_weekly_rest", f.YoungWeeklyRest, week},
		{"rest_beside", f.RestBeside, day},
		{"average_week", f.AverageWeek, week},
		{"reference_weeks", f.ReferenceWeeks, 53},
		{"night_average", f.NightAverage, day},
		{"night_rest_days", f.NightRestDays, 6},
		{"hazard_day", f.HazardDay, day},
		{"night_from", f.NightFrom, day},
		{"night_to", f.NightTo, day},
		{"break", f.Break, day},
		{"break_after", f.BreakAfter, day},
		{"young_break", f.YoungBreak, day},
		{"young_break_after", f.YoungBreakAfter, day},
		{"young_day", f.YoungDay, day},
		{"young_week", f.YoungWeek, week},
		{"young_from", f.YoungFrom, day},
		{"young_to", f.YoungTo, day},
		{"young_late_from", f.YoungLateFrom, day},
		{"young_late_to", f.YoungLateTo, day},
	} {
		switch {
		case x.Value < 0 || x.Value > x.most:
			return fmt.Errorf("figures.%s: %d does not lie between 0 and %d", x.name, x.Value, x.most)
		case x.Value > 0 && x.Source == "":
			return fmt.Errorf("figures.%s: it has no source; name the regulation or agreement that it comes from", x.name)
		}
	}
	return nil
}
