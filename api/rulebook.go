package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

type rulesStore interface {
	WardRules(ctx context.Context, actor store.Actor, wardID store.ID, day store.Day) (*store.RulesView, error)
	Rules(ctx context.Context, actor store.Actor, day store.Day) (*store.RulesView, error)
	SetFigure(ctx context.Context, actor store.Actor, f store.RuleFigure, version int, once store.Once) (*store.RuleFigure, error)
}

// DayQuery asks for the rules of another day than today.
type DayQuery struct {
	Day store.Day `query:"day" doc:"The day on which the figures are to hold; today where it is left out."`
}

// FigureBody is a figure that is to be set for the organisation.
type FigureBody struct {
	Key     string    `json:"key" minLength:"1" maxLength:"40"`
	Value   *int      `json:"value" nullable:"true" minimum:"0" maximum:"100000" doc:"In the rule's unit; null takes a figure of one's own back."`
	FromDay store.Day `json:"from_day"`
	Source  string    `json:"source,omitempty" maxLength:"300" doc:"Where the figure comes from; not for one person."`
	Reason  string    `json:"reason,omitempty" maxLength:"500" doc:"Why it is set; not for one person."`
}

func (b *FigureBody) figure(scope rulebook.Scope) store.RuleFigure {
	return store.RuleFigure{Scope: scope, Key: b.Key, Value: b.Value, FromDay: b.FromDay, Source: b.Source, Reason: b.Reason}
}

// wardFigureBody is a figure that is to be set for a ward or one of its people.
type wardFigureBody struct {
	FigureBody
	StaffID store.ID `json:"staff_id,omitempty" doc:"For one person; left out for the whole ward."`
}

// RuleBook is all rules with what holds on a day.
type RuleBook struct {
	// WardID is left out for the organisation.
	WardID store.ID  `json:"ward_id,omitempty"`
	Today  store.Day `json:"today"`
	Day    store.Day `json:"day"`
	// Version is that of If-Match for a figure that is set from here.
	Version int         `json:"version"`
	Title   string      `json:"title"`
	Edition int         `json:"edition"`
	Read    store.Day   `json:"read"`
	Groups  []RuleGroup `json:"groups"`
}

// RuleGroup is a heading with its rules.
type RuleGroup struct {
	Key   string     `json:"key"`
	Title string     `json:"title"`
	Rules []RuleLine `json:"rules"`
}

// RuleLine is one rule in words, with its figures put in.
type RuleLine struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Words    string `json:"words"`
	Managers string `json:"managers"`
	Kind     string `json:"kind" enum:"law,contract,policy"`
	// Level is empty for a rule that is no part of making a rota.
	Level      string `json:"level" enum:"hard,minimum_cover,agreed_patterns,burden,preferences,rest,"`
	EnforcedBy string `json:"enforced_by" enum:"engine,referee,program,listed"`
	// On is false where the ward's rule set has the rule off.
	On     bool      `json:"on"`
	SetIn  string    `json:"set_in" enum:"contract,shift,demand,rule_set,absence,roster,staff,agreement,leave,"`
	Unit   string    `json:"unit"`
	Source string    `json:"source"`
	URL    string    `json:"url"`
	Read   store.Day `json:"read"`
	Sure   string    `json:"sure" enum:"A,B,C"`
	// Standard is the rulebook's own figure, Present the one that holds; each is left out where
	// there is none.
	Standard *RuleValue `json:"standard,omitempty"`
	Present  *RuleValue `json:"present,omitempty"`
	// Waive is how far a person can do without the rule; absent where nobody can.
	Waive *RuleWaive `json:"waive,omitempty"`
	// WhyNot says why the figure cannot be changed, or not to both sides; may be empty.
	WhyNot string `json:"why_not"`
	// May are the scopes at which the reader may set a figure, each with its bounds.
	May []RuleMay `json:"may"`
	// People are those with a figure of their own on the day, as far as the reader may know.
	People []RulePerson `json:"people"`
	// Rotas are those that are planned already and go by another figure than Present.
	Rotas []RuleRota `json:"rotas"`
	// History has every figure that was set, the one that counts last first.
	History []RuleChange `json:"history"`
}

// RuleWaive says that the person whom a rule protects can do without it.
type RuleWaive struct {
	Loosest string `json:"loosest" doc:"The last figure that may be chosen, in words; empty for a rule that only holds or does not."`
	Why     string `json:"why" doc:"Where that comes from."`
}

// RuleValue is a figure and where it comes from.
type RuleValue struct {
	Value int    `json:"value"`
	Text  string `json:"text"`
	From  string `json:"from" enum:"rulebook,org,rule_set,ward,person"`
	// FromDay, Source and Reason are those of the row that gave it, left out without one.
	FromDay store.Day `json:"from_day,omitempty"`
	Source  string    `json:"source,omitempty"`
	Reason  string    `json:"reason,omitempty"`
}

// RuleMay is a scope at which the reader may set a figure: between least and most.
type RuleMay struct {
	Scope     string `json:"scope" enum:"org,ward,person"`
	Least     int    `json:"least"`
	Most      int    `json:"most"`
	LeastText string `json:"least_text"`
	MostText  string `json:"most_text"`
}

// RuleRota is a rota that was planned with another figure, and keeps it.
type RuleRota struct {
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
	// Text is the figure, empty where the rule is off for this rota.
	Text string `json:"text"`
}

// RulePerson is somebody with a figure of their own.
type RulePerson struct {
	StaffID store.ID `json:"staff_id"`
	// Name is left out for the reader's own figure where they may not read the staff.
	Name string `json:"name,omitempty"`
	RuleValue
}

// RuleChange is one row of a rule's history.
type RuleChange struct {
	ID    store.ID `json:"id"`
	Scope string   `json:"scope" enum:"org,ward,person"`
	// StaffID and Name are those of the person; By is who set it, for whom may read the staff.
	StaffID store.ID `json:"staff_id,omitempty"`
	Name    string   `json:"name,omitempty"`
	// Text is the figure, empty where one was taken back.
	Text    string    `json:"text"`
	FromDay store.Day `json:"from_day"`
	Source  string    `json:"source,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by,omitempty"`
	At      time.Time `json:"at"`
}

func (s *Server) wardRules(ctx context.Context, c call, in *struct {
	WardPath
	DayQuery
},
) (*tagged[RuleBook], error) {
	return ruleBook(s.db.WardRules(ctx, c.Actor, in.WardID, in.Day))
}

func (s *Server) rules(ctx context.Context, c call, in *DayQuery) (*tagged[RuleBook], error) {
	return ruleBook(s.db.Rules(ctx, c.Actor, in.Day))
}

func (s *Server) setFigure(ctx context.Context, c call, in *struct{ Body FigureBody }) (*plain[store.RuleFigure], error) {
	return only(s.db.SetFigure(ctx, c.Actor, in.Body.figure(rulebook.Organisation), c.Version, c.Once))
}

func (s *Server) setWardFigure(ctx context.Context, c call, in *struct {
	WardPath
	Body wardFigureBody
},
) (*plain[store.RuleFigure], error) {
	f := in.Body.figure(rulebook.Ward)
	f.WardID = in.WardID
	if in.Body.StaffID != "" {
		f.Scope, f.StaffID = rulebook.Person, in.Body.StaffID
	}
	return only(s.db.SetFigure(ctx, c.Actor, f, c.Version, c.Once))
}

// ruleBook answers with a view in words.
func ruleBook(v *store.RulesView, err error) (*tagged[RuleBook], error) {
	if err != nil {
		return nil, err
	}
	return &tagged[RuleBook]{ETag: etag(v.Version), Body: bookWords(v)}, nil
}
