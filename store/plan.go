package store

import "slices"

// PlanName is a plan's place in the order of wish.
type PlanName string

// The plans of a choice.
const (
	PlanA PlanName = "A"
	PlanB PlanName = "B"
	PlanC PlanName = "C"
)

// Plans lists the plans in the order of wish.
var Plans = []PlanName{PlanA, PlanB, PlanC}

// MaxChoices is how many choices a person may have in one period.
const MaxChoices = 3

// Together says what a preference is asked for together with. Preferences of one person and period
// with the same Choice belong together: plan A, else B, else C, and each plan as a whole or not at all
// ("both or neither"). A choice is as strong as the strongest of its preferences and has a token where
// one of them has; what is left of a choice when others are withdrawn goes on as it is, so that one
// preference that is left alone is like any other.
type Together struct {
	// Choice is from 1 to MaxChoices, 0 for a preference by itself.
	Choice int `json:"choice,omitempty" gorm:"column:choice"`
	// Plan is empty for a preference by itself.
	Plan PlanName `json:"plan,omitempty" gorm:"column:plan"`
}

func (p *Together) validate(f *faults) {
	f.between("/choice", p.Choice, 0, MaxChoices)
	switch {
	case p.Plan != "" && !slices.Contains(Plans, p.Plan):
		f.add("/plan", "must be A, B or C, or be left out for a preference by itself")
	case p.Plan == "" && p.Choice != 0:
		f.add("/plan", "say which plan of choice %d it belongs to: A, B or C", p.Choice)
	case p.Plan != "" && p.Choice == 0:
		f.add("/choice", "say which choice plan %s belongs to, from 1 to %d", p.Plan, MaxChoices)
	}
}

// Alternative reports whether at most one of two preferences of a person and period counts: they are in
// different plans of one choice.
func (p *Together) Alternative(o *Together) bool {
	return p.Choice != 0 && p.Choice == o.Choice && p.Plan != o.Plan
}

// AsksUsed is what the preferences of one person and period count against the ward's cap: one each, of
// a choice only those of its longest plan, since no more of them can be granted as a choice.
func AsksUsed(mine []Preference) int {
	used := 0
	var of [MaxChoices + 1]map[PlanName]int
	for i := range mine {
		p := &mine[i]
		if p.Choice == 0 {
			used++
			continue
		}
		if of[p.Choice] == nil {
			of[p.Choice] = map[PlanName]int{}
		}
		of[p.Choice][p.Plan]++
	}
	for _, plans := range of {
		longest := 0
		for _, n := range plans {
			longest = max(longest, n)
		}
		used += longest
	}
	return used
}

// TokensUsed is how many tokens the preferences of one person and period use: one each that is marked,
// one for a choice in which any is.
func TokensUsed(mine []Preference) int {
	used := 0
	var of [MaxChoices + 1]bool
	for i := range mine {
		switch p := &mine[i]; {
		case !p.Token:
		case p.Choice == 0:
			used++
		case !of[p.Choice]:
			of[p.Choice] = true
			used++
		}
	}
	return used
}

// CheckUse returns a Conflict where a change of a person's preferences of a period, from before to
// after, would use more than the ward's cap or tokens allow. What is above them already may stay.
func CheckUse(before, after []Preference, ward *Ward) error {
	if used := AsksUsed(before); AsksUsed(after) > used {
		if err := CheckCap(used, ward.PreferenceCap); err != nil {
			return err
		}
		if n := AsksUsed(after); n > ward.PreferenceCap {
			return Errorf(Conflict, "check preference", "your asks would count as %d, and the ward allows %d in one period; withdraw some first", n, ward.PreferenceCap)
		}
	}
	if used := TokensUsed(before); TokensUsed(after) > used {
		return CheckTokens(used, ward.Tokens)
	}
	return nil
}

// Weight is how much a preference counts, by itself or with the whole of its choice.
type Weight struct {
	Strength int
	Token    bool
}

// choiceKey names a choice among preferences of one period.
type choiceKey struct {
	staff  ID
	choice int
}

// Weights returns what each preference of a period weighs: of a choice what the whole of it does.
func Weights(prefs []Preference) map[ID]Weight {
	of := map[choiceKey]Weight{}
	for i := range prefs {
		if p := &prefs[i]; p.Choice > 0 {
			key := choiceKey{p.StaffID, p.Choice}
			w := of[key]
			of[key] = Weight{max(w.Strength, p.Strength), w.Token || p.Token}
		}
	}
	out := make(map[ID]Weight, len(prefs))
	for i := range prefs {
		p := &prefs[i]
		if p.Choice > 0 {
			out[p.ID] = of[choiceKey{p.StaffID, p.Choice}]
		} else {
			out[p.ID] = Weight{p.Strength, p.Token}
		}
	}
	return out
}

// Fate is what became of a preference with all that it was asked for together with.
type Fate string

// The fates of preferences that are a part of a choice; one by itself has none.
const (
	// PlanMet: all of its plan is met and no plan before it.
	PlanMet Fate = "met"
	// PlanNotNeeded: a plan before it was met.
	PlanNotNeeded Fate = "not_needed"
	// PlanNotMet: something of its plan is not met, and no plan before it is.
	PlanNotMet Fate = "not_met"
)

// Fates says of each preference of a period that is a part of a choice what became of its plan. met
// tells of each preference by itself; those that it does not know count as met, since nothing could
// refuse them.
func Fates(prefs []Preference, met map[ID]bool) map[ID]Fate {
	type planKey struct {
		choiceKey
		plan PlanName
	}
	refused, first := map[planKey]bool{}, map[choiceKey]PlanName{}
	for i := range prefs {
		p := &prefs[i]
		if is, known := met[p.ID]; p.Choice > 0 && known && !is {
			refused[planKey{choiceKey{p.StaffID, p.Choice}, p.Plan}] = true
		}
	}
	for i := range prefs {
		p := &prefs[i]
		key := choiceKey{p.StaffID, p.Choice}
		if was := first[key]; p.Choice > 0 && !refused[planKey{key, p.Plan}] && (was == "" || p.Plan < was) {
			first[key] = p.Plan
		}
	}
	out := map[ID]Fate{}
	for i := range prefs {
		p := &prefs[i]
		if p.Choice == 0 {
			continue
		}
		switch kept := first[choiceKey{p.StaffID, p.Choice}]; {
		case kept == "" || p.Plan < kept:
			out[p.ID] = PlanNotMet
		case p.Plan == kept:
			out[p.ID] = PlanMet
		default:
			out[p.ID] = PlanNotNeeded
		}
	}
	return out
}
