package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type rotaStore interface {
	MyRota(ctx context.Context, actor store.Actor, from, to store.Day) (*store.MyRota, error)
	// WardRota returns the filled duties of published rosters between two days, both
	// within, in the order of day, shift and name.
	WardRota(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.RotaDuty, error)
}

// myRota is what a nurse sees once a rota is published.
type myRota struct {
	Duties      []myDuty    `json:"duties"`
	Outcomes    []myOutcome `json:"outcomes"`
	Agreed      []brokenDay `json:"agreed" doc:"The own agreed days that are not kept, and why."`
	PublishedAt *time.Time  `json:"published_at" nullable:"true"`
}

type myDuty struct {
	Day       store.Day   `json:"day"`
	Shift     store.Shift `json:"shift"`
	SkillCode string      `json:"skill_code,omitempty"`
	StartsAt  time.Time   `json:"starts_at"`
	EndsAt    time.Time   `json:"ends_at"`
	With      []string    `json:"with" doc:"Names of those on the same shift."`
	RosterID  store.ID    `json:"roster_id"`
	Ward      string      `json:"ward,omitempty" doc:"The name of the ward where it is not the own one."`
}

type myOutcome struct {
	Preference store.Preference `json:"preference"`
	Met        bool             `json:"met"`
	Fate       store.Fate       `json:"fate,omitempty" enum:"met,not_needed,not_met" doc:"What became of the plan that it is a part of; absent for one by itself."`
	// Decided is false where no reason could be named.
	Decided bool `json:"decided"`
	// Scope says how far Text reaches: what forcing this one preference into this finished
	// rota would break, or what any rota that meets it would.
	Scope   string         `json:"scope" enum:"in_this_rota,any_rota"`
	Text    string         `json:"text"`
	Reasons []PlainFinding `json:"reasons" doc:"What forcing it into this rota would break."`
	// Reason is absent where it is met or none was worked out.
	Reason *ReasonWords `json:"reason,omitempty"`
}

// The scopes of a reason.
const (
	inThisRota = "in_this_rota"
	anyRota    = "any_rota"
)

func (s *Server) myRota(ctx context.Context, c call, in *SpanQuery) (*plain[myRota], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	_, person, ward, err := s.db.Me(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	if ward == nil || person == nil {
		return nil, store.Errorf(store.NotFound, "read my rota", "you are not linked to anybody on a ward")
	}
	rota, err := s.db.MyRota(ctx, c.Actor, in.From, in.To)
	if err != nil {
		return nil, err
	}
	out := myRota{Duties: []myDuty{}, Outcomes: []myOutcome{}, PublishedAt: rota.PublishedAt}
	for _, d := range rota.Duties {
		out.Duties = append(out.Duties, myDuty{
			Day: d.Day, Shift: d.Shift, SkillCode: d.SkillCode, With: notNil(d.With), RosterID: d.RosterID,
			StartsAt: d.StartsAt, EndsAt: d.EndsAt, Ward: d.Elsewhere,
		})
	}
	w, err := s.ownWords(ctx, ward, person, rota)
	if err != nil {
		return nil, err
	}
	out.Agreed = w.ownBroken(rota.Agreed)
	for _, o := range rota.Outcomes {
		reasons := []PlainFinding{}
		for _, f := range o.Findings {
			reasons = append(reasons, w.ownFinding(f))
		}
		mine := myOutcome{
			Preference: o.Preference, Met: o.Met, Fate: o.Fate, Decided: o.Decided, Scope: inThisRota,
			Text: w.planned(o.Preference, o.Outcome, o.Fate), Reasons: reasons, Reason: w.reasonOf(o.Preference, &o.Outcome),
		}
		if mine.Reason != nil {
			mine.Scope, mine.Reason.Waive = anyRota, waiveHint(o.Waivable)
		}
		out.Outcomes = append(out.Outcomes, mine)
	}
	return &plain[myRota]{Body: out}, nil
}

// wardRota is who is on when, for all who work there.
func (s *Server) wardRota(ctx context.Context, c call, in *wardSpan) (*plain[list[store.RotaDuty]], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return all(s.db.WardRota(ctx, c.Actor, in.WardID, in.From, in.To))
}
