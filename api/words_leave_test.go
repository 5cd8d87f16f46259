package api

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

func TestLeaveWords(t *testing.T) {
	for want, c := range map[string]store.LeaveCheck{
		"You have leave on Mon 2 Mar, or have asked for it.":                                          {Busy: "2026-03-02", Standing: store.LeaveStanding{Code: store.LeaveFull}},
		"It is too late for Mon 2 Mar: the rota is out, or the day has begun.":                        {Standing: store.LeaveStanding{Code: store.LeaveTooLate, Day: "2026-03-02"}},
		"Too many people are away on Mon 2 Mar. You can still ask. The ward manager decides.":         {Standing: store.LeaveStanding{Code: store.LeaveFull, Day: "2026-03-02"}},
		"There is not enough leave left for these days. You can still ask. The ward manager decides.": {Standing: store.LeaveStanding{Code: store.LeaveNotEnough}},
		"There is room. You get a yes at once.":                                                       {Automatic: true, Standing: store.LeaveStanding{Counted: true}},
		"The ward manager decides.":                                                                   {},
		"The rota is being made. The ward manager decides.":                                           {Standing: store.LeaveStanding{Counted: true, Making: true}},
		"There is room for one more. The ward manager decides.":                                       {Standing: store.LeaveStanding{Counted: true, Little: true}},
		"There is room. The ward manager decides.":                                                    {Standing: store.LeaveStanding{Counted: true}},
	} {
		if got := leaveCheckWords(&c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := leaveDays("2026-03-02", "2026-03-08"); got != "Mon 2 Mar to Sun 8 Mar" {
		t.Errorf("%q", got)
	}
}
