package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type absenceStore interface {
	Leaves(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Leave, error)
	CreateLeave(ctx context.Context, actor store.Actor, l store.Leave, once store.Once) (*store.Leave, error)
	DeleteLeave(ctx context.Context, actor store.Actor, id store.ID, version int) error
	Availabilities(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.Availability, error)
	CreateAvailability(ctx context.Context, actor store.Actor, a store.Availability, once store.Once) (*store.Availability, error)
	DeleteAvailability(ctx context.Context, actor store.Actor, id store.ID, version int) error
}

// SpanQuery is a run of days; both belong to it.
type SpanQuery struct {
	From store.Day `query:"from" required:"true"`
	To   store.Day `query:"to" required:"true"`
}

// maxSpan is the longest span that one request may ask for, in days.
const maxSpan = 800

// check refuses a span that is turned round or too long.
func (q SpanQuery) check() error {
	switch n := q.From.Until(q.To); {
	case n < 0:
		return store.Errorf(store.Invalid, "read span", "to must not be before from")
	case n >= maxSpan:
		return store.Errorf(store.Invalid, "read span", "at most %d days can be asked for at once", maxSpan)
	}
	return nil
}

type wardSpan struct {
	WardPath
	SpanQuery
}

type leaveBody struct {
	StaffID       store.ID  `json:"staff_id"`
	FirstDay      store.Day `json:"first_day"`
	LastDay       store.Day `json:"last_day"`
	CreditMinutes int       `json:"credit_minutes" minimum:"0" maximum:"1440"`
}

type availabilityBody struct {
	StaffID  store.ID  `json:"staff_id"`
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
	ShiftID  store.ID  `json:"shift_id,omitempty" doc:"The one shift that cannot be worked; left out for any."`
}

// AnID is the path of one object.
type AnID struct {
	ID store.ID `path:"id"`
}

func (s *Server) leave(ctx context.Context, c call, in *wardSpan) (*plain[list[store.Leave]], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return all(s.db.Leaves(ctx, c.Actor, in.WardID, in.From, in.To))
}

func (s *Server) createLeave(ctx context.Context, c call, in *struct {
	WardPath
	Body leaveBody
},
) (*tagged[store.Leave], error) {
	if err := s.onWard(ctx, c.Actor, in.WardID, in.Body.StaffID); err != nil {
		return nil, err
	}
	b := in.Body
	l := store.Leave{StaffID: b.StaffID, FirstDay: b.FirstDay, LastDay: b.LastDay, CreditMinutes: b.CreditMinutes}
	return versioned(s.db.CreateLeave(ctx, c.Actor, l, c.Once))
}

func (s *Server) deleteLeave(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteLeave(ctx, c.Actor, in.ID, c.Version))
}

func (s *Server) availability(ctx context.Context, c call, in *wardSpan) (*plain[list[store.Availability]], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	return all(s.db.Availabilities(ctx, c.Actor, in.WardID, in.From, in.To))
}

func (s *Server) createAvailability(ctx context.Context, c call, in *struct {
	WardPath
	Body availabilityBody
},
) (*tagged[store.Availability], error) {
	if err := s.onWard(ctx, c.Actor, in.WardID, in.Body.StaffID); err != nil {
		return nil, err
	}
	b := in.Body
	a := store.Availability{StaffID: b.StaffID, FirstDay: b.FirstDay, LastDay: b.LastDay, ShiftID: b.ShiftID}
	return versioned(s.db.CreateAvailability(ctx, c.Actor, a, c.Once))
}

func (s *Server) deleteAvailability(ctx context.Context, c call, in *AnID) (*empty, error) {
	return done(s.db.DeleteAvailability(ctx, c.Actor, in.ID, c.Version))
}

// onWard checks that a person belongs to the ward that the address names.
func (s *Server) onWard(ctx context.Context, actor store.Actor, wardID, staffID store.ID) error {
	people, err := s.db.StaffList(ctx, actor, wardID)
	if err != nil {
		return err
	}
	for i := range people {
		if people[i].ID == staffID {
			return nil
		}
	}
	return &store.Error{
		Kind: store.Invalid, Op: "find person", Detail: "some of what was sent cannot be used; errors says what and why",
		Fields: []store.Field{{Pointer: "/staff_id", Detail: "nobody on this ward has that id"}},
	}
}
