package sqlstore

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// viewSwap adds names and answers to a swap, for a reader; who asked learns how many have answered
// and not who.
func viewSwap(g *gorm.DB, s *store.Swap, reader store.ID) (*store.SwapView, error) {
	v := &store.SwapView{Swap: *s}
	for _, x := range []struct {
		id   store.ID
		into *string
	}{{s.StaffID, &v.Name}, {s.PartnerID, &v.PartnerName}} {
		if x.id == "" {
			continue
		}
		person, err := byID[store.Staff](g, x.id)
		if err != nil {
			return nil, err
		}
		if x.id == reader && person.WardID != s.WardID {
			ward, err := byID[store.Ward](g, s.WardID)
			if err != nil {
				return nil, err
			}
			v.Elsewhere = ward.Name
		}
		if x.id != reader {
			if *x.into, err = homeOf(g, s, person); err != nil {
				return nil, err
			}
		}
		if *x.into == "" {
			*x.into = person.Name
		}
	}
	answers, err := swapAnswers(g, s.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		if a.StaffID == reader {
			v.Reply = a.Reply
		}
	}
	if v.Reply == "" { // whoever was asked learns nothing of the others
		v.Asked, v.Yes = len(answers), len(saidYes(answers))
		for _, a := range answers {
			if a.Reply == store.NotAnswered {
				v.Open++
			}
		}
	}
	return v, nil
}

// MySwaps lists what the actor has asked and what the actor was asked, the newest first: live ones, and those
// that ended within the last SwapsShownDays days.
func (db *DB) MySwaps(ctx context.Context, actor store.Actor) (*store.MySwaps, error) {
	const op = "list own swaps"
	out := &store.MySwaps{ToMe: []store.SwapView{}, Mine: []store.SwapView{}}
	now := db.now()
	since := now.Add(-store.SwapsShownDays * 24 * time.Hour)
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := rotaPerson(read, op, actor)
		if err != nil {
			return err
		}
		swaps, err := all[store.Swap](read.Where(`(staff_id = ? OR id IN (SELECT swap_id FROM swap_answers WHERE staff_id = ?))
			AND (ended_at IS NULL OR ended_at > ?)`, me.ID, me.ID, since).Order("created_at DESC, id DESC"))
		if err != nil {
			return err
		}
		desks := deskDrawer{}
		for i := range swaps {
			v, err := viewSwap(read, &swaps[i], me.ID)
			if err != nil {
				return err
			}
			if v.StaffID == me.ID {
				out.Mine = append(out.Mine, *v)
				continue
			}
			if v.State.Live() && v.Reply == store.NotAnswered {
				if err := desks.forTaker(read, v, me.ID, now); err != nil {
					return err
				}
			}
			out.ToMe = append(out.ToMe, *v)
		}
		return nil
	})
	return result(out, err)
}

// deskDrawer keeps the rotas that were laid out, by period; nil for one that is not published any more.
type deskDrawer map[store.ID]*fillDesk

func (k deskDrawer) of(g *gorm.DB, periodID store.ID, now time.Time) (*fillDesk, error) {
	if d, ok := k[periodID]; ok {
		return d, nil
	}
	rosters, err := publishedOf(g, periodID)
	if err != nil {
		return nil, err
	}
	k[periodID] = nil
	if len(rosters) == 1 {
		k[periodID], err = openDesk(g, &rosters[0], now)
	}
	return k[periodID], err
}

// forTaker adds what a yes would do to the one who is asked; nothing where it is no longer allowed.
func (k deskDrawer) forTaker(g *gorm.DB, v *store.SwapView, me store.ID, now time.Time) error {
	d, err := k.of(g, v.PeriodID, now)
	if err != nil || d == nil {
		return err
	}
	t, err := d.try(&v.Swap, me)
	if err != nil || t == nil || !t.Legal {
		return err
	}
	for i := range t.Sides {
		if e := d.effect(&t.Sides[i]); e.StaffID == me {
			v.Effect = e
		}
	}
	return nil
}

// WardSwaps lists the swaps of a ward for its manager: those that are live, first, with what each would do
// and what stands in the way now, then those that ended within the last SwapsShownDays days.
func (db *DB) WardSwaps(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.SwapView, error) {
	const op = "list swaps"
	out := []store.SwapView{}
	now := db.now()
	since := now.Add(-store.SwapsShownDays * 24 * time.Hour)
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := byID[store.Ward](read, wardID); err != nil {
			return err
		}
		if err := actor.Must(op, store.ReadDraft, wardID); err != nil {
			return err
		}
		swaps, err := all[store.Swap](read.Where("ward_id = ? AND (ended_at IS NULL OR ended_at > ?)", wardID, since).
			Order("CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, day, created_at DESC, id"))
		if err != nil {
			return err
		}
		desks := deskDrawer{}
		for i := range swaps {
			v, err := viewSwap(read, &swaps[i], "")
			if err != nil {
				return err
			}
			if v.State.Live() {
				if err := desks.forManager(read, v, now); err != nil {
					return err
				}
			}
			out = append(out, *v)
		}
		return nil
	})
	return out, err
}

// forManager adds what a live swap would do to both, or who said yes to a duty that is given away.
func (k deskDrawer) forManager(g *gorm.DB, v *store.SwapView, now time.Time) error {
	d, err := k.of(g, v.PeriodID, now)
	if err != nil || d == nil {
		return err
	}
	if v.Kind == store.GiveAway {
		answers, err := swapAnswers(g, v.ID)
		if err != nil {
			return err
		}
		v.Takers, err = d.takers(&v.Swap, saidYes(answers))
		return err
	}
	t, err := d.try(&v.Swap, v.PartnerID)
	if err != nil || t == nil {
		return err
	}
	v.Stands = d.findings(t.Obstacles)
	for i := range t.Sides {
		v.Sides = append(v.Sides, *d.effect(&t.Sides[i]))
	}
	return nil
}
