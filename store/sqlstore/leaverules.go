package sqlstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// LeaveRules returns how a ward deals with leave that is asked for.
func (db *DB) LeaveRules(ctx context.Context, actor store.Actor, wardID store.ID) (*store.LeaveRules, error) {
	const op = "load leave rules"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	var out *store.LeaveRules
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := byID[store.Ward](read, wardID); err != nil {
			return err
		}
		var err error
		out, err = leaveRules(read, wardID)
		return err
	})
	return result(out, err)
}

// PutLeaveRules replaces how a ward deals with leave, with all its quotas. r.Version is the version of
// the ward that the caller saw; it rises. Leave that was agreed stays.
func (db *DB) PutLeaveRules(ctx context.Context, actor store.Actor, r store.LeaveRules) (*store.LeaveRules, error) {
	const op = "put leave rules"
	var out *store.LeaveRules
	err := db.inTxWithin(ctx, op, writeDeadline, string(r.WardID), func(tx *Tx) error {
		if err := tx.wardToWrite(op, actor, r.WardID); err != nil {
			return err
		}
		if err := r.Validate(); err != nil {
			return err
		}
		result := tx.db.Exec("UPDATE wards SET leave_automatic = ?, leave_year_month = ?, version = version + 1 WHERE id = ? AND version = ?",
			r.Automatic, r.YearMonth, r.WardID, r.Version)
		if err := changed(op, result); err != nil {
			return err
		}
		if err := tx.replaceQuotas(&r); err != nil {
			return err
		}
		var err error
		if out, err = leaveRules(tx.db, r.WardID); err != nil {
			return err
		}
		return tx.audit(actor, r.WardID, "leave_rules.put", r.WardID, out)
	})
	return result(out, err)
}

func (tx *Tx) replaceQuotas(r *store.LeaveRules) error {
	if err := tx.db.Exec("DELETE FROM leave_quotas WHERE ward_id = ?", r.WardID).Error; err != nil {
		return fmt.Errorf("clear quotas: %w", err)
	}
	rows := make([]store.LeaveQuota, len(r.Quotas))
	for i, q := range r.Quotas {
		if q.SkillID != "" {
			if err := tx.refersTo("skills", fmt.Sprintf("/quotas/%d/skill_id", i), q.SkillID); err != nil {
				return err
			}
		}
		q.ID, q.WardID = newID(), r.WardID
		rows[i] = q
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(rows, rowsAtOnce).Error; err != nil {
		return fmt.Errorf("write quotas: %w", err)
	}
	return nil
}

// LeaveBalances lists what the people of a ward have of leave in the leave year of a day, the empty day
// being today, by name.
func (db *DB) LeaveBalances(ctx context.Context, actor store.Actor, wardID store.ID, day store.Day) ([]store.LeavePersonBalance, error) {
	const op = "list leave balances"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	out := []store.LeavePersonBalance{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		day, err := dayOrToday(read, wardID, day, db)
		if err != nil {
			return err
		}
		book, err := leaveBook(read, wardID, db.now(), day, day)
		if err != nil {
			return err
		}
		for i := range book.Staff {
			s := &book.Staff[i]
			row := store.LeavePersonBalance{StaffID: s.ID, Name: s.Name, LeaveBalance: book.Balance(s, day)}
			for k := range book.Accounts {
				if a := &book.Accounts[k]; a.StaffID == s.ID && a.YearDay == row.FirstDay {
					row.Account = a
				}
			}
			out = append(out, row)
		}
		return nil
	})
	return out, err
}

// dayOrToday returns the day, or the present date on the ward where it is empty.
func dayOrToday(g *gorm.DB, wardID store.ID, day store.Day, db *DB) (store.Day, error) {
	if day != "" {
		if !day.Valid() {
			return "", wrongField("/day", "a date has the form YYYY-MM-DD, such as 2026-03-14")
		}
		return day, nil
	}
	ward, err := byID[store.Ward](g, wardID)
	if err != nil {
		return "", err
	}
	return store.DayOf(db.now(), ward.Zone()), nil
}

// PutLeaveAccount makes (create) or changes what was said by hand of a person's leave in a year; YearDay
// is the first day of a leave year of the ward. Stale where it is at another version than a.Version, or
// is there already.
func (db *DB) PutLeaveAccount(ctx context.Context, actor store.Actor, a store.LeaveAccount, create bool) (*store.LeaveAccount, error) {
	const op = "put leave account"
	err := db.inTxWithin(ctx, op, writeDeadline, db.chainOfPerson(ctx, a.StaffID), func(tx *Tx) error {
		person, err := tx.personToWrite(op, actor, a.StaffID)
		if err != nil {
			return err
		}
		if err := a.Validate(); err != nil {
			return err
		}
		rules, err := leaveRules(tx.db, person.WardID)
		if err != nil {
			return err
		}
		if first, _ := store.LeaveYear(a.YearDay, rules.YearMonth); first != a.YearDay {
			return wrongField("/year_day", "must be the first day of a leave year of the ward, such as %s", first)
		}
		if err := tx.writeLeaveAccount(op, &a, create); err != nil {
			return err
		}
		return tx.audit(actor, person.WardID, "leave_account.put", a.StaffID, a)
	})
	return result(&a, err)
}

func (tx *Tx) writeLeaveAccount(op string, a *store.LeaveAccount, create bool) error {
	if create {
		a.Version = 1
		var n int64
		if err := tx.db.Table("leave_accounts").Where("staff_id = ? AND year_day = ?", a.StaffID, a.YearDay).Count(&n).Error; err != nil {
			return fmt.Errorf("look for the account: %w", err)
		}
		if n > 0 {
			return store.Errorf(store.Stale, op, "somebody has set this year already; load it again")
		}
		return tx.create(a, "this year is set already")
	}
	saw := a.Version
	a.Version++
	return changed(op, tx.db.Exec("UPDATE leave_accounts SET service_from = ?, carried_minutes = ?, version = ? WHERE staff_id = ? AND year_day = ? AND version = ?",
		a.ServiceFrom, a.CarriedMinutes, a.Version, a.StaffID, a.YearDay, saw))
}

// LeaveWeeks returns how much of each week's contracted time is leave, for n weeks from that of the
// present date on, with the band that the rules name for the ward.
func (db *DB) LeaveWeeks(ctx context.Context, actor store.Actor, wardID store.ID, n int) (*store.LeaveShare, error) {
	const op = "list leave by week"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	out := &store.LeaveShare{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		today, err := dayOrToday(read, wardID, "", db)
		if err != nil {
			return err
		}
		monday := today.Add(-today.Weekday())
		book, err := leaveBook(read, wardID, db.now(), monday, monday.Add(7*n))
		if err != nil {
			return err
		}
		out.Weeks = book.Weeks(monday, n)
		for key, into := range map[string]*int{"leave_band_low": &out.Low, "leave_band_high": &out.High} {
			if r, ok := book.Figures.Book.Rule(key); ok {
				if now := book.Figures.Resolve(r, "", today); now.Value != nil {
					*into = *now.Value
				}
			}
		}
		return nil
	})
	return result(out, err)
}
