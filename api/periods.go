package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type periodStore interface {
	Periods(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.RosterPeriod, error)
	Period(ctx context.Context, actor store.Actor, id store.ID) (*store.RosterPeriod, error)
	CreatePeriod(ctx context.Context, actor store.Actor, p store.RosterPeriod, once store.Once) (*store.RosterPeriod, error)
	UpdatePeriod(ctx context.Context, actor store.Actor, p store.RosterPeriod) (*store.RosterPeriod, error)
	MovePeriodOnce(ctx context.Context, actor store.Actor, id store.ID, version int, to store.PeriodState, once store.Once) (*store.RosterPeriod, error)
	PreferenceCounts(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.PreferenceCount, error)
	PeriodPreferences(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Preference, error)
}

// PeriodPath names a roster period.
type PeriodPath struct {
	PeriodID store.ID `path:"period_id"`
}

type periodBody struct {
	FirstDay         store.Day `json:"first_day"`
	LastDay          store.Day `json:"last_day"`
	BiddingOpensAt   time.Time `json:"bidding_opens_at"`
	BiddingClosesAt  time.Time `json:"bidding_closes_at"`
	ApprovalDueAt    time.Time `json:"approval_due_at"`
	PublicationDueAt time.Time `json:"publication_due_at"`
}

func (b *periodBody) period() store.RosterPeriod {
	return store.RosterPeriod{
		FirstDay: b.FirstDay, LastDay: b.LastDay, BiddingOpensAt: b.BiddingOpensAt.UTC(), BiddingClosesAt: b.BiddingClosesAt.UTC(),
		ApprovalDueAt: b.ApprovalDueAt.UTC(), PublicationDueAt: b.PublicationDueAt.UTC(),
	}
}

func (s *Server) periods(ctx context.Context, c call, in *WardPath) (*plain[list[store.RosterPeriod]], error) {
	return all(s.db.Periods(ctx, c.Actor, in.WardID))
}

func (s *Server) period(ctx context.Context, c call, in *PeriodPath) (*tagged[store.RosterPeriod], error) {
	return versioned(s.db.Period(ctx, c.Actor, in.PeriodID))
}

func (s *Server) createPeriod(ctx context.Context, c call, in *struct {
	WardPath
	Body periodBody
},
) (*tagged[store.RosterPeriod], error) {
	p := in.Body.period()
	p.WardID = in.WardID
	return versioned(s.db.CreatePeriod(ctx, c.Actor, p, c.Once))
}

func (s *Server) updatePeriod(ctx context.Context, c call, in *struct {
	PeriodPath
	Body periodBody
},
) (*tagged[store.RosterPeriod], error) {
	p := in.Body.period()
	p.ID, p.Version = in.PeriodID, c.Version
	return versioned(s.db.UpdatePeriod(ctx, c.Actor, p))
}

func (s *Server) openPeriod(ctx context.Context, c call, in *PeriodPath) (*tagged[store.RosterPeriod], error) {
	return versioned(s.db.MovePeriodOnce(ctx, c.Actor, in.PeriodID, c.Version, store.Open, c.Once))
}

func (s *Server) closePeriod(ctx context.Context, c call, in *PeriodPath) (*tagged[store.RosterPeriod], error) {
	return versioned(s.db.MovePeriodOnce(ctx, c.Actor, in.PeriodID, c.Version, store.PeriodClosed, c.Once))
}

// preferenceCounts is all that a manager may know while bidding is sealed.
func (s *Server) preferenceCounts(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.PreferenceCount]], error) {
	return all(s.db.PreferenceCounts(ctx, c.Actor, in.PeriodID))
}

func (s *Server) periodPreferences(ctx context.Context, c call, in *PeriodPath) (*plain[list[store.Preference]], error) {
	prefs, err := s.db.PeriodPreferences(ctx, c.Actor, in.PeriodID)
	for i := range prefs {
		prefs[i].Note = "" // the owner's own, whatever the store gave
	}
	return all(prefs, err)
}
