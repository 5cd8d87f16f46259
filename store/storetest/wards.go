package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseOnce: a repeated request gets the first answer, another body under the key is
// refused, and a day later the key is free.
func exerciseOnce(t *testing.T, open Opener) {
	w := opened(t, open, Options{})
	ctx := t.Context()
	body := func(c string) string { return string(bytesOf(c[0], 64)) }
	once := store.Once{Route: "create-skill", Key: "k1", BodyHash: body("a")}
	skill := store.Skill{Code: "ALS", Name: "Advanced life support"}
	first, err := w.DB.CreateSkill(ctx, w.Admin, skill, once)
	ok(t, "first", err)
	again, err := w.DB.CreateSkill(ctx, w.Admin, skill, once)
	ok(t, "again", err)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the repeated request got another answer:\n%s", diff)
	}
	changed := once
	changed.BodyHash = body("b")
	_, err = w.DB.CreateSkill(ctx, w.Admin, skill, changed)
	wantKind(t, "another body", err, store.Conflict)
	_, err = w.DB.CreateSkill(ctx, w.Admin, skill, store.Once{Route: "create-skill", Key: "k2", BodyHash: body("a")})
	wantKind(t, "another key makes it again", err, store.Conflict)
	_, err = w.DB.CreateSkill(ctx, w.Manager, skill, once)
	wantKind(t, "another actor does not get the answer", err, store.Forbidden)
	_, err = w.DB.CreateSkill(ctx, w.Admin, store.Skill{Code: "X", Name: ""}, store.Once{Route: "create-skill", Key: "k3", BodyHash: body("c")})
	wantField(t, "a refused request", err, "/name")
	_, err = w.DB.CreateSkill(ctx, w.Admin, store.Skill{Code: "X", Name: "Put right"}, store.Once{Route: "create-skill", Key: "k3", BodyHash: body("d")})
	ok(t, "a refused request leaves its key free", err)
	w.Clock.Advance(24*time.Hour - time.Microsecond)
	_, err = w.DB.CreateSkill(ctx, w.Admin, skill, once)
	ok(t, "within 24 hours", err)
	w.Clock.Advance(time.Microsecond)
	_, err = w.DB.CreateSkill(ctx, w.Admin, skill, once)
	wantKind(t, "after 24 hours it is made again", err, store.Conflict)
}

func bytesOf(c byte, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = c
	}
	return b
}

// exerciseStale: of two changes that saw the same version one is refused, for all that
// has a version.
func exerciseStale(t *testing.T, open Opener) {
	w := opened(t, open, Options{})
	ctx := t.Context()
	demand, err := w.DB.Demand(ctx, w.Manager, w.Period.ID)
	if err != nil {
		t.Fatal(err)
	}
	templates, err := w.DB.DemandTemplates(ctx, w.Manager, w.Ward.ID)
	if err != nil {
		t.Fatal(err)
	}
	users, err := w.DB.Users(ctx, w.Admin)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func() (int, error){
		"ward": func() (int, error) {
			row, err := w.DB.UpdateWard(ctx, w.Manager, *w.Ward)
			return version(row, func(r *store.Ward) int { return r.Version }), err
		},
		"shift": func() (int, error) {
			row, err := w.DB.UpdateShift(ctx, w.Manager, *w.Early)
			return version(row, func(r *store.Shift) int { return r.Version }), err
		},
		"contract": func() (int, error) {
			row, err := w.DB.UpdateContract(ctx, w.Manager, *w.Contract)
			return version(row, func(r *store.Contract) int { return r.Version }), err
		},
		"staff": func() (int, error) {
			row, err := w.DB.UpdateStaff(ctx, w.Manager, w.Staff[0])
			return version(row, func(r *store.Staff) int { return r.Version }), err
		},
		"demand": func() (int, error) {
			row, err := w.DB.UpdateDemand(ctx, w.Manager, demand[0], nil)
			return version(row, func(r *store.Demand) int { return r.Version }), err
		},
		"period": func() (int, error) {
			row, err := w.DB.UpdatePeriod(ctx, w.Manager, *w.Period)
			return version(row, func(r *store.RosterPeriod) int { return r.Version }), err
		},
		"user": func() (int, error) {
			row, err := w.DB.UpdateUser(ctx, w.Admin, users[0])
			return version(row, func(r *store.User) int { return r.Version }), err
		},
	} {
		if name == "ward" { // its version has risen with the template
			w.Ward.Version = wardVersion(t, w)
		}
		now, err := change()
		ok(t, name, err)
		_, err = change()
		wantKind(t, name+" at the old version", err, store.Stale)
		if now < 2 {
			t.Errorf("%s: version is %d after a change", name, now)
		}
	}
	_, err = w.DB.PutDemandTemplates(ctx, w.Manager, w.Ward.ID, 1, templates)
	wantKind(t, "template at an old version of the ward", err, store.Stale)
}

func version[T any](row *T, of func(*T) int) int {
	if row == nil {
		return 0
	}
	return of(row)
}

func wardVersion(t *testing.T, w *World) int {
	t.Helper()
	ward, err := w.DB.Ward(t.Context(), store.SystemActor, w.Ward.ID)
	return must(t, ward, err).Version
}

// exerciseOtherWards: ids of another ward are not there for a manager or a nurse.
func exerciseOtherWards(t *testing.T, open Opener) {
	w := opened(t, open, Options{State: store.Open})
	ctx := t.Context()
	other := NewWorld(t, w.DB, w.Clock, Options{Name: "Ward 2", State: store.Open, Staff: 2})
	for who, actor := range map[string]store.Actor{"manager": w.Manager, "nurse": w.Nurses[0], "hr": w.HR} {
		for what, read := range map[string]func() error{
			"ward":      func() error { _, err := w.DB.Ward(ctx, actor, other.Ward.ID); return err },
			"shifts":    func() error { _, err := w.DB.Shifts(ctx, actor, other.Ward.ID); return err },
			"staff":     func() error { _, err := w.DB.StaffList(ctx, actor, other.Ward.ID); return err },
			"contracts": func() error { _, err := w.DB.Contracts(ctx, actor, other.Ward.ID); return err },
			"template":  func() error { _, err := w.DB.DemandTemplates(ctx, actor, other.Ward.ID); return err },
			"rules":     func() error { _, err := w.DB.RuleSet(ctx, actor, other.Ward.ID); return err },
			"leave":     func() error { _, err := w.DB.Leaves(ctx, actor, other.Ward.ID, "", ""); return err },
			"periods":   func() error { _, err := w.DB.Periods(ctx, actor, other.Ward.ID); return err },
			"period":    func() error { _, err := w.DB.Period(ctx, actor, other.Period.ID); return err },
			"demand":    func() error { _, err := w.DB.Demand(ctx, actor, other.Period.ID); return err },
			"counts":    func() error { _, err := w.DB.PreferenceCounts(ctx, actor, other.Period.ID); return err },
			"asks":      func() error { _, err := w.DB.PeriodPreferences(ctx, actor, other.Period.ID); return err },
			"audit":     func() error { _, err := w.DB.Audit(ctx, actor, string(other.Ward.ID), 0, 0); return err },
			"update":    func() error { _, err := w.DB.UpdateShift(ctx, actor, *other.Early); return err },
			"move": func() error {
				_, err := w.DB.MovePeriod(ctx, actor, other.Period.ID, other.Period.Version, store.PeriodClosed)
				return err
			},
			"no such id": func() error { _, err := w.DB.Period(ctx, actor, NewID()); return err },
		} {
			wantKind(t, who+" "+what, read(), store.NotFound)
		}
	}
	p := w.Ask(1, store.DayOff)
	p.PeriodID = other.Period.ID
	_, err := w.DB.PutPreference(ctx, w.Nurses[0], p, true)
	wantKind(t, "bid in another ward's period", err, store.NotFound)
	ask := w.Ask(1, store.ShiftOn)
	ask.ShiftID = other.Early.ID
	_, err = w.DB.PutPreference(ctx, w.Nurses[0], ask, true)
	wantField(t, "bid for another ward's shift", err, "/shift_id")
	person := w.Staff[0]
	person.ContractID = other.Contract.ID
	_, err = w.DB.UpdateStaff(ctx, w.Manager, person)
	wantField(t, "another ward's contract", err, "/contract_id")
	_, err = w.DB.CreateAvailability(ctx, w.Manager, store.Availability{
		StaffID: w.Staff[0].ID, FirstDay: "2027-02-01", LastDay: "2027-02-01", ShiftID: other.Early.ID,
	}, store.Once{})
	wantField(t, "another ward's shift", err, "/shift_id")
	wards, err := w.DB.Wards(ctx, w.Manager)
	ok(t, "wards", err)
	if len(wards) != 1 || wards[0].ID != w.Ward.ID {
		t.Errorf("the manager sees %v", wards)
	}
	if all, err := w.DB.Wards(ctx, w.Admin); err != nil || len(all) != 2 {
		t.Errorf("the administrator sees %v, %v", all, err)
	}
}

// exerciseWards: what a ward may and may not be, and its rules.
func exerciseWards(t *testing.T, open Opener) {
	w := opened(t, open, Options{})
	ctx := t.Context()
	_, err := w.DB.CreateWard(ctx, w.Admin, *w.Ward, store.Once{})
	wantKind(t, "the same name again", err, store.Conflict)
	_, err = w.DB.CreateWard(ctx, w.Manager, *w.Ward, store.Once{})
	wantKind(t, "a manager makes a ward", err, store.Forbidden)
	_, err = w.DB.CreateShift(ctx, w.Manager, store.Shift{WardID: w.Ward.ID, Code: "E", Name: "Again", Kind: store.Early, StartMinute: 1, EndMinute: 2}, store.Once{})
	wantKind(t, "the same code again", err, store.Conflict)
	_, err = w.DB.UpdateWard(ctx, w.Manager, store.Ward{ID: w.Ward.ID, DivisionID: NewID(), Name: "x", TimeZone: "Europe/London", PreferenceCap: 1, SolveSeconds: 1, Version: w.Ward.Version})
	wantField(t, "a division that is not there", err, "/division_id")
	moved := *w.Ward
	moved.TimeZone = "Europe/Paris"
	_, err = w.DB.UpdateWard(ctx, w.Manager, moved)
	wantField(t, "another zone under periods", err, "/time_zone")

	rules, err := w.DB.RuleSet(ctx, w.Nurses[0], w.Ward.ID)
	ok(t, "rules", err)
	if diff := cmp.Diff(store.StandardRules(), rules.Rules); diff != "" || rules.Number != 1 {
		t.Errorf("number %d, %s", rules.Number, diff)
	}
	next := store.RuleSet{WardID: w.Ward.ID, Rules: store.StandardRules()}
	next.Rules.Successions = []store.SuccessionRule{{From: "N", To: []string{"Q"}, Price: store.Price{Level: "hard", Weight: 1}}}
	_, err = w.DB.CreateRuleSet(ctx, w.Manager, next, store.Once{})
	wantField(t, "a succession of no shift", err, "/rules/successions/0/to")
	next.Rules.Successions[0].To = []string{"E"}
	made, err := w.DB.CreateRuleSet(ctx, w.Manager, next, store.Once{})
	ok(t, "new rules", err)
	if made == nil || made.Number != 2 {
		t.Errorf("made %+v", made)
	}
	period, err := w.DB.Period(ctx, w.Manager, w.Period.ID)
	ok(t, "period", err)
	if period.RuleSetID != rules.ID {
		t.Error("the period does not keep its rules")
	}
	person := w.Staff[0]
	person.Skills = []store.StaffSkill{{SkillID: w.NIC.ID, LastDay: "2027-02-10"}}
	person.LastDay = "2027-06-30"
	_, err = w.DB.UpdateStaff(ctx, w.Manager, person)
	ok(t, "other skills", err)
	people, err := w.DB.StaffList(ctx, w.Manager, w.Ward.ID)
	ok(t, "staff", err)
	person.Version, person.Skills[0].StaffID = 2, person.ID
	if diff := cmp.Diff(person, people[0]); diff != "" {
		t.Error(diff)
	}
}
