package sqlstore

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// put sets a person's cell and returns the version after.
func (n *night) put(t *testing.T, w *nightWard, roster store.ID, version, person int, day store.Day, shift string) *store.RosterView {
	t.Helper()
	cell := store.Cell{StaffID: w.people[person].StaffID, Day: day, ShiftID: w.shifts[shift]}
	return must(n.EditCell(t.Context(), w.manager, roster, version, cell))(t)
}

// overrideAll overrides each hard finding of a view and returns the view after.
func (n *night) overrideAll(t *testing.T, w *nightWard, v *store.RosterView) *store.RosterView {
	t.Helper()
	done := 0
	for _, f := range v.Findings {
		if f.Level == "hard" {
			o := store.Override{RosterID: v.Roster.ID, FindingKey: f.Key(), Reason: "agreed with her on the phone"}
			v = must(n.PutOverride(t.Context(), w.manager, o, v.Roster.Version))(t)
			done++
		}
	}
	if done == 0 || len(v.Overrides) != done {
		t.Fatalf("%d hard findings, %d overrides", done, len(v.Overrides))
	}
	return v
}

// changeShift updates a shift of the ward.
func (n *night) changeShift(t *testing.T, w *nightWard, code string, change func(*store.Shift)) error {
	t.Helper()
	for _, s := range must(n.Shifts(t.Context(), w.manager, w.Ward.ID))(t) {
		if s.Code == code {
			change(&s)
			_, err := n.UpdateShift(t.Context(), w.manager, s)
			return err
		}
	}
	t.Fatalf("no shift %s", code)
	return nil
}

// A rest that is too short is one breach however short it is, so its override ends with
// the next edit of the person.
func TestAnOverrideEndsWithTheNextEditOfThePerson(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		// Person 3 works the night of the 15th; the early of the 16th begins before it ends.
		v := n.overrideAll(t, w, n.put(t, w, draft.ID, draft.Version, 3, "2027-03-16", "E"))
		v = n.put(t, w, draft.ID, v.Roster.Version, 1, "2027-03-26", "")
		if len(v.Overrides) != 1 {
			t.Errorf("the edit of another person left %d overrides", len(v.Overrides))
		}
		v = n.put(t, w, draft.ID, v.Roster.Version, 3, "2027-03-25", "")
		if len(v.Overrides) != 0 {
			t.Errorf("overrides after an edit of the person: %+v", v.Overrides)
		}
		approved := must(n.Approve(t.Context(), w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		_, err := n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{})
		kindIs(t, err, store.Conflict, "hard rules are broken")
	})
}

func TestAnOverrideDoesNotCoverABreachThatHasGrown(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		// Person 3 has nights from Monday to Thursday. With Saturday and Sunday these are six
		// of 660 minutes, 3960, which is 360 beyond the 3600 of a week.
		v := n.put(t, w, draft.ID, draft.Version, 3, "2027-03-20", "N")
		v = n.overrideAll(t, w, n.put(t, w, draft.ID, v.Roster.Version, 3, "2027-03-21", "N"))
		approved := must(n.Approve(t.Context(), w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
		// Of 670 minutes they are 4020: 420 beyond.
		if err := n.changeShift(t, w, "N", func(s *store.Shift) { s.PaidMinutes = 670 }); err != nil {
			t.Fatal(err)
		}
		_, err := n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{})
		kindIs(t, err, store.Conflict, "amount 420")
		if err := n.changeShift(t, w, "N", func(s *store.Shift) { s.PaidMinutes = 660 }); err != nil {
			t.Fatal(err)
		}
		must(n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{}))(t)
	})
}

func TestOverridesEndWhenClockTimesChange(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		n.overrideAll(t, w, n.put(t, w, draft.ID, draft.Version, 3, "2027-03-16", "E"))
		// The early at 06:00 leaves an hour less rest, and is still one breach.
		if err := n.changeShift(t, w, "E", func(s *store.Shift) { s.StartMinute = 360 }); err != nil {
			t.Fatal(err)
		}
		if v := must(n.RosterView(t.Context(), w.manager, draft.ID))(t); len(v.Overrides) != 0 {
			t.Errorf("overrides: %+v", v.Overrides)
		}
	})
}

// What people were told stays: a shift of a published rota keeps its times.
func TestAShiftOfAPublishedRotaKeepsItsTimes(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, draft := draftedNight(t, d)
		approved := must(n.Approve(t.Context(), w.manager, draft.ID, draft.Version, store.Once{}))(t)
		must(n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{}))(t)
		for what, change := range map[string]func(*store.Shift){
			"start": func(s *store.Shift) { s.StartMinute += 30 },
			"end":   func(s *store.Shift) { s.EndMinute += 30 },
			"paid":  func(s *store.Shift) { s.PaidMinutes -= 30 },
			"kind":  func(s *store.Shift) { s.Kind = store.LongDay },
		} {
			t.Run(what, func(t *testing.T) {
				kindIs(t, n.changeShift(t, w, "E", change), store.Conflict, "add another shift")
			})
		}
		if err := n.changeShift(t, w, "E", func(s *store.Shift) { s.Name = "Morning" }); err != nil {
			t.Errorf("its name stays too: %v", err)
		}
	})
}
