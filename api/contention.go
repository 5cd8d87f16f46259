package api

import (
	"context"
	"time"

	"github.com/fairrota/fairrota/store"
)

type contentionStore interface {
	MyContention(ctx context.Context, actor store.Actor, periodID store.ID) (*store.Contention, error)
	Contention(ctx context.Context, actor store.Actor, periodID store.ID) (*store.Contention, error)
}

// Contested is how contested the dates of a period are.
type Contested struct {
	PeriodID store.ID         `json:"period_id"`
	DrawnAt  *time.Time       `json:"drawn_at" nullable:"true" doc:"When the bands were drawn, in a night; null while there are none: fewer than three people have asked for anything."`
	Bands    []ContestedBands `json:"bands" doc:"One entry for each day of the period; empty while there are none."`
}

// ContestedBands is one day.
type ContestedBands struct {
	Day   store.Day       `json:"day"`
	Band  store.Band      `json:"band" enum:"low,mid,high" doc:"The highest of the day's wants."`
	Wants []ContestedWant `json:"wants"`
}

// ContestedWant is one thing that people ask for on a day.
type ContestedWant struct {
	Want string     `json:"want" enum:"off,early,late,long_day,night,other" doc:"A day off, or a kind of shift to work."`
	Band store.Band `json:"band" enum:"low,mid,high" doc:"low: fewer than half of the places are asked for, or fewer than three people ask. mid: half or more. high: more people ask than there are places."`
}

// contested groups a picture by days.
func contested(c *store.Contention) *Contested {
	out := &Contested{PeriodID: c.PeriodID, DrawnAt: c.DrawnAt, Bands: []ContestedBands{}}
	rank := map[store.Band]int{store.BandLow: 0, store.BandMid: 1, store.BandHigh: 2}
	for _, b := range c.Bands {
		if n := len(out.Bands); n == 0 || out.Bands[n-1].Day != b.Day {
			out.Bands = append(out.Bands, ContestedBands{Day: b.Day, Band: store.BandLow})
		}
		day := &out.Bands[len(out.Bands)-1]
		day.Wants = append(day.Wants, ContestedWant{Want: b.Want, Band: b.Band})
		if rank[b.Band] > rank[day.Band] {
			day.Band = b.Band
		}
	}
	return out
}

func (s *Server) myContention(ctx context.Context, c call, in *PeriodPath) (*plain[Contested], error) {
	found, err := s.db.MyContention(ctx, c.Actor, in.PeriodID)
	if err != nil {
		return nil, err
	}
	return &plain[Contested]{Body: *contested(found)}, nil
}

func (s *Server) contention(ctx context.Context, c call, in *PeriodPath) (*plain[Contested], error) {
	found, err := s.db.Contention(ctx, c.Actor, in.PeriodID)
	if err != nil {
		return nil, err
	}
	return &plain[Contested]{Body: *contested(found)}, nil
}
