package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

// RepairPath names a repair.
type RepairPath struct {
	RepairID store.ID `path:"repair_id"`
}

// repairBody is what has happened.
type repairBody struct {
	Kind   store.ChangeKind `json:"kind" enum:"sickness,leaver,demand"`
	Reason string           `json:"reason" minLength:"3" maxLength:"500" doc:"For those who may read the ward's drafts; it must say nothing of anybody's health."`
	Facts  store.Facts      `json:"facts" doc:"Of sickness who is absent, of a leaver who leaves, of demand what is raised."`
}

type applyBody struct {
	Aim    string     `json:"aim" enum:"take_out,one_for_one,seven_days,best_cover"`
	Agreed []store.ID `json:"agreed" maxItems:"200" doc:"The people who were asked and agreed to be moved."`
}

// repairView is what has happened and the ways to repair the rota, side by side.
type repairView struct {
	ID          store.ID          `json:"id"`
	PeriodID    store.ID          `json:"period_id"`
	RosterID    store.ID          `json:"roster_id"`
	State       store.RepairState `json:"state" enum:"queued,solving,ready,failed,applied"`
	Kind        store.ChangeKind  `json:"kind" enum:"sickness,leaver,demand"`
	Reason      string            `json:"reason"`
	Text        []string          `json:"text" doc:"What has happened, in words."`
	Failure     string            `json:"failure,omitempty"`
	AmendmentID store.ID          `json:"amendment_id,omitempty" doc:"The version that it became."`
	CreatedAt   time.Time         `json:"created_at"`
	Ways        []repairWay       `json:"ways" doc:"From the way that asks least of people to the one that asks most."`
}

// repairWay is one way with its figures.
type repairWay struct {
	Aim   string `json:"aim" enum:"take_out,one_for_one,seven_days,best_cover"`
	Title string `json:"title"`
	Text  string `json:"text" doc:"What the way is after."`
	// Moved counts days of people who could work them as they stood; the duties of those who are
	// absent do not count, nor another role on the same shift.
	Moved       int            `json:"moved" doc:"Published days of people that change, without those of who is absent."`
	People      int            `json:"people" doc:"How many people are moved."`
	LeastNotice *int64         `json:"least_notice_minutes" nullable:"true" doc:"Null where nobody is moved."`
	Notice      string         `json:"notice" doc:"The least notice in words."`
	ByNotice    []noticeBand   `json:"by_notice" doc:"The moves by notice, the shortest first; bands without a move are left out."`
	Missing     int            `json:"missing" doc:"People missing below the minimum from now on."`
	Minutes     int64          `json:"minutes" doc:"Paid minutes more than published; below 0 for less."`
	Refused     int            `json:"refused" doc:"Preferences refused that the rota had met."`
	Changes     []repairChange `json:"changes"`
	Uncovered   []openPlace    `json:"uncovered"`
}

type noticeBand struct {
	Text  string `json:"text"`
	Moves int    `json:"moves"`
}

type repairChange struct {
	store.RepairMove
	Name   string `json:"name"`
	Text   string `json:"text"`
	Notice string `json:"notice" doc:"The notice in words."`
}

type openPlace struct {
	store.OpenPlaces
	Text string `json:"text"`
}

func (s *Server) requestRepair(ctx context.Context, c call, in *struct {
	RosterPath
	Body repairBody
},
) (*plain[repairView], error) {
	return s.viewRepair(ctx, c, func() (*store.Repair, error) {
		return s.db.RequestRepair(ctx, c.Actor, c.Version, store.Repair{
			RosterID: in.RosterID, Kind: in.Body.Kind, Reason: in.Body.Reason, Facts: in.Body.Facts,
		}, c.Once)
	})
}

func (s *Server) repair(ctx context.Context, c call, in *RepairPath) (*plain[repairView], error) {
	return s.viewRepair(ctx, c, func() (*store.Repair, error) { return s.db.Repair(ctx, c.Actor, in.RepairID) })
}

func (s *Server) repairs(ctx context.Context, c call, in *RosterPath) (*plain[list[repairView]], error) {
	repairs, err := s.db.Repairs(ctx, c.Actor, in.RosterID)
	if err != nil || len(repairs) == 0 {
		return all([]repairView{}, err)
	}
	w, err := s.wardWords(ctx, c.Actor, repairs[0].WardID, repairs[0].PeriodID)
	if err != nil {
		return nil, err
	}
	out := []repairView{}
	for i := range repairs {
		out = append(out, w.repair(&repairs[i]))
	}
	return all(out, nil)
}

func (s *Server) applyRepair(ctx context.Context, c call, in *struct {
	RepairPath
	Body applyBody
},
) (*tagged[store.Roster], error) {
	return versioned(s.db.ApplyRepair(ctx, c.Actor, in.RepairID, in.Body.Aim, in.Body.Agreed, c.Once))
}

// viewRepair puts words to a repair.
func (s *Server) viewRepair(ctx context.Context, c call, load func() (*store.Repair, error)) (*plain[repairView], error) {
	r, err := load()
	if err != nil {
		return nil, err
	}
	w, err := s.wardWords(ctx, c.Actor, r.WardID, r.PeriodID)
	if err != nil {
		return nil, err
	}
	out := w.repair(r)
	return only(&out, nil)
}
