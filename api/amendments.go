package api

import (
	"context"
	"net/http"

	"github.com/fairrota/fairrota/store"
)

type afterStore interface {
	Amend(ctx context.Context, actor store.Actor, a store.Amendment, once store.Once) (*store.Roster, error)
	RosterChanges(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.RosterChange, error)
	RequestRepair(ctx context.Context, actor store.Actor, version int, r store.Repair, once store.Once) (*store.Repair, error)
	Repair(ctx context.Context, actor store.Actor, id store.ID) (*store.Repair, error)
	Repairs(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.Repair, error)
	ApplyRepair(ctx context.Context, actor store.Actor, id store.ID, aim string, agreed []store.ID, once store.Once) (*store.Roster, error)
}

// afterRoutes are what can be done to a rota after its publication.
func (s *Server) afterRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "roster-changes", Method: get, Path: "/periods/{period_id}/changes", Summary: "What has changed in a published rota, newest first"}, store.ReadDraft, s.rosterChanges),
		route(op{ID: "amend-roster", Method: post, Path: "/rosters/{roster_id}/amend", Summary: "Change a published rota: the changes make its next version", Status: http.StatusCreated, Match: true}, store.ApproveRoster, s.amendRoster),
		route(op{ID: "repairs", Method: get, Path: "/rosters/{roster_id}/repairs", Summary: "What has happened to a published rota, and the ways to repair it"}, store.ReadDraft, s.repairs),
		route(op{ID: "request-repair", Method: post, Path: "/rosters/{roster_id}/repairs", Summary: "Ask for ways to repair a published rota", Status: http.StatusCreated, Match: true}, store.WriteDraft, s.requestRepair),
		route(op{ID: "repair", Method: get, Path: "/repairs/{repair_id}", Summary: "A repair with the ways that were found"}, store.ReadDraft, s.repair),
		route(op{ID: "apply-repair", Method: post, Path: "/repairs/{repair_id}/apply", Summary: "Make a way of a repair the next version of the rota", Status: http.StatusCreated}, store.ApproveRoster, s.applyRepair),
	}
}

// listedChange is a change of a published rota with its words.
type listedChange struct {
	store.RosterChange
	Text   string `json:"text"`
	Notice string `json:"notice" doc:"The notice in words."`
}

func (s *Server) rosterChanges(ctx context.Context, c call, in *PeriodPath) (*plain[list[listedChange]], error) {
	changes, err := s.db.RosterChanges(ctx, c.Actor, in.PeriodID)
	if err != nil {
		return nil, err
	}
	period, err := s.db.Period(ctx, c.Actor, in.PeriodID)
	if err != nil {
		return nil, err
	}
	w, err := s.wardWords(ctx, c.Actor, period.WardID, period.ID)
	if err != nil {
		return nil, err
	}
	out := []listedChange{}
	for _, x := range changes {
		out = append(out, listedChange{
			RosterChange: x, Text: w.changed(x.StaffID, x.Day, x.FromShiftID, x.ToShiftID), Notice: noticeWords(x.NoticeMinutes),
		})
	}
	return all(out, nil)
}

// amendBody is what is to be changed, all of it or nothing.
type amendBody struct {
	Kind      store.ChangeKind `json:"kind" enum:"sickness,leaver,demand,swap,give_away,gap,manager"`
	Reason    string           `json:"reason" minLength:"3" maxLength:"500" doc:"For those who may read the ward's drafts; it must say nothing of anybody's health."`
	Changes   []amendCell      `json:"changes" minItems:"1" maxItems:"400"`
	Facts     *store.Facts     `json:"facts,omitempty" doc:"What has led to the changes and is to be known from now on."`
	Overrides []amendOverride  `json:"overrides,omitempty" maxItems:"40" doc:"Hard findings that the changes bring and that are to stand, by the key that a refusal names."`
}

// amendCell is one person's day and what it becomes.
type amendCell struct {
	StaffID     store.ID      `json:"staff_id"`
	Day         store.Day     `json:"day"`
	FromShiftID store.ID      `json:"from_shift_id,omitempty" doc:"What stands there now; left out for a day off."`
	ToShiftID   store.ID      `json:"to_shift_id,omitempty" doc:"Left out for a day off."`
	ToSkillID   store.ID      `json:"to_skill_id,omitempty" doc:"Left out for the skill that the shift lacks and the person holds."`
	Consent     store.Consent `json:"consent" enum:"not_asked,agreed,own_request"`
}

type amendOverride struct {
	FindingKey string `json:"finding_key" maxLength:"1200"`
	Reason     string `json:"reason" minLength:"10" maxLength:"500"`
}

func (s *Server) amendRoster(ctx context.Context, c call, in *struct {
	RosterPath
	Body amendBody
},
) (*tagged[store.Roster], error) {
	a := store.Amendment{RosterID: in.RosterID, Version: c.Version, Kind: in.Body.Kind, Reason: in.Body.Reason}
	for _, x := range in.Body.Changes {
		a.Changes = append(a.Changes, store.CellChange(x))
	}
	if in.Body.Facts != nil {
		a.Facts = *in.Body.Facts
	}
	for _, o := range in.Body.Overrides {
		a.Overrides = append(a.Overrides, store.ChangeOverride{FindingKey: o.FindingKey, Reason: o.Reason})
	}
	return versioned(s.db.Amend(ctx, c.Actor, a, c.Once))
}
