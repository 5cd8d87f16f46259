package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type demandStore interface {
	Shifts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Shift, error)
	CreateShift(ctx context.Context, actor store.Actor, k store.Shift, once store.Once) (*store.Shift, error)
	UpdateShift(ctx context.Context, actor store.Actor, k store.Shift) (*store.Shift, error)
	DemandTemplates(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.DemandTemplate, error)
	PutDemandTemplates(ctx context.Context, actor store.Actor, wardID store.ID, wardVersion int, rows []store.DemandTemplate) ([]store.DemandTemplate, error)
	Demand(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Demand, error)
	UpdateDemand(ctx context.Context, actor store.Actor, d store.Demand, held *bool) (*store.Demand, error)
	RuleSet(ctx context.Context, actor store.Actor, wardID store.ID) (*store.RuleSet, error)
	CreateRuleSet(ctx context.Context, actor store.Actor, r store.RuleSet, once store.Once) (*store.RuleSet, error)
}

type shiftBody struct {
	Code        string          `json:"code" minLength:"1" maxLength:"8"`
	Name        string          `json:"name" minLength:"1" maxLength:"120"`
	Kind        store.ShiftKind `json:"kind"`
	StartMinute int             `json:"start_minute" minimum:"0" maximum:"1439"`
	EndMinute   int             `json:"end_minute" minimum:"1" maximum:"2880"`
	PaidMinutes int             `json:"paid_minutes" minimum:"0" maximum:"1440"`
	// BreakMinutes and HazardOn may be left out: not known, and none.
	BreakMinutes *int      `json:"break_minutes,omitempty" nullable:"true" minimum:"0" maximum:"1439" doc:"The longest break without interruption, paid or not; null or left out where it is not known."`
	HazardOn     store.Day `json:"hazard_on,omitempty" doc:"The day of the risk assessment that found special hazards or heavy strain; left out for none."`
	MinRun       int       `json:"min_run" minimum:"0" maximum:"366"`
	MaxRun       int       `json:"max_run" minimum:"0" maximum:"366"`
}

func (b *shiftBody) shift() store.Shift {
	return store.Shift{
		Code: b.Code, Name: b.Name, Kind: b.Kind, StartMinute: b.StartMinute, EndMinute: b.EndMinute,
		PaidMinutes: b.PaidMinutes, BreakMinutes: b.BreakMinutes, HazardOn: b.HazardOn, MinRun: b.MinRun, MaxRun: b.MaxRun,
	}
}

// PeopleBody is a number of people wanted.
type PeopleBody struct {
	Min       int `json:"min" minimum:"0" maximum:"500"`
	Preferred int `json:"preferred" minimum:"0" maximum:"500"`
	Max       int `json:"max" minimum:"-1" maximum:"500" doc:"-1 for no maximum."`
}

func (b PeopleBody) people() store.People {
	return store.People{Min: b.Min, Preferred: b.Preferred, Max: b.Max}
}

type demandBody struct {
	PeopleBody
	Held *bool `json:"held,omitempty" doc:"Whether everybody in the shift counts who holds the skill; left out to stay as it is."`
}

type templateBody struct {
	Items []templateRow `json:"items" maxItems:"400"`
}

type templateRow struct {
	Weekday int      `json:"weekday" minimum:"0" maximum:"6" doc:"0 for Monday."`
	ShiftID store.ID `json:"shift_id"`
	SkillID store.ID `json:"skill_id,omitempty"`
	Held    bool     `json:"held,omitempty" doc:"Everybody in the shift counts who holds the skill, whatever they work in: a nurse in charge."`
	PeopleBody
}

type ruleSetBody struct {
	Rules store.Rules `json:"rules"`
}

func (s *Server) shifts(ctx context.Context, c call, in *WardPath) (*plain[list[shiftView]], error) {
	return all(shiftViews(s.db.Shifts(ctx, c.Actor, in.WardID)))
}

func (s *Server) createShift(ctx context.Context, c call, in *struct {
	WardPath
	Body shiftBody
},
) (*tagged[shiftView], error) {
	k := in.Body.shift()
	k.WardID = in.WardID
	return shiftAnswer(s.db.CreateShift(ctx, c.Actor, k, c.Once))
}

func (s *Server) updateShift(ctx context.Context, c call, in *struct {
	ShiftID store.ID `path:"shift_id"`
	Body    shiftBody
},
) (*tagged[shiftView], error) {
	k := in.Body.shift()
	k.ID, k.Version = in.ShiftID, c.Version
	return shiftAnswer(s.db.UpdateShift(ctx, c.Actor, k))
}

func (s *Server) demandTemplate(ctx context.Context, c call, in *WardPath) (*plain[list[store.DemandTemplate]], error) {
	return all(s.db.DemandTemplates(ctx, c.Actor, in.WardID))
}

func (s *Server) putDemandTemplate(ctx context.Context, c call, in *struct {
	WardPath
	Body templateBody
},
) (*plain[list[store.DemandTemplate]], error) {
	rows := make([]store.DemandTemplate, len(in.Body.Items))
	for i, r := range in.Body.Items {
		rows[i] = store.DemandTemplate{WardID: in.WardID, Weekday: r.Weekday, ShiftID: r.ShiftID, SkillID: r.SkillID, Held: r.Held, People: r.people()}
	}
	return all(s.db.PutDemandTemplates(ctx, c.Actor, in.WardID, c.Version, rows))
}

func (s *Server) demand(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.Demand]], error) {
	return all(s.db.Demand(ctx, c.Actor, in.PeriodID))
}

func (s *Server) updateDemand(ctx context.Context, c call, in *struct {
	DemandID store.ID `path:"demand_id"`
	Body     demandBody
},
) (*tagged[store.Demand], error) {
	return versioned(s.db.UpdateDemand(ctx, c.Actor, store.Demand{ID: in.DemandID, People: in.Body.people(), Version: c.Version}, in.Body.Held))
}

func (s *Server) ruleSet(ctx context.Context, c call, in *WardPath) (*plain[store.RuleSet], error) {
	return only(s.db.RuleSet(ctx, c.Actor, in.WardID))
}

func (s *Server) createRuleSet(ctx context.Context, c call, in *struct {
	WardPath
	Body ruleSetBody
},
) (*plain[store.RuleSet], error) {
	return only(s.db.CreateRuleSet(ctx, c.Actor, store.RuleSet{WardID: in.WardID, Rules: in.Body.Rules}, c.Once))
}
