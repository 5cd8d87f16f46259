package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Figures counts the published rotas whose first day is in the months of the days from
// .. to, with disclosure control; see store.Figures.
func (db *DB) Figures(ctx context.Context, actor store.Actor, from, to store.Day) (*store.Figures, error) {
	const op = "make figures"
	if err := actor.Must(op, store.ReadFigures, ""); err != nil {
		return nil, err
	}
	from, to, err := store.WholeMonths(from, to)
	if err != nil {
		return nil, db.fault(op, err)
	}
	var figures *store.Figures
	err = db.snapshot(ctx, op, func(read *gorm.DB) error {
		divisions, err := all[store.Division](read.Order("name"))
		if err != nil {
			return err
		}
		wards, err := all[store.Ward](read.Order("name, id"))
		if err != nil {
			return err
		}
		rotas, err := rotaFacts(read, from, to, wards)
		if err != nil {
			return err
		}
		figures = store.MakeFigures(from, to, divisions, wards, rotas)
		return nil
	})
	return result(figures, err)
}

// factSums gathers the facts of rotas by roster.
type factSums struct {
	rotas []store.RotaFacts
	// at is the index of a roster's facts in rotas, person that of a person in them.
	at     map[store.ID]int
	person map[rosterPerson]int
}

// rosterPerson is one person in one roster.
type rosterPerson struct{ roster, staff store.ID }

// weekendOf is a weekend of a person, named by its Saturday.
type weekendOf struct {
	rosterPerson
	saturday store.Day
}

// rotaFacts loads the facts of the published rotas that begin in a range of days.
func rotaFacts(read *gorm.DB, from, to store.Day, wards []store.Ward) ([]store.RotaFacts, error) {
	f := &factSums{at: map[store.ID]int{}, person: map[rosterPerson]int{}}
	if err := f.loadRotas(read, from, to, wards); err != nil {
		return nil, fmt.Errorf("load published rotas: %w", err)
	}
	if err := f.loadDuties(read, from, to); err != nil {
		return nil, fmt.Errorf("load their duties: %w", err)
	}
	if err := f.loadOutcomes(read, from, to); err != nil {
		return nil, fmt.Errorf("load their outcomes: %w", err)
	}
	return f.rotas, nil
}

// published selects the rosters that count, as r, with their periods, as p.
const published = `rosters r JOIN periods p ON p.id = r.period_id WHERE r.state = 'published' AND p.first_day >= ? AND p.first_day <= ?`

func (f *factSums) loadRotas(read *gorm.DB, from, to store.Day, wards []store.Ward) error {
	byID := map[store.ID]*store.Ward{}
	for i := range wards {
		byID[wards[i].ID] = &wards[i]
	}
	var rosters []struct {
		ID, PeriodID, WardID store.ID
		FirstDay             store.Day
	}
	if err := read.Raw("SELECT r.id, r.period_id, r.ward_id, p.first_day FROM "+published+" ORDER BY r.id", from, to).Scan(&rosters).Error; err != nil {
		return err
	}
	// The first version that was published gave the notice, not the newest.
	var versions []struct {
		PeriodID    store.ID
		PublishedAt time.Time
	}
	err := read.Raw(`SELECT period_id, published_at FROM rosters WHERE published_at IS NOT NULL AND state IN ('published', 'superseded')
		AND period_id IN (SELECT id FROM periods WHERE first_day >= ? AND first_day <= ?)`, from, to).Scan(&versions).Error
	if err != nil {
		return err
	}
	first := map[store.ID]time.Time{}
	for _, v := range versions {
		if at, ok := first[v.PeriodID]; !ok || v.PublishedAt.Before(at) {
			first[v.PeriodID] = v.PublishedAt
		}
	}
	for _, r := range rosters {
		ward := byID[r.WardID]
		f.at[r.ID] = len(f.rotas)
		f.rotas = append(f.rotas, store.RotaFacts{
			WardID: r.WardID, DivisionID: ward.DivisionID, FirstDay: r.FirstDay,
			LeadDays: store.DayOf(first[r.PeriodID], ward.Zone()).Until(r.FirstDay),
		})
	}
	return nil
}

// of returns the facts of a person in a roster.
func (f *factSums) of(key rosterPerson) *store.PersonFacts {
	rota := &f.rotas[f.at[key.roster]]
	i, ok := f.person[key]
	if !ok {
		i = len(rota.People)
		f.person[key] = i
		rota.People = append(rota.People, store.PersonFacts{StaffID: key.staff})
	}
	return &rota.People[i]
}

func (f *factSums) loadDuties(read *gorm.DB, from, to store.Day) (err error) {
	rows, err := read.Raw(`SELECT d.roster_id, d.staff_id, d.day, s.kind FROM duties d JOIN shifts s ON s.id = d.shift_id
		WHERE d.roster_id IN (SELECT r.id FROM `+published+`) ORDER BY d.roster_id, d.day, d.id`, from, to).Rows()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	weekends := map[weekendOf]bool{}
	for rows.Next() {
		var key rosterPerson
		var day store.Day
		var kind store.ShiftKind
		if err := rows.Scan(&key.roster, &key.staff, &day, &kind); err != nil {
			return err
		}
		if key.staff == "" {
			f.rotas[f.at[key.roster]].Unfilled++
			continue
		}
		person := f.of(key)
		person.Duties++
		if kind == store.Night {
			person.Nights++
		}
		if weekday := day.Weekday(); weekday >= 5 {
			weekend := weekendOf{key, day.Add(5 - weekday)}
			if !weekends[weekend] {
				weekends[weekend] = true
				person.Weekends++
			}
		}
	}
	return rows.Err()
}

func (f *factSums) loadOutcomes(read *gorm.DB, from, to store.Day) (err error) {
	rows, err := read.Raw(`SELECT o.roster_id, o.preference_id, q.staff_id, q.kind, q.choice, q.plan, o.met
		FROM outcomes o JOIN preferences q ON q.id = o.preference_id
		WHERE o.roster_id IN (SELECT r.id FROM `+published+`) ORDER BY o.roster_id, o.preference_id`, from, to).Rows()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var of []outcomeOf // of one roster
	for rows.Next() {
		var o outcomeOf
		if err := rows.Scan(&o.RosterID, &o.PreferenceID, &o.StaffID, &o.Kind, &o.Choice, &o.Plan, &o.Met); err != nil {
			return err
		}
		if len(of) > 0 && of[0].RosterID != o.RosterID {
			f.addOutcomes(of)
			of = of[:0]
		}
		of = append(of, o)
	}
	f.addOutcomes(of)
	return rows.Err()
}

// addOutcomes counts what became of preferences in one roster, a choice once.
func (f *factSums) addOutcomes(outcomes []outcomeOf) {
	for _, o := range asWholes(outcomes) {
		person := f.of(rosterPerson{roster: o.RosterID, staff: o.StaffID})
		switch {
		case !o.Met:
			person.Refused++
		case o.Kind == store.DayOn || o.Kind == store.ShiftOn || o.Kind == store.KindOn:
			person.GrantedWork++
			person.Granted++
		default:
			person.Granted++
		}
	}
}
