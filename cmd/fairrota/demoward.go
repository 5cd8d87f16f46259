package main

import (
	"fmt"

	"github.com/fairrota/fairrota/store"
)

// demoWard describes one ward of the demo.
type demoWard struct {
	division, name string
	// code begins the staff numbers.
	code string
	// sisters, nurses and assistants are numbers of people by skill; every third of the
	// nurses and assistants works part-time.
	sisters, nurses, assistants int
	// demand is the cover of one day by shift and skill.
	demand []demoDemand
	// firstName is the number of the ward's first name, see demoName.
	firstName int
	// charge is the shift on which somebody who holds SR is wished for, whatever they work in;
	// empty for none.
	charge store.ID
}

// demoDemand is a row of a ward's weekly pattern: minimum and preferred on Monday to
// Friday and at the weekend.
type demoDemand struct {
	shift, skill             store.ID
	weekday, weekend         int
	weekdayWish, weekendWish int
}

// The demo's wards. The first one is the ward of the demo nurse and the demo ward
// manager; all have published rotas, so that HR's figures cover enough people.
var demoWards = []demoWard{
	{
		division: "Medicine", name: "Heather Ward", code: "HEA", sisters: 4, nurses: 11, assistants: 9, firstName: 0, charge: "N",
		demand: []demoDemand{
			{"LD", "SR", 1, 0, 1, 1},
			{"LD", "RN", 1, 2, 2, 2},
			{"E", "RN", 1, 0, 1, 1},
			{"L", "RN", 1, 1, 1, 1},
			{"N", "RN", 2, 2, 2, 2},
			{"LD", "HCA", 1, 1, 2, 2},
			{"E", "HCA", 0, 0, 1, 0},
			{"N", "HCA", 1, 1, 1, 1},
		},
	},
	{
		division: "Medicine", name: "Bracken Ward", code: "BRA", sisters: 3, nurses: 8, assistants: 6, firstName: 24,
		demand: []demoDemand{
			{"LD", "SR", 1, 0, 1, 0},
			{"LD", "RN", 1, 1, 2, 1},
			{"L", "RN", 1, 1, 1, 1},
			{"N", "RN", 1, 1, 2, 2},
			{"LD", "HCA", 1, 1, 2, 1},
			{"N", "HCA", 1, 1, 1, 1},
		},
	},
	{
		division: "Surgery", name: "Foxglove Ward", code: "FOX", sisters: 3, nurses: 8, assistants: 5, firstName: 41,
		demand: []demoDemand{
			{"E", "SR", 1, 0, 1, 0},
			{"LD", "RN", 2, 1, 2, 2},
			{"L", "RN", 0, 0, 1, 0},
			{"N", "RN", 1, 1, 2, 1},
			{"LD", "HCA", 1, 1, 1, 1},
			{"N", "HCA", 1, 0, 1, 1},
		},
	},
	{
		division: "Surgery", name: "Juniper Ward", code: "JUN", sisters: 3, nurses: 7, assistants: 4, firstName: 57,
		demand: []demoDemand{
			{"E", "SR", 1, 0, 1, 0},
			{"LD", "RN", 1, 1, 2, 2},
			{"N", "RN", 1, 1, 2, 2},
			{"LD", "HCA", 1, 1, 1, 1},
			{"N", "HCA", 0, 0, 1, 0},
		},
	},
}

// demoShifts are the shifts of every ward of the demo. Breaks are unpaid: half an hour in
// 8 hours, an hour in 12 and a half, of which half an hour is in one go.
func demoShifts() []store.Shift {
	half := 30
	return []store.Shift{
		{ID: "E", Code: "E", Name: "Early", Kind: store.Early, StartMinute: 7*60 + 30, EndMinute: 15*60 + 30, PaidMinutes: 450, BreakMinutes: &half},
		{ID: "L", Code: "L", Name: "Late", Kind: store.Late, StartMinute: 12*60 + 30, EndMinute: 20*60 + 30, PaidMinutes: 450, BreakMinutes: &half},
		{ID: "LD", Code: "LD", Name: "Long day", Kind: store.LongDay, StartMinute: 7*60 + 30, EndMinute: 20 * 60, PaidMinutes: 690, BreakMinutes: &half},
		{ID: "N", Code: "N", Name: "Night", Kind: store.Night, StartMinute: 19*60 + 30, EndMinute: 32 * 60, PaidMinutes: 690, BreakMinutes: &half, MaxRun: 4},
	}
}

// demoContracts are full time under Agenda for Change, 37.5 hours, and two shares of it.
// Totals are for four weeks, with six hours to either side.
func demoContracts() []store.Contract {
	contract := func(id store.ID, name string, weekly int) store.Contract {
		return store.Contract{
			ID: id, Name: name, WeeklyMinutes: weekly, MinTotal: 4*weekly - 360, MaxTotal: 4*weekly + 360,
			MinWorkRun: 1, MaxWorkRun: 5, MinOffRun: 2, MaxWeekends: 2, CompleteWeekends: true,
		}
	}
	return []store.Contract{
		contract("full", "Full time, 37.5 h", 2250),
		contract("30", "Part time, 30 h", 1800),
		contract("22.5", "Part time, 22.5 h", 1350),
	}
}

// build returns the ward without a roster period.
func (d *demoWard) build() *store.WardImport {
	w := &store.WardImport{
		Division: d.division,
		Ward:     store.Ward{Name: d.name, TimeZone: "Europe/London", PreferenceCap: 12, Tokens: store.StandardTokens, SolveSeconds: 20},
		Skills: []store.Skill{
			{ID: "SR", Code: "SR", Name: "Sister or charge nurse, band 6"},
			{ID: "RN", Code: "RN", Name: "Registered nurse"},
			{ID: "HCA", Code: "HCA", Name: "Healthcare assistant"},
		},
		Shifts: demoShifts(), Contracts: demoContracts(), Rules: store.StandardRules(),
	}
	for _, row := range d.demand {
		for weekday := range 7 {
			people := store.People{Min: row.weekday, Preferred: row.weekdayWish, Max: row.weekdayWish + 2}
			if weekday >= 5 {
				people = store.People{Min: row.weekend, Preferred: row.weekendWish, Max: row.weekendWish + 1}
			}
			w.Templates = append(w.Templates, store.DemandTemplate{Weekday: weekday, ShiftID: row.shift, SkillID: row.skill, People: people})
		}
	}
	for weekday := range 7 {
		if d.charge != "" {
			w.Templates = append(w.Templates, store.DemandTemplate{
				Weekday: weekday, ShiftID: d.charge, SkillID: "SR", Held: true, People: store.People{Preferred: 1, Max: -1},
			})
		}
	}
	for i := range d.sisters + d.nurses + d.assistants {
		w.Staff = append(w.Staff, d.person(i))
	}
	return w
}

// person returns the i-th member of the ward: sisters first, then nurses, then assistants.
func (d *demoWard) person(i int) store.Staff {
	id := store.ID(fmt.Sprintf("%s-%03d", d.code, i+1))
	s := store.Staff{ID: id, Number: string(id), Name: demoName(d.firstName + i), ContractID: "full"}
	switch within := i - d.sisters; {
	case within < 0:
		s.Skills = []store.StaffSkill{{SkillID: "SR"}, {SkillID: "RN"}}
		return s
	case within < d.nurses:
		s.Skills = []store.StaffSkill{{SkillID: "RN"}}
	default:
		s.Skills = []store.StaffSkill{{SkillID: "HCA"}}
	}
	switch i % 6 {
	case 2:
		s.ContractID = "30"
	case 5:
		s.ContractID = "22.5"
	}
	return s
}
