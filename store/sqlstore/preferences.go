package sqlstore

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// bidder is what a change of a preference hangs on.
type bidder struct {
	period *store.RosterPeriod
	person *store.Staff
	ward   *store.Ward
}

// bidderFor loads the actor's own person and a period of the home ward in which bidding
// is open now.
func (tx *Tx) bidderFor(op string, actor store.Actor, periodID store.ID) (*bidder, error) {
	b, err := ownPeriod(tx.db, op, actor, periodID)
	if err != nil {
		return nil, err
	}
	return b, b.period.CheckWindow(tx.Now, b.ward.Zone())
}

// ownPeriod loads the actor's own person and a period of the person's home ward.
func ownPeriod(read *gorm.DB, op string, actor store.Actor, periodID store.ID) (*bidder, error) {
	person, err := ownPerson(read, op, actor)
	if err != nil {
		return nil, err
	}
	period, err := byID[store.RosterPeriod](read, periodID)
	if err != nil {
		return nil, err
	}
	if period.WardID != person.WardID {
		return nil, notFound()
	}
	ward, err := byID[store.Ward](read, person.WardID)
	if err != nil {
		return nil, err
	}
	return &bidder{period: period, person: person, ward: ward}, nil
}

// ownPerson loads the person whom the actor's user is linked to; Forbidden where there
// is none or the actor has no right to own preferences on the home ward.
func ownPerson(read *gorm.DB, op string, actor store.Actor) (*store.Staff, error) {
	if actor.StaffID == "" {
		return nil, store.Errorf(store.Forbidden, op, "this sign-in is not linked to a person who is rostered")
	}
	person, err := byID[store.Staff](read, actor.StaffID)
	if err != nil {
		return nil, err
	}
	if !actor.Can(store.OwnPreferences, person.WardID) {
		return nil, store.Errorf(store.Forbidden, op, "your role does not allow this")
	}
	return person, nil
}

// MyPreferences lists the actor's own preferences of a period by day.
func (db *DB) MyPreferences(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Preference, error) {
	const op = "list own preferences"
	b, err := ownPeriod(db.read(ctx), op, actor, periodID)
	if err != nil {
		return nil, db.fault(op, err)
	}
	rows, err := all[store.Preference](db.read(ctx).Where("period_id = ? AND staff_id = ?", periodID, b.person.ID).Order("day, id"))
	return rows, db.fault(op, err)
}

// PutPreference makes (create) or changes a preference of the actor's own; p.ID comes
// from the caller. Making one that is there already just like that returns it, so that
// an answer that was lost can be asked for again. Closed outside the bidding window;
// Conflict above the ward's cap or tokens and where it contradicts another of the same day.
func (db *DB) PutPreference(ctx context.Context, actor store.Actor, p store.Preference, create bool) (*store.Preference, error) {
	const op = "put preference"
	p.StaffID, p.Standing = actor.StaffID, false
	if err := p.Validate(); err != nil {
		return nil, err
	}
	err := db.inTxWithin(ctx, op, writeDeadline, db.chainOfPerson(ctx, actor.StaffID), func(tx *Tx) error {
		b, err := tx.bidderFor(op, actor, p.PeriodID)
		if err != nil {
			return err
		}
		if err := checkDay(b, p.Day); err != nil {
			return err
		}
		mine, err := all[store.Preference](tx.db.Where("period_id = ? AND staff_id = ?", p.PeriodID, p.StaffID))
		if err != nil {
			return err
		}
		at := slices.IndexFunc(mine, func(old store.Preference) bool { return old.ID == p.ID })
		switch {
		case create && at >= 0:
			return repeated(op, &p, &mine[at])
		case !create && at < 0:
			return notFound()
		}
		if err := tx.checkBid(b, &p, mine); err != nil {
			return err
		}
		return tx.writePreference(op, actor, b, &p, create)
	})
	return result(&p, err)
}

// checkDay wants a day of the period on which the person is employed.
func checkDay(b *bidder, day store.Day) error {
	if !b.period.Holds(day) {
		return wrongField("/day", "must be from %s to %s", b.period.FirstDay, b.period.LastDay)
	}
	if !b.person.Employed(day) {
		return wrongField("/day", "you are not employed on this ward on that day; choose another")
	}
	return nil
}

// repeated answers the making of what is there: with it where it is the same, Stale
// where it is not. p takes the fields of what is there.
func repeated(op string, p, old *store.Preference) error {
	same := *p
	same.Version, same.UpdatedAt, same.Standing = old.Version, old.UpdatedAt, old.Standing
	if same != *old {
		return store.Errorf(store.Stale, op, "there is another preference under this id; load it again")
	}
	*p = *old
	return nil
}

// checkBid checks the cap, the tokens and what else the person, whose preferences of the period mine
// are, asks for on the day.
func (tx *Tx) checkBid(b *bidder, p *store.Preference, mine []store.Preference) error {
	others := slices.DeleteFunc(slices.Clone(mine), func(old store.Preference) bool { return old.ID == p.ID })
	if err := store.CheckUse(mine, append(others, *p), b.ward); err != nil {
		return err
	}
	var asks []store.Ask
	for i := range others {
		// Of plans of one choice only one counts, so that they may contradict each other.
		if others[i].Day == p.Day && !others[i].Alternative(&p.Together) {
			asks = append(asks, others[i].Ask)
		}
	}
	if len(asks) == 0 && p.ShiftID == "" && p.ShiftKind == "" {
		return nil // an ask for the day alone fits every ward
	}
	shifts, err := all[store.Shift](tx.db.Where("ward_id = ?", b.ward.ID))
	if err != nil {
		return err
	}
	return store.CheckAsk(&p.Ask, asks, shifts)
}

// writePreference writes the row and its audit entry, in which the note stands not.
func (tx *Tx) writePreference(op string, actor store.Actor, b *bidder, p *store.Preference, create bool) error {
	const taken = "you have asked for this already, or the id is in use; change the preference that is there or choose a new id"
	p.UpdatedAt = tx.Now
	if create {
		p.Version = 1
		if err := tx.create(p, taken); err != nil {
			return err
		}
	} else {
		saw := p.Version
		p.Version++
		if err := tx.replace(op, p, p.ID, saw, taken, "day", "kind", "shift_id", "shift_kind", "strength", "choice", "plan", "token", "standing", "note", "updated_at"); err != nil {
			return err
		}
	}
	return tx.audit(actor, b.ward.ID, "preference.put", p.ID, withoutNote(*p))
}

func withoutNote(p store.Preference) store.Preference {
	p.Note = ""
	return p
}

// DeletePreference withdraws a preference of the actor's own that is at the version.
func (db *DB) DeletePreference(ctx context.Context, actor store.Actor, id store.ID, version int) error {
	const op = "delete preference"
	return db.inTxWithin(ctx, op, writeDeadline, db.chainOfPerson(ctx, actor.StaffID), func(tx *Tx) error {
		old, err := byID[store.Preference](tx.db, id)
		if err != nil {
			return err
		}
		if actor.StaffID == "" || old.StaffID != actor.StaffID {
			return notFound()
		}
		b, err := tx.bidderFor(op, actor, old.PeriodID)
		if err != nil {
			return err
		}
		if err := changed(op, tx.db.Exec("DELETE FROM preferences WHERE id = ? AND version = ?", id, version)); err != nil {
			return err
		}
		return tx.audit(actor, b.ward.ID, "preference.delete", id, withoutNote(*old))
	})
}

// chainOfPerson returns the ward of a person, for which writers of preferences queue on
// PostgreSQL; "" where it is not known, which is only slower. It is kept, since a person
// has one home ward, and a wrong answer does no harm.
func (db *DB) chainOfPerson(ctx context.Context, staffID store.ID) string {
	if db.dialect != postgresDialect || staffID == "" {
		return ""
	}
	if ward, ok := db.homes.Load(staffID); ok {
		return ward.(string)
	}
	var person store.Staff
	if err := db.read(ctx).Where("id = ?", staffID).Take(&person).Error; err != nil {
		return ""
	}
	db.homes.Store(staffID, string(person.WardID))
	return string(person.WardID)
}

// fewBidders: while bidding is sealed, counts of fewer people are not shown. Where one
// person has put in preferences and says so, the counts would be that person's list; of
// two, each could subtract their own.
const fewBidders = 3

// PreferenceCounts says for each day of a period how many preferences there are and of
// how many people; those who may read drafts see it while bidding is sealed too, but
// nothing (an empty list) as long as fewer than three people have put in any.
func (db *DB) PreferenceCounts(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.PreferenceCount, error) {
	const op = "count preferences"
	period, err := db.periodFor(ctx, op, actor, store.ReadDraft, periodID)
	if err != nil {
		return nil, err
	}
	counted := []store.PreferenceCount{}
	err = db.read(ctx).Raw("SELECT day, count(*) AS asks, count(DISTINCT staff_id) AS people FROM preferences WHERE period_id = ? GROUP BY day ORDER BY day", periodID).Scan(&counted).Error
	if err != nil {
		return nil, db.fault(op, err)
	}
	if period.Sealed() {
		var people int
		if err := db.read(ctx).Raw("SELECT count(DISTINCT staff_id) FROM preferences WHERE period_id = ?", periodID).Scan(&people).Error; err != nil {
			return nil, db.fault(op, err)
		}
		if people < fewBidders {
			return []store.PreferenceCount{}, nil
		}
	}
	counts := make([]store.PreferenceCount, 0, period.Days())
	for day, next := period.FirstDay, 0; day <= period.LastDay; day = day.Add(1) {
		count := store.PreferenceCount{Day: day}
		if next < len(counted) && counted[next].Day == day {
			count, next = counted[next], next+1
		}
		counts = append(counts, count)
	}
	return counts, nil
}

// PeriodPreferences lists the preferences of a period by day, without notes, for those
// who may read drafts; Closed while bidding is sealed.
func (db *DB) PeriodPreferences(ctx context.Context, actor store.Actor, periodID store.ID) ([]store.Preference, error) {
	const op = "list preferences"
	var rows []store.Preference
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		period, err := readPeriod(read, op, actor, store.ReadDraft, periodID)
		if err != nil {
			return err
		}
		if period.Sealed() {
			return store.Errorf(store.Closed, op, "preferences are sealed until bidding has been closed")
		}
		rows, err = all[store.Preference](read.Where("period_id = ?", periodID).Order("day, staff_id, id"))
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Note = ""
	}
	return rows, nil
}
