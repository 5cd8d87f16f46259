package sqlstore

import (
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// workLine is what one person works round a moment: published duties of all wards, and stints.
type workLine struct {
	person *store.Staff
	zone   *time.Location
	duties []lineDuty
	stints []store.Stint
	terms  store.WorkerTerms
}

// lineDuty is a published duty as it passes.
type lineDuty struct {
	WardName   string      `gorm:"column:ward_name"`
	TimeZone   string      `gorm:"column:time_zone"`
	Day        store.Day   `gorm:"column:day"`
	Shift      store.Shift `gorm:"embedded"`
	start, end time.Time   `gorm:"-"`
}

// readLine reads what somebody works within a reference period before and after a moment.
func readLine(g *gorm.DB, person *store.Staff, home *store.Ward, about time.Time) (*workLine, error) {
	l := &workLine{person: person, zone: home.Zone()}
	day := store.DayOf(about, l.zone)
	err := g.Raw(`SELECT duties.day AS day, wards.name AS ward_name, wards.time_zone AS time_zone, shifts.*
		FROM duties JOIN rosters ON rosters.id = duties.roster_id JOIN shifts ON shifts.id = duties.shift_id JOIN wards ON wards.id = rosters.ward_id
		WHERE rosters.state = 'published' AND duties.staff_id = ? AND duties.day >= ? AND duties.day <= ?
		ORDER BY duties.day, shifts.start_minute, duties.id`, person.ID, day.Add(-lawDays-1), day.Add(lawDays+1)).Scan(&l.duties).Error
	if err != nil {
		return nil, fmt.Errorf("load the person's duties: %w", err)
	}
	for i := range l.duties {
		d := &l.duties[i]
		zone := (&store.Ward{TimeZone: d.TimeZone}).Zone()
		d.start, d.end = d.Shift.Clock(d.Day, zone)
	}
	l.stints, err = all[store.Stint](g.Where("staff_id = ? AND begins_at >= ? AND begins_at < ?", person.ID,
		about.UTC().AddDate(0, 0, -lawDays-1), about.UTC().AddDate(0, 0, lawDays+1)).Order("begins_at, id"))
	if err != nil {
		return nil, err
	}
	l.terms, err = all[store.WorkerTerm](g.Where("staff_id = ?", person.ID).Order("at, id"))
	return l, err
}

// free is a Conflict where a stint overlaps with what the person works already, with what to do about it.
func (l *workLine) free(op string, s *store.Stint) error {
	busy := func(start, end time.Time) bool { return start.Before(s.EndsAt) && s.BeginsAt.Before(end) }
	clash := func(what, remedy string) error {
		return &store.Error{
			Kind: store.Conflict, Op: op, Detail: "the person works at that time already",
			Fields: []store.Field{{Pointer: "/begins_at", Detail: what + "; " + remedy}},
		}
	}
	for _, d := range l.duties {
		if busy(d.start, d.end) {
			return clash(fmt.Sprintf("%s on %s stands on the rota of %s", d.Shift.Name, dayWords(d.Day), d.WardName), "choose another time, or have that shift taken off the rota first")
		}
	}
	for i := range l.stints {
		if x := &l.stints[i]; busy(x.BeginsAt, x.EndsAt) {
			return clash(fmt.Sprintf("other work from %s is there already", clockWords(x.BeginsAt, l.zone)), "choose another time, or take that out first")
		}
	}
	return nil
}

func clockWords(t time.Time, zone *time.Location) string { return t.In(zone).Format("Mon 2 Jan 15:04") }

// warnings are what a stint breaks of working-time law, or makes worse, in words.
func (l *workLine) warnings(s *store.Stint) ([]string, error) {
	p := law.Person{ID: l.person.Number}
	b := lawBuilder{
		rows: &problemRows{Terms: map[store.ID]store.WorkerTerms{l.person.ID: l.terms}}, zone: l.zone,
		people: map[store.ID]*law.Person{l.person.ID: &p},
	}
	b.terms()
	if began(l.person) {
		p.Began = b.midnight(l.person.FirstDay)
	}
	for _, d := range l.duties {
		p.Work = append(p.Work, b.work(d.Day, ofShift(&d.Shift)))
	}
	for i := range l.stints {
		p.Work = append(p.Work, stintWork(&l.stints[i]))
	}
	in := law.Input{Zone: l.zone, Figures: lawFigures(nil), People: []law.Person{p}}
	given, err := law.Check(&in)
	if err != nil {
		return nil, fmt.Errorf("judge the work that is there: %w", err)
	}
	in.People[0].Work = append(slices.Clone(p.Work), stintWork(s))
	found, err := law.Check(&in)
	if err != nil {
		return nil, fmt.Errorf("judge the other work: %w", err)
	}
	out := []string{}
	for _, breach := range law.Worst(law.Beyond(found, given)) {
		out = append(out, breach.Sentence(l.zone))
	}
	return out, nil
}

// stintWork is a stint as the law sees it: on instants, with what is not paid of it as its break. How
// that is taken is not known.
func stintWork(s *store.Stint) law.Work {
	w := law.Work{Start: law.Instant(s.BeginsAt.Unix() / 60), End: law.Instant(s.EndsAt.Unix() / 60), Parts: true, Longest: law.Unknown}
	w.Break = int(w.End-w.Start) - s.PaidMinutes
	return w
}
