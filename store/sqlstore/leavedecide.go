package sqlstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// LeaveRequests lists the requests for leave of a ward's people whose last day is not before from, by
// their first day, each with what room its days have.
func (db *DB) LeaveRequests(ctx context.Context, actor store.Actor, wardID store.ID, from store.Day) ([]store.LeaveView, error) {
	const op = "list leave requests"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	out := []store.LeaveView{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		from, err := dayOrToday(read, wardID, from, db)
		if err != nil {
			return err
		}
		rows, err := all[store.LeaveRequest](read.Where("ward_id = ? AND last_day >= ?", wardID, from).Order("first_day, asked_at, id"))
		if err != nil {
			return err
		}
		to := from
		for i := range rows {
			to = max(to, rows[i].LastDay)
		}
		book, err := leaveBook(read, wardID, db.now(), from, to)
		if err != nil {
			return err
		}
		for i := range rows {
			out = append(out, *viewLeave(book, &rows[i], rows[i].State == store.LeaveAsked))
		}
		return nil
	})
	return out, err
}

// DecideLeave agrees to or refuses a request. Whoever agrees is held to the same check as the program:
// Conflict where it is too late, a day is full or not enough is left, so that of two requests for the
// last place one gets it. A refusal says why: refused for what the check finds, or because the ward needs
// the person (store.LeaveWardNeeds); a code that is not so is Invalid.
func (db *DB) DecideLeave(ctx context.Context, actor store.Actor, id store.ID, version int, agree bool, code store.LeaveCode, o store.Once) (*store.LeaveView, error) {
	const op = "decide leave"
	var out *store.LeaveView
	err := db.inTxWithin(ctx, op, writeDeadline, db.chainOfLeave(ctx, id), func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.LeaveView, error) {
			r, err := byID[store.LeaveRequest](tx.db, id)
			if err != nil {
				return nil, err
			}
			if err := actor.Must(op, store.WriteWard, r.WardID); err != nil {
				return nil, err
			}
			if r.Version != version {
				return nil, store.Errorf(store.Stale, op, "someone else has changed this since you loaded it; load it again")
			}
			if err := tx.decideLeave(op, actor, r, agree, code); err != nil {
				return nil, err
			}
			return tx.viewLeaveNow(r, true)
		})
		return err
	})
	return result(out, err)
}

// chainOfLeave names the ward of a request, for which its transactions queue; "" where it is not there.
func (db *DB) chainOfLeave(ctx context.Context, id store.ID) string {
	r, err := byID[store.LeaveRequest](db.read(ctx), id)
	if err != nil {
		return "" // only a hint: the transaction finds out
	}
	return string(r.WardID)
}

func (tx *Tx) decideLeave(op string, actor store.Actor, r *store.LeaveRequest, agree bool, code store.LeaveCode) error {
	if r.State != store.LeaveAsked {
		return store.Errorf(store.Closed, op, "this request is %s; only one that waits can be decided", r.State)
	}
	book, err := leaveBook(tx.db, r.WardID, tx.Now, r.FirstDay, r.LastDay)
	if err != nil {
		return err
	}
	person := book.Person(r.StaffID)
	if person == nil {
		return store.Errorf(store.Closed, op, "the person is on another ward by now")
	}
	at := book.Stand(person, r.FirstDay, r.LastDay)
	if agree {
		if code != "" {
			return wrongField("/code", "leave this out to agree")
		}
		if busy := book.Busy(person, r.FirstDay, r.LastDay, r.ID); busy != "" {
			return store.Errorf(store.Conflict, op, "the person is on leave on %s already", dayWords(busy))
		}
		return tx.agreeLeave(op, actor, r, &at)
	}
	switch {
	case code == store.LeaveWardNeeds:
		at.Day = ""
	case at.Code == "":
		return wrongField("/code", "say ward_needs, since nothing else stands in the way")
	case code != at.Code:
		return wrongField("/code", "this is not what stands in the way; say %s or ward_needs", at.Code)
	}
	return tx.refuseLeave(op, actor, r, code, at.Day)
}

// agreeLeave writes the days into the table of leave, unless the standing says that something is in the
// way: Conflict then.
func (tx *Tx) agreeLeave(op string, actor store.Actor, r *store.LeaveRequest, at *store.LeaveStanding) error {
	switch at.Code {
	case "":
	case store.LeaveTooLate:
		return store.Errorf(store.Conflict, op, "it is too late: the rota of %s is published, or the day has begun", dayWords(at.Day))
	case store.LeaveFull:
		return store.Errorf(store.Conflict, op, "leave is full on %s; refuse it, or change the ward's quota first", dayWords(at.Day))
	case store.LeaveNotEnough, store.LeaveWardNeeds:
		return store.Errorf(store.Conflict, op, "not enough leave is left for these days; refuse it, or correct what is carried over first")
	}
	r.Minutes = at.Minutes
	if err := tx.moveLeave(op, actor, r, store.LeaveAgreed); err != nil {
		return err
	}
	rows := store.LeaveRows(r, at.Days)
	for i := range rows {
		rows[i].ID = newID()
	}
	if err := tx.db.CreateInBatches(rows, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write leave: %w", err)
	}
	return tx.tellAsker(r, "Your leave is agreed: "+spanWords(r)+".")
}

// refuseLeave refuses a request for a reason and tells who asked.
func (tx *Tx) refuseLeave(op string, actor store.Actor, r *store.LeaveRequest, code store.LeaveCode, day store.Day) error {
	r.RefusedFor, r.RefusedDay = code, day
	if err := tx.moveLeave(op, actor, r, store.LeaveRefused); err != nil {
		return err
	}
	return tx.tellAsker(r, "Your leave is not agreed: "+spanWords(r)+". See why under Leave.")
}

// moveLeave moves a request if the table of moves allows it and appends to the audit chain.
func (tx *Tx) moveLeave(op string, actor store.Actor, r *store.LeaveRequest, to store.LeaveState) error {
	if !r.State.CanMove(to) {
		return store.Errorf(store.Closed, op, "this request is %s and cannot become %s", r.State, to)
	}
	saw := r.Version
	r.State, r.Version, r.DecidedBy, r.DecidedAt = to, r.Version+1, actor.UserID, &tx.Now
	if err := tx.replace(op, r, r.ID, saw, "", "state", "minutes", "refused_for", "refused_day", "decided_by", "decided_at"); err != nil {
		return err
	}
	return tx.audit(actor, r.WardID, "leave_request."+string(to), r.ID, r)
}

// removeLeaveOf takes the days of a request out of the table of leave.
func (tx *Tx) removeLeaveOf(r *store.LeaveRequest) error {
	if err := tx.db.Exec("DELETE FROM leave WHERE request_id = ?", r.ID).Error; err != nil {
		return fmt.Errorf("remove leave: %w", err)
	}
	return nil
}

// leaveRemoved ends the request of leave that the manager has removed a part of: all its days go, and the
// person is told.
func (tx *Tx) leaveRemoved(op string, actor store.Actor, l *store.Leave) error {
	if l.RequestID == "" {
		return nil
	}
	r, err := byID[store.LeaveRequest](tx.db, l.RequestID)
	if err != nil {
		return err
	}
	if err := tx.moveLeave(op, actor, r, store.LeaveWithdrawn); err != nil {
		return err
	}
	if err := tx.removeLeaveOf(r); err != nil {
		return err
	}
	return tx.tellAsker(r, "The ward manager has taken your leave out: "+spanWords(r)+".")
}

// refuseLateLeave refuses what still waits for days of a period that is published now.
func (tx *Tx) refuseLateLeave(op string, period *store.RosterPeriod) error {
	rows, err := all[store.LeaveRequest](tx.db.Where("ward_id = ? AND state = 'asked' AND first_day <= ? AND last_day >= ?",
		period.WardID, period.LastDay, period.FirstDay).Order("id"))
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if err := tx.refuseLeave(op, store.SystemActor, r, store.LeaveTooLate, max(r.FirstDay, period.FirstDay)); err != nil {
			return err
		}
	}
	return nil
}

// spanWords writes the days of a request: "Mon 2 Mar" or "Mon 2 Mar to Sun 8 Mar".
func spanWords(r *store.LeaveRequest) string {
	if r.FirstDay == r.LastDay {
		return dayWords(r.FirstDay)
	}
	return dayWords(r.FirstDay) + " to " + dayWords(r.LastDay)
}

// tellAsker tells the person who asked.
func (tx *Tx) tellAsker(r *store.LeaveRequest, words string) error {
	var users []store.ID
	if err := tx.db.Raw("SELECT id FROM users WHERE state = 'active' AND staff_id = ? ORDER BY id", r.StaffID).Scan(&users).Error; err != nil {
		return fmt.Errorf("find whom to notify: %w", err)
	}
	return tx.notify(users, store.Notice{Kind: "leave_decided", WardID: r.WardID, Detail: words})
}

// tellLeaveManagers tells the ward's managers of a request.
func (tx *Tx) tellLeaveManagers(r *store.LeaveRequest, words string) error {
	var users []store.ID
	err := tx.db.Raw(`SELECT id FROM users WHERE state = 'active' AND id IN
		(SELECT user_id FROM grants WHERE role = 'ward_manager' AND (ward_id = ? OR ward_id IS NULL)) ORDER BY id`, r.WardID).Scan(&users).Error
	if err != nil {
		return fmt.Errorf("find managers to notify: %w", err)
	}
	return tx.notify(users, store.Notice{Kind: "leave_asked", WardID: r.WardID, Detail: words})
}
