package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// smallImport is a valid ward of one person, one shift and one week.
func smallImport() *WardImport {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return &WardImport{
		Division:  "Medicine",
		Ward:      Ward{Name: "Heather Ward"},
		Skills:    []Skill{{ID: "rn", Code: "RN"}},
		Rules:     StandardRules(),
		Shifts:    []Shift{{ID: "n", Code: "N", StartMinute: 1170, EndMinute: 1890}},
		Contracts: []Contract{{ID: "ft", Name: "Full time"}},
		Staff:     []Staff{{ID: "a", Number: "1", Name: "Ada Ash", ContractID: "ft", Skills: []StaffSkill{{SkillID: "rn"}}}},
		Templates: []DemandTemplate{{ShiftID: "n", SkillID: "rn", People: People{Min: 1, Preferred: 2, Max: -1}}},
		Users:     []User{{Login: "ada", StaffID: "a"}},
		Standing:  []StandingPreference{{StaffID: "a"}},
		Leave:     []Leave{{StaffID: "a", FirstDay: "2026-03-10", LastDay: "2026-03-10"}},
		Agreed: []AgreedPattern{{
			StaffID: "a", FirstDay: "2026-03-02", Anchor: "2026-03-02", AgreedOn: "2026-02-02", ReviewOn: "2027-02-02",
			Days: append(weeks(1)[:6], AgreedDay{Rule: AgreedNever, ShiftIDs: []ID{"n"}}),
		}},
		Period: &RosterPeriod{
			FirstDay: "2026-03-09", LastDay: "2026-03-15", State: Open,
			BiddingOpensAt: at, BiddingClosesAt: at.Add(time.Second), ApprovalDueAt: at.Add(time.Second), PublicationDueAt: at.Add(time.Second),
		},
		Demand:      []Demand{{Day: "2026-03-15", ShiftID: "n", People: People{Max: -1}}},
		Preferences: []Preference{{StaffID: "a", Day: "2026-03-09", Ask: Ask{ShiftID: "n"}}},
		History:     []History{{StaffID: "a", LastShiftID: "n"}},
	}
}

func TestWardImportValidate(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*WardImport)
		want  []string // pointers
	}{
		"as it is":            {func(*WardImport) {}, nil},
		"no division":         {func(w *WardImport) { w.Division = " " }, []string{"/division"}},
		"unknown contract":    {func(w *WardImport) { w.Staff[0].ContractID = "pt" }, []string{"/staff/0/contract_id"}},
		"unknown skill":       {func(w *WardImport) { w.Staff[0].Skills[0].SkillID = "n" }, []string{"/staff/0/skills"}},
		"no shift":            {func(w *WardImport) { w.Demand[0].ShiftID = "" }, []string{"/demand/0/shift_id"}},
		"day after":           {func(w *WardImport) { w.Demand[0].Day = "2026-03-16" }, []string{"/demand/0/day"}},
		"day before":          {func(w *WardImport) { w.Preferences[0].Day = "2026-03-08" }, []string{"/preferences/0/day"}},
		"unknown level":       {func(w *WardImport) { w.Rules.Total.Level = "soft" }, []string{"/rules/total/level"}},
		"least above most":    {func(w *WardImport) { w.Contracts[0].MinTotal, w.Contracts[0].MaxTotal = 3, 2 }, []string{"/contracts/0/max_total"}},
		"ends before it":      {func(w *WardImport) { w.Period.LastDay = "2026-03-08" }, []string{"/period/last_day"}},
		"no such day":         {func(w *WardImport) { w.Preferences[0].Day = "2026-03-9" }, []string{"/preferences/0/day"}},
		"history twice":       {func(w *WardImport) { w.History = append(w.History, w.History[0]) }, []string{"/history/1/staff_id"}},
		"staff twice":         {func(w *WardImport) { w.Staff = append(w.Staff, w.Staff[0]) }, []string{"/staff/1/id", "/staff/1/number"}},
		"published":           {func(w *WardImport) { w.Period.State = PeriodPublished }, []string{"/period/state"}},
		"closes at opening":   {func(w *WardImport) { w.Period.BiddingClosesAt = w.Period.BiddingOpensAt }, []string{"/period/bidding_closes_at"}},
		"min above preferred": {func(w *WardImport) { w.Templates[0].Min = 3 }, []string{"/templates/0/min"}},
		"max below preferred": {func(w *WardImport) { w.Templates[0].Max = 1 }, []string{"/templates/0/min"}},
		"shift over 24 hours": {func(w *WardImport) { w.Shifts[0].EndMinute = 1170 + 1441 }, []string{"/shifts/0/end_minute"}},
		"no period":           {func(w *WardImport) { w.Period = nil }, []string{"/period"}},
		"leave ends early":    {func(w *WardImport) { w.Leave[0].LastDay = "2026-03-09" }, []string{"/leave/0/last_day"}},
		"agreed with nobody":  {func(w *WardImport) { w.Agreed[0].StaffID = "b" }, []string{"/agreed/0/staff_id"}},
		"no agreed shift":     {func(w *WardImport) { w.Agreed[0].Days[6].ShiftIDs[0] = "x" }, []string{"/agreed/0/days/6/shift_ids/0"}},
		"agreed on a Tuesday": {func(w *WardImport) { w.Agreed[0].Anchor = "2026-03-03" }, []string{"/agreed/0/anchor"}},
		"agreed twice":        {func(w *WardImport) { w.Agreed = append(w.Agreed, w.Agreed[0]) }, []string{"/agreed/1/first_day"}},
		"stranger signs in":   {func(w *WardImport) { w.Users[0].StaffID = "b" }, []string{"/users/0/staff_id"}},
		"short login":         {func(w *WardImport) { w.Users[0].Login = "ad" }, []string{"/users/0/login"}},
		"capital login":       {func(w *WardImport) { w.Users[0].Login = "Ada" }, []string{"/users/0/login"}},
		"two faults":          {func(w *WardImport) { w.Ward.Name = ""; w.Standing[0].StaffID = "" }, []string{"/ward/name", "/standing/0/staff_id"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := smallImport()
			c.spoil(w)
			err := w.Validate()
			var got []string
			var e *Error
			if errors.As(err, &e) {
				for _, f := range e.Fields {
					got = append(got, f.Pointer)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%v; pointers (-want +got):\n%s", err, diff)
			}
			if err != nil && KindOf(err) != Invalid {
				t.Errorf("kind %v, want invalid", KindOf(err))
			}
		})
	}
}
