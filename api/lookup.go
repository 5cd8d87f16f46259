package api

import (
	"context"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// PlainFinding is a finding with its words.
type PlainFinding struct {
	store.Finding
	Text string `json:"text"`
}

// wardWords looks up what the words of one period of a ward need, as the actor: a
// manager, who may read the staff.
func (s *Server) wardWords(ctx context.Context, actor store.Actor, wardID, periodID store.ID) (*words, error) {
	people, err := s.db.StaffList(ctx, actor, wardID)
	if err != nil {
		return nil, err
	}
	w := newWords()
	for i := range people {
		w.people[people[i].ID] = people[i].Name
	}
	return w, s.addWard(ctx, actor, w, wardID, periodID)
}

// ownWords looks up the words for one person. The cover that the ward needs is not for a
// nurse to read as a list, but the sentence that explains a refusal names it: so it is
// read as the program itself. Nobody's name is looked up.
func (s *Server) ownWords(ctx context.Context, ward *store.Ward, person *store.Staff, outcomes []store.MyOutcome) (*words, error) {
	w := newWords()
	w.own = person.ID
	seen := map[store.ID]bool{}
	for _, o := range outcomes {
		if id := o.Preference.PeriodID; !seen[id] {
			seen[id] = true
			if err := s.addWard(ctx, store.SystemActor, w, ward.ID, id); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

func newWords() *words {
	return &words{
		shifts: map[store.ID]store.Shift{}, skills: map[store.ID]store.Skill{},
		people: map[store.ID]string{}, need: map[needKey]store.People{},
	}
}

func (s *Server) addWard(ctx context.Context, actor store.Actor, w *words, wardID, periodID store.ID) error {
	shifts, err := s.db.Shifts(ctx, actor, wardID)
	if err != nil {
		return err
	}
	skills, err := s.db.Skills(ctx, actor)
	if err != nil {
		return err
	}
	demand, err := s.db.Demand(ctx, actor, periodID)
	if err != nil {
		return err
	}
	for _, x := range shifts {
		w.shifts[x.ID] = x
	}
	for _, x := range skills {
		w.skills[x.ID] = x
	}
	for _, x := range demand {
		w.need[needKey{x.Day, x.ShiftID, x.SkillID}] = x.People
	}
	return nil
}

// ownFinding is a finding as its person may see it: whatever concerns somebody else
// says so and no more.
func (w *words) ownFinding(f store.Finding) PlainFinding {
	if f.StaffID != "" && f.StaffID != w.own {
		return PlainFinding{
			Finding: store.Finding{Rule: f.Rule, Level: f.Level, Amount: f.Amount, Cost: f.Cost},
			Text:    "A rule for somebody else on the ward would be broken.",
		}
	}
	text := capital(w.would(f, you)) + "."
	if nrp.RuleCode(f.Rule) == nrp.RuleLink {
		f.Name = "" // it says who else it is about
	}
	return PlainFinding{Finding: f, Text: text}
}
