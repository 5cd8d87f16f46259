package sqlstore

import (
	"context"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// leaveShown is how many of one's own requests are shown at most.
const leaveShown = 60

// MyLeave returns what the actor has of leave, what became of the own requests, and what room the days
// from .. to have.
func (db *DB) MyLeave(ctx context.Context, actor store.Actor, from, to store.Day) (*store.MyLeave, error) {
	const op = "load own leave"
	var out *store.MyLeave
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := ownPerson(read, op, actor)
		if err != nil {
			return err
		}
		today, err := dayOrToday(read, me.WardID, "", db)
		if err != nil {
			return err
		}
		book, err := leaveBook(read, me.WardID, db.now(), min(from, today), max(to, today.Add(366)))
		if err != nil {
			return err
		}
		s := book.Person(me.ID)
		out = &store.MyLeave{Today: today, Automatic: book.Rules.Automatic, Days: []store.LeaveDayRoom{}, Requests: []store.LeaveView{}}
		now := book.Balance(s, today)
		out.Years = []store.LeaveBalance{now, book.Balance(s, now.LastDay.Add(1))}
		for d := from; d <= to; d = d.Add(1) {
			if s.Employed(d) {
				out.Days = append(out.Days, store.LeaveDayRoom{Day: d, Room: book.Room(s, d, book.Weekly(s)/5), Mine: book.Busy(s, d, d, "") != ""})
			}
		}
		mine, err := all[store.LeaveRequest](read.Where("staff_id = ?", me.ID).Order("asked_at DESC, id DESC").Limit(leaveShown))
		for i := range mine {
			out.Requests = append(out.Requests, *viewLeave(book, &mine[i], false))
		}
		return err
	})
	return result(out, err)
}

// viewLeave says how a request stands now; uses adds the quotas of its days.
func viewLeave(book *store.LeaveBook, r *store.LeaveRequest, uses bool) *store.LeaveView {
	v := &store.LeaveView{LeaveRequest: *r}
	s := book.Person(r.StaffID)
	if s == nil {
		return v
	}
	v.Name = s.Name
	v.MayWithdraw = r.State == store.LeaveAsked || r.State == store.LeaveAgreed && book.NoneLate(r.FirstDay, r.LastDay)
	if r.State != store.LeaveAsked && r.State != store.LeaveRefused || !book.Covers(r.FirstDay, r.LastDay) {
		return v
	}
	if r.State == store.LeaveAsked {
		at := book.Stand(s, r.FirstDay, r.LastDay)
		v.Standing = &at
	}
	inTheWay := v.Standing == nil || v.Standing.Code != ""
	if inTheWay && r.FirstDay > book.Today {
		v.Nearest = book.Nearest(s, r.FirstDay, r.LastDay, r.ID)
	}
	if uses {
		for d := r.FirstDay; d <= r.LastDay; d = d.Add(1) {
			v.Uses = append(v.Uses, book.Uses(s, d)...)
		}
	}
	return v
}

// CheckLeave says what would become of days if the actor asked for them now; nothing is written.
func (db *DB) CheckLeave(ctx context.Context, actor store.Actor, first, last store.Day) (*store.LeaveCheck, error) {
	const op = "check leave"
	var out *store.LeaveCheck
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		me, err := ownPerson(read, op, actor)
		if err != nil {
			return err
		}
		book, s, err := bookFor(read, db, me, first, last)
		if err != nil {
			return err
		}
		out = &store.LeaveCheck{Standing: book.Stand(s, first, last), Busy: book.Busy(s, first, last, "")}
		out.Automatic = book.Rules.Automatic && out.Standing.AtOnce()
		if out.Standing.Code != "" && out.Busy == "" {
			out.Nearest = book.Nearest(s, first, last, "")
		}
		return nil
	})
	return result(out, err)
}

// bookFor checks days that a person asks for and makes the book of them.
func bookFor(g *gorm.DB, db *DB, me *store.Staff, first, last store.Day) (*store.LeaveBook, *store.Staff, error) {
	if err := store.ValidateLeaveSpan(first, last); err != nil {
		return nil, nil, err
	}
	if !me.Employed(first) || !me.Employed(last) {
		return nil, nil, wrongField("/first_day", "you are not employed on this ward on all of these days; choose others")
	}
	book, err := leaveBook(g, me.WardID, db.now(), first, last)
	if err != nil {
		return nil, nil, err
	}
	if first > book.Today.Add(aheadOfLeave) {
		return nil, nil, wrongField("/first_day", "choose a day no later than %s", book.Today.Add(aheadOfLeave))
	}
	return book, book.Person(me.ID), nil
}

// aheadOfLeave is how far ahead leave can be asked for, in days.
const aheadOfLeave = 730

// AskLeave asks for days as leave. What is too late is refused at once. On a ward that wants that, it is
// agreed at once where every day has a quota with room and enough is left; else the manager is told.
// Conflict where the person is on leave on one of the days already or has asked to be.
func (db *DB) AskLeave(ctx context.Context, actor store.Actor, first, last store.Day, o store.Once) (*store.LeaveView, error) {
	const op = "ask for leave"
	var out *store.LeaveView
	err := db.inTxWithin(ctx, op, writeDeadline, db.chainOfPerson(ctx, actor.StaffID), func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.LeaveView, error) { return tx.askLeave(op, actor, first, last) })
		return err
	})
	return result(out, err)
}

func (tx *Tx) askLeave(op string, actor store.Actor, first, last store.Day) (*store.LeaveView, error) {
	me, err := ownPerson(tx.db, op, actor)
	if err != nil {
		return nil, err
	}
	book, s, err := bookFor(tx.db, tx.owner, me, first, last)
	if err != nil {
		return nil, err
	}
	if busy := book.Busy(s, first, last, ""); busy != "" {
		return nil, store.Errorf(store.Conflict, op, "you have leave on %s already, or have asked for it; choose other days", dayWords(busy))
	}
	at := book.Stand(s, first, last)
	r := &store.LeaveRequest{
		ID: newID(), WardID: me.WardID, StaffID: me.ID, FirstDay: first, LastDay: last, State: store.LeaveAsked, Minutes: at.Minutes,
		AskedAt: tx.Now, Version: 1,
	}
	if err := tx.create(r, "this leave is asked for already"); err != nil {
		return nil, err
	}
	if err := tx.audit(actor, r.WardID, "leave_request.ask", r.ID, r); err != nil {
		return nil, err
	}
	switch {
	case at.Code == store.LeaveTooLate:
		err = tx.refuseLeave(op, store.SystemActor, r, at.Code, at.Day)
	case book.Rules.Automatic && at.AtOnce():
		err = tx.agreeLeave(op, store.SystemActor, r, &at)
	default:
		err = tx.tellLeaveManagers(r, s.Name+" asks for leave: "+spanWords(r)+". Please decide.")
	}
	if err != nil {
		return nil, err
	}
	return tx.viewLeaveNow(r, false)
}

// viewLeaveNow views a request as the database stands within the transaction.
func (tx *Tx) viewLeaveNow(r *store.LeaveRequest, uses bool) (*store.LeaveView, error) {
	book, err := leaveBook(tx.db, r.WardID, tx.Now, r.FirstDay, r.LastDay)
	if err != nil {
		return nil, err
	}
	return viewLeave(book, r, uses), nil
}

// WithdrawLeave takes an own request back; what came of it goes too. Closed once it is over, or the days
// have begun or their rota is published.
func (db *DB) WithdrawLeave(ctx context.Context, actor store.Actor, id store.ID, version int, o store.Once) (*store.LeaveView, error) {
	const op = "withdraw leave"
	var out *store.LeaveView
	err := db.inTxWithin(ctx, op, writeDeadline, db.chainOfPerson(ctx, actor.StaffID), func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.LeaveView, error) {
			r, err := byID[store.LeaveRequest](tx.db, id)
			if err != nil {
				return nil, err
			}
			me, err := ownPerson(tx.db, op, actor)
			if err != nil {
				return nil, err
			}
			if r.StaffID != me.ID {
				return nil, notFound()
			}
			if r.Version != version {
				return nil, store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
			}
			if err := tx.withdrawLeave(op, actor, r); err != nil {
				return nil, err
			}
			return tx.viewLeaveNow(r, false)
		})
		return err
	})
	return result(out, err)
}

func (tx *Tx) withdrawLeave(op string, actor store.Actor, r *store.LeaveRequest) error {
	agreed := r.State == store.LeaveAgreed
	if agreed {
		book, err := leaveBook(tx.db, r.WardID, tx.Now, r.FirstDay, r.LastDay)
		if err != nil {
			return err
		}
		if !book.NoneLate(r.FirstDay, r.LastDay) {
			return store.Errorf(store.Closed, op, "the rota of these days is out already, or they have begun; speak with the ward manager")
		}
	}
	if err := tx.moveLeave(op, actor, r, store.LeaveWithdrawn); err != nil || !agreed {
		return err
	}
	if err := tx.removeLeaveOf(r); err != nil {
		return err
	}
	person, err := byID[store.Staff](tx.db, r.StaffID)
	if err != nil {
		return err
	}
	return tx.tellLeaveManagers(r, person.Name+" gives leave back: "+spanWords(r)+".")
}
