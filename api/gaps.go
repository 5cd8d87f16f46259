package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

// candidateView is a person who could take a duty, or why not, for the manager.
type candidateView struct {
	StaffID store.ID          `json:"staff_id"`
	Name    string            `json:"name" doc:"Of somebody of another ward only the ward, for those who may not read its staff."`
	Ward    string            `json:"ward,omitempty" doc:"The home ward of somebody of another one."`
	Legal   bool              `json:"legal"`
	Place   int               `json:"place" doc:"Counts those who may take it from 1, the best first; 0 for the others."`
	Because string            `json:"because" doc:"What put the person behind the one before, or the first one first, in words; empty for the others."`
	Stands  []string          `json:"stands" doc:"What stands in the way, in words."`
	Shown   []string          `json:"shown" doc:"Breaches of law that do not stand in the way, in words."`
	Effects []string          `json:"effects" doc:"What it would do to the person, in words."`
	Figures *store.TakeEffect `json:"figures,omitempty" doc:"Minutes; -1 where nothing is known. Burden in thousandths of a point."`
	Delta   store.Levels      `json:"delta" doc:"What the score loses at each level; below 0 is better."`
	Reply   string            `json:"reply,omitempty" enum:"asked,yes,no" doc:"What the person has said to an offer that is live."`
}

// managedSwap is a swap for the manager.
type managedSwap struct {
	SwapCard
	Sides     []sideView      `json:"sides" doc:"What it would do to both; empty once it is over."`
	Takers    []candidateView `json:"takers" doc:"Those who said yes to a duty that is given away, the best first."`
	Stands    []string        `json:"stands" doc:"What stands in the way now, in words."`
	MayDecide bool            `json:"may_decide"`
	Waits     string          `json:"waits,omitempty" doc:"Why it cannot be decided yet, in words."`
}

// sideView is what a swap would do to one person.
type sideView struct {
	StaffID store.ID         `json:"staff_id"`
	Name    string           `json:"name"`
	Effects []string         `json:"effects"`
	Figures store.TakeEffect `json:"figures"`
}

// gapView is one duty, or several alike, that nobody works.
type gapView struct {
	RosterID store.ID   `json:"roster_id"`
	Day      store.Day  `json:"day"`
	ShiftID  store.ID   `json:"shift_id"`
	SkillID  store.ID   `json:"skill_id,omitempty"`
	Missing  int        `json:"missing"`
	BeginsAt time.Time  `json:"begins_at"`
	Title    string     `json:"title"`
	Offers   []SwapCard `json:"offers" doc:"Those that are live."`
}

func (s *Server) wardSwaps(ctx context.Context, c call, in *WardPath) (*plain[list[managedSwap]], error) {
	swaps, err := s.db.WardSwaps(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	w, err := s.managerWords(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	out := make([]managedSwap, 0, len(swaps))
	for i := range swaps {
		out = append(out, w.managed(&swaps[i], s.config.Now()))
	}
	return all(out, nil)
}

func (s *Server) decideSwap(ctx context.Context, c call, in *struct {
	SwapPath
	Body struct {
		Approve bool     `json:"approve"`
		StaffID store.ID `json:"staff_id,omitempty" doc:"Who gets a duty that is given away; left out, the best of those who said yes."`
	}
},
) (*plain[managedSwap], error) {
	v, err := s.db.DecideSwap(ctx, c.Actor, in.SwapID, c.Version, in.Body.Approve, in.Body.StaffID, c.Once)
	if err != nil {
		return nil, err
	}
	w, err := s.managerWords(ctx, c.Actor, v.WardID)
	if err != nil {
		return nil, err
	}
	return &plain[managedSwap]{Body: w.managed(v, s.config.Now())}, nil
}

func (s *Server) wardGaps(ctx context.Context, c call, in *WardPath) (*plain[list[gapView]], error) {
	gaps, err := s.db.Gaps(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	w, err := s.managerWords(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	out := make([]gapView, 0, len(gaps))
	for i := range gaps {
		g := &gaps[i]
		v := gapView{
			RosterID: g.RosterID, Day: g.Day, ShiftID: g.ShiftID, SkillID: g.SkillID, Missing: g.Missing, BeginsAt: g.BeginsAt,
			Title: w.gapTitle(g), Offers: []SwapCard{},
		}
		for k := range g.Offers {
			v.Offers = append(v.Offers, w.card(&g.Offers[k], ""))
		}
		out = append(out, v)
	}
	return all(out, nil)
}

func (s *Server) gapCandidates(ctx context.Context, c call, in *struct {
	RosterPath
	Day     store.Day `query:"day" required:"true"`
	ShiftID store.ID  `query:"shift_id" required:"true"`
	SkillID store.ID  `query:"skill_id" doc:"Left out where no skill is asked."`
},
) (*plain[list[candidateView]], error) {
	v, err := s.db.Candidates(ctx, c.Actor, store.GapAt{RosterID: in.RosterID, Day: in.Day, ShiftID: in.ShiftID, SkillID: in.SkillID})
	return s.candidates(ctx, c, in.RosterID, v, err)
}

func (s *Server) loanCandidates(ctx context.Context, c call, in *struct {
	RosterPath
	Day     store.Day `query:"day" required:"true"`
	ShiftID store.ID  `query:"shift_id" required:"true"`
	SkillID store.ID  `query:"skill_id" doc:"Left out where no skill is asked."`
},
) (*plain[list[candidateView]], error) {
	v, err := s.db.LoanCandidates(ctx, c.Actor, store.GapAt{RosterID: in.RosterID, Day: in.Day, ShiftID: in.ShiftID, SkillID: in.SkillID})
	return s.candidates(ctx, c, in.RosterID, v, err)
}

// candidates puts words to who could fill a gap of a roster.
func (s *Server) candidates(ctx context.Context, c call, rosterID store.ID, v []store.Candidate, err error) (*plain[list[candidateView]], error) {
	if err != nil {
		return nil, err
	}
	roster, err := s.db.RosterView(ctx, c.Actor, rosterID)
	if err != nil {
		return nil, err
	}
	w, err := s.wardWords(ctx, c.Actor, roster.Roster.WardID, roster.Roster.PeriodID)
	if err != nil {
		return nil, err
	}
	out := make([]candidateView, 0, len(v))
	for i := range v {
		out = append(out, w.candidate(&v[i]))
	}
	return all(out, nil)
}

func (s *Server) offerGap(ctx context.Context, c call, in *struct {
	RosterPath
	Body struct {
		Day     store.Day `json:"day"`
		ShiftID store.ID  `json:"shift_id"`
		SkillID store.ID  `json:"skill_id,omitempty"`
		StaffID store.ID  `json:"staff_id"`
	}
},
) (*plain[SwapCard], error) {
	b := &in.Body
	v, err := s.db.OfferGap(ctx, c.Actor, store.GapAt{RosterID: in.RosterID, Day: b.Day, ShiftID: b.ShiftID, SkillID: b.SkillID}, b.StaffID, c.Once)
	return s.cardOf(ctx, c, v, err)
}

// managerWords looks up what a manager's words of swaps and gaps need.
func (s *Server) managerWords(ctx context.Context, actor store.Actor, wardID store.ID) (*words, error) {
	w, err := s.shiftWords(ctx, actor, wardID)
	if err != nil {
		return nil, err
	}
	skills, err := s.db.Skills(ctx, actor)
	if err != nil {
		return nil, err
	}
	for _, k := range skills {
		w.skills[k.ID] = k
	}
	people, err := s.db.StaffList(ctx, actor, wardID)
	for i := range people {
		w.people[people[i].ID] = people[i].Name
	}
	return w, err
}
