package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type trialStore interface {
	RequestTrial(ctx context.Context, actor store.Actor, rosterID store.ID, kind store.TrialKind, change store.TrialChange, seconds int, once store.Once) (*store.Trial, error)
	Trial(ctx context.Context, actor store.Actor, id store.ID) (*store.Trial, error)
	Trials(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.Trial, error)
	Unfilled(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.UnfilledDuty, *store.Roster, error)
}

type trialPath struct {
	TrialID store.ID `path:"trial_id"`
}

type trialBody struct {
	Kind         store.TrialKind `json:"kind" enum:"add_person,move_minimum,grant_preference,smallest_give"`
	StaffID      store.ID        `json:"staff_id,omitempty" doc:"For add_person: the new one has this person's contract and skills."`
	Day          store.Day       `json:"day,omitempty" doc:"For move_minimum; every day where left out."`
	ShiftID      store.ID        `json:"shift_id,omitempty" doc:"For move_minimum."`
	SkillID      store.ID        `json:"skill_id,omitempty" doc:"For move_minimum; anybody where left out."`
	By           int             `json:"by,omitempty" minimum:"-20" maximum:"20" doc:"For move_minimum: so many people more, or fewer below zero."`
	PreferenceID store.ID        `json:"preference_id,omitempty" doc:"For grant_preference."`
	Seconds      int             `json:"seconds,omitempty" minimum:"3" maximum:"8" doc:"Time for the answer; 5 where left out."`
}

// TrialView is a what-if question with its answer in words.
type TrialView struct {
	ID            store.ID          `json:"id"`
	RosterID      store.ID          `json:"roster_id"`
	RosterVersion int               `json:"roster_version" doc:"The version of the draft that was tried with."`
	Kind          store.TrialKind   `json:"kind" enum:"add_person,move_minimum,grant_preference,smallest_give"`
	Change        store.TrialChange `json:"change"`
	State         store.TrialState  `json:"state" enum:"queued,working,done,failed"`
	Seconds       int               `json:"seconds"`
	CreatedAt     time.Time         `json:"created_at"`
	EndedAt       *time.Time        `json:"ended_at,omitempty"`
	Failure       string            `json:"failure,omitempty" doc:"Why there is no answer, in words."`
	Question      string            `json:"question"`
	Answer        *TrialAnswer      `json:"answer,omitempty" doc:"Absent until it is done."`
}

// TrialAnswer is what would be different. Everything is compared with the best rota found without the
// change in as much time.
type TrialAnswer struct {
	Headline string       `json:"headline"`
	Lines    []string     `json:"lines" doc:"The difference in words, the gravest first."`
	Sure     string       `json:"sure" doc:"How sure it is, in words."`
	Draft    store.Levels `json:"draft" doc:"The score of the draft as it stands."`
	Without  store.Levels `json:"without" doc:"The score of the best rota found without the change."`
	With     store.Levels `json:"with" doc:"The score of the best rota found with the change."`
	// Shortfalls are those of either.
	Shortfalls []TrialShort   `json:"shortfalls"`
	MetWithout int            `json:"met_without"`
	MetWith    int            `json:"met_with"`
	Asked      int            `json:"asked"`
	Gained     []TrialAsk     `json:"gained" doc:"Preferences met with the change only."`
	Lost       []TrialAsk     `json:"lost" doc:"Preferences met without the change only."`
	People     []TrialPerson  `json:"people" doc:"Whose days would differ from the draft, the most first."`
	Breaks     []PlainFinding `json:"breaks" doc:"Hard rules and law that would be broken."`
	Give       []TrialGive    `json:"give" doc:"For smallest_give: what would have to give."`
	Proof      store.Proof    `json:"proof" enum:",proved,best_found" doc:"For smallest_give, and for a preference that cannot be met."`
}

// TrialShort is one minimum with the people missing.
type TrialShort struct {
	store.TrialShortfall
	Text string `json:"text"`
}

// TrialAsk is one preference in words.
type TrialAsk struct {
	PreferenceID store.ID `json:"preference_id"`
	Text         string   `json:"text"`
}

// TrialPerson is a person whose days would differ.
type TrialPerson struct {
	store.TrialPerson
	Name string `json:"name"`
}

// TrialGive is one thing that would have to give, in words.
type TrialGive struct {
	store.Finding
	Units int64  `json:"units"`
	Text  string `json:"text"`
}

func (s *Server) requestTrial(ctx context.Context, c call, in *struct {
	RosterPath
	Body trialBody
},
) (*plain[TrialView], error) {
	b := in.Body
	change := store.TrialChange{StaffID: b.StaffID, Day: b.Day, ShiftID: b.ShiftID, SkillID: b.SkillID, By: b.By, PreferenceID: b.PreferenceID}
	t, err := s.db.RequestTrial(ctx, c.Actor, in.RosterID, b.Kind, change, b.Seconds, c.Once)
	if err != nil {
		return nil, err
	}
	return s.oneTrial(ctx, c.Actor, t)
}

func (s *Server) trial(ctx context.Context, c call, in *trialPath) (*plain[TrialView], error) {
	t, err := s.db.Trial(ctx, c.Actor, in.TrialID)
	if err != nil {
		return nil, err
	}
	return s.oneTrial(ctx, c.Actor, t)
}

func (s *Server) oneTrial(ctx context.Context, actor store.Actor, t *store.Trial) (*plain[TrialView], error) {
	out, err := s.viewTrials(ctx, actor, []store.Trial{*t})
	if err != nil {
		return nil, err
	}
	return &plain[TrialView]{Body: out[0]}, nil
}

func (s *Server) trials(ctx context.Context, c call, in *RosterPath) (*plain[list[TrialView]], error) {
	found, err := s.db.Trials(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	return all(s.viewTrials(ctx, c.Actor, found))
}

// viewTrials puts words to trials of one roster.
func (s *Server) viewTrials(ctx context.Context, actor store.Actor, trials []store.Trial) ([]TrialView, error) {
	out := []TrialView{}
	if len(trials) == 0 {
		return out, nil
	}
	w, err := s.wardWords(ctx, actor, trials[0].WardID, trials[0].PeriodID)
	if err != nil {
		return nil, err
	}
	asks, err := s.db.PeriodPreferences(ctx, actor, trials[0].PeriodID)
	if err != nil {
		return nil, err
	}
	tw := &trialWords{words: w, asks: map[store.ID]store.Preference{}}
	for _, p := range asks {
		tw.asks[p.ID] = p
	}
	for i := range trials {
		out = append(out, tw.view(&trials[i]))
	}
	return out, nil
}

// UnfilledView is an unfilled duty of a draft with those who were nearest to filling it.
type UnfilledView struct {
	Day     store.Day    `json:"day"`
	ShiftID store.ID     `json:"shift_id"`
	SkillID store.ID     `json:"skill_id,omitempty"`
	Missing int64        `json:"missing" doc:"People below the minimum."`
	Text    string       `json:"text"`
	Nearest []NearPerson `json:"nearest" doc:"The nearest first, at most three."`
}

// NearPerson is who could fill it, with every other cell of the rota as it is.
type NearPerson struct {
	StaffID     store.ID       `json:"staff_id"`
	Name        string         `json:"name"`
	FromShiftID store.ID       `json:"from_shift_id,omitempty" doc:"What the person works on that day now."`
	Never       bool           `json:"never" doc:"Nobody can allow it: agreed absence, a skill that is not held, a fixed shift."`
	Delta       store.Levels   `json:"delta" doc:"What it would change in the score."`
	Findings    []PlainFinding `json:"findings" doc:"What stands in the way, the gravest first; empty where nothing does."`
}

func (s *Server) unfilled(ctx context.Context, c call, in *RosterPath) (*plain[list[UnfilledView]], error) {
	duties, roster, err := s.db.Unfilled(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	w, err := s.wardWords(ctx, c.Actor, roster.WardID, roster.PeriodID)
	if err != nil {
		return nil, err
	}
	out := []UnfilledView{}
	for i := range duties {
		out = append(out, w.unfilled(&duties[i]))
	}
	return all(out, nil)
}
