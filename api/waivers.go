package api

import (
	"context"
	"net/http"
	"time"

	"github.com/fairrota/fairrota/store"
)

type waiverStore interface {
	MyWaivers(ctx context.Context, actor store.Actor) (*store.WaiverDesk, error)
	Waivers(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Waiver, error)
	AddWaiver(ctx context.Context, actor store.Actor, w store.Waiver, once store.Once) (*store.Waiver, error)
	WithdrawWaiver(ctx context.Context, actor store.Actor, id store.ID, once store.Once) (*store.Waiver, error)
}

// waiverRoutes are people's own choices to do without a rule that protects them. Only the person enters
// and withdraws one; there is no route for anybody else to.
func (s *Server) waiverRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-waivers", Method: get, Path: "/me/waivers", Summary: "The rules that one can do without, and what one has chosen"}, store.OwnPreferences, s.myWaivers),
		route(op{ID: "add-waiver", Method: post, Path: "/me/waivers", Summary: "Choose to do without a rule that protects oneself", Status: http.StatusCreated}, store.OwnPreferences, s.addWaiver),
		route(op{ID: "withdraw-waiver", Method: post, Path: "/me/waivers/{id}/withdraw", Summary: "Take a choice back, at once for every rota that is not published"}, store.OwnPreferences, s.withdrawWaiver),
		route(op{ID: "waivers", Method: get, Path: "/wards/{ward_id}/waivers", Summary: "The rules that people of a ward choose to do without; nobody but the person can change one"}, store.ReadStaff, s.waivers),
	}
}

// waiverBody is a choice that is to be entered.
type waiverBody struct {
	Key      string    `json:"key" minLength:"1" maxLength:"40"`
	Value    int       `json:"value" minimum:"0" maximum:"366" doc:"One of the rule's choices, in its unit."`
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day,omitempty" doc:"Left out for an open end. The choice counts for a rota that lies in its days."`
}

// myWaivers is what a person can choose and has chosen.
type myWaivers struct {
	Today store.Day `json:"today"`
	// FirstDay is the first day that a choice may have.
	FirstDay store.Day `json:"first_day"`
	// AdultFrom is absent for somebody who is 18.
	AdultFrom store.Day    `json:"adult_from,omitempty" doc:"The first day on which the person is 18; nobody under 18 can do without a rule."`
	Rules     []waivable   `json:"rules"`
	Rotas     []waiverRota `json:"rotas" doc:"Those whose asking has not closed, by first day."`
	Items     []waiverView `json:"items" doc:"The own choices, the newest first."`
}

// waivable is a rule that one can do without.
type waivable struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Words string `json:"words" doc:"What the rule does for oneself in the next rota."`
	Ward  int    `json:"ward"`
	Own   bool   `json:"own" doc:"Whether it is a limit of this person's own, which stays."`
	// Choices go from the one nearest to the ward's figure to the loosest; empty where there is nothing to choose.
	Choices []waiverChoice `json:"choices"`
}

// waiverChoice is a figure that one may choose.
type waiverChoice struct {
	Value int    `json:"value"`
	Text  string `json:"text"`
}

// waiverRota is a rota whose asking has not closed.
type waiverRota struct {
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
	ClosesAt time.Time `json:"closes_at"`
}

// waiverView is a choice with its words.
type waiverView struct {
	store.Waiver
	Title string `json:"title"`
	Text  string `json:"text" doc:"The choice in the person's own words."`
	When  string `json:"when"`
	Live  bool   `json:"live" doc:"Whether it is not taken back and has days left."`
}

func (s *Server) myWaivers(ctx context.Context, c call, _ *none) (*plain[myWaivers], error) {
	d, err := s.db.MyWaivers(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	out := myWaivers{Today: d.Today, FirstDay: d.First, AdultFrom: d.Adult, Rules: []waivable{}, Rotas: []waiverRota{}, Items: []waiverView{}}
	for i := range d.Guards {
		out.Rules = append(out.Rules, waivableWords(&d.Guards[i]))
	}
	for i := range d.Rotas {
		p := &d.Rotas[i]
		out.Rotas = append(out.Rotas, waiverRota{p.FirstDay, p.LastDay, p.BiddingClosesAt})
	}
	for i := range d.Waivers {
		out.Items = append(out.Items, waiverWords(&d.Waivers[i], d.Today))
	}
	return &plain[myWaivers]{Body: out}, nil
}

func (s *Server) addWaiver(ctx context.Context, c call, in *struct{ Body waiverBody }) (*plain[waiverView], error) {
	b := &in.Body
	w, err := s.db.AddWaiver(ctx, c.Actor, store.Waiver{Key: b.Key, Value: b.Value, FirstDay: b.FirstDay, LastDay: b.LastDay}, c.Once)
	if err != nil {
		return nil, err
	}
	return &plain[waiverView]{Body: waiverWords(w, w.FirstDay)}, nil
}

func (s *Server) withdrawWaiver(ctx context.Context, c call, in *AnID) (*plain[waiverView], error) {
	w, err := s.db.WithdrawWaiver(ctx, c.Actor, in.ID, c.Once)
	if err != nil {
		return nil, err
	}
	return &plain[waiverView]{Body: waiverWords(w, w.FirstDay)}, nil
}

// wardWaivers are the live choices of the people of a ward.
type wardWaivers struct {
	Items []waiverView `json:"items"`
}

func (s *Server) waivers(ctx context.Context, c call, in *WardPath) (*plain[wardWaivers], error) {
	found, err := s.db.Waivers(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	out := wardWaivers{Items: []waiverView{}}
	for i := range found {
		out.Items = append(out.Items, waiverWords(&found[i], found[i].FirstDay))
	}
	return &plain[wardWaivers]{Body: out}, nil
}
