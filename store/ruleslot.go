package store

import "github.com/fairrota/fairrota/store/rulebook"

// ruleSlot is where a rule of the rulebook lies in a rule set, which is what the engine goes
// by.
type ruleSlot struct {
	// get returns the figure of a rule set, nil where the rule is off: left out, or a breach
	// costs nothing. get is nil for a rule without a figure.
	get func(*Rules) *int
	// set puts a figure in, with its source, and turns the rule on at the standard price where
	// it was off; nil for a figure that nobody may change.
	set func(r *Rules, value int, source string)
	// price returns what a breach costs; nil for a rule that is hard whatever the rule set says.
	price func(*Rules) Price
	// law says that rule sets have no place for the figure: the engine goes by the rulebook's, or by
	// a stricter one of the organisation that the period's rules are pinned with.
	law bool
}

// ruleSlots are the rules of the rulebook that engine or referees hold to, by key. A rule that is not
// here is listed only: the tests of package sqlstore hold this table against the rulebook and
// against what engine and referee do.
var ruleSlots = map[string]ruleSlot{
	"rest_between_shifts":   restSlot(func(r *Rules) **RestRule { return &r.Rest }),
	"weekly_rest":           restSlot(func(r *Rules) **RestRule { return &r.WeeklyRest }),
	"fortnightly_rest":      restSlot(func(r *Rules) **RestRule { return &r.FortnightlyRest }),
	"nights_in_a_row":       limitSlot(func(r *Rules) **LimitRule { return &r.NightRun }),
	"days_off_after_nights": limitSlot(func(r *Rules) **LimitRule { return &r.RestAfterNights }),
	"week_most":             limitSlot(func(r *Rules) **LimitRule { return &r.WeeklyMax }),
	"ask_1":                 askSlot(0),
	"ask_2":                 askSlot(1),
	"ask_3":                 askSlot(2),
	"contract_hours":        {price: func(r *Rules) Price { return r.Total }},
	"days_in_a_row":         {price: func(r *Rules) Price { return r.WorkRun }},
	"days_off_in_a_row":     {price: func(r *Rules) Price { return r.OffRun }},
	"shift_run":             {price: func(r *Rules) Price { return r.ShiftRun }},
	"next_day":              {price: successionPrice},
	"weekends_in_a_rota":    {price: func(r *Rules) Price { return r.Weekends }},
	"whole_weekends":        {price: func(r *Rules) Price { return r.CompleteWeekend }},
	"absence_kept":          {},
	"compensatory_rest":     {},
	// The figure is read when a debt is written; the engine goes by the day by which that is due.
	"compensatory_rest_within": {},
	"fixed_kept":               {},
	"average_week":             {},
	"opt_out":                  {},
	"night_average":            {law: true},
	"night_hazard":             {law: true},
	"young_day":                {law: true},
	"young_week":               {law: true},
	"young_night":              {},
	"young_rest":               {law: true},
	"young_weekly_rest":        {law: true},
	// The second referee alone goes by these.
	"break_after":        {law: true},
	"break_length":       {law: true},
	"young_break_after":  {law: true},
	"young_break_length": {law: true},
	"skill_held":         {price: func(r *Rules) Price { return r.Skill }},
	"cover_least":        {price: func(r *Rules) Price { return r.CoverMin }},
	"cover_preferred":    {price: func(r *Rules) Price { return r.CoverPreferred }},
	"cover_most":         {price: func(r *Rules) Price { return r.CoverMax }},
	"in_charge":          {price: func(r *Rules) Price { return r.CoverMin }},
	// Who works with whom has its strength in each entry.
	"work_apart":    {},
	"work_together": {},
	"supervised":    {},
	"supernumerary": {price: func(r *Rules) Price { return r.CoverMin }},
}

// restSlot is the slot of a rule that a RestRule states; a rest is hard unless the rule set
// says other.
func restSlot(of func(*Rules) **RestRule) ruleSlot {
	return ruleSlot{
		get: func(r *Rules) *int {
			if rest := *of(r); rest != nil && rest.Price.Weight > 0 {
				return &rest.Minutes
			}
			return nil
		},
		set: func(r *Rules, value int, source string) {
			next := RestRule{Price: Price{Level: "hard", Weight: 1}}
			if have := *of(r); have != nil && have.Price.Weight > 0 {
				next = *have
			}
			next.Minutes, next.Source = value, source
			*of(r) = &next
		},
		price: func(r *Rules) Price {
			if rest := *of(r); rest != nil {
				return rest.Price
			}
			return Price{}
		},
	}
}

// limitSlot is the slot of a rule that a LimitRule states.
func limitSlot(of func(*Rules) **LimitRule) ruleSlot {
	return ruleSlot{
		get: func(r *Rules) *int {
			if limit := *of(r); limit != nil && limit.Price.Weight > 0 {
				return &limit.Limit
			}
			return nil
		},
		set: func(r *Rules, value int, source string) {
			standard := StandardRules()
			next := **of(&standard)
			if have := *of(r); have != nil && have.Price.Weight > 0 {
				next = *have
			}
			next.Limit, next.Source = value, source
			*of(r) = &next
		},
		price: func(r *Rules) Price {
			if limit := *of(r); limit != nil {
				return limit.Price
			}
			return Price{}
		},
	}
}

// askSlot is the slot of the price of refusing an ask, by its strength less one.
func askSlot(i int) ruleSlot {
	return ruleSlot{
		get: func(r *Rules) *int {
			weight := int(r.Preference[i].Weight)
			return &weight
		},
		price: func(r *Rules) Price { return r.Preference[i] },
	}
}

// successionPrice is the gravest of the prices of the forbidden pairs, none where there are
// none.
func successionPrice(r *Rules) Price {
	var gravest Price
	rank := func(p Price) int {
		for i, name := range LevelNames {
			if name == p.Level && p.Weight > 0 {
				return i
			}
		}
		return len(LevelNames)
	}
	for _, s := range r.Successions {
		if rank(s.Price) < rank(gravest) {
			gravest = s.Price
		}
	}
	return gravest
}

// InRuleSet reports whether engine or referee go by a rule of the rulebook, out of rule sets or
// whatever these say.
func InRuleSet(key string) bool {
	_, ok := ruleSlots[key]
	return ok
}

// PriceIn returns at which level a breach of a rule counts under a rule set, the rulebook's
// own level where the rule set has no say. on is false where the rule set has the rule off: it
// leaves it out, or a breach costs nothing.
func (r *Rules) PriceIn(rule *rulebook.Rule) (level string, on bool) {
	slot, known := ruleSlots[rule.Key]
	if !known || slot.price == nil {
		return rule.Level, true
	}
	p := slot.price(r)
	if p.Weight == 0 {
		return rule.Level, false
	}
	return p.Level, true
}

// FigureOf returns the figure that the rules have for a rule of the rulebook; nil where the
// rule is off. known is false for a rule of which rule sets have no figure.
func (r *Rules) FigureOf(rule *rulebook.Rule) (value *int, known bool) {
	slot := ruleSlots[rule.Key]
	if slot.get == nil {
		return nil, false
	}
	return slot.get(r), true
}

// With returns the rules with other figures, by the keys of the rulebook; a key that no rule
// set has a place for is left out. The rules themselves stay as they are.
func (r *Rules) With(figures map[string]int, source string) Rules {
	out := *r
	for key, value := range figures {
		if slot := ruleSlots[key]; slot.set != nil {
			slot.set(&out, value, source)
		}
	}
	return out
}
