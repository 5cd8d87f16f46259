package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/fill"
	"github.com/fairrota/fairrota/store"
)

// swapsShown is how many options a nurse is shown at most: more is no help on a phone.
const swapsShown = 40

// ownDesk lays out the published rota of the person's home ward that has a day.
func ownDesk(g *gorm.DB, op string, person *store.Staff, day store.Day, now time.Time) (*fillDesk, error) {
	if !day.Valid() {
		return nil, wrongField("/day", "a date has the form YYYY-MM-DD, such as 2026-03-14")
	}
	var roster store.Roster
	err := g.Where(`ward_id = ? AND state = 'published' AND period_id IN
		(SELECT id FROM periods WHERE ward_id = ? AND first_day <= ? AND last_day >= ? AND state = 'published')`,
		person.WardID, person.WardID, day, day).Take(&roster).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, store.Errorf(store.NotFound, op, "there is no published rota of your ward on that day")
	}
	if err != nil {
		return nil, fmt.Errorf("load the published rota: %w", err)
	}
	return openDesk(g, &roster, now)
}

// SwapOptions returns what could become of the actor's own duty on a day of a published rota: how many
// may take it, and with whom it can be swapped, legally for both. NotFound where the actor has no
// duty on that day.
func (db *DB) SwapOptions(ctx context.Context, actor store.Actor, day store.Day) (*store.SwapOptions, error) {
	const op = "look for swaps"
	var out *store.SwapOptions
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := rotaPerson(read, op, actor)
		if err != nil {
			return err
		}
		d, err := ownDesk(read, op, me, day, now)
		if err != nil {
			return err
		}
		duty, ok := d.dutyOf(me.ID, day)
		if !ok {
			return store.Errorf(store.NotFound, op, "you have no shift on this ward on that day")
		}
		out = &store.SwapOptions{
			RosterID: d.roster.ID, PeriodID: d.roster.PeriodID, WardID: d.roster.WardID, Day: day, ShiftID: shiftID(d.problem, duty.Shift),
			Swaps: []store.SwapOption{},
		}
		out.BeginsAt, _ = d.begins(duty.Day, duty.Shift)
		if err := d.options(out, duty); err != nil {
			return err
		}
		live, err := all[store.Swap](read.Where("staff_id = ? AND day = ? AND state IN ('offered', 'accepted')", me.ID, day))
		if err != nil || len(live) == 0 {
			return err
		}
		out.Live, err = viewSwap(read, &live[0], me.ID)
		return err
	})
	return result(out, err)
}

// options fills in who may take a duty and what could be had for it.
func (d *fillDesk) options(out *store.SwapOptions, duty fill.Duty) error {
	takers, err := d.judge.GiveAways(duty)
	if err != nil {
		return err
	}
	out.Takers = len(d.own(d.idsOf(takers)))
	swaps, err := d.judge.Swaps(duty, swapsShown)
	if err != nil {
		return err
	}
	for _, o := range swaps {
		with := store.ID(d.problem.StaffIDs[o.With])
		out.Swaps = append(out.Swaps, store.SwapOption{
			PartnerID: with, Name: d.person(with).Name, Day: d.date(o.Other.Day), ShiftID: shiftID(d.problem, o.Other.Shift),
			Effect: *d.effect(o.Own(duty.From)), Because: string(o.Because),
		})
	}
	return nil
}

// AskSwap asks a colleague to exchange duties, or all who may take a duty whether they want it. Nobody is
// asked about what is not legal for both: Conflict then, with what stands in the way of the actor's own
// side. Stale where n.RosterID is not the published version any more.
func (db *DB) AskSwap(ctx context.Context, actor store.Actor, n store.NewSwap, o store.Once) (*store.SwapView, error) {
	const op = "ask for a swap"
	var out *store.SwapView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.SwapView, error) { return tx.askSwap(op, actor, &n) })
		return err
	})
	return out, err
}

func (tx *Tx) askSwap(op string, actor store.Actor, n *store.NewSwap) (*store.SwapView, error) {
	me, err := rotaPerson(tx.db, op, actor)
	if err != nil {
		return nil, err
	}
	if err := n.Validate(); err != nil {
		return nil, err
	}
	d, err := ownDesk(tx.db, op, me, n.Day, tx.Now)
	if err != nil {
		return nil, err
	}
	if d.roster.ID != n.RosterID {
		return nil, store.Errorf(store.Stale, op, "the rota has changed since you loaded it; load it again")
	}
	duty, ok := d.dutyOf(me.ID, n.Day)
	if !ok {
		return nil, wrongField("/day", "choose a day on which you have a shift on this ward")
	}
	s := &store.Swap{
		WardID: d.roster.WardID, PeriodID: d.roster.PeriodID, RosterID: d.roster.ID, Kind: n.Kind, StaffID: me.ID, Day: n.Day,
		ShiftID: shiftID(d.problem, duty.Shift), AnswerBy: n.AnswerBy.UTC().Truncate(time.Microsecond),
	}
	if n.AnswerBy.IsZero() {
		s.AnswerBy = time.Time{}
	}
	s.SkillID = skillID(d.problem, duty.Skill)
	s.BeginsAt, _ = d.begins(duty.Day, duty.Shift)
	var asked []store.ID
	if n.Kind == store.GiveAway {
		asked, err = d.giveTo(op, duty)
	} else {
		asked, err = d.swapWith(op, s, duty, n)
	}
	if err != nil {
		return nil, err
	}
	if err := tx.createSwap(actor, s, asked); err != nil {
		return nil, err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return nil, err
	}
	if err := tx.notifyPeople(s, store.Notice{Kind: "swap_asked", Detail: words.asked()}, asked...); err != nil {
		return nil, err
	}
	return viewSwap(tx.db, s, me.ID)
}

// giveTo returns who may take a duty; Conflict where that is nobody.
func (d *fillDesk) giveTo(op string, duty fill.Duty) ([]store.ID, error) {
	takers, err := d.judge.GiveAways(duty)
	if err != nil {
		return nil, err
	}
	out := d.own(d.idsOf(takers))
	if len(out) == 0 {
		return nil, store.Errorf(store.Conflict, op, "nobody else may work this shift; speak with the ward manager")
	}
	return out, nil
}

// idsOf names those who may take a duty.
func (d *fillDesk) idsOf(takers []fill.Option) []store.ID {
	var out []store.ID
	for _, t := range takers {
		out = append(out, store.ID(d.problem.StaffIDs[t.With]))
	}
	return out
}

// swapWith judges the exchange that is asked for and puts it into s.
func (d *fillDesk) swapWith(op string, s *store.Swap, duty fill.Duty, n *store.NewSwap) ([]store.ID, error) {
	other, ok := d.dutyOf(n.PartnerID, n.OtherDay)
	if !ok || other.From == duty.From {
		return nil, wrongField("/other_day", "choose a day on which the colleague has a shift on this ward")
	}
	o, err := d.judge.Swap(duty, other)
	if err != nil {
		return nil, err
	}
	if !o.Legal {
		return nil, d.notAllowed(op, s.StaffID, o.Obstacles)
	}
	s.PartnerID, s.OtherDay = n.PartnerID, n.OtherDay
	s.OtherShiftID, s.OtherSkillID = shiftID(d.problem, other.Shift), skillID(d.problem, other.Skill)
	if begins, _ := d.begins(other.Day, other.Shift); begins.Before(s.BeginsAt) {
		s.BeginsAt = begins
	}
	return []store.ID{n.PartnerID}, nil
}

// notAllowed says that a swap is not legal; what stands in the way is said of the one who asks alone.
func (d *fillDesk) notAllowed(op string, own store.ID, obstacles []fill.Obstacle) error {
	for _, f := range d.findings(obstacles) {
		if f.StaffID == own {
			return store.Errorf(store.Conflict, op, "this swap would break a rule for you; choose another one")
		}
	}
	return store.Errorf(store.Conflict, op, "this swap is not allowed; choose another one")
}
