package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// myLimits are the rules on time that hold for oneself, and where they come from.
type myLimits struct {
	Today store.Day `json:"today"`
	// About says what the ward has entered of oneself, in words.
	About []string  `json:"about"`
	Items []myLimit `json:"items"`
}

// myLimit is one rule in words.
type myLimit struct {
	Key    string `json:"key"`
	Title  string `json:"title"`
	Words  string `json:"words"`
	Source string `json:"source"`
	URL    string `json:"url"`
	// UntilDay is the first day on which it holds for oneself no more; absent for no such day.
	UntilDay store.Day `json:"until_day,omitempty"`
}

// limitKeys are the rules that hold for a person on a day, by the keys of the rulebook.
func limitKeys(w *store.Worker, today store.Day) []string {
	if w.Terms.On(store.TermYoung, today) != nil {
		return []string{"young_night", "young_day", "young_week", "young_rest", "young_weekly_rest", "young_break_after"}
	}
	keys := []string{"rest_between_shifts", "weekly_rest", "fortnightly_rest"}
	if w.Terms.On(store.TermOptOut, today) != nil {
		keys = append(keys, "opt_out")
	} else {
		keys = append(keys, "average_week")
	}
	if w.Terms.On(store.TermNightWorker, today) != nil {
		keys = append(keys, "night_average", "night_hazard", "night_health_check")
	}
	return append(keys, "break_after")
}

func (s *Server) myLimits(ctx context.Context, c call, _ *none) (*plain[myLimits], error) {
	w, ward, today, err := s.db.MyWorker(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	v, err := s.db.WardRules(ctx, c.Actor, ward.ID, today)
	if err != nil {
		return nil, err
	}
	figure := func(of *rulebook.Rule) *int {
		if now := v.Set.Resolve(of, w.StaffID, today); now.Value != nil {
			return now.Value
		}
		return of.Value
	}
	out := myLimits{Today: today, About: aboutMe(w, today), Items: []myLimit{}}
	var until store.Day
	if young := w.Terms.On(store.TermYoung, today); young != nil {
		until = young.UntilDay
	}
	for _, key := range limitKeys(w, today) {
		r, known := v.Set.Book.Rule(key)
		if !known || !ruleLine(v, r).On {
			continue
		}
		out.Items = append(out.Items, myLimit{
			Key: key, Title: r.Title, Words: rulebook.Say(v.Set.Book, r, r.Words, figure), Source: r.Source, URL: r.URL, UntilDay: until,
		})
	}
	return &plain[myLimits]{Body: out}, nil
}

// aboutMe says to a person what is entered of them.
func aboutMe(w *store.Worker, today store.Day) []string {
	out := []string{}
	for _, kind := range store.TermKinds {
		spans := w.Terms.Spans(kind)
		for i := range spans {
			x := &spans[i]
			if !x.On(today) {
				continue
			}
			switch kind {
			case store.TermYoung:
				out = append(out, "You are under 18. These rules hold for you until "+dateWords(x.Until)+".")
			case store.TermOptOut:
				text := "You said yes to a longer week on " + dateWords(x.Term.SignedOn) + ". You can take that back in writing. It ends after " + count(int64(x.Term.NoticeDays), "day", "days") + "."
				if x.Until != "" {
					text = "You said yes to a longer week. That ends on " + dateWords(x.Until) + "."
				}
				out = append(out, text)
			case store.TermNightWorker:
				out = append(out, "You are a night worker.")
			}
		}
	}
	return out
}
