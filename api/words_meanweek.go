package api

import (
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// meanWeekWords says a mean week that is too long, with its days: "over 48 h a week on average from
// Mon 27 Apr to Sun 3 May"; what is
// too long for a night worker or somebody under 18 likewise; empty where a counter is about something else.
func meanWeekWords(counter string) string {
	if text := workerCountWords(counter); text != "" {
		return text
	}
	first, last, ok := store.ParseMeanWeek(counter)
	if !ok {
		return ""
	}
	most := "the hours allowed"
	if r, ok := rulebook.UK().Rule("average_week"); ok && r.Value != nil {
		most = durationWords(int64(*r.Value))
	}
	return "over " + most + " a week on average from " + dayWords(first) + " to " + dayWords(last)
}
