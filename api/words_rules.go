package api

import (
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// bookWords puts a view of the rules into words, group by group.
func bookWords(v *store.RulesView) RuleBook {
	book := v.Set.Book
	out := RuleBook{
		WardID: v.WardID, Today: v.Today, Day: v.Day, Version: v.Version,
		Title: book.Title, Edition: book.Version, Read: store.Day(book.Read), Groups: []RuleGroup{},
	}
	for _, g := range rulebook.Groups {
		group := RuleGroup{Key: g.Key, Title: g.Title, Rules: []RuleLine{}}
		for i := range book.Rules {
			if book.Rules[i].Group == g.Key {
				group.Rules = append(group.Rules, ruleLine(v, &book.Rules[i]))
			}
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}

func ruleLine(v *store.RulesView, r *rulebook.Rule) RuleLine {
	// A rule that the ward has off still reads with the figure that it would have.
	figure := func(of *rulebook.Rule) *int {
		if now := v.Set.Resolve(of, "", v.Day); now.Value != nil {
			return now.Value
		}
		return of.Value
	}
	line := RuleLine{
		Key: r.Key, Title: r.Title, Kind: string(r.Kind), Level: r.Level, EnforcedBy: string(r.EnforcedBy), On: true,
		Words:    rulebook.Say(v.Set.Book, r, r.Words, figure),
		Managers: rulebook.Say(v.Set.Book, r, r.Managers, figure),
		SetIn:    r.SetIn, Unit: string(r.Unit), Source: r.Source, URL: r.URL, Read: store.Day(r.Read), Sure: r.Sure,
		WhyNot: capital(v.WhyNot(r)), May: []RuleMay{}, People: []RulePerson{}, Rotas: []RuleRota{}, History: []RuleChange{},
	}
	if line.WhyNot != "" {
		line.WhyNot += "."
	}
	if w := r.Waive; w != nil {
		line.Waive = &RuleWaive{Why: w.Why}
		if w.Unit != "" {
			line.Waive.Loosest = rulebook.Text(w.Unit, w.Loosest)
		}
	}
	now := v.Set.Resolve(r, "", v.Day)
	if v.Set.Rules != nil {
		line.Level, line.On = v.Set.Rules.PriceIn(r)
		// A figure of the ward turns on what its rule set has off.
		line.On = line.On || now.From == store.FromWard
	}
	if r.Value == nil {
		return line
	}
	line.Standard = &RuleValue{Value: *r.Value, Text: rulebook.Text(r.Unit, *r.Value), From: string(store.FromRulebook)}
	line.Present = ruleValue(r, now)
	for _, scope := range v.MaySet(r) {
		least, most := v.Set.Bounds(r, scope, v.Day)
		line.May = append(line.May, RuleMay{
			Scope: string(scope), Least: least, Most: most,
			LeastText: rulebook.Text(r.Unit, least), MostText: rulebook.Text(r.Unit, most),
		})
	}
	for i := range v.Rotas {
		rota := &v.Rotas[i]
		value, known := rota.Rules.FigureOf(r)
		if !known || value == nil && now.Value == nil || value != nil && now.Value != nil && *value == *now.Value {
			continue
		}
		other := RuleRota{FirstDay: rota.FirstDay, LastDay: rota.LastDay}
		if value != nil {
			other.Text = rulebook.Text(r.Unit, *value)
		}
		line.Rotas = append(line.Rotas, other)
	}
	addHistory(v, r, &line)
	return line
}

// addHistory adds who has a figure of their own, and every figure that was set.
func addHistory(v *store.RulesView, r *rulebook.Rule, line *RuleLine) {
	seen := map[store.ID]bool{}
	for _, row := range v.Set.History(r.Key) {
		change := RuleChange{
			ID: row.ID, Scope: string(row.Scope), StaffID: row.StaffID, Name: v.Names[row.StaffID],
			FromDay: row.FromDay, Source: row.Source, Reason: row.Reason, By: v.Names[row.UserID], At: row.At,
		}
		if row.Value != nil {
			change.Text = rulebook.Text(r.Unit, *row.Value)
		}
		line.History = append(line.History, change)
		if row.Scope != rulebook.Person || seen[row.StaffID] {
			continue
		}
		seen[row.StaffID] = true
		if own := v.Set.Resolve(r, row.StaffID, v.Day); own.From == store.FromPerson {
			line.People = append(line.People, RulePerson{StaffID: row.StaffID, Name: v.Names[row.StaffID], RuleValue: *ruleValue(r, own)})
		}
	}
}

// ruleValue is what holds, nil where the rule is off.
func ruleValue(r *rulebook.Rule, now store.FigureStanding) *RuleValue {
	if now.Value == nil {
		return nil
	}
	out := &RuleValue{Value: *now.Value, Text: rulebook.Text(r.Unit, *now.Value), From: string(now.From)}
	if now.Figure != nil {
		out.FromDay, out.Source, out.Reason = now.Figure.FromDay, now.Figure.Source, now.Figure.Reason
	}
	return out
}
