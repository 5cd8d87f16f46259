package store

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store/rulebook"
)

// TestWhatCanBeWaivedHasAPlace: the rules that the rulebook lets people do without are those that a
// Protection knows.
func TestWhatCanBeWaivedHasAPlace(t *testing.T) {
	seen := 0
	for _, r := range rulebook.UK().Rules {
		slot, ok := protections[r.Key]
		if ok != (r.Waive != nil) || ok && (slot.get == nil || slot.set == nil) {
			t.Errorf("%s: can be waived %t, has a place %t", r.Key, r.Waive != nil, ok)
		}
		if ok {
			seen++
		}
	}
	if seen != len(protections) {
		t.Errorf("%d of %d places belong to rules", seen, len(protections))
	}
}

// TestProtectionStaysAsItWas: what is done without is put into a copy.
func TestProtectionStaysAsItWas(t *testing.T) {
	p := Protection{
		Rules:    StandardRules(),
		Contract: Contract{MaxWorkRun: 5, MinOffRun: 2, MaxWeekends: 2, CompleteWeekends: true},
		Shifts:   []Shift{{Code: "D", Kind: LongDay, MaxRun: 3}, {Code: "E", Kind: Early, MaxRun: 4}, {Code: "N", Kind: Night, MaxRun: 2}},
	}
	figures := func(p *Protection) map[string]int {
		out := map[string]int{}
		for key := range protections {
			if v := p.Figure(key); v != nil {
				out[key] = *v
			}
		}
		return out
	}
	was := map[string]int{
		"nights_in_a_row": 4, "days_off_after_nights": 2, "days_in_a_row": 5, "days_off_in_a_row": 2, "shift_run": 3,
		"weekends_in_a_rota": 2, "whole_weekends": 1,
	}
	if diff := cmp.Diff(was, figures(&p)); diff != "" {
		t.Error(diff)
	}
	own := p.Without(map[string]int{"nights_in_a_row": 5, "days_in_a_row": 7, "days_off_in_a_row": 1, "shift_run": 4, "weekends_in_a_rota": 3, "whole_weekends": 0, "week_most": 6000})
	// Days off in a row of 1, and a weekend of one day, are no rule any more.
	is := map[string]int{"nights_in_a_row": 5, "days_off_after_nights": 2, "days_in_a_row": 7, "shift_run": 4, "weekends_in_a_rota": 3}
	if diff := cmp.Diff(is, figures(&own)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(was, figures(&p)); diff != "" {
		t.Errorf("the ward's own figures changed:\n%s", diff)
	}
	if own.Shifts[0].MaxRun != 4 || own.Shifts[1].MaxRun != 4 || own.Shifts[2].MaxRun != 2 || *own.Rules.FigureOfKey("week_most") != 3600 {
		t.Errorf("shifts %+v, week %d", own.Shifts, own.Rules.WeeklyMax.Limit)
	}
	guards := p.Guards(map[string]int{"nights_in_a_row": 4})
	if i := slices.IndexFunc(guards, func(g Guard) bool { return g.Own }); len(guards) != len(was) || i < 0 || guards[i].Rule.Key != "nights_in_a_row" {
		t.Errorf("guards %+v", guards)
	}
}

// FigureOfKey is FigureOf by the key of the rule.
func (r *Rules) FigureOfKey(key string) *int { return ruleSlots[key].get(r) }

// TestALimitOfOnesOwnStays: what was set for one person alone cannot be done without.
func TestALimitOfOnesOwnStays(t *testing.T) {
	nights, _ := rulebook.UK().Rule("nights_in_a_row")
	d := &WaiverDesk{Today: "2027-01-04", First: "2027-02-01", Guards: []Guard{{Rule: nights, Ward: 2, Own: true}}}
	err := d.Check(&Waiver{Key: "nights_in_a_row", Value: 4, FirstDay: "2027-02-01"})
	var e *Error
	if !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Pointer != "/key" {
		t.Errorf("error %v", err)
	}
	d.Guards[0].Own = false
	for value, ok := range map[int]bool{2: false, 3: true, 5: true, 6: false} {
		if err := d.Check(&Waiver{Key: "nights_in_a_row", Value: value, FirstDay: "2027-02-01"}); (err == nil) != ok {
			t.Errorf("%d nights: %v", value, err)
		}
	}
}
