package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// publishedDuty is a duty of a published roster with what its shift and person are called.
type publishedDuty struct {
	store.Duty
	ShiftCode   string     `gorm:"column:shift_code"`
	ShiftStart  int        `gorm:"column:shift_start"`
	SkillCode   string     `gorm:"column:skill_code"`
	StaffName   string     `gorm:"column:staff_name"`
	WardID      store.ID   `gorm:"column:ward_id"`
	WardName    string     `gorm:"column:ward_name"`
	PublishedAt *time.Time `gorm:"column:published_at"`
}

// publishedDuties reads the filled duties of published rosters from one day to another.
func publishedDuties(g *gorm.DB, from, to store.Day, where string, args ...any) ([]publishedDuty, error) {
	var duties []publishedDuty
	err := g.Raw(`SELECT duties.*, shifts.code AS shift_code, shifts.start_minute AS shift_start,
			COALESCE(skills.code, '') AS skill_code, staff.name AS staff_name, rosters.ward_id AS ward_id,
			wards.name AS ward_name, rosters.published_at AS published_at
		FROM duties JOIN rosters ON rosters.id = duties.roster_id JOIN shifts ON shifts.id = duties.shift_id
		JOIN wards ON wards.id = rosters.ward_id JOIN staff ON staff.id = duties.staff_id LEFT JOIN skills ON skills.id = duties.skill_id
		WHERE rosters.state = 'published' AND duties.day >= ? AND duties.day <= ? AND `+where,
		append([]any{from, to}, args...)...).Scan(&duties).Error
	if err != nil {
		return nil, fmt.Errorf("load published duties: %w", err)
	}
	slices.SortFunc(duties, func(x, y publishedDuty) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.ShiftStart, y.ShiftStart), cmp.Compare(x.ShiftCode, y.ShiftCode),
			cmp.Compare(x.StaffName, y.StaffName), cmp.Compare(x.ID, y.ID))
	})
	return duties, nil
}

// maxRotaDays bounds what one call may ask for.
const maxRotaDays = 366

func checkDays(op string, from, to store.Day) error {
	var fields []store.Field
	for _, d := range []struct {
		pointer string
		day     store.Day
	}{{"/from", from}, {"/to", to}} {
		if !d.day.Valid() {
			fields = append(fields, store.Field{Pointer: d.pointer, Detail: "a date has the form YYYY-MM-DD, such as 2026-03-14"})
		}
	}
	if len(fields) == 0 && (to < from || from.Until(to) >= maxRotaDays) {
		fields = append(fields, store.Field{Pointer: "/to", Detail: "choose a last day that is not before the first and less than a year after it"})
	}
	if len(fields) > 0 {
		return &store.Error{Kind: store.Invalid, Op: op, Detail: "these are no days to show", Fields: fields}
	}
	return nil
}

// WardRota returns the published duties of a ward from one day to another, by day, shift
// and name: what everybody on the ward may see.
func (db *DB) WardRota(ctx context.Context, actor store.Actor, wardID store.ID, from, to store.Day) ([]store.RotaDuty, error) {
	const op = "load ward rota"
	rota := []store.RotaDuty{}
	if err := checkDays(op, from, to); err != nil {
		return nil, err
	}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var ward store.Ward
		if err := read.Where("id = ?", wardID).Take(&ward).Error; err != nil {
			return err
		}
		if err := actor.Must(op, store.ReadWard, wardID); err != nil {
			return err
		}
		duties, err := publishedDuties(read, from, to, "rosters.ward_id = ?", wardID)
		for _, d := range duties {
			rota = append(rota, store.RotaDuty{
				RosterID: d.RosterID, Day: d.Day, ShiftID: d.ShiftID, ShiftCode: d.ShiftCode, SkillCode: d.SkillCode,
				StaffID: d.StaffID, StaffName: d.StaffName,
			})
		}
		return err
	})
	return rota, err
}

// MyRota returns the actor's own published duties from one day to another, on whatever
// ward, with who else is on, and what became of their preferences for those days.
func (db *DB) MyRota(ctx context.Context, actor store.Actor, from, to store.Day) (*store.MyRota, error) {
	const op = "load my rota"
	rota := &store.MyRota{Duties: []store.MyDuty{}, Outcomes: []store.MyOutcome{}}
	if err := checkDays(op, from, to); err != nil {
		return nil, err
	}
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var me store.Staff
		if err := read.Where("id = ?", actor.StaffID).Take(&me).Error; err != nil {
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return store.Errorf(store.NotFound, op, "your sign-in is not linked to a member of staff; ask your administrator")
			}
			return err
		}
		if err := actor.Must(op, store.OwnRota, me.WardID); err != nil {
			return err
		}
		if err := myDuties(read, &me, from, to, rota); err != nil {
			return err
		}
		if err := myAgreed(read, me.ID, from, to, rota); err != nil {
			return err
		}
		if err := myOutcomes(read, me.ID, from, to, rota); err != nil {
			return err
		}
		return waiverHints(read, &me, rota)
	})
	return rota, err
}

// myDuties adds the duties with the names of those on the same shift of the same day.
func myDuties(g *gorm.DB, me *store.Staff, from, to store.Day, rota *store.MyRota) error {
	duties, err := publishedDuties(g, from, to,
		`duties.roster_id IN (SELECT roster_id FROM duties WHERE staff_id = ? AND day >= ? AND day <= ?)`, me.ID, from, to)
	if err != nil {
		return err
	}
	shifts, zones, err := shiftsAndZones(g, duties)
	if err != nil {
		return err
	}
	type slot struct {
		roster store.ID
		day    store.Day
		shift  store.ID
	}
	with := map[slot][]string{}
	for _, d := range duties {
		if d.StaffID != me.ID {
			with[slot{d.RosterID, d.Day, d.ShiftID}] = append(with[slot{d.RosterID, d.Day, d.ShiftID}], d.StaffName)
		}
	}
	for _, d := range duties {
		if d.StaffID != me.ID {
			continue
		}
		mine := store.MyDuty{Duty: d.Duty, Shift: shifts[d.ShiftID], SkillCode: d.SkillCode, With: with[slot{d.RosterID, d.Day, d.ShiftID}]}
		if d.WardID != me.WardID {
			mine.Elsewhere = d.WardName
		}
		mine.StartsAt, mine.EndsAt = mine.Shift.Clock(d.Day, zones[d.WardID])
		mine.StartsAt, mine.EndsAt = mine.StartsAt.UTC(), mine.EndsAt.UTC()
		if mine.With == nil {
			mine.With = []string{}
		}
		rota.Duties = append(rota.Duties, mine)
		if rota.PublishedAt == nil || d.PublishedAt.After(*rota.PublishedAt) {
			rota.PublishedAt = d.PublishedAt
		}
	}
	return nil
}

func shiftsAndZones(g *gorm.DB, duties []publishedDuty) (map[store.ID]store.Shift, map[store.ID]*time.Location, error) {
	wards := map[store.ID]bool{}
	for _, d := range duties {
		wards[d.WardID] = true
	}
	shifts, zones := map[store.ID]store.Shift{}, map[store.ID]*time.Location{}
	for id := range wards {
		var ward store.Ward
		if err := g.Where("id = ?", id).Take(&ward).Error; err != nil {
			return nil, nil, fmt.Errorf("load ward: %w", err)
		}
		zone, err := time.LoadLocation(ward.TimeZone)
		if err != nil {
			return nil, nil, fmt.Errorf("load time zone: %w", err)
		}
		zones[id] = zone
		var list []store.Shift
		if err := g.Where("ward_id = ?", id).Find(&list).Error; err != nil {
			return nil, nil, fmt.Errorf("load shifts: %w", err)
		}
		for _, s := range list {
			shifts[s.ID] = s
		}
	}
	return shifts, zones, nil
}

// myOutcomes adds the outcomes in published rosters, by day.
func myOutcomes(g *gorm.DB, me store.ID, from, to store.Day, rota *store.MyRota) error {
	var prefs []store.Preference
	if err := g.Where("staff_id = ? AND day >= ? AND day <= ?", me, from, to).Order("day, id").Find(&prefs).Error; err != nil {
		return fmt.Errorf("load preferences: %w", err)
	}
	var outcomes []store.Outcome
	err := g.Where(`preference_id IN (SELECT id FROM preferences WHERE staff_id = ? AND day >= ? AND day <= ?)
		AND roster_id IN (SELECT id FROM rosters WHERE state = 'published')`, me, from, to).Find(&outcomes).Error
	if err != nil {
		return fmt.Errorf("load outcomes: %w", err)
	}
	of := map[store.ID]store.Outcome{}
	for _, o := range outcomes {
		of[o.PreferenceID] = o
	}
	fates, err := myFates(g, me, prefs)
	if err != nil {
		return err
	}
	for _, p := range prefs {
		if o, ok := of[p.ID]; ok {
			rota.Outcomes = append(rota.Outcomes, store.MyOutcome{Outcome: o, Preference: p, Fate: fates[p.ID]})
		}
	}
	return nil
}
