package nrp

import (
	"strings"
	"testing"
)

// whole returns a valid instance that uses every field.
func whole() *Instance {
	hard, soft := Cost{LevelHard, 1}, Cost{LevelRest, 10}
	return &Instance{
		Name:    "whole",
		Horizon: Horizon{Days: 3, FirstWeekday: 5, Midnights: []int{0, 1440, 2820, 4260}, Past: []int{-1440, -2940}},
		Skills:  []Skill{{ID: "charge"}, {ID: "nurse"}},
		Shifts: []Shift{
			{ID: "E", Kind: "early", Start: 420, End: 900, Minutes: 450},
			{ID: "N", Kind: "night", Start: 1200, End: 1920, Minutes: 660, FixedOnly: true},
		},
		Contracts: []Contract{{
			ID: "full", SkillCost: hard, UnavailableCost: hard, FixedCost: hard, Weekend: &Cost{LevelRest, 30},
			Successions: []Succession{{Name: "s", From: ShiftCells(1), To: ShiftCells(0), Cost: hard}},
			Rests:       []Rest{{Name: "r", Minutes: 660, Cost: hard}},
			Respites:    []Respite{{Name: "w", From: -3, Span: 7, Repeats: true, Minutes: 1440, Times: 1, Ahead: []Busy{{4260, 4300}}, Cost: hard}},
			Patterns:    []Pattern{{Name: "p", Cells: []CellSet{ShiftCells(1), OffCells}, EndWeekdays: 3, Cost: soft}},
			Stretches:   []Stretch{{Name: "t", Of: ShiftCells(0, 1), Min: 2, MinCost: soft, Max: 4, MaxCost: hard}},
			Choices:     []Choice{{Name: "plans", Plans: [][]PlanCell{{{1, ShiftCells(0)}}, {{2, OffCells}}}, Else: []Cost{soft, soft}}},
			Counters: []Counter{
				{Name: "minutes", Kind: CountAmounts, Amount: []int64{450, 660}, From: 1, To: 3, Weekdays: 31, Under: []Knee{{900, soft}}, Over: []Knee{{1800, hard}}},
				{Name: "weekends", Kind: CountWeekends, Of: ShiftCells(1), Over: []Knee{{1, soft}}},
			},
		}},
		Staff: []Staff{{
			ID: "ada", Contract: 0, Skills: []int{0, 1}, SkillUntil: []int{2, 9},
			History: History{Known: true, Line: []int{-1, 0}}, CounterBase: []int64{60, 1},
		}},
		Cover: []Cover{{
			Day: 2, Shift: 1, Skill: 1, Held: true, Except: []StaffIdx{0}, Min: 1, MinCost: Cost{LevelCover, 1},
			Preferred: 2, PreferredCost: soft, Max: 3, MaxCost: soft,
		}},
		Links:       []Link{{Name: "apart", Day: 1, Members: []Member{{Staff: 0, Cells: OffCells}}, Least: 1, Cost: hard}},
		Requests:    []Request{{ID: "7", Staff: 0, Day: 1, Unwanted: ShiftCells(0), Cost: Cost{LevelPreference, 3}, Choice: 1, Plan: 1}},
		Unavailable: []Unavailable{{Staff: 0, Day: 2, Cells: ShiftCells(1)}},
		Fixed:       []Fixed{{Staff: 0, Day: 0, To: Assignment{1, 1}}},
	}
}

func TestValidateAcceptsEveryField(t *testing.T) {
	if err := whole().Validate(); err != nil {
		t.Error(err)
	}
}

func TestValidate(t *testing.T) {
	tests := map[string]struct {
		spoil func(*Instance)
		want  string
	}{
		"no_days":           {func(in *Instance) { *in = Instance{} }, "horizon.days: 0 is out of range: it must be from 1 to 3660"},
		"weekday":           {func(in *Instance) { in.Horizon.FirstWeekday = 7 }, "horizon.first_weekday: 7 is out of range"},
		"midnights_count":   {func(in *Instance) { in.Horizon.Midnights = []int{0, 1440} }, "horizon.midnights: 2 entries: give days + 1 = 4"},
		"midnights_empty":   {func(in *Instance) { in.Horizon.Midnights = []int{} }, "horizon.midnights: it is empty"},
		"midnights_start":   {func(in *Instance) { in.Horizon.Midnights[0] = 5 }, "horizon.midnights[0]: 5: "},
		"midnights_day":     {func(in *Instance) { in.Horizon.Midnights[2] = 2000 }, "horizon.midnights[2]: day 1 has 560 minutes"},
		"skill_twice":       {func(in *Instance) { in.Skills[1].ID = "charge" }, `skills[1].id: "charge" is the id of skills[0] too`},
		"too_many_shifts":   {func(in *Instance) { in.Shifts = make([]Shift, 63) }, "shifts: 63 of them: there may be 62"},
		"shift_kind":        {func(in *Instance) { in.Shifts[0].Kind = "dusk" }, `shifts[0].kind: "dusk": it must be early, late`},
		"shift_end":         {func(in *Instance) { in.Shifts[0].End = 420 }, "shifts[0].end: 420 is out of range: it must be from 421 to 3300"},
		"shift_start":       {func(in *Instance) { in.Shifts[0].Start = -1 }, "shifts[0].start: -1 is out of range: it must be from 0 to 1439"},
		"shift_minutes":     {func(in *Instance) { in.Shifts[0].Minutes = -1 }, "shifts[0].minutes: -1 is out of range"},
		"cost_level":        {func(in *Instance) { in.Contracts[0].SkillCost.Level = 6 }, "contracts[0].skill_cost.level: 6 is out of range: it must be from 0 to 5"},
		"cost_weight":       {func(in *Instance) { in.Contracts[0].Weekend.Weight = -1 }, "contracts[0].weekend.weight: -1 is out of range"},
		"succession_empty":  {func(in *Instance) { in.Contracts[0].Successions[0].To = 0 }, "contracts[0].successions[0].to: no cell is in the set"},
		"succession_beyond": {func(in *Instance) { in.Contracts[0].Successions[0].From = ShiftCells(2) }, "contracts[0].successions[0].from: the set holds cells of shifts that there are not: there are 2 shifts"},
		"rest_minutes":      {func(in *Instance) { in.Contracts[0].Rests[0].Minutes = 0 }, "contracts[0].rests[0].minutes: 0 is out of range"},
		"past_day":          {func(in *Instance) { in.Horizon.Past[1] = -9000 }, "horizon.past[1]: day -2 has 7560 minutes"},
		"respite_span":      {func(in *Instance) { in.Contracts[0].Respites[0].Span = 29 }, "contracts[0].respites[0].span: 29 is out of range: it must be from 1 to 28"},
		"respite_from":      {func(in *Instance) { in.Contracts[0].Respites[0].From = 3661 }, "contracts[0].respites[0].from: 3661 is out of range"},
		"respite_times":     {func(in *Instance) { in.Contracts[0].Respites[0].Times = 0 }, "contracts[0].respites[0].times: 0 is out of range: it must be from 1 to 8"},
		"respite_minutes":   {func(in *Instance) { in.Contracts[0].Respites[0].Minutes = 0 }, "contracts[0].respites[0].minutes: 0 is out of range: it must be from 1 to 10080"},
		"respite_too_much":  {func(in *Instance) { in.Contracts[0].Respites[0].Times = 7 }, "contracts[0].respites[0].minutes: 7 times 1440 do not fit into 7 days: ask for at most 9240 minutes in all"},
		"respite_ahead_in":  {func(in *Instance) { in.Contracts[0].Respites[0].Ahead[0].Start = 4259 }, "contracts[0].respites[0].ahead[0].start: 4259 lies in the horizon, which ends at 4260"},
		"respite_ahead_end": {func(in *Instance) { in.Contracts[0].Respites[0].Ahead[0].End = 4260 }, "contracts[0].respites[0].ahead[0].end: 4260 is not after the start"},
		"respite_ahead_order": {func(in *Instance) {
			r := &in.Contracts[0].Respites[0]
			r.Ahead = append(r.Ahead, Busy{4260, 4261}, Busy{4270, 4280}, Busy{4265, 4280})
		}, "contracts[0].respites[0].ahead[3].start: 4265 comes after 4270"},
		"respite_cost":          {func(in *Instance) { in.Contracts[0].Respites[0].Cost.Weight = -1 }, "contracts[0].respites[0].cost.weight: -1 is out of range"},
		"pattern_empty":         {func(in *Instance) { in.Contracts[0].Patterns[0].Cells = nil }, "contracts[0].patterns[0].cells: 0 of them: give from 1 to 14"},
		"pattern_cell":          {func(in *Instance) { in.Contracts[0].Patterns[0].Cells[1] = 0 }, "contracts[0].patterns[0].cells[1]: no cell"},
		"pattern_weekdays":      {func(in *Instance) { in.Contracts[0].Patterns[0].EndWeekdays = 128 }, "contracts[0].patterns[0].end_weekdays: bit 7"},
		"stretch_max_below_min": {func(in *Instance) { in.Contracts[0].Stretches[0].Max = 1 }, "contracts[0].stretches[0].max: 1 is out of range: it must be from 2 to"},
		"counter_kind":          {func(in *Instance) { in.Contracts[0].Counters[0].Kind = "hours" }, `contracts[0].counters[0].kind: "hours"`},
		"counter_amounts":       {func(in *Instance) { in.Contracts[0].Counters[0].Amount = []int64{1} }, "contracts[0].counters[0].amount: 1 entries: give one for each of the 2 shifts"},
		"counter_negative":      {func(in *Instance) { in.Contracts[0].Counters[0].Amount[1] = -1 }, "contracts[0].counters[0].amount[1]: -1 is out of range"},
		"counter_of":            {func(in *Instance) { in.Contracts[0].Counters[0].Of = OffCells }, "contracts[0].counters[0].of: it is for weekends only"},
		"counter_window":        {func(in *Instance) { in.Contracts[0].Counters[0].To = 4 }, "contracts[0].counters[0].to: 4 is out of range: it must be from 2 to 3"},
		"weekend_amount":        {func(in *Instance) { in.Contracts[0].Counters[1].Amount = []int64{1, 1} }, "contracts[0].counters[1].amount: a weekend counts one"},
		"weekend_of_off":        {func(in *Instance) { in.Contracts[0].Counters[1].Of = OffCells }, "contracts[0].counters[1].of: a day off touches no weekend"},
		"knee":                  {func(in *Instance) { in.Contracts[0].Counters[0].Over[0].At = 1 << 40 }, "contracts[0].counters[0].over[0].at: 1099511627776 is out of range"},
		"staff_twice":           {func(in *Instance) { in.Staff = append(in.Staff, in.Staff[0]) }, `staff[1].id: "ada" is the id of staff[0] too`},
		"staff_contract":        {func(in *Instance) { in.Staff[0].Contract = 1 }, "staff[0].contract: 1 is not an index into contracts: it must be from 0 to 0"},
		"staff_no_contracts":    {func(in *Instance) { in.Contracts = nil }, "staff[0].contract: 0 is an index into contracts, which is empty"},
		"staff_skill":           {func(in *Instance) { in.Staff[0].Skills[1] = 2 }, "staff[0].skills[1]: 2 is not an index into skills"},
		"staff_skill_order":     {func(in *Instance) { in.Staff[0].Skills = []int{1, 0} }, "staff[0].skills[1]: 0 comes after 1: list each skill once, ascending"},
		"staff_skill_until":     {func(in *Instance) { in.Staff[0].SkillUntil = []int{1} }, "staff[0].skill_until: 1 entries: give one for each of the 2 skills"},
		"history_unknown":       {func(in *Instance) { in.Staff[0].History.Known = false }, "staff[0].history.known: it is false, yet history.line has 2 days"},
		"history_cell":          {func(in *Instance) { in.Staff[0].History.Line[1] = 2 }, "staff[0].history.line[1]: 2 is not an index into shifts"},
		"history_long":          {func(in *Instance) { in.Staff[0].History.Line = make([]int, 10_001) }, "staff[0].history.line: 10001 days: keep the last 10000"},
		"base_count":            {func(in *Instance) { in.Staff[0].CounterBase = []int64{1} }, "staff[0].counter_base: 1 entries: give one for each of the 2 counters of contracts[0]"},
		"cover_day":             {func(in *Instance) { in.Cover[0].Day = 3 }, "cover[0].day: 3 is out of range: it must be from 0 to 2"},
		"cover_shift":           {func(in *Instance) { in.Cover[0].Shift = -1 }, "cover[0].shift: -1 is not an index into shifts"},
		"cover_held":            {func(in *Instance) { in.Cover[0].Skill = NoSkill }, "cover[0].held: it is set without a skill"},
		"cover_preferred":       {func(in *Instance) { in.Cover[0].Preferred = 0 }, "cover[0].preferred: 0 is out of range: it must be from 1 to"},
		"cover_except":          {func(in *Instance) { in.Cover[0].Except = []StaffIdx{9} }, "cover[0].except[0]: 9 is not an index into staff"},
		"cover_except_order":    {func(in *Instance) { in.Cover[0].Except = []StaffIdx{0, 0} }, "cover[0].except[1]: 0 comes after 0: list each person once, ascending"},
		"link_day":              {func(in *Instance) { in.Links[0].Day = 3 }, "links[0].day: 3 is out of range: it must be from 0 to 2"},
		"link_nobody":           {func(in *Instance) { in.Links[0].Members = nil }, "links[0].members: nobody is in it"},
		"link_member":           {func(in *Instance) { in.Links[0].Members[0].Staff = -1 }, "links[0].members[0].staff: -1 is not an index into staff"},
		"link_cells":            {func(in *Instance) { in.Links[0].Members[0].Cells = 0 }, "links[0].members[0].cells: no cell is in the set"},
		"link_least":            {func(in *Instance) { in.Links[0].Least = 2 }, "links[0].least: 2 is out of range: it must be from 1 to 1"},
		"cover_max":             {func(in *Instance) { in.Cover[0].Max = 1 }, "cover[0].max: 1 is out of range: it must be from 2 to"},
		"request_staff":         {func(in *Instance) { in.Requests[0].Staff = 1 }, "requests[0].staff: 1 is not an index into staff"},
		"request_unwanted":      {func(in *Instance) { in.Requests[0].Unwanted = 0 }, "requests[0].unwanted: no cell is in the set"},
		"unavailable_day":       {func(in *Instance) { in.Unavailable[0].Day = -1 }, "unavailable[0].day: -1 is out of range"},
		"fixed_shift":           {func(in *Instance) { in.Fixed[0].To.Shift = 9 }, "fixed[0].to.shift: 9 is not an index into shifts"},
		"fixed_off_with_skill":  {func(in *Instance) { in.Fixed[0].To.Shift = NoShift }, "fixed[0].to.skill: 1 on a day off"},
		"fixed_twice":           {func(in *Instance) { in.Fixed = append(in.Fixed, in.Fixed[0]) }, "fixed[1]: fixed[0] is for staff 0 on day 0 too: keep one"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := whole()
			tt.spoil(in)
			err := in.Validate()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant one with %q", err, tt.want)
			}
		})
	}
}

func TestValidateReportsEveryFault(t *testing.T) {
	in := whole()
	in.Staff[0].Skills[1] = 5
	in.Cover[0].Day = 9
	in.Requests[0].Cost.Weight = -1
	err := in.Validate()
	if err == nil {
		t.Fatal("no error")
	}
	if n := len(strings.Split(err.Error(), "\n")); n != 3 {
		t.Errorf("%d faults, want 3:\n%v", n, err)
	}
}
