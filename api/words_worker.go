package api

import (
	"fmt"
	"slices"
	"time"

	"github.com/fairrota/fairrota/store"
)

// dateWords writes a date with its year, such as 4 May 2027.
func dateWords(d store.Day) string { return d.Midnight(time.UTC).Format("2 January 2006") }

// workerWords says what the law says of a person on a day.
func workerWords(w *store.Worker, today store.Day) workerView {
	out := workerView{
		StaffID: w.StaffID, Number: w.Number, Name: w.Name, Records: []termView{}, Texts: []string{},
		Night: nightView{w.Night.Duties, w.Night.Nights, w.Night.Suggests()},
	}
	for _, kind := range store.TermKinds {
		spans := w.Terms.Spans(kind)
		for i := range spans {
			x := &spans[i]
			if x.Until != "" && x.Until <= today {
				continue
			}
			out.Texts = append(out.Texts, spanWords(kind, x, today))
			if !x.On(today) {
				continue
			}
			held := &heldTerm{x.From, x.Until, x.Term.LateContract, x.Term.NoticeDays}
			switch kind {
			case store.TermYoung:
				out.Young = held
			case store.TermOptOut:
				out.OptOut = held
			case store.TermNightWorker:
				out.NightWorker = held
			}
		}
	}
	for i := range slices.Backward(w.Terms) {
		out.Records = append(out.Records, termView{w.Terms[i], recordWords(&w.Terms[i])})
	}
	if out.Night.Suggests && out.NightWorker == nil && out.Young == nil {
		out.Suggestion = fmt.Sprintf("%d of the last %d shifts had 3 hours or more at night. Is this a night worker?", w.Night.Nights, w.Night.Duties)
	}
	return out
}

// spanWords says a run of days on which something holds.
func spanWords(kind store.TermKind, s *store.TermSpan, today store.Day) string {
	when := ""
	if s.From > today {
		when = " from " + dateWords(s.From)
	}
	if s.Until != "" {
		when += " until " + dateWords(s.Until.Add(-1))
	}
	switch kind {
	case store.TermYoung:
		return "Under 18: an adult from " + dateWords(s.Until) + "."
	case store.TermOptOut:
		return "Has agreed to a longer week" + when + "."
	case store.TermNightWorker:
		return "Night worker" + when + "."
	}
	return ""
}

// recordWords says one record as it was written.
func recordWords(t *store.WorkerTerm) string {
	switch {
	case t.Kind == store.TermYoung && t.Holds:
		out := "Under 18, an adult from " + dateWords(t.UntilDay)
		if t.LateContract {
			out += "; the contract has work after 22:00"
		}
		return out + "."
	case t.Kind == store.TermYoung:
		return "An adult."
	case t.Kind == store.TermOptOut && t.Holds:
		out := "Agreed to a longer week from " + dateWords(t.FromDay)
		if t.UntilDay != "" {
			out += " until " + dateWords(t.UntilDay.Add(-1))
		}
		return out + "; signed on " + dateWords(t.SignedOn) + ", notice " + count(int64(t.NoticeDays), "day", "days") + "."
	case t.Kind == store.TermOptOut:
		out := "No agreement to a longer week from " + dateWords(t.FromDay)
		if t.SignedOn != "" {
			out += "; notice given on " + dateWords(t.SignedOn)
		}
		return out + "."
	case t.Holds:
		return "Night worker from " + dateWords(t.FromDay) + "."
	}
	return "No night worker from " + dateWords(t.FromDay) + "."
}

// workerCountWords says what is too long of a counter for somebody under 18 or a night worker, to go on
// after "would work"; empty for any other counter.
func workerCountWords(counter string) string {
	if monday, ok := store.ParseYoungWeek(counter); ok {
		return "over " + durationWords(int64(bookFigure("young_week"))) + " under 18 in the week of " + dayWords(monday)
	}
	if first, last, ok := store.ParseNightMean(counter); ok {
		return "over " + durationWords(int64(bookFigure("night_average"))) + " in 24 hours on average as a night worker, from " + dayWords(first) + " to " + dayWords(last)
	}
	return ""
}

// cellWords says what a shift breaks of the limits of somebody under 18 or of a night worker; empty for
// a name that is about something else.
func cellWords(name string) string {
	switch name {
	case store.YoungNight:
		return "night work under 18"
	case store.YoungLong:
		return "more than " + durationWords(int64(bookFigure("young_day"))) + " of work on a day under 18"
	case store.YoungWeeklyRest:
		return "no " + durationWords(int64(bookFigure("young_weekly_rest"))) + " of rest in this week under 18"
	case store.HazardNight:
		return "more than " + durationWords(int64(bookFigure("night_hazard"))) + " of hard or risky night work in 24 hours"
	}
	return ""
}

// wouldCell is cellWords as a clause about a person.
func wouldCell(name string, who person) string {
	if text := cellWords(name); text != "" {
		return who.subject + " would have " + text
	}
	return ""
}

// respiteShort is the rest that a respite asks for, in few words.
func respiteShort(name string) string {
	if name == store.YoungWeeklyRest {
		return durationWords(int64(bookFigure("young_weekly_rest"))) + " off in one go"
	}
	return "a whole day off"
}
