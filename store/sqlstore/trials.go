package sqlstore

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// trialArgs is the work of one trial; the trial's own row says whether it still is to be done.
type trialArgs struct {
	TrialID store.ID `json:"trial_id"`
}

// Kind names the work in the queue's tables.
func (trialArgs) Kind() string { return "trial" }

// trialQueue is a queue of its own, so that a question of seconds never waits for a solve of minutes.
const trialQueue = "trials"

const (
	// mostLiveTrials is how many trials of one ward may wait or be worked on at once.
	mostLiveTrials = 5
	// trialPatience is how long a trial may wait for a process, and how much longer than its budget
	// the work on it may take.
	trialPatience = time.Minute
)

// RequestTrial asks what would be different in a draft; seconds is the time for it, 0 for the usual.
// The trial and its job are written in one transaction. Invalid names a field that the draft does not
// know, Closed where the rota is no draft, Conflict while too many trials of the ward are under way.
func (db *DB) RequestTrial(
	ctx context.Context, actor store.Actor, rosterID store.ID, kind store.TrialKind, change store.TrialChange, seconds int, o store.Once,
) (*store.Trial, error) {
	const op = "request trial"
	var trial *store.Trial
	err := db.inTx(ctx, op, func(tx *Tx) error {
		var err error
		trial, err = once(tx, actor, o, func() (*store.Trial, error) {
			roster, err := byID[store.Roster](tx.db, rosterID)
			if err != nil {
				return nil, err
			}
			if err := actor.Must(op, store.WriteDraft, roster.WardID); err != nil {
				return nil, err
			}
			if err := store.ValidateTrial(kind, &change, seconds); err != nil {
				return nil, err
			}
			if roster.State != store.Draft {
				return nil, store.Errorf(store.Closed, op, "this version of the rota is %s; only a draft can be tried with", roster.State)
			}
			if err := checkTrial(tx.db, op, roster, &change); err != nil {
				return nil, err
			}
			return tx.insertTrial(ctx, op, actor, roster, kind, change, seconds)
		})
		return err
	})
	return trial, err
}

// checkTrial reports a person, day, shift, skill or preference that the roster's period does not have.
func checkTrial(g *gorm.DB, op string, roster *store.Roster, c *store.TrialChange) error {
	period, err := byID[store.RosterPeriod](g, roster.PeriodID)
	if err != nil {
		return err
	}
	bad := func(pointer, detail string) error {
		return &store.Error{Kind: store.Invalid, Op: op, Detail: "this cannot be tried", Fields: []store.Field{{Pointer: pointer, Detail: detail}}}
	}
	for _, q := range []struct {
		id                    store.ID
		query, pointer, words string
		of                    store.ID
	}{
		{c.StaffID, "SELECT count(*) FROM staff WHERE id = ? AND ward_id = ?", "/staff_id", "choose a person of this ward", roster.WardID},
		{c.ShiftID, "SELECT count(*) FROM shifts WHERE id = ? AND ward_id = ?", "/shift_id", "choose a shift of this ward", roster.WardID},
		{c.PreferenceID, "SELECT count(*) FROM preferences WHERE id = ? AND period_id = ?", "/preference_id", "choose a preference of this period", roster.PeriodID},
	} {
		if q.id == "" {
			continue
		}
		var n int
		if err := g.Raw(q.query, q.id, q.of).Scan(&n).Error; err != nil {
			return fmt.Errorf("look for %s: %w", q.pointer, err)
		}
		if n == 0 {
			return bad(q.pointer, q.words)
		}
	}
	if c.Day != "" && (c.Day < period.FirstDay || c.Day > period.LastDay) {
		return bad("/day", "choose a day of the roster period, or leave it out for all of them")
	}
	return nil
}

// insertTrial writes a trial and its job.
func (tx *Tx) insertTrial(
	ctx context.Context, op string, actor store.Actor, roster *store.Roster, kind store.TrialKind, change store.TrialChange, seconds int,
) (*store.Trial, error) {
	var live int
	err := tx.db.Raw("SELECT count(*) FROM trials WHERE ward_id = ? AND state IN ('queued', 'working')", roster.WardID).Scan(&live).Error
	if err != nil {
		return nil, fmt.Errorf("count trials: %w", err)
	}
	if live >= mostLiveTrials {
		return nil, store.Errorf(store.Conflict, op, "%d trials of this ward are under way; wait for one of them", live)
	}
	if seconds == 0 {
		seconds = store.TrialDefaultSeconds
	}
	seed, err := newSeed()
	if err != nil {
		return nil, err
	}
	t := &store.Trial{
		ID: newID(), WardID: roster.WardID, PeriodID: roster.PeriodID, RosterID: roster.ID, RosterVersion: roster.Version, Kind: kind,
		Change: change, State: store.TrialQueued, RequestedBy: actor.UserID, Seed: seed, BudgetSeconds: seconds,
		GiveUpAt: tx.Now.Add(trialPatience), CreatedAt: tx.Now,
	}
	if err := tx.db.Create(t).Error; err != nil {
		return nil, fmt.Errorf("write trial: %w", err)
	}
	client, err := tx.owner.queue()
	if err != nil {
		return nil, err
	}
	// Tried once: a question that ended its process is better asked again by whoever asked.
	if _, err := client.InsertTx(ctx, tx.sqlTx(), trialArgs{TrialID: t.ID}, &river.InsertOpts{MaxAttempts: 1, Queue: trialQueue}); err != nil {
		return nil, fmt.Errorf("queue the trial's job: %w", err)
	}
	return t, nil
}

// Trial returns a trial with its answer, for those who may read drafts of the ward; NotFound once it
// is older than store.TrialKept.
func (db *DB) Trial(ctx context.Context, actor store.Actor, id store.ID) (*store.Trial, error) {
	const op = "load trial"
	t, err := byID[store.Trial](db.read(ctx).Where("created_at > ?", db.now().Add(-store.TrialKept)), id)
	if err != nil {
		return nil, db.fault(op, err)
	}
	if err := actor.Must(op, store.ReadDraft, t.WardID); err != nil {
		return nil, err
	}
	return t, nil
}

// Trials returns the trials of a roster that are still kept, newest first.
func (db *DB) Trials(ctx context.Context, actor store.Actor, rosterID store.ID) ([]store.Trial, error) {
	const op = "list trials"
	trials := []store.Trial{}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		if _, err := readRosterRow(read, op, actor, rosterID); err != nil {
			return err
		}
		return read.Where("roster_id = ? AND created_at > ?", rosterID, db.now().Add(-store.TrialKept)).
			Order("created_at DESC, id DESC").Find(&trials).Error
	})
	return trials, err
}

// takeTrial marks a queued trial as worked on; nil without an error means that there is nothing to do.
func (db *DB) takeTrial(ctx context.Context, id store.ID, now time.Time) (*store.Trial, error) {
	var t *store.Trial
	err := db.inTx(ctx, "take trial", func(tx *Tx) error {
		t = nil
		found, err := all[store.Trial](tx.db.Where("id = ? AND state = 'queued'", id))
		if err != nil || len(found) == 0 {
			return err
		}
		until := now.UTC().Truncate(time.Microsecond).Add(time.Duration(found[0].BudgetSeconds)*time.Second + trialPatience)
		result := tx.db.Exec("UPDATE trials SET state = 'working', give_up_at = ? WHERE id = ? AND state = 'queued'", until, id)
		if result.Error != nil || result.RowsAffected == 0 {
			return result.Error
		}
		t = &found[0]
		return nil
	})
	return t, err
}

// endTrial keeps a trial's answer, or in words why there is none; one that was given up meanwhile stays so.
func (db *DB) endTrial(ctx context.Context, id store.ID, result *store.TrialResult, failure string) error {
	return db.inTx(ctx, "end trial", func(tx *Tx) error {
		columns := map[string]any{"state": store.TrialDone, "result": result, "ended_at": tx.Now}
		if result == nil {
			columns = map[string]any{"state": store.TrialFailed, "failure": failure, "ended_at": tx.Now}
		}
		return tx.db.Table("trials").Where("id = ? AND state = 'working'", id).Updates(columns).Error
	})
}

// giveUpTrials ends the trials that have waited, or been worked on, for too long.
func (db *DB) giveUpTrials(ctx context.Context, now time.Time) error {
	now = now.UTC().Truncate(time.Microsecond)
	var late int
	err := db.read(ctx).Raw("SELECT count(*) FROM trials WHERE state IN ('queued', 'working') AND give_up_at <= ?", now).Scan(&late).Error
	if err != nil {
		return fmt.Errorf("look for trials given up: %w", err)
	}
	if late == 0 {
		return nil
	}
	return db.inTx(ctx, "give up trials", func(tx *Tx) error {
		return tx.db.Exec(`UPDATE trials SET state = 'failed', failure = ?, ended_at = ? WHERE state IN ('queued', 'working') AND give_up_at <= ?`,
			"There was no answer in time: the process that worked on it has ended, or none was free. Ask again.", tx.Now, now).Error
	})
}
