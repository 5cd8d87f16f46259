package sqlstore

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// cellsOf lists a roster's filled duties as "person day shift", in order; only those of the people.
func (n *night) cellsOf(t *testing.T, w *nightWard, roster store.ID, people ...int) []string {
	t.Helper()
	out := []string{}
	for _, d := range must(dutiesOf(n.read(t.Context()), roster))(t) {
		i := slices.IndexFunc(w.people, func(a store.Actor) bool { return a.StaffID == d.StaffID })
		if i >= 0 && slices.Contains(people, i) {
			out = append(out, fmt.Sprintf("%d %s %s %s %t", i, d.Day, d.ShiftID, d.SkillID, d.Fixed))
		}
	}
	slices.Sort(out)
	return out
}

// noticesOf lists the words of notices of a kind by person.
func (n *night) noticesOf(t *testing.T, w *nightWard, kind string) map[int]string {
	t.Helper()
	out := map[int]string{}
	for i, a := range w.people {
		for _, x := range must(n.Notices(t.Context(), a))(t) {
			if x.Kind == kind {
				out[i] += x.Detail
			}
		}
	}
	return out
}

// sick takes person 0 out of the early of the 15th and has person 2 work it. (ledgerNight.)
func sick(w *nightWard, first *store.Roster) store.Amendment {
	return store.Amendment{
		RosterID: first.ID, Version: first.Version, Kind: store.Sickness, Reason: "rang in sick",
		Changes: []store.CellChange{
			{StaffID: w.people[0].StaffID, Day: "2027-03-15", FromShiftID: w.shifts["E"], Consent: store.OwnRequest},
			{StaffID: w.people[2].StaffID, Day: "2027-03-15", ToShiftID: w.shifts["E"], Consent: store.Agreed},
		},
		Facts: store.Facts{Absent: []store.Absence{{StaffID: w.people[0].StaffID, FirstDay: "2027-03-15", LastDay: "2027-03-15"}}},
	}
}

// On Sunday 14 March at noon, 19 hours before the early of the 15th at 07:00.
var sundayNoon = time.Date(2027, 3, 14, 12, 0, 0, 0, time.UTC)

func TestAmendingMakesTheNextVersion(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := ledgerNight(t, d)
		ctx := t.Context()
		n.clock.set(sundayNoon)
		second := must(n.Amend(ctx, w.manager, sick(w, first), store.Once{}))(t)
		if second.Number != 2 || second.State != store.RosterPublished || second.AmendsID != first.ID || second.PublishedBy != w.manager.UserID {
			t.Errorf("the new version: %+v", second)
		}
		versions := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)
		if len(versions) != 2 || versions[1].State != store.Superseded || versions[0].State != store.RosterPublished || versions[0].Version != second.Version {
			t.Errorf("versions: %+v", versions)
		}
		if p := must(n.Period(ctx, w.manager, w.PeriodID))(t); p.State != store.PeriodPublished {
			t.Errorf("the period is %s", p.State)
		}
		if diff := cmp.Diff(n.cellsOf(t, w, first.ID, 1, 3, 4, 5), n.cellsOf(t, w, second.ID, 1, 3, 4, 5)); diff != "" {
			t.Errorf("days of people who are not touched: %s", diff)
		}
		// Person 0 is off, so that the refused day off of strength 3 is met; the move is nobody's
		// wish but the sickness's. 13 of 14 days are left, on which no line hangs any more.
		// Person 2 is moved at 19 hours' notice.
		want := []string{
			"0 refused_3 -1 x9 2250/2250 14/14 2027-03-28",
			"2 moved_1d +1 x8 2250/2250 14/14 2027-03-28",
		}
		if diff := cmp.Diff(want, n.ledgerOf(t, w, "roster_id = ?", second.ID)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[int]string{
			0: "Your rota has changed. Mon 15 Mar: off in place of Early.",
			2: "Your rota has changed. Mon 15 Mar: Early in place of off.",
		}, n.noticesOf(t, w, "roster_changed")); diff != "" {
			t.Error(diff)
		}
		changes := must(all[store.RosterChange](n.read(ctx).Where("roster_id = ?", second.ID).Order("consent")))(t)
		if len(changes) != 2 || changes[0].NoticeMinutes != 19*60 || changes[0].Kind != store.Sickness || changes[0].Reason != "rang in sick" ||
			changes[0].ToShiftID != w.shifts["E"] || changes[0].ToSkillID == "" || changes[1].Consent != store.OwnRequest || changes[0].UserID != w.manager.UserID {
			t.Errorf("changes: %+v", changes)
		}
		mine := must(n.MyRota(ctx, w.people[2], "2027-03-15", "2027-03-15"))(t)
		if len(mine.Duties) != 1 || mine.Duties[0].RosterID != second.ID || len(must(n.MyRota(ctx, w.people[0], "2027-03-15", "2027-03-15"))(t).Duties) != 0 {
			t.Errorf("what person 2 sees: %+v", mine.Duties)
		}
		leaves := must(n.Leaves(ctx, w.manager, w.Ward.ID, "2027-03-15", "2027-03-15"))(t)
		// 2250 minutes a week, a seventh a day.
		if !slices.ContainsFunc(leaves, func(l store.Leave) bool { return l.StaffID == w.people[0].StaffID && l.CreditMinutes == 321 }) {
			t.Errorf("absences: %+v", leaves)
		}
		for _, query := range []string{"UPDATE roster_changes SET reason = 'another'", "DELETE FROM roster_changes"} {
			if _, err := n.writePool.ExecContext(ctx, query); err == nil {
				t.Errorf("%s passed", query)
			}
		}
	})
}

func TestAmendingRefuses(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	nothingYet := func(name string, err error, kind store.Kind, words string) {
		t.Helper()
		kindIs(t, err, kind, words)
		if got := len(must(n.Rosters(ctx, w.manager, w.PeriodID))(t)); got != 1 {
			t.Fatalf("%s left %d versions", name, got)
		}
		if leaves := must(n.Leaves(ctx, w.manager, w.Ward.ID, "2027-03-15", "2027-03-15"))(t); len(leaves) != 1 { // that of person 5
			t.Fatalf("%s left %d absences", name, len(leaves))
		}
	}
	change := func(f func(a *store.Amendment)) error {
		a := sick(w, first)
		f(&a)
		_, err := n.Amend(ctx, w.manager, a, store.Once{})
		return err
	}
	_, err := n.Amend(ctx, w.people[0], sick(w, first), store.Once{})
	nothingYet("a nurse", err, store.Forbidden, "role")
	nothingYet("an old version", change(func(a *store.Amendment) { a.Version-- }), store.Stale, "load it again")
	nothingYet("another cell", change(func(a *store.Amendment) { a.Changes[0].FromShiftID = w.shifts["N"] }), store.Stale, "/changes/0/from_shift_id")
	nothingYet("no reason", change(func(a *store.Amendment) { a.Reason = " " }), store.Invalid, "/reason")
	nothingYet("no kind", change(func(a *store.Amendment) { a.Kind = "mood" }), store.Invalid, "/kind")
	nothingYet("nothing", change(func(a *store.Amendment) { a.Changes = nil }), store.Invalid, "/changes")
	nothingYet("twice", change(func(a *store.Amendment) { a.Changes[1] = a.Changes[0] }), store.Invalid, "/changes/1/day")
	nothingYet("the same", change(func(a *store.Amendment) { a.Changes[0].ToShiftID = w.shifts["E"] }), store.Invalid, "/changes/0/to_shift_id")
	nothingYet("a strange shift", change(func(a *store.Amendment) { a.Changes[1].ToShiftID = newID() }), store.Invalid, "/changes/1/to_shift_id")
	nothingYet("another period", change(func(a *store.Amendment) { a.Changes[1].Day = "2027-04-15" }), store.Invalid, "/changes/1/day")
	nothingYet("sick and at work", change(func(a *store.Amendment) { a.Changes = a.Changes[1:] }), store.Conflict, "unavailable")
	nothingYet("too little rest", change(func(a *store.Amendment) {
		// Person 4 has the nights of the 19th to 22nd.
		a.Changes[1] = store.CellChange{StaffID: w.people[4].StaffID, Day: "2027-03-20", FromShiftID: w.shifts["N"], ToShiftID: w.shifts["E"], Consent: store.NotAsked}
	}), store.Conflict, "rest")
	nothingYet("an override of nothing", change(func(a *store.Amendment) {
		a.Overrides = []store.ChangeOverride{{FindingKey: "rest|x", Reason: "agreed with the matron"}}
	}), store.Invalid, "/overrides/0/finding_key")
	n.clock.set(time.Date(2027, 3, 15, 7, 0, 0, 0, time.UTC))
	nothingYet("what has begun", change(func(*store.Amendment) {}), store.Invalid, "has begun")
	n.clock.set(time.Date(2027, 3, 15, 6, 59, 0, 0, time.UTC))
	if err := change(func(*store.Amendment) {}); err != nil {
		t.Errorf("a minute before it begins: %v", err)
	}
	n.clock.set(sundayNoon)
	_, err = n.Amend(ctx, w.manager, sick(w, first), store.Once{})
	kindIs(t, err, store.Stale, "load it again")
}

// An override lets a hard finding stand in the version that brings it and in those after it, until the
// person's own days change.
func TestAmendingWithAnOverride(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	// Person 4 has the nights of the 19th to 22nd; an early on the 23rd begins before the last one ends.
	a := store.Amendment{
		RosterID: first.ID, Version: first.Version, Kind: store.ManagerChange, Reason: "nobody else could",
		Changes: []store.CellChange{{StaffID: w.people[4].StaffID, Day: "2027-03-23", ToShiftID: w.shifts["E"], Consent: store.Agreed}},
	}
	_, err := n.Amend(ctx, w.manager, a, store.Once{})
	kindIs(t, err, store.Conflict, "hard rules")
	var refusal *store.Error
	if !errors.As(err, &refusal) || len(refusal.Fields) != 1 {
		t.Fatalf("refused with %v", err)
	}
	key := strings.TrimPrefix(refusal.Fields[0].Pointer, "/findings/")
	a.Overrides = []store.ChangeOverride{{FindingKey: key, Reason: "agreed with her and with the matron"}}
	second := must(n.Amend(ctx, w.manager, a, store.Once{}))(t)
	other := sick(w, second)
	third := must(n.Amend(ctx, w.manager, other, store.Once{}))(t)
	// The rest that the override cuts is owed once, whatever versions follow, and given back by the days off after it.
	owed, _, err := n.RestDebts(ctx, w.manager, w.Ward.ID)
	if err != nil || len(owed) != 1 || owed[0].StaffID != w.people[4].StaffID || owed[0].Day != "2027-03-23" || owed[0].Outcome != store.DebtRepaid {
		t.Errorf("rest is owed as %+v (%v), want once to person 4 for the 23rd, repaid", owed, err)
	}
	v := must(n.RosterView(ctx, w.manager, third.ID))(t)
	if len(v.Overrides) != 1 || v.Overrides[0].FindingKey != key || v.Roster.Score[0] != 1 {
		t.Errorf("the third version has overrides %+v and score %v", v.Overrides, v.Roster.Score)
	}
	// Another day of the same person: the override was given for what stood there.
	_, err = n.Amend(ctx, w.manager, store.Amendment{
		RosterID: third.ID, Version: third.Version, Kind: store.ManagerChange, Reason: "one more night",
		Changes: []store.CellChange{{StaffID: w.people[4].StaffID, Day: "2027-03-19", FromShiftID: w.shifts["N"], Consent: store.NotAsked}},
	}, store.Once{})
	kindIs(t, err, store.Conflict, "hard rules")
}

// Who swaps of the own accord carries no burden for it: no move is counted, and the wish that the
// rota had met and that was given up is no refusal.
func TestWhatPeopleAskForThemselvesIsNoBurden(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	n.clock.set(sundayNoon)
	swap := store.Amendment{
		RosterID: first.ID, Version: first.Version, Kind: store.SwapAgreed, Reason: "swapped",
		Changes: []store.CellChange{
			{StaffID: w.people[0].StaffID, Day: "2027-03-15", FromShiftID: w.shifts["E"], Consent: store.OwnRequest},
			{StaffID: w.people[1].StaffID, Day: "2027-03-15", ToShiftID: w.shifts["E"], Consent: store.OwnRequest},
		},
	}
	second := must(n.Amend(t.Context(), w.manager, swap, store.Once{}))(t)
	want := []string{"0 refused_3 -1 x9 2250/2250 14/14 2027-03-28"}
	if diff := cmp.Diff(want, n.ledgerOf(t, w, "roster_id = ?", second.ID)); diff != "" {
		t.Error(diff)
	}
	// A later version does not forget it.
	third := must(n.Amend(t.Context(), w.manager, store.Amendment{
		RosterID: second.ID, Version: second.Version, Kind: store.ManagerChange, Reason: "one more at night",
		Changes: []store.CellChange{{StaffID: w.people[2].StaffID, Day: "2027-03-24", ToShiftID: w.shifts["E"], Consent: store.NotAsked}},
	}, store.Once{}))(t)
	// 9 days and 19 hours of notice.
	want = []string{"2 moved_14d +1 x2 2250/2250 14/14 2027-03-28"}
	if diff := cmp.Diff(want, n.ledgerOf(t, w, "roster_id = ?", third.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestALeaversDutiesGoWithTheLeaver(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	a := store.Amendment{
		RosterID: first.ID, Version: first.Version, Kind: store.Leaver, Reason: "leaves for another trust",
		Facts: store.Facts{Leavers: []store.LastDay{{StaffID: w.people[2].StaffID, LastDay: "2027-03-14"}}},
	}
	// Person 2 has the early of every third day from the 17th: 17, 20, 23, 26.
	for day := store.Day("2027-03-17"); day <= "2027-03-26"; day = day.Add(3) {
		a.Changes = append(a.Changes, store.CellChange{StaffID: w.people[2].StaffID, Day: day, FromShiftID: w.shifts["E"], Consent: store.OwnRequest})
	}
	forgotten := a
	forgotten.Changes = a.Changes[:3]
	_, err := n.Amend(ctx, w.manager, forgotten, store.Once{})
	kindIs(t, err, store.Invalid, "2027-03-26")
	second := must(n.Amend(ctx, w.manager, a, store.Once{}))(t)
	people := must(n.StaffList(ctx, w.manager, w.Ward.ID))(t)
	if i := slices.IndexFunc(people, func(s store.Staff) bool { return s.ID == w.people[2].StaffID }); people[i].LastDay != "2027-03-14" || people[i].Version != 2 {
		t.Errorf("the person: %+v", people[i])
	}
	if cells := n.cellsOf(t, w, second.ID, 2); len(cells) != 0 {
		t.Errorf("still has %v", cells)
	}
	v := must(n.RosterView(ctx, w.manager, second.ID))(t)
	unfilled := 0
	for _, d := range v.Duties {
		if d.Unfilled() {
			unfilled++
		}
	}
	if unfilled != 4 {
		t.Errorf("%d unfilled duties, want 4", unfilled)
	}
}

func TestRaisedDemandIsWrittenWithWhatFillsIt(t *testing.T) {
	n, w, first := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	n.clock.set(sundayNoon)
	skill := n.skillOf(t, "RN")
	a := store.Amendment{
		RosterID: first.ID, Version: first.Version, Kind: store.DemandRaised, Reason: "two more beds are open",
		Facts:   store.Facts{Raised: []store.RaisedDemand{{Day: "2027-03-24", ShiftID: w.shifts["E"], SkillID: skill, Min: 1}}},
		Changes: []store.CellChange{{StaffID: w.people[2].StaffID, Day: "2027-03-24", ToShiftID: w.shifts["E"], Consent: store.NotAsked}},
	}
	_, err := n.Amend(ctx, w.manager, a, store.Once{})
	kindIs(t, err, store.Invalid, "/facts/raised/0/min")
	a.Facts.Raised[0].Min = 3
	second := must(n.Amend(ctx, w.manager, a, store.Once{}))(t)
	v := must(n.RosterView(ctx, w.manager, second.ID))(t)
	// Three are wanted, person 0 had it, person 2 has it now.
	unfilled := slices.ContainsFunc(v.Duties, func(d store.Duty) bool { return d.Unfilled() && d.Day == "2027-03-24" && d.SkillID == skill })
	if !unfilled {
		t.Errorf("the third is not missing: %+v", v.Duties)
	}
	demand := must(n.Demand(ctx, w.manager, w.PeriodID))(t)
	i := slices.IndexFunc(demand, func(d store.Demand) bool { return d.Day == "2027-03-24" && d.ShiftID == w.shifts["E"] })
	if demand[i].Min != 3 || demand[i].Preferred != 3 || demand[i].Version != 2 {
		t.Errorf("demand: %+v", demand[i])
	}
}

// skillOf returns the id of a skill by its code.
func (n *night) skillOf(t *testing.T, code string) store.ID {
	t.Helper()
	skills := must(n.Skills(t.Context(), store.SystemActor))(t)
	return skills[slices.IndexFunc(skills, func(k store.Skill) bool { return k.Code == code })].ID
}
