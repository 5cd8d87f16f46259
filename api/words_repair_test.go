package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

func TestNoticeInWords(t *testing.T) {
	for minutes, want := range map[int64]string{
		-5: "0 minutes' notice", 1: "1 minute's notice", 59: "59 minutes' notice", 60: "1 hour's notice", 119: "1 hour's notice",
		2879: "47 hours' notice", 2880: "2 days' notice", 10080: "7 days' notice",
	} {
		if got := noticeWords(minutes); got != want {
			t.Errorf("%d minutes: %q, want %q", minutes, got, want)
		}
	}
	for minutes, want := range map[int64]int{1: 0, 1440: 0, 1441: 1, 4320: 1, 4321: 2, 10080: 2, 10081: 3, 20160: 3, 20161: 4, 60480: 4, 60481: 5} {
		if got := noticeBandOf(minutes); got != want {
			t.Errorf("%d minutes are in band %d, want %d", minutes, got, want)
		}
	}
}

// Ada is sick; Ben takes her early of 450 minutes with a day's notice, and works a long day of 720
// in place of an early five days later. One place stays open.
func TestAWayInWords(t *testing.T) {
	w := newWords()
	w.people = map[store.ID]string{"a": "Ada", "b": "Ben"}
	w.shifts = map[store.ID]store.Shift{"E": {Name: "Early", PaidMinutes: 450}, "D": {Name: "Long day", PaidMinutes: 720}}
	w.skills = map[store.ID]store.Skill{"rn": {Name: "Registered nurse"}}
	v := w.repair(&store.Repair{
		Kind: store.Sickness, Facts: store.Facts{Absent: []store.Absence{{StaffID: "a", FirstDay: "2027-03-15", LastDay: "2027-03-16"}}},
		Ways: store.RepairWays{{
			Aim: "one_for_one", Also: []string{"best_cover"}, RefusedMore: 1,
			Changes: []store.RepairMove{
				{StaffID: "a", Day: "2027-03-15", FromShiftID: "E", NoticeMinutes: 1140, TakenOut: true},
				{StaffID: "b", Day: "2027-03-15", ToShiftID: "E", NoticeMinutes: 1140},
				{StaffID: "b", Day: "2027-03-20", FromShiftID: "E", ToShiftID: "D", NoticeMinutes: 8340},
			},
			Uncovered: []store.OpenPlaces{{Day: "2027-03-16", ShiftID: "D", SkillID: "rn", Missing: 1}},
		}},
	})
	if diff := cmp.Diff([]string{"Ada cannot work from Mon 15 Mar to Tue 16 Mar."}, v.Text); diff != "" {
		t.Error(diff)
	}
	way := v.Ways[0]
	if way.Moved != 2 || way.People != 1 || *way.LeastNotice != 1140 || way.Notice != "19 hours' notice" || way.Missing != 1 || way.Refused != 1 {
		t.Errorf("figures: %+v", way)
	}
	// -450 + 450 + (720 - 450)
	if way.Minutes != 270 {
		t.Errorf("%d minutes more, want 270", way.Minutes)
	}
	if diff := cmp.Diff([]noticeBand{{"a day or less", 1}, {"3 to 7 days", 1}}, way.ByNotice); diff != "" {
		t.Error(diff)
	}
	if got, want := way.Changes[2].Text, "Ben, Sat 20 Mar: the long day in place of the early"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := way.Uncovered[0].Text, "Tue 16 Mar, the long day: 1 person with Registered nurse missing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := way.Text, "A day is changed only where that fills a place by itself. No way covers more."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
