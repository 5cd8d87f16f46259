package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/fairrota/fairrota/store"
)

// MyContention returns how contested the dates of a period of the actor's own ward are, as the
// nightly job last drew it; without bands as long as there is no picture.
func (db *DB) MyContention(ctx context.Context, actor store.Actor, periodID store.ID) (*store.Contention, error) {
	const op = "load contention"
	var c *store.Contention
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		own, err := ownPeriod(read, op, actor, periodID)
		if err != nil {
			return err
		}
		c, err = contentionOf(read, own.period)
		return err
	})
	return c, err
}

// Contention is MyContention for those who may read drafts of the ward.
func (db *DB) Contention(ctx context.Context, actor store.Actor, periodID store.ID) (*store.Contention, error) {
	const op = "load contention"
	var c *store.Contention
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		period, err := readPeriod(read, op, actor, store.ReadDraft, periodID)
		if err != nil {
			return err
		}
		c, err = contentionOf(read, period)
		return err
	})
	return c, err
}

// contentionOf reads a picture; an empty one where the job has not looked yet.
func contentionOf(g *gorm.DB, p *store.RosterPeriod) (*store.Contention, error) {
	var c store.Contention
	err := g.Where("period_id = ?", p.ID).Take(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return &store.Contention{PeriodID: p.ID, WardID: p.WardID, Bands: store.ContentionBands{}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load contention: %w", err)
	}
	return &c, nil
}

// openPeriod is a period in which bidding is open, with its ward's zone.
type openPeriod struct {
	store.RosterPeriod
	TimeZone string     `gorm:"column:time_zone"`
	Looked   *store.Day `gorm:"column:looked"`
}

// drawContention looks at each period in which bidding is open once a night, and draws its
// picture where enough people have asked and changed what they ask for.
func (db *DB) drawContention(ctx context.Context, now time.Time) error {
	var open []openPeriod
	err := db.read(ctx).Raw(`SELECT periods.*, wards.time_zone AS time_zone, contention.night AS looked
		FROM periods JOIN wards ON wards.id = periods.ward_id LEFT JOIN contention ON contention.period_id = periods.id
		WHERE periods.state = 'open' ORDER BY periods.ward_id, periods.id`).Scan(&open).Error
	if err != nil {
		return db.fault("tick", fmt.Errorf("look for open bidding: %w", err))
	}
	var errs []error
	for i := range open {
		p := &open[i]
		night, end := store.ContentionNight(now, (&store.Ward{TimeZone: p.TimeZone}).Zone())
		if end.Before(p.BiddingOpensAt) || p.Looked != nil && *p.Looked >= night {
			continue
		}
		if err := db.lookAtContention(ctx, p.ID, night); err != nil {
			errs = append(errs, fmt.Errorf("contention of period %s of ward %s: %w", p.ID, p.WardID, err))
		}
	}
	return errors.Join(errs...)
}

// lookAtContention does one night of one period unless another process has.
func (db *DB) lookAtContention(ctx context.Context, periodID store.ID, night store.Day) error {
	return db.inTx(ctx, "draw contention", func(tx *Tx) error {
		period, err := byID[store.RosterPeriod](tx.db, periodID)
		if err != nil || period.State != store.Open {
			return err
		}
		c, err := contentionOf(tx.db, period)
		if err != nil || c.Night >= night {
			return err
		}
		c.Night = night
		enough, err := enoughChanged(tx.db, c)
		if err != nil {
			return err
		}
		if enough {
			rows, err := contentionRows(tx.db, period)
			if err != nil {
				return err
			}
			c.DrawnAt, c.Bands = &tx.Now, store.DrawContention(rows.CountContention())
		}
		err = tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "period_id"}}, UpdateAll: true}).Create(c).Error
		if err != nil {
			return fmt.Errorf("keep contention: %w", err)
		}
		return nil
	})
}

// enoughChanged reports whether a new picture may be drawn: enough people have put something in,
// and since the last picture enough have put in or changed something. Withdrawn preferences leave no
// trace and do not count; they show with the next picture.
func enoughChanged(g *gorm.DB, c *store.Contention) (bool, error) {
	since := time.Time{}
	if c.DrawnAt != nil {
		since = *c.DrawnAt
	}
	var all, changed int
	err := g.Raw("SELECT count(DISTINCT staff_id) FROM preferences WHERE period_id = ?", c.PeriodID).Scan(&all).Error
	if err == nil {
		err = g.Raw("SELECT count(DISTINCT staff_id) FROM preferences WHERE period_id = ? AND updated_at > ?", c.PeriodID, since.UTC()).Scan(&changed).Error
	}
	if err != nil {
		return false, fmt.Errorf("count those who ask: %w", err)
	}
	return min(all, changed) >= store.ContentionPeople, nil
}

// contentionRows reads what the asks of a period are counted against, and the asks without notes.
func contentionRows(g *gorm.DB, p *store.RosterPeriod) (*store.ContentionRows, error) {
	rows := &store.ContentionRows{Period: *p}
	within := "staff_id IN (SELECT id FROM staff WHERE ward_id = ?) AND first_day <= ? AND last_day >= ?"
	for _, q := range []struct {
		what string
		run  func() error
	}{
		{"shifts", func() error { return g.Where("ward_id = ?", p.WardID).Find(&rows.Shifts).Error }},
		{"demand", func() error { return g.Where("period_id = ?", p.ID).Find(&rows.Demand).Error }},
		{"staff", func() error { return g.Where("ward_id = ?", p.WardID).Find(&rows.Staff).Error }},
		{"leave", func() error { return g.Where(within, p.WardID, p.LastDay, p.FirstDay).Find(&rows.Leave).Error }},
		{"availability", func() error { return g.Where(within, p.WardID, p.LastDay, p.FirstDay).Find(&rows.Away).Error }},
		{"preferences", func() error { return g.Omit("note").Where("period_id = ?", p.ID).Find(&rows.Preferences).Error }},
	} {
		if err := q.run(); err != nil {
			return nil, fmt.Errorf("load %s: %w", q.what, err)
		}
	}
	return rows, nil
}
