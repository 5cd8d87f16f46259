package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// guarded is a method, the right that it asks for, and a call that passes for whom it is
// allowed (or fails for another reason than rights).
type guarded struct {
	name  string
	right store.Right
	// organisation asks for the right in the organisation, not on the ward.
	organisation bool
	call         func(actor store.Actor) error
}

// exerciseRights calls every method that has a right as everybody: who has the right is
// let in, all others are told that it is forbidden or not there.
func exerciseRights(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 2})
	actors := map[string]store.Actor{
		"nobody": {}, "no grants": w.AddUser(t, "new", ""), "nurse": w.Nurses[0], "manager": w.Manager, "hr": w.HR, "admin": w.Admin,
		"manager elsewhere": {UserID: w.Manager.UserID, Grants: []store.Grant{{Role: store.WardManager, WardID: NewID()}}},
		"the program":       store.SystemActor,
	}
	methods := slices.Concat(guardedReads(t, w), guardedOffice(t, w), guardedWrites(t, w), guardedFigures(t, w), guardedTogether(t, w), guardedLeave(t, w))
	for _, m := range methods {
		for who, actor := range actors {
			ward := w.Ward.ID
			if m.organisation {
				ward = ""
			}
			kind := store.Kind(-1)
			if err := m.call(actor); err != nil {
				kind = store.KindOf(err)
			}
			refused := kind == store.Forbidden || kind == store.NotFound || kind == store.Unauthenticated
			if allowed := actor.Can(m.right, ward); allowed == refused || kind == store.Internal {
				t.Errorf("%s as %s: %s, want allowed %t", m.name, who, kind, allowed)
			}
		}
	}
}

func guardedReads(t *testing.T, w *World) []guarded {
	t.Helper()
	ctx, db := t.Context(), w.DB
	return []guarded{
		{"Divisions", store.SignedIn, true, func(a store.Actor) error { _, err := db.Divisions(ctx, a); return err }},
		{"Skills", store.SignedIn, true, func(a store.Actor) error { _, err := db.Skills(ctx, a); return err }},
		{"Wards", store.SignedIn, true, func(a store.Actor) error { _, err := db.Wards(ctx, a); return err }},
		{"Notices", store.SignedIn, true, func(a store.Actor) error { _, err := db.Notices(ctx, a); return err }},
		{"Ward", store.ReadWard, false, func(a store.Actor) error { _, err := db.Ward(ctx, a, w.Ward.ID); return err }},
		{"Shifts", store.ReadWard, false, func(a store.Actor) error { _, err := db.Shifts(ctx, a, w.Ward.ID); return err }},
		{"RuleSet", store.ReadWard, false, func(a store.Actor) error { _, err := db.RuleSet(ctx, a, w.Ward.ID); return err }},
		{"WardRules", store.ReadWard, false, func(a store.Actor) error { _, err := db.WardRules(ctx, a, w.Ward.ID, ""); return err }},
		{"Rules", store.SignedIn, true, func(a store.Actor) error { _, err := db.Rules(ctx, a, ""); return err }},
		{"Periods", store.ReadWard, false, func(a store.Actor) error { _, err := db.Periods(ctx, a, w.Ward.ID); return err }},
		{"Period", store.ReadWard, false, func(a store.Actor) error { _, err := db.Period(ctx, a, w.Period.ID); return err }},
		{"StaffList", store.ReadStaff, false, func(a store.Actor) error { _, err := db.StaffList(ctx, a, w.Ward.ID); return err }},
		{"Workers", store.ReadStaff, false, func(a store.Actor) error { _, _, err := db.Workers(ctx, a, w.Ward.ID); return err }},
		{"Contracts", store.ReadStaff, false, func(a store.Actor) error { _, err := db.Contracts(ctx, a, w.Ward.ID); return err }},
		{"DemandTemplates", store.ReadStaff, false, func(a store.Actor) error { _, err := db.DemandTemplates(ctx, a, w.Ward.ID); return err }},
		{"Demand", store.ReadStaff, false, func(a store.Actor) error { _, err := db.Demand(ctx, a, w.Period.ID); return err }},
		{"Leaves", store.ReadStaff, false, func(a store.Actor) error { _, err := db.Leaves(ctx, a, w.Ward.ID, "", ""); return err }},
		{"Availabilities", store.ReadStaff, false, func(a store.Actor) error { _, err := db.Availabilities(ctx, a, w.Ward.ID, "", ""); return err }},
		{"PreferenceCounts", store.ReadDraft, false, func(a store.Actor) error { _, err := db.PreferenceCounts(ctx, a, w.Period.ID); return err }},
		{"PeriodPreferences", store.ReadDraft, false, func(a store.Actor) error { _, err := db.PeriodPreferences(ctx, a, w.Period.ID); return err }},
		{"Audit", store.ReadAudit, false, func(a store.Actor) error { _, err := db.Audit(ctx, a, string(w.Ward.ID), 0, 0); return err }},
		{"Audit of the organisation", store.ReadAudit, true, func(a store.Actor) error { _, err := db.Audit(ctx, a, "", 0, 0); return err }},
		{"Figures", store.ReadFigures, true, func(a store.Actor) error { _, err := db.Figures(ctx, a, "2027-01-01", "2027-01-31"); return err }},
		{"Users", store.ManageUsers, true, func(a store.Actor) error { _, err := db.Users(ctx, a); return err }},
	}
}

// neverVersion is a version that no row of a World has.
const neverVersion = 999

// guardedOffice are the methods for which the organisation's rights are asked.
func guardedOffice(t *testing.T, w *World) []guarded {
	t.Helper()
	ctx, db, none, n := t.Context(), w.DB, store.Once{}, 0
	fresh := func() string {
		n++
		return fmt.Sprintf("o%d", n)
	}
	user, err := db.UserByLogin(ctx, loginOf(t, w, w.Nurses[0]))
	user = must(t, user, err)
	user.Version = neverVersion
	ward := *w.Ward
	return []guarded{
		{"CreateDivision", store.ManageWards, true, func(a store.Actor) error {
			_, err := db.CreateDivision(ctx, a, store.Division{Name: fresh()}, none)
			return err
		}},
		{"CreateSkill", store.ManageWards, true, func(a store.Actor) error {
			_, err := db.CreateSkill(ctx, a, store.Skill{Code: fresh(), Name: "x"}, none)
			return err
		}},
		{"CreateWard", store.ManageWards, true, func(a store.Actor) error {
			made := ward
			made.Name = fresh()
			_, err := db.CreateWard(ctx, a, made, none)
			return err
		}},
		{"CreateUser", store.ManageUsers, true, func(a store.Actor) error {
			_, err := db.CreateUser(ctx, a, store.NewUser{Login: "xx" + fresh(), Name: "x", PasswordHash: Password}, none)
			return err
		}},
		{"UpdateUser", store.ManageUsers, true, func(a store.Actor) error { _, err := db.UpdateUser(ctx, a, *user); return err }},
		{"SetPassword", store.ManageUsers, true, func(a store.Actor) error { return db.SetPassword(ctx, a, w.Nurses[1].UserID, Password, store.Once{}) }},
	}
}

// guardedWrites changes nothing that is there: what has a version is changed at one that
// it never had, which is Stale for whom it is allowed.
func guardedWrites(t *testing.T, w *World) []guarded {
	t.Helper()
	const never = neverVersion
	ctx, db, none, n := t.Context(), w.DB, store.Once{}, 0
	fresh := func() string {
		n++
		return fmt.Sprintf("x%d", n)
	}
	demand, err := db.Demand(ctx, store.SystemActor, w.Period.ID)
	if err != nil {
		t.Fatal(err)
	}
	absent := store.Leave{StaffID: w.Staff[0].ID, FirstDay: "2027-02-01", LastDay: "2027-02-01"}
	leave, err := db.CreateLeave(ctx, store.SystemActor, absent, none)
	leave = must(t, leave, err)
	unavailable := store.Availability{StaffID: w.Staff[0].ID, FirstDay: "2027-02-01", LastDay: "2027-02-01"}
	availability, err := db.CreateAvailability(ctx, store.SystemActor, unavailable, none)
	availability = must(t, availability, err)
	ward, shift, contract, staff, period, cover := *w.Ward, *w.Early, *w.Contract, w.Staff[0], *w.Period, demand[0]
	ward.Version, shift.Version, contract.Version, staff.Version, period.Version, cover.Version = never, never, never, never, never, never
	return []guarded{
		{"UpdateWard", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateWard(ctx, a, ward); return err }},
		{"CreateShift", store.WriteWard, false, func(a store.Actor) error {
			made := shift
			made.Code = fresh()
			_, err := db.CreateShift(ctx, a, made, none)
			return err
		}},
		{"UpdateShift", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateShift(ctx, a, shift); return err }},
		{"CreateContract", store.WriteWard, false, func(a store.Actor) error {
			made := contract
			made.Name = fresh()
			_, err := db.CreateContract(ctx, a, made, none)
			return err
		}},
		{"UpdateContract", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateContract(ctx, a, contract); return err }},
		{"CreateStaff", store.WriteWard, false, func(a store.Actor) error {
			made := staff
			made.Number = fresh()
			_, err := db.CreateStaff(ctx, a, made, none)
			return err
		}},
		{"UpdateStaff", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateStaff(ctx, a, staff); return err }},
		{"PutDemandTemplates", store.WriteWard, false, func(a store.Actor) error { _, err := db.PutDemandTemplates(ctx, a, w.Ward.ID, never, nil); return err }},
		{"UpdateDemand", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateDemand(ctx, a, cover, nil); return err }},
		{"CreateRuleSet", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.CreateRuleSet(ctx, a, store.RuleSet{WardID: w.Ward.ID, Rules: store.StandardRules()}, none)
			return err
		}},
		{"CreateLeave", store.WriteWard, false, func(a store.Actor) error { _, err := db.CreateLeave(ctx, a, absent, none); return err }},
		{"DeleteLeave", store.WriteWard, false, func(a store.Actor) error { return db.DeleteLeave(ctx, a, leave.ID, never) }},
		{"CreateAvailability", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.CreateAvailability(ctx, a, unavailable, none)
			return err
		}},
		{"DeleteAvailability", store.WriteWard, false, func(a store.Actor) error { return db.DeleteAvailability(ctx, a, availability.ID, never) }},
		{"CreatePeriod", store.WriteWard, false, func(a store.Actor) error {
			n++
			made := period
			made.FirstDay = period.LastDay.Add(n)
			made.LastDay = made.FirstDay
			_, err := db.CreatePeriod(ctx, a, made, none)
			return err
		}},
		{"UpdatePeriod", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdatePeriod(ctx, a, period); return err }},
		{"MovePeriod", store.WriteWard, false, func(a store.Actor) error {
			_, err := db.MovePeriod(ctx, a, period.ID, never, store.Open)
			return err
		}},
	}
}

// guardedFigures are rules of the rulebook; the figures are Invalid for whom they are allowed.
func guardedFigures(t *testing.T, w *World) []guarded {
	t.Helper()
	set := func(f store.RuleFigure) func(store.Actor) error {
		return func(a store.Actor) error {
			_, err := w.DB.SetFigure(t.Context(), a, f, neverVersion, store.Once{})
			return err
		}
	}
	return []guarded{
		{"SetFigure of the organisation", store.ManageWards, true, set(store.RuleFigure{Scope: rulebook.Organisation})},
		{"SetFigure of the ward", store.WriteWard, false, set(store.RuleFigure{Scope: rulebook.Ward, WardID: w.Ward.ID})},
		{"SetFigure of a person", store.WriteWard, false, set(store.RuleFigure{Scope: rulebook.Person, WardID: w.Ward.ID, StaffID: w.Staff[0].ID})},
	}
}
