package store

import (
	"slices"

	"github.com/fairrota/fairrota/store/rulebook"
)

// Protection is where the rules stand that protect one person: the rule set of a period, the person's
// contract and the ward's shifts.
type Protection struct {
	Rules    Rules
	Contract Contract
	Shifts   []Shift
}

// protectionSlot is where a rule that can be waived lies in a Protection.
type protectionSlot struct {
	// get returns the figure, nil where the rule is off or can not be done without here.
	get func(*Protection) *int
	// set puts another one in; the Protection's own parts may be written to, what they point to may not.
	set func(p *Protection, value int)
}

// protections are the rules that can be waived, by key; a test holds them against the rulebook.
var protections = map[string]protectionSlot{
	"nights_in_a_row":       nightSlot("nights_in_a_row"),
	"days_off_after_nights": nightSlot("days_off_after_nights"),
	"days_in_a_row": {
		get: func(p *Protection) *int {
			return figureWhere(p.Rules.WorkRun, p.Contract.MaxWorkRun > 0, p.Contract.MaxWorkRun)
		},
		set: func(p *Protection, value int) { p.Contract.MaxWorkRun = value },
	},
	"days_off_in_a_row": {
		get: func(p *Protection) *int {
			return figureWhere(p.Rules.OffRun, p.Contract.MinOffRun > 1, p.Contract.MinOffRun)
		},
		set: func(p *Protection, value int) { p.Contract.MinOffRun = value },
	},
	"shift_run": {get: shiftRun, set: func(p *Protection, value int) {
		p.Shifts = slices.Clone(p.Shifts)
		for i := range p.Shifts {
			if s := &p.Shifts[i]; dayRunLimited(s) {
				s.MaxRun = max(s.MaxRun, value)
			}
		}
	}},
	"next_day": {
		get: func(p *Protection) *int {
			return figureWhere(successionPrice(&p.Rules), p.Rules.restsByLaw(), 1)
		},
		set: func(p *Protection, _ int) { p.Rules.Successions = nil },
	},
	"weekends_in_a_rota": {
		get: func(p *Protection) *int {
			return figureWhere(p.Rules.Weekends, p.Contract.MaxWeekends >= 0, p.Contract.MaxWeekends)
		},
		set: func(p *Protection, value int) { p.Contract.MaxWeekends = value },
	},
	"whole_weekends": {
		get: func(p *Protection) *int { return figureWhere(p.Rules.CompleteWeekend, p.Contract.CompleteWeekends, 1) },
		set: func(p *Protection, _ int) { p.Contract.CompleteWeekends = false },
	},
}

// nightSlot is the slot of a rule about nights that the rule set has a place for; off on a ward that
// has no nights.
func nightSlot(key string) protectionSlot {
	return protectionSlot{
		get: func(p *Protection) *int {
			if !anyShift(p.Shifts, func(s *Shift) bool { return s.Kind == Night }) {
				return nil
			}
			return ruleSlots[key].get(&p.Rules)
		},
		set: func(p *Protection, value int) {
			p.Rules = p.Rules.With(map[string]int{key: value}, "the person's own choice")
		},
	}
}

// figureWhere is a figure of a rule that is on: a breach costs something, and there is a limit.
func figureWhere(price Price, limited bool, value int) *int {
	if price.Weight == 0 || !limited {
		return nil
	}
	return &value
}

// dayRunLimited reports whether a shift that is no night has a longest run.
func dayRunLimited(s *Shift) bool { return s.Kind != Night && s.MaxRun > 0 }

// shiftRun is the shortest of the longest runs of the ward's shifts.
func shiftRun(p *Protection) *int {
	least := 0
	for i := range p.Shifts {
		if s := &p.Shifts[i]; dayRunLimited(s) && (least == 0 || s.MaxRun < least) {
			least = s.MaxRun
		}
	}
	return figureWhere(p.Rules.ShiftRun, least > 0, least)
}

// restsByLaw reports whether the rule set itself holds the rest of the law between any two shifts, so that
// forbidden pairs of shifts are the ward's policy and not its way to keep the law.
func (r *Rules) restsByLaw() bool {
	law, _ := rulebook.UK().Rule("rest_between_shifts")
	return r.Rest != nil && r.Rest.Minutes >= law.Least && r.Rest.Price.Level == law.Level && r.Rest.Price.Weight > 0
}

// Figure returns what protects the person in a rule that can be waived, in the unit of the waiver; nil
// where nothing does.
func (p *Protection) Figure(key string) *int {
	slot, ok := protections[key]
	if !ok {
		return nil
	}
	return slot.get(p)
}

// Effective returns those figures of waivers, by key, that change the protection: looser than what is
// there, and no looser than the rulebook allows.
func (p *Protection) Effective(waived map[string]int) map[string]int {
	out := map[string]int{}
	for key, value := range waived {
		rule, ok := rulebook.UK().Rule(key)
		if ward := p.Figure(key); ok && rule.Waive != nil && ward != nil && rule.Waive.Allows(value, *ward) {
			out[key] = value
		}
	}
	return out
}

// Without returns the protection with those figures put in that are Effective.
func (p *Protection) Without(waived map[string]int) Protection {
	out := *p
	for key, value := range p.Effective(waived) {
		protections[key].set(&out, value)
	}
	return out
}

// Guards lists what protects the person and can be waived, in the order of the rulebook. own are the
// figures that were set for the person alone, by key, which can not be waived.
func (p *Protection) Guards(own map[string]int) []Guard {
	var out []Guard
	book := rulebook.UK()
	for i := range book.Rules {
		r := &book.Rules[i]
		if r.Waive == nil {
			continue
		}
		if ward := p.Figure(r.Key); ward != nil {
			_, limited := own[r.Key]
			out = append(out, Guard{Rule: r, Ward: *ward, Own: limited})
		}
	}
	return out
}
