package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type togetherStore interface {
	Together(ctx context.Context, actor store.Actor, wardID store.ID) (*store.WorkingTogether, error)
	CreatePair(ctx context.Context, actor store.Actor, p store.Pair, once store.Once) (*store.Pair, error)
	UpdatePair(ctx context.Context, actor store.Actor, p store.Pair) (*store.Pair, error)
	DeletePair(ctx context.Context, actor store.Actor, id store.ID, version int) error
	CreateLearner(ctx context.Context, actor store.Actor, l store.Learner, once store.Once) (*store.Learner, error)
	UpdateLearner(ctx context.Context, actor store.Actor, l store.Learner) (*store.Learner, error)
	DeleteLearner(ctx context.Context, actor store.Actor, id store.ID, version int) error
	CreateSupernumerary(ctx context.Context, actor store.Actor, s store.Supernumerary, once store.Once) (*store.Supernumerary, error)
	UpdateSupernumerary(ctx context.Context, actor store.Actor, s store.Supernumerary) (*store.Supernumerary, error)
	DeleteSupernumerary(ctx context.Context, actor store.Actor, id store.ID, version int) error
}

// workingTogether is who works with whom on a ward.
type workingTogether struct {
	Pairs         []store.Pair          `json:"pairs"`
	Learners      []store.Learner       `json:"learners"`
	Supernumerary []store.Supernumerary `json:"supernumerary"`
}

type pairBody struct {
	StaffID  store.ID       `json:"staff_id"`
	OtherID  store.ID       `json:"other_id"`
	Kind     store.PairKind `json:"kind" doc:"together: neither works a shift without the other, on days when neither is away. apart: never at work at the same time."`
	Strength store.Strength `json:"strength" doc:"must: never broken. should: before fairness and asks. if_possible: last."`
	FirstDay store.Day      `json:"first_day"`
	LastDay  store.Day      `json:"last_day,omitempty" doc:"Left out for no end."`
}

func (b *pairBody) pair() store.Pair {
	return store.Pair{StaffID: b.StaffID, OtherID: b.OtherID, Kind: b.Kind, Strength: b.Strength, FirstDay: b.FirstDay, LastDay: b.LastDay}
}

type learnerBody struct {
	StaffID     store.ID       `json:"staff_id"`
	Supervisors []store.ID     `json:"supervisors" maxItems:"40" doc:"Those who may supervise by name."`
	SkillID     store.ID       `json:"skill_id,omitempty" doc:"The skill whose holders may supervise too; left out for none."`
	Kinds       store.KindSet  `json:"kinds" maxItems:"5" doc:"The kinds of shift that need a supervisor; empty for all."`
	Strength    store.Strength `json:"strength"`
	FirstDay    store.Day      `json:"first_day"`
	LastDay     store.Day      `json:"last_day,omitempty" doc:"The last day as a learner; left out where it is not known."`
}

func (b *learnerBody) learner() store.Learner {
	return store.Learner{
		StaffID: b.StaffID, Supervisors: notNil(b.Supervisors), SkillID: b.SkillID, Kinds: notNil(b.Kinds), Strength: b.Strength,
		FirstDay: b.FirstDay, LastDay: b.LastDay,
	}
}

type supernumeraryBody struct {
	StaffID  store.ID  `json:"staff_id"`
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
}

func (b *supernumeraryBody) time() store.Supernumerary {
	return store.Supernumerary{StaffID: b.StaffID, FirstDay: b.FirstDay, LastDay: b.LastDay}
}

func (s *Server) together(ctx context.Context, c call, in *WardPath) (*plain[workingTogether], error) {
	t, err := s.db.Together(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	return &plain[workingTogether]{Body: workingTogether{Pairs: notNil(t.Pairs), Learners: notNil(t.Learners), Supernumerary: notNil(t.Supernumerary)}}, nil
}

func (s *Server) createPair(ctx context.Context, c call, in *struct {
	WardPath
	Body pairBody
},
) (*tagged[store.Pair], error) {
	p := in.Body.pair()
	p.WardID = in.WardID
	return versioned(s.db.CreatePair(ctx, c.Actor, p, c.Once))
}

func (s *Server) updatePair(ctx context.Context, c call, in *struct {
	AnID
	Body pairBody
},
) (*tagged[store.Pair], error) {
	p := in.Body.pair()
	p.ID, p.Version = in.ID, c.Version
	return versioned(s.db.UpdatePair(ctx, c.Actor, p))
}

func (s *Server) deletePair(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeletePair(ctx, c.Actor, in.ID, c.Version))
}

func (s *Server) createLearner(ctx context.Context, c call, in *struct {
	WardPath
	Body learnerBody
},
) (*tagged[store.Learner], error) {
	l := in.Body.learner()
	l.WardID = in.WardID
	return versioned(s.db.CreateLearner(ctx, c.Actor, l, c.Once))
}

func (s *Server) updateLearner(ctx context.Context, c call, in *struct {
	AnID
	Body learnerBody
},
) (*tagged[store.Learner], error) {
	l := in.Body.learner()
	l.ID, l.Version = in.ID, c.Version
	return versioned(s.db.UpdateLearner(ctx, c.Actor, l))
}

func (s *Server) deleteLearner(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteLearner(ctx, c.Actor, in.ID, c.Version))
}

func (s *Server) createSupernumerary(ctx context.Context, c call, in *struct {
	WardPath
	Body supernumeraryBody
},
) (*tagged[store.Supernumerary], error) {
	t := in.Body.time()
	t.WardID = in.WardID
	return versioned(s.db.CreateSupernumerary(ctx, c.Actor, t, c.Once))
}

func (s *Server) updateSupernumerary(ctx context.Context, c call, in *struct {
	AnID
	Body supernumeraryBody
},
) (*tagged[store.Supernumerary], error) {
	t := in.Body.time()
	t.ID, t.Version = in.ID, c.Version
	return versioned(s.db.UpdateSupernumerary(ctx, c.Actor, t))
}

func (s *Server) deleteSupernumerary(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteSupernumerary(ctx, c.Actor, in.ID, c.Version))
}
