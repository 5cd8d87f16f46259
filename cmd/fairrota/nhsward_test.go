package main

import (
	"strconv"
	"strings"

	"github.com/fairrota/fairrota/scheduler/bench/nhs"
	"github.com/fairrota/fairrota/store"
)

// importOf turns a generated ward into an import, with a sign-in for each person and, last, for
// a manager. What an import has no place for (agreed patterns, own limits, preferences,
// periods) is put in afterwards, as the ward's people would.
func importOf(w *nhs.Ward) store.WardImport {
	out := store.WardImport{
		Division: "Medicine",
		Ward:     store.Ward{Name: w.Name, TimeZone: w.Zone.String(), PreferenceCap: 30, Tokens: store.StandardTokens, SolveSeconds: 60},
		Rules:    rulesOf(&w.Rules), Together: togetherOf(w), Agreed: agreedOf(w),
	}
	for _, code := range w.Skills {
		out.Skills = append(out.Skills, store.Skill{ID: store.ID(code), Code: code, Name: code})
	}
	for i := range w.Shifts {
		out.Shifts = append(out.Shifts, shiftOf(&w.Shifts[i]))
	}
	for _, c := range w.Contracts {
		least, most := w.Total(&c)
		out.Contracts = append(out.Contracts, store.Contract{
			ID: store.ID(c.Name), Name: c.Name, WeeklyMinutes: c.Weekly, MinTotal: least, MaxTotal: most, MinWorkRun: 1, MaxWorkRun: c.MaxWorkRun,
			MinOffRun: c.MinOffRun, MaxWeekends: c.MaxWeekends, CompleteWeekends: c.WholeWeekends,
		})
	}
	for i := range w.People {
		person, user := personOf(w, i)
		out.Staff, out.Users = append(out.Staff, person), append(out.Users, user)
	}
	out.Users = append(out.Users, store.User{
		Login: "m." + strings.ToLower(w.Name), Name: "Manager of " + w.Name, PasswordHash: "x", Grants: []store.Grant{{Role: store.WardManager, WardID: "this"}},
	})
	for _, row := range w.Demand {
		out.Templates = append(out.Templates, store.DemandTemplate{
			Weekday: row.Weekday, ShiftID: store.ID(w.Shifts[row.Shift].Code), SkillID: store.ID(w.Skills[row.Skill]),
			People: store.People{Min: row.Min, Preferred: row.Preferred, Max: row.Max}, Held: row.Held,
		})
	}
	for _, l := range w.Leave {
		out.Leave = append(out.Leave, store.Leave{StaffID: localID(l.Person), FirstDay: dayOf(l.First), LastDay: dayOf(l.Last), CreditMinutes: l.Credit})
	}
	return out
}

// localID ties a person's rows of an import together.
func localID(person int) store.ID { return store.ID(strconv.Itoa(person)) }

// dayOf returns the store's day; none for none.
func dayOf(d nhs.Day) store.Day {
	if d == 0 {
		return ""
	}
	return store.Day(d.String())
}

func shiftOf(s *nhs.Shift) store.Shift {
	out := store.Shift{
		ID: store.ID(s.Code), Code: s.Code, Name: s.Code, Kind: store.ShiftKind(s.Kind),
		StartMinute: s.Start, EndMinute: s.End, PaidMinutes: s.Paid, MaxRun: s.MaxRun,
	}
	if s.Break >= 0 {
		out.BreakMinutes = &s.Break
	}
	if s.Hazard {
		out.HazardOn = "2025-05-01"
	}
	return out
}

func personOf(w *nhs.Ward, i int) (store.Staff, store.User) {
	p := &w.People[i]
	person := store.Staff{
		ID: localID(i), Number: p.Number, Name: "Person " + p.Number, ContractID: store.ID(w.Contracts[p.Contract].Name),
		FirstDay: dayOf(p.From), LastDay: dayOf(p.To),
	}
	for _, k := range p.Skills {
		person.Skills = append(person.Skills, store.StaffSkill{SkillID: store.ID(w.Skills[k.Skill]), LastDay: dayOf(k.Until)})
	}
	return person, store.User{
		Login: strings.ToLower(p.Number), Name: person.Name, PasswordHash: "x", StaffID: person.ID,
		Grants: []store.Grant{{Role: store.Nurse, WardID: "this"}},
	}
}

// rulesOf puts the ward's figures into the standard rules.
func rulesOf(r *nhs.Rules) store.Rules {
	out := store.StandardRules()
	hard := store.Price{Level: "hard", Weight: 1}
	out.Rest.Minutes = r.Rest
	out.WeeklyMax.Limit = r.WeekMost
	out.NightRun.Limit = r.NightsInARow
	out.RestAfterNights.Limit = r.DaysOffAfterNights
	if r.HardAfterNights {
		out.RestAfterNights.Price = hard
	}
	for _, s := range r.Successions {
		out.Successions = append(out.Successions, store.SuccessionRule{From: s.From, To: s.To, Price: hard, Source: "ward policy"})
	}
	return out
}
