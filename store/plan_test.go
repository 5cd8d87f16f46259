package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pref is a preference of ada of the given plan, "" for one by itself; ids are unique within a list.
func pref(id ID, choice int, plan PlanName, strength int, token bool) Preference {
	return Preference{ID: id, StaffID: "ada", Ask: Ask{Kind: DayOff, Strength: strength}, Together: Together{choice, plan}, Token: token}
}

// Two by themselves, and "two days, else three, else one": 2 + 3. Tokens: one of the two, one for the
// choice of which two are marked: 1 + 1.
func TestWhatPlansUse(t *testing.T) {
	mine := []Preference{
		pref("1", 0, "", 1, true), pref("2", 0, "", 1, false),
		pref("3", 1, PlanA, 1, true), pref("4", 1, PlanA, 1, false),
		pref("5", 1, PlanB, 1, true), pref("6", 1, PlanB, 1, false), pref("7", 1, PlanB, 1, false),
		pref("8", 1, PlanC, 1, false),
	}
	if got := AsksUsed(mine); got != 5 {
		t.Errorf("%d asks used, want 2 + 3", got)
	}
	if got := TokensUsed(mine); got != 2 {
		t.Errorf("%d tokens used, want 1 + 1", got)
	}
}

func TestCheckUse(t *testing.T) {
	ward := &Ward{PreferenceCap: 3, Tokens: 1}
	full := []Preference{pref("1", 0, "", 1, true), pref("2", 1, PlanA, 1, false), pref("3", 1, PlanA, 1, false)}
	for name, tt := range map[string]struct {
		before, after []Preference
		want          string
	}{
		"another_plan_no_longer_than_the_longest": {full, append(full[:3:3], pref("4", 1, PlanB, 1, false), pref("5", 1, PlanB, 1, false)), ""},
		"a_longer_plan":        {append(full[:3:3], pref("4", 1, PlanB, 1, false), pref("5", 1, PlanB, 1, false)), append(full[:3:3], pref("4", 1, PlanB, 1, false), pref("5", 1, PlanB, 1, false), pref("6", 1, PlanB, 1, false)), "withdraw one first"},
		"one_by_itself_more":   {full, append(full[:3:3], pref("4", 0, "", 1, false)), "withdraw one first"},
		"taken_out_of_a_plan":  {append(full[:2:2], pref("3", 1, PlanB, 1, false), pref("4", 2, PlanA, 1, false)), append(full[:2:2], pref("3", 0, "", 1, false), pref("4", 2, PlanA, 1, false)), "withdraw one first"},
		"a_token_for_a_choice": {full, []Preference{full[0], pref("2", 1, PlanA, 1, true), full[2]}, "all 1 tokens"},
		"a_second_token_of_a_choice_is_free": {
			[]Preference{pref("2", 1, PlanA, 1, true), full[2]}, []Preference{pref("2", 1, PlanA, 1, true), pref("3", 1, PlanA, 1, true)}, "",
		},
		"what_is_above_the_cap_may_stay": {append(full[:3:3], pref("4", 0, "", 1, false)), append(full[:3:3], pref("4", 0, "", 3, false)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := CheckUse(tt.before, tt.after, ward)
			if (err == nil) != (tt.want == "") || err != nil && (KindOf(err) != Conflict || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

func TestPlannedIsChecked(t *testing.T) {
	for name, tt := range map[string]struct {
		planned Together
		want    string
	}{
		"by_itself":   {Together{}, ""},
		"in_a_plan":   {Together{3, PlanC}, ""},
		"too_many":    {Together{4, PlanA}, "/choice"},
		"below":       {Together{-1, PlanA}, "/choice"},
		"no_plan":     {Together{1, ""}, "/plan"},
		"no_choice":   {Together{0, PlanB}, "/choice"},
		"plan_D":      {Together{1, "D"}, "/plan"},
		"no_plan_abc": {Together{0, "x"}, "/plan"},
	} {
		t.Run(name, func(t *testing.T) {
			var f faults
			tt.planned.validate(&f)
			err := f.err("test", "no")
			var e *Error
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
			} else if !errors.As(err, &e) || e.Fields[0].Pointer != tt.want {
				t.Errorf("%v, want a fault of %s", err, tt.want)
			}
		})
	}
}

// A is days 1 and 2, B day 3, C day 4; one by itself has no fate.
func TestFatesOfPlans(t *testing.T) {
	prefs := []Preference{
		pref("a1", 1, PlanA, 1, false), pref("a2", 1, PlanA, 3, false), pref("b", 1, PlanB, 2, true), pref("c", 1, PlanC, 1, false), pref("x", 0, "", 2, false),
	}
	for name, tt := range map[string]struct {
		met  map[ID]bool
		want map[ID]Fate
	}{
		"A":              {map[ID]bool{"a1": true, "a2": true, "b": true, "c": false}, map[ID]Fate{"a1": PlanMet, "a2": PlanMet, "b": PlanNotNeeded, "c": PlanNotNeeded}},
		"half_of_A_is_B": {map[ID]bool{"a1": true, "a2": false, "b": true, "c": true}, map[ID]Fate{"a1": PlanNotMet, "a2": PlanNotMet, "b": PlanMet, "c": PlanNotNeeded}},
		"C":              {map[ID]bool{"a1": true, "a2": false, "b": false, "c": true}, map[ID]Fate{"a1": PlanNotMet, "a2": PlanNotMet, "b": PlanNotMet, "c": PlanMet}},
		"none":           {map[ID]bool{"a1": true, "a2": false, "b": false, "c": false}, map[ID]Fate{"a1": PlanNotMet, "a2": PlanNotMet, "b": PlanNotMet, "c": PlanNotMet}},
		"never_refused":  {map[ID]bool{"a1": true, "b": false, "c": false}, map[ID]Fate{"a1": PlanMet, "a2": PlanMet, "b": PlanNotNeeded, "c": PlanNotNeeded}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Fates(prefs, tt.met)); diff != "" {
				t.Errorf("fates (-want +got):\n%s", diff)
			}
		})
	}
	want := map[ID]Weight{"a1": {3, true}, "a2": {3, true}, "b": {3, true}, "c": {3, true}, "x": {2, false}}
	if diff := cmp.Diff(want, Weights(prefs)); diff != "" {
		t.Errorf("weights (-want +got):\n%s", diff)
	}
}
