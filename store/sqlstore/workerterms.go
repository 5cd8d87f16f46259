package sqlstore

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Workers returns what working-time law says of the people of a ward, by name, with how their duties
// lie at night, and the ward's day of today.
func (db *DB) Workers(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Worker, store.Day, error) {
	const op = "list what the law says of people"
	var out []store.Worker
	var today store.Day
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		ward, err := readWard(read, db, op, actor, store.ReadStaff, wardID)
		if err != nil {
			return err
		}
		today = store.DayOf(db.now(), ward.Zone())
		if out, err = workersOf(read, "staff.ward_id = ?", wardID); err != nil {
			return err
		}
		return nightWork(read, ward.Zone(), today, out)
	})
	return out, today, err
}

// MyWorker returns what working-time law says of the actor's own person, with the ward; NotFound
// where the actor is linked to nobody.
func (db *DB) MyWorker(ctx context.Context, actor store.Actor) (*store.Worker, *store.Ward, store.Day, error) {
	const op = "load what the law says of oneself"
	var worker store.Worker
	var ward *store.Ward
	var today store.Day
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if actor.StaffID == "" {
			return store.Errorf(store.NotFound, op, "you are not linked to anybody on a ward")
		}
		found, err := workersOf(read, "staff.id = ?", actor.StaffID)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return notFound()
		}
		worker = found[0]
		if err := actor.Must(op, store.OwnRota, worker.WardID); err != nil {
			return err
		}
		if ward, err = byID[store.Ward](read, worker.WardID); err != nil {
			return err
		}
		today = store.DayOf(db.now(), ward.Zone())
		return nil
	})
	return &worker, ward, today, err
}

// OptOuts returns the register of those who have agreed to work more than 48 hours a week, of all
// wards on which the actor may read it: every agreement that there was, by ward, name and first day.
// An agreement that was taken back from its own first day is left out.
func (db *DB) OptOuts(ctx context.Context, actor store.Actor) ([]store.OptedOut, store.Day, error) {
	const op = "list opt-outs"
	out, today := []store.OptedOut{}, store.DayOf(db.now(), time.UTC)
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if !actor.CanSomewhere(store.ReadOptOuts) {
			return actor.Must(op, store.ReadOptOuts, "")
		}
		wards, err := all[store.Ward](read.Order("name, id"))
		if err != nil {
			return err
		}
		for i := range wards {
			if !actor.Can(store.ReadOptOuts, wards[i].ID) {
				continue
			}
			workers, err := workersOf(read, "staff.ward_id = ?", wards[i].ID)
			if err != nil {
				return err
			}
			for k := range workers {
				w := &workers[k]
				for _, span := range w.Terms.Spans(store.TermOptOut) {
					out = append(out, store.OptedOut{StaffID: w.StaffID, Number: w.Number, Name: w.Name, WardID: wards[i].ID, WardName: wards[i].Name, TermSpan: span})
				}
			}
		}
		return nil
	})
	return out, today, err
}

// workersOf reads people with their records, by name; the condition is SQL on staff.
func workersOf(read *gorm.DB, where string, args ...any) ([]store.Worker, error) {
	people, err := all[store.Staff](read.Where(where, args...).Order("name, id"))
	if err != nil {
		return nil, err
	}
	terms, err := all[store.WorkerTerm](read.Where("staff_id IN (SELECT id FROM staff WHERE "+where+")", args...).Order("at, id"))
	if err != nil {
		return nil, err
	}
	of := termsOf(terms)
	out := make([]store.Worker, len(people))
	for i := range people {
		p := &people[i]
		out[i] = store.Worker{StaffID: p.ID, WardID: p.WardID, Number: p.Number, Name: p.Name, Terms: of[p.ID]}
	}
	return out, nil
}

// termsOf puts records together by person.
func termsOf(terms []store.WorkerTerm) map[store.ID]store.WorkerTerms {
	of := map[store.ID]store.WorkerTerms{}
	for _, t := range terms {
		of[t.StaffID] = append(of[t.StaffID], t)
	}
	return of
}

// loadTerms reads the records of the people that a query selects.
func loadTerms(g *gorm.DB, people string, who []any, into *map[store.ID]store.WorkerTerms) error {
	terms, err := all[store.WorkerTerm](g.Where("staff_id IN ("+people+")", who...).Order("at, id"))
	*into = termsOf(terms)
	return err
}

// AddWorkerTerm writes a record of what the law says of a person: for TermYoung until when, for an
// opt-out when it was signed. Id, user and time are set here. It changes no rota: drafts are judged by
// it when they are next looked at, and made by it when they are next solved.
func (db *DB) AddWorkerTerm(ctx context.Context, actor store.Actor, t store.WorkerTerm, o store.Once) (*store.WorkerTerm, error) {
	const op = "add worker's term"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.WorkerTerm, error) {
		person, err := byID[store.Staff](tx.db, t.StaffID)
		if err != nil {
			return nil, err
		}
		if err := actor.Must(op, store.WriteWard, person.WardID); err != nil {
			return nil, err
		}
		ward, err := byID[store.Ward](tx.db, person.WardID)
		if err != nil {
			return nil, err
		}
		had, err := all[store.WorkerTerm](tx.db.Where("staff_id = ?", t.StaffID).Order("at, id"))
		if err != nil {
			return nil, err
		}
		if err := store.WorkerTerms(had).Check(&t, store.DayOf(tx.Now, ward.Zone())); err != nil {
			return nil, err
		}
		t.ID, t.UserID, t.At = newID(), actor.UserID, tx.Now
		if err := tx.create(&t, "this record is there already"); err != nil {
			return nil, err
		}
		return &t, tx.audit(actor, person.WardID, "worker_term.add", t.ID, t)
	})
}

// nightHours is how much night time makes a day's work night work (Working Time Regulations 1998
// reg. 2(1)), minutes.
const nightHours = 3 * 60

// nightWork counts published duties of the last 17 weeks, on all wards.
func nightWork(read *gorm.DB, zone *time.Location, today store.Day, workers []store.Worker) error {
	ids, at := make([]store.ID, len(workers)), map[store.ID]int{}
	for i := range workers {
		ids[i], at[workers[i].StaffID] = workers[i].StaffID, i
	}
	var duties []lawDuty
	err := read.Raw(`SELECT duties.staff_id AS staff_id, duties.day AS day, shifts.start_minute, shifts.end_minute
		FROM duties JOIN rosters ON rosters.id = duties.roster_id JOIN shifts ON shifts.id = duties.shift_id
		WHERE rosters.state = 'published' AND duties.staff_id IN ? AND duties.day >= ? AND duties.day < ?`,
		ids, today.Add(-lawDays), today).Scan(&duties).Error
	if err != nil {
		return fmt.Errorf("count night work: %w", err)
	}
	for _, d := range duties {
		n := &workers[at[d.StaffID]].Night
		n.Duties++
		if nightMinutes(zone, d.Day, d.StartMinute, d.EndMinute) >= nightHours {
			n.Nights++
		}
	}
	return nil
}
