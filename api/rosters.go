package api

import (
	"context"
	"encoding/base64"
	"unicode/utf8"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

type rosterStore interface {
	Rosters(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Roster, error)
	RosterView(ctx context.Context, actor store.Actor, id store.ID) (*store.RosterView, error)
	EditCell(ctx context.Context, actor store.Actor, rosterID store.ID, version int, cell store.Cell) (*store.RosterView, error)
	PutOverride(ctx context.Context, actor store.Actor, o store.Override, rosterVersion int) (*store.RosterView, error)
	Approve(ctx context.Context, actor store.Actor, rosterID store.ID, version int, once store.Once) (*store.Roster, error)
	Reopen(ctx context.Context, actor store.Actor, rosterID store.ID, version int, once store.Once) (*store.Roster, error)
	Publish(ctx context.Context, actor store.Actor, rosterID store.ID, version int, once store.Once) (*store.Roster, error)
}

// RosterPath names a roster.
type RosterPath struct {
	RosterID store.ID `path:"roster_id"`
}

// DraftView is one version of a roster as its ward manager sees it.
type DraftView struct {
	Roster    store.Roster     `json:"roster"`
	Duties    []store.Duty     `json:"duties"`
	Findings  []listedFinding  `json:"findings"`
	Outcomes  []listedOutcome  `json:"outcomes"`
	Agreed    []listedBroken   `json:"agreed" doc:"Agreed days that are not kept, and why."`
	Overrides []store.Override `json:"overrides"`
	Guests    []store.Guest    `json:"guests" doc:"People of other wards who have duties in it."`
	TakenBack []string         `json:"taken_back" doc:"What people chose to do without when it was made and have taken back since, in words; it is stale then."`
}

// listedFinding is a finding with its words and whether it was overridden.
type listedFinding struct {
	PlainFinding
	Key        string `json:"key" doc:"Names the finding to PUT an override of it, base64url in the path."`
	Overridden bool   `json:"overridden"`
	Refused    bool   `json:"refused" doc:"Whether publication refuses the finding until a named person allows it: a hard one, or an agreed day that is not kept."`
	NoOverride string `json:"no_override,omitempty" doc:"What to do about a finding that nobody may override; absent where a named person may."`
	OwesRest   bool   `json:"owes_rest,omitempty" doc:"Whether allowing it makes compensatory rest owed."`
}

// listedOutcome is what became of a preference, with its words.
type listedOutcome struct {
	PreferenceID store.ID       `json:"preference_id"`
	StaffID      store.ID       `json:"staff_id"`
	Day          store.Day      `json:"day"`
	Met          bool           `json:"met"`
	Fate         store.Fate     `json:"fate,omitempty" enum:"met,not_needed,not_met" doc:"What became of the plan that it is a part of; absent for one by itself."`
	Decided      bool           `json:"decided"`
	Delta        store.Levels   `json:"delta"`
	Findings     []PlainFinding `json:"findings"`
	Text         string         `json:"text"`
	// Reason is absent where it is met or none was worked out.
	Reason *ReasonFigures `json:"reason,omitempty"`
}

type overrideBody struct {
	Reason string `json:"reason" minLength:"10" maxLength:"500"`
}

func (s *Server) rosters(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.Roster]], error) {
	return all(s.db.Rosters(ctx, c.Actor, in.PeriodID))
}

func (s *Server) roster(ctx context.Context, c call, in *RosterPath) (*tagged[DraftView], error) {
	v, err := s.db.RosterView(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	out, _, err := s.viewOf(ctx, c.Actor, v)
	if err != nil {
		return nil, err
	}
	return &tagged[DraftView]{ETag: etag(v.Roster.Version), Body: *out}, nil
}

// viewOf puts words to a roster.
func (s *Server) viewOf(ctx context.Context, actor store.Actor, v *store.RosterView) (*DraftView, *words, error) {
	w, err := s.wardWords(ctx, actor, v.Roster.WardID, v.Roster.PeriodID)
	if err != nil {
		return nil, nil, err
	}
	prefs, err := s.db.PeriodPreferences(ctx, actor, v.Roster.PeriodID)
	if err != nil {
		return nil, nil, err
	}
	asked := map[store.ID]store.Preference{}
	for _, p := range prefs {
		asked[p.ID] = p
	}
	overridden := map[string]bool{}
	for _, o := range v.Overrides {
		overridden[o.FindingKey] = true
	}
	out := &DraftView{
		Roster: v.Roster, Duties: notNil(v.Duties), Findings: []listedFinding{}, Outcomes: []listedOutcome{}, Overrides: notNil(v.Overrides), Guests: notNil(v.Guests),
		Agreed: w.broken(v.Agreed), TakenBack: w.takenBackWords(v.TakenBack),
	}
	for _, f := range v.Findings {
		l := listedFinding{PlainFinding: w.plain(f), Key: f.Key(), Overridden: overridden[f.Key()], Refused: f.Refused()}
		if f.Level == nrp.LevelHard.String() {
			l.NoOverride, l.OwesRest = f.NoOverride(), f.OwesRest()
		}
		out.Findings = append(out.Findings, l)
	}
	fates := fatesOf(prefs, v.Outcomes)
	for _, o := range v.Outcomes {
		p, ok := asked[o.PreferenceID]
		if !ok {
			continue // withdrawn, or of somebody who has left since
		}
		findings := []PlainFinding{}
		for _, f := range o.Findings {
			findings = append(findings, PlainFinding{Finding: f, Text: capital(w.would(f, w.personOf(p.StaffID))) + "."})
		}
		out.Outcomes = append(out.Outcomes, listedOutcome{
			PreferenceID: p.ID, StaffID: p.StaffID, Day: p.Day, Met: o.Met, Fate: fates[p.ID], Decided: o.Decided, Delta: o.Delta,
			Findings: findings, Text: w.planned(p, o, fates[p.ID]), Reason: w.figuresOf(p, &o),
		})
	}
	return out, w, nil
}

func (w *words) plain(f store.Finding) PlainFinding {
	return PlainFinding{Finding: f, Text: w.found(f) + "."}
}

func (s *Server) putOverride(ctx context.Context, c call, in *struct {
	RosterPath
	FindingKey string `path:"finding_key" maxLength:"1200" pattern:"^[A-Za-z0-9_-]+$"`
	Body       overrideBody
},
) (*tagged[DraftView], error) {
	key, err := base64.RawURLEncoding.DecodeString(in.FindingKey)
	if err != nil || !utf8.Valid(key) {
		return nil, store.Errorf(store.NotFound, "put override", "this rota has no finding of that key")
	}
	v, err := s.db.PutOverride(ctx, c.Actor, store.Override{
		RosterID: in.RosterID, FindingKey: string(key), Reason: in.Body.Reason, UserID: c.Actor.UserID,
	}, c.Version)
	if err != nil {
		return nil, err
	}
	out, _, err := s.viewOf(ctx, c.Actor, v)
	if err != nil {
		return nil, err
	}
	return &tagged[DraftView]{ETag: etag(v.Roster.Version), Body: *out}, nil
}

func (s *Server) approve(ctx context.Context, c call, in *RosterPath) (*tagged[store.Roster], error) {
	return versioned(s.db.Approve(ctx, c.Actor, in.RosterID, c.Version, c.Once))
}

func (s *Server) reopen(ctx context.Context, c call, in *RosterPath) (*tagged[store.Roster], error) {
	return versioned(s.db.Reopen(ctx, c.Actor, in.RosterID, c.Version, c.Once))
}

func (s *Server) publish(ctx context.Context, c call, in *RosterPath) (*tagged[store.Roster], error) {
	return versioned(s.db.Publish(ctx, c.Actor, in.RosterID, c.Version, c.Once))
}
