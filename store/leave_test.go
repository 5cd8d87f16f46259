package store

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store/rulebook"
)

func never(Day) bool { return false }

func always(Day) bool { return true }

// 2027-03-01 is a Monday.
func TestChargeLeave(t *testing.T) {
	sum := func(days []LeaveDay) (out []int) {
		for _, d := range days {
			out = append(out, d.Minutes)
		}
		return out
	}
	for name, c := range map[string]struct {
		first, last Day
		weekly      int
		charged     func(Day) bool
		employed    func(Day) bool
		want        []int
	}{
		"one_day_is_a_fifth_of_the_week":  {"2027-03-03", "2027-03-03", 2250, never, always, []int{450}}, // 37.5 h / 5 = 7.5 h
		"a_whole_week_is_the_weeks_hours": {"2027-03-01", "2027-03-07", 2250, never, always, []int{450, 450, 450, 450, 450, 0, 0}},
		"the_weekend_alone_counts":        {"2027-03-06", "2027-03-07", 2250, never, always, []int{450, 450}},
		// Saturday and Sunday are of one week, Monday of the next.
		"over_the_end_of_a_week": {"2027-03-06", "2027-03-08", 1350, never, always, []int{270, 270, 270}},
		// Mon to Thu are credited by other leave: one fifth is left for Friday, none for Saturday.
		"other_leave_of_the_week_counts": {"2027-03-05", "2027-03-06", 2250, func(d Day) bool { return d < "2027-03-05" }, always, []int{450, 0}},
		// 1001 min: 200, 200, 200, 200 and 201 add up to the week.
		"odd_hours_add_up":                 {"2027-03-01", "2027-03-05", 1001, never, always, []int{200, 200, 200, 200, 201}},
		"days_before_the_job_cost_nothing": {"2027-03-01", "2027-03-03", 2250, never, func(d Day) bool { return d >= "2027-03-03" }, []int{0, 0, 450}},
		// 10080 / 5 = 2016 is more than a day has.
		"no_day_is_longer_than_a_day": {"2027-03-01", "2027-03-01", 10080, never, always, []int{1440}},
		// The clocks change on 28 March: days stay days.
		"over_the_clock_change": {"2027-03-27", "2027-03-29", 2250, never, always, []int{450, 450, 450}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sum(ChargeLeave(c.first, c.last, c.weekly, c.charged, c.employed))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLeaveRowsJoinDaysThatCountTheSame(t *testing.T) {
	r := &LeaveRequest{ID: "r", StaffID: "s"}
	days := ChargeLeave("2027-03-01", "2027-03-08", 2250, never, always)
	want := []Leave{
		{StaffID: "s", FirstDay: "2027-03-01", LastDay: "2027-03-05", CreditMinutes: 450, RequestID: "r", Version: 1},
		{StaffID: "s", FirstDay: "2027-03-06", LastDay: "2027-03-07", CreditMinutes: 0, RequestID: "r", Version: 1},
		{StaffID: "s", FirstDay: "2027-03-08", LastDay: "2027-03-08", CreditMinutes: 450, RequestID: "r", Version: 1},
	}
	if diff := cmp.Diff(want, LeaveRows(r, days)); diff != "" {
		t.Error(diff)
	}
}

func TestLeaveYear(t *testing.T) {
	for _, c := range []struct {
		day         Day
		month       int
		first, last Day
	}{
		{"2027-03-31", 4, "2026-04-01", "2027-03-31"},
		{"2027-04-01", 4, "2027-04-01", "2028-03-31"},
		{"2027-12-31", 1, "2027-01-01", "2027-12-31"},
		{"2028-02-29", 3, "2027-03-01", "2028-02-29"},
	} {
		if first, last := LeaveYear(c.day, c.month); first != c.first || last != c.last {
			t.Errorf("%s from month %d: %s to %s, want %s to %s", c.day, c.month, first, last, c.first, c.last)
		}
	}
}

// TestLeaveEntitlement: the handbook's own table for full time is 262.5, 277.5 and 307.5 h with public
// holidays, from the rulebook's figures of 27, 29, 33 and 8 days of 7.5 h.
func TestLeaveEntitlement(t *testing.T) {
	figures := LeaveFiguresOf(&FigureSet{Book: rulebook.UK()}, "2027-04-01")
	if want := (LeaveFigures{Start: 27, After5: 29, After10: 33, PublicHolidays: 8}); figures != want {
		t.Fatalf("the rulebook has %+v, want %+v", figures, want)
	}
	for name, c := range map[string]struct {
		person  Staff
		weekly  int
		service Day
		want    int // minutes
	}{
		"new":                 {Staff{}, 2250, "2027-04-01", 15750}, // 35 days x 450 = 262.5 h
		"unknown_service":     {Staff{}, 2250, "", 15750},           //
		"five_years":          {Staff{}, 2250, "2022-04-01", 16650}, // 37 x 450 = 277.5 h
		"ten_years":           {Staff{}, 2250, "2017-04-01", 18450}, // 41 x 450 = 307.5 h
		"a_day_short_of_five": {Staff{}, 2250, "2022-04-02", 16648}, // (35 + 365 x 37) x 2250 / (5 x 366) = 16647.5
		"three_fifths":        {Staff{}, 1350, "2027-04-01", 9450},  // 35 x 270 = 157.5 h
		// The leave year has 366 days: 183 of them, 35 x 450 x 183 / 366 = 7875.
		"joins_half_way": {Staff{FirstDay: "2027-10-01"}, 2250, "2027-10-01", 7875},
		"leaves_at_once": {Staff{LastDay: "2027-04-01"}, 2250, "2027-04-01", 44}, // 15750 / 366 = 43.03
		"not_yet":        {Staff{FirstDay: "2028-04-01"}, 2250, "2028-04-01", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := LeaveEntitlement(figures, &c.person, c.weekly, c.service, "2027-04-01", "2028-03-31"); got != c.want {
				t.Errorf("%d minutes, want %d", got, c.want)
			}
		})
	}
}

// leaveFacts is a ward of four people of 37.5 h, the first two with the skill k; today is Monday 1 March.
func leaveFacts() LeaveFacts {
	facts := LeaveFacts{
		Today: "2027-03-01", FirstDay: "2026-04-01", LastDay: "2028-03-31", Rules: LeaveRules{YearMonth: 4},
		Contracts: []Contract{{ID: "full", WeeklyMinutes: 2250}}, Figures: FigureSet{Book: rulebook.UK()},
	}
	for _, id := range []ID{"a", "b", "c", "d"} {
		s := Staff{ID: id, ContractID: "full"}
		if id < "c" {
			s.Skills = []StaffSkill{{SkillID: "k"}}
		}
		facts.Staff = append(facts.Staff, s)
	}
	return facts
}

func awayOn(id ID, first, last Day) Leave {
	return Leave{StaffID: id, FirstDay: first, LastDay: last, CreditMinutes: 450}
}

// TestRoom: each quota alone at its limit less one, at it, and above it.
func TestRoom(t *testing.T) {
	people := func(skill ID, most int) LeaveQuota {
		return LeaveQuota{SkillID: skill, FirstDay: "2027-05-01", Unit: LeavePeople, Most: most}
	}
	minutes := func(most int) LeaveQuota {
		return LeaveQuota{FirstDay: "2027-05-01", LastDay: "2027-05-31", Unit: LeaveMinutes, Most: most}
	}
	two := []Leave{awayOn("b", "2027-05-04", "2027-05-05"), awayOn("c", "2027-05-04", "2027-05-04")}
	for name, c := range map[string]struct {
		quotas []LeaveQuota
		leaves []Leave
		day    Day
		want   LeaveRoom
	}{
		"no_quota":                     {nil, two, "2027-05-04", RoomUnset},
		"before_the_quota":             {[]LeaveQuota{people("", 0)}, nil, "2027-04-30", RoomUnset},
		"nobody_may":                   {[]LeaveQuota{people("", 0)}, nil, "2027-05-01", RoomFull},
		"two_away_of_two":              {[]LeaveQuota{people("", 2)}, two, "2027-05-04", RoomFull},
		"two_away_of_three":            {[]LeaveQuota{people("", 3)}, two, "2027-05-04", RoomLittle},
		"two_away_of_four":             {[]LeaveQuota{people("", 4)}, two, "2027-05-04", RoomEnough},
		"one_is_back":                  {[]LeaveQuota{people("", 2)}, two, "2027-05-05", RoomLittle},
		"of_the_skill_one_away_of_one": {[]LeaveQuota{people("k", 1)}, two, "2027-05-04", RoomFull},
		"of_the_skill_one_away_of_two": {[]LeaveQuota{people("k", 2)}, two, "2027-05-04", RoomLittle},
		"another_skill":                {[]LeaveQuota{people("x", 0)}, two, "2027-05-04", RoomUnset},
		"the_narrowest_counts":         {[]LeaveQuota{people("", 9), people("k", 1)}, two, "2027-05-04", RoomFull},
		// 2 x 450 are used: 1349 leaves 449, 1350 leaves 450 for one, 1800 for two.
		"hours_a_minute_short":   {[]LeaveQuota{minutes(1349)}, two, "2027-05-04", RoomFull},
		"hours_just_enough":      {[]LeaveQuota{minutes(1350)}, two, "2027-05-04", RoomLittle},
		"hours_for_two":          {[]LeaveQuota{minutes(1800)}, two, "2027-05-04", RoomEnough},
		"after_the_last_day":     {[]LeaveQuota{minutes(0)}, two, "2027-06-01", RoomUnset},
		"one_person_counts_once": {[]LeaveQuota{people("", 3)}, append(two, awayOn("b", "2027-05-01", "2027-05-09")), "2027-05-04", RoomLittle},
		"today":                  {[]LeaveQuota{people("", 4)}, nil, "2027-03-01", RoomLate},
	} {
		t.Run(name, func(t *testing.T) {
			facts := leaveFacts()
			facts.Rules.Quotas, facts.Leaves = c.quotas, c.leaves
			b := NewLeaveBook(facts)
			if got := b.Room(b.Person("a"), c.day, 450); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestStand: what stands in the way comes in its order, and names the first day.
func TestStand(t *testing.T) {
	quota := LeaveQuota{FirstDay: "2027-01-01", Unit: LeavePeople, Most: 1}
	period := func(state PeriodState) []RosterPeriod {
		return []RosterPeriod{{FirstDay: "2027-05-03", LastDay: "2027-05-30", State: state}}
	}
	for name, c := range map[string]struct {
		change func(*LeaveFacts)
		want   LeaveCode
		day    Day
		atOnce bool
	}{
		"room":            {func(f *LeaveFacts) { f.Rules.Quotas = []LeaveQuota{quota} }, "", "", true},
		"no_quota":        {func(*LeaveFacts) {}, "", "", false},
		"published":       {func(f *LeaveFacts) { f.Periods = period(PeriodPublished) }, LeaveTooLate, "2027-05-03", false},
		"being_made":      {func(f *LeaveFacts) { f.Rules.Quotas, f.Periods = []LeaveQuota{quota}, period(Drafted) }, "", "", false},
		"bidding_is_open": {func(f *LeaveFacts) { f.Rules.Quotas, f.Periods = []LeaveQuota{quota}, period(Open) }, "", "", true},
		"full_on_the_last_day": {func(f *LeaveFacts) {
			f.Rules.Quotas, f.Leaves = []LeaveQuota{quota}, []Leave{awayOn("b", "2027-05-04", "2027-05-09")}
		}, LeaveFull, "2027-05-04", false},
		// Entitled to 262.5 h = 15750 minutes; the three days take 1350.
		"just_enough": {func(f *LeaveFacts) {
			f.Rules.Quotas = []LeaveQuota{quota}
			f.Accounts = []LeaveAccount{{StaffID: "a", YearDay: "2027-04-01", CarriedMinutes: -14400}}
		}, "", "", true}, // 15750 - 14400 = 1350 = 3 x 450
		"a_minute_short": {func(f *LeaveFacts) {
			f.Rules.Quotas = []LeaveQuota{quota}
			f.Accounts = []LeaveAccount{{StaffID: "a", YearDay: "2027-04-01", CarriedMinutes: -14401}}
		}, LeaveNotEnough, "", false},
		"full_comes_before_not_enough": {func(f *LeaveFacts) {
			f.Rules.Quotas, f.Leaves = []LeaveQuota{quota}, []Leave{awayOn("b", "2027-05-02", "2027-05-02")}
			f.Accounts = []LeaveAccount{{StaffID: "a", YearDay: "2027-04-01", CarriedMinutes: -15750}}
		}, LeaveFull, "2027-05-02", false},
	} {
		t.Run(name, func(t *testing.T) {
			facts := leaveFacts()
			c.change(&facts)
			b := NewLeaveBook(facts)
			// Sunday 2 May, Monday 3 and Tuesday 4 May: 3 x 450.
			got := b.Stand(b.Person("a"), "2027-05-02", "2027-05-04")
			if got.Code != c.want || got.Day != c.day || got.AtOnce() != c.atOnce || got.Minutes != 1350 {
				t.Errorf("%q on %q, at once %t, %d minutes; want %q on %q, %t, 1350", got.Code, got.Day, got.AtOnce(), got.Minutes, c.want, c.day, c.atOnce)
			}
		})
	}
}

// TestStandOverTwoLeaveYears: each year must have what its own days take.
func TestStandOverTwoLeaveYears(t *testing.T) {
	facts := leaveFacts()
	// Tuesday 30 March to Thursday 1 April 2027: two days of the old year, one of the new. The old one
	// has 900 left, the new one 449.
	facts.Accounts = []LeaveAccount{
		{StaffID: "a", YearDay: "2026-04-01", CarriedMinutes: -14850}, // 15750 - 14850 = 900 = 2 x 450
		{StaffID: "a", YearDay: "2027-04-01", CarriedMinutes: -15301}, // 15750 - 15301 = 449 < 450
	}
	b := NewLeaveBook(facts)
	if got := b.Stand(b.Person("a"), "2027-03-30", "2027-04-01"); got.Code != LeaveNotEnough || got.Left != -1 {
		t.Errorf("%q with %d left, want %q with -1", got.Code, got.Left, LeaveNotEnough)
	}
	if got := b.Stand(b.Person("a"), "2027-03-30", "2027-03-31"); got.Code != "" || got.Left != 0 {
		t.Errorf("%q with %d left, want nothing in the way and 0 left", got.Code, got.Left)
	}
}

// TestBalance: only leave that was asked for here counts as taken, with what each day was credited.
func TestBalance(t *testing.T) {
	facts := leaveFacts()
	taken := awayOn("a", "2027-03-30", "2027-04-02")
	taken.RequestID = "r"
	facts.Leaves = []Leave{taken, awayOn("a", "2027-06-01", "2027-06-30")}
	facts.Requests = []LeaveRequest{{ID: "q", StaffID: "a", FirstDay: "2027-05-05", LastDay: "2027-05-06", State: LeaveAsked}}
	facts.Accounts = []LeaveAccount{{StaffID: "a", YearDay: "2026-04-01", ServiceFrom: "2010-01-01", CarriedMinutes: 60}}
	b := NewLeaveBook(facts)
	// Over ten years, said in the year before: 41 x 450 = 18450; 1 and 2 April are 900; the request 900.
	want := LeaveBalance{
		FirstDay: "2027-04-01", LastDay: "2028-03-31", Entitled: 18450, Agreed: 900, Asked: 900, Left: 17550, ServiceFrom: "2010-01-01",
	}
	if diff := cmp.Diff(want, b.Balance(b.Person("a"), "2027-05-01")); diff != "" {
		t.Error(diff)
	}
	old := b.Balance(b.Person("a"), "2027-03-01")
	if old.Carried != 60 || old.Agreed != 900 || old.Left != 18450+60-900 {
		t.Errorf("the old year: %+v", old)
	}
}

// TestNearestAreAccepted: whatever is away, each span that is offered stands, is free of the person's own
// leave, as long as what was asked, and none that is nearer stands.
func TestNearestAreAccepted(t *testing.T) {
	random := rand.New(rand.NewPCG(2027, 0))
	offered := 0
	for range 200 {
		facts := leaveFacts()
		facts.Rules.Quotas = []LeaveQuota{{FirstDay: "2027-01-01", Unit: LeavePeople, Most: 1 + random.IntN(2)}, {SkillID: "k", FirstDay: "2027-01-01", Unit: LeaveMinutes, Most: 450}}
		for _, id := range []ID{"a", "b", "c", "d"} {
			for range 3 {
				from := Day("2027-04-15").Add(random.IntN(70))
				facts.Leaves = append(facts.Leaves, awayOn(id, from, from.Add(random.IntN(9))))
			}
		}
		b := NewLeaveBook(facts)
		s := b.Person("a")
		first := Day("2027-05-01").Add(random.IntN(30))
		last := first.Add(random.IntN(10))
		near := b.Nearest(s, first, last, "")
		offered += len(near)
		far := 0
		for _, n := range near {
			off := first.Until(n.FirstDay)
			if n.FirstDay.Until(n.LastDay) != first.Until(last) || b.Stand(s, n.FirstDay, n.LastDay).Code != "" || b.Busy(s, n.FirstDay, n.LastDay, "") != "" {
				t.Fatalf("%s to %s is offered and does not stand", n.FirstDay, n.LastDay)
			}
			if max(off, -off) < far {
				t.Fatalf("%s comes after one that is farther", n.FirstDay)
			}
			far = max(off, -off)
		}
		if len(near) == 0 {
			continue
		}
		nearest := first.Until(near[0].FirstDay)
		for off := 1; off < max(nearest, -nearest); off++ {
			for _, from := range []Day{first.Add(off), first.Add(-off)} {
				to := from.Add(first.Until(last))
				if b.Busy(s, from, to, "") == "" && b.Stand(s, from, to).Code == "" {
					t.Fatalf("%s to %s is nearer than %s", from, to, near[0].FirstDay)
				}
			}
		}
	}
	if offered < 100 {
		t.Errorf("only %d spans were offered: the test looks at too little", offered)
	}
}

// TestWeeks: four people of 37.5 h contract 150 h a week; one whole week is a quarter of it.
func TestWeeks(t *testing.T) {
	facts := leaveFacts()
	facts.Leaves = []Leave{awayOn("a", "2027-05-03", "2027-05-07"), {StaffID: "b", FirstDay: "2027-05-08", LastDay: "2027-05-09"}}
	facts.Requests = []LeaveRequest{{StaffID: "c", FirstDay: "2027-05-09", LastDay: "2027-05-10", State: LeaveAsked}}
	facts.Staff[3].LastDay = "2027-05-09"
	want := []LeaveWeek{
		{Monday: "2027-05-03", Leave: 2250, Asked: 450, Contracted: 9000},
		{Monday: "2027-05-10", Asked: 450, Contracted: 6750},
	}
	if diff := cmp.Diff(want, NewLeaveBook(facts).Weeks("2027-05-03", 2)); diff != "" {
		t.Error(diff)
	}
}

func TestLeaveMoves(t *testing.T) {
	states := []LeaveState{LeaveAsked, LeaveAgreed, LeaveRefused, LeaveWithdrawn}
	allowed := map[[2]LeaveState]bool{
		{LeaveAsked, LeaveAgreed}: true, {LeaveAsked, LeaveRefused}: true, {LeaveAsked, LeaveWithdrawn}: true, {LeaveAgreed, LeaveWithdrawn}: true,
	}
	for _, from := range states {
		for _, to := range states {
			if from.CanMove(to) != allowed[[2]LeaveState{from, to}] {
				t.Errorf("%s to %s: %t", from, to, from.CanMove(to))
			}
		}
	}
}
