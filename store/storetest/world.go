package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// Monday is the first day of a World's period, a Monday in winter, at midnight in London.
var Monday = time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)

// The window of a World's bidding and the moments that follow it.
var (
	BiddingOpens  = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	BiddingCloses = time.Date(2026, 12, 15, 17, 0, 0, 0, time.UTC)
	ApprovalDue   = time.Date(2026, 12, 18, 17, 0, 0, 0, time.UTC)
	Publication   = time.Date(2026, 12, 21, 9, 0, 0, 0, time.UTC)
)

// Password is the hash given to the users of a World: of no password, so that nobody can
// sign in by it.
const Password = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" //nolint:gosec // the hash of no password

// Options shape a World. The zero value is a ward of eight nurses with a planned period
// of 28 days.
type Options struct {
	// Name tells wards of one database apart; "" means "Ward 1".
	Name string
	// Staff is the number of nurses; 0 means 8.
	Staff int
	// Days is the length of the period; 0 means 28.
	Days int
	// State is the state of the period: Planned ("" too), Open or PeriodClosed. The clock
	// is moved into the window for Open and to its end for PeriodClosed.
	State store.PeriodState
	// Cap is the ward's cap on preferences; 0 means 20.
	Cap int
}

// World is one ward with all that a roster needs, made through the database's own
// methods. The people are called Nurse 01, Nurse 02, ...; all hold the skill RN and
// every other one NIC too.
type World struct {
	DB       *sqlstore.DB
	Clock    *Clock
	Division *store.Division
	Ward     *store.Ward
	// RN is the skill of every nurse, NIC (nurse in charge) of every second one.
	RN, NIC *store.Skill
	// Early, Late and Night are the ward's shifts: 07:00-15:00, 14:00-22:00 and
	// 21:30-07:30.
	Early, Late, Night *store.Shift
	Contract           *store.Contract
	// Staff and Nurses are the people and their sign-ins, in the same order.
	Staff  []store.Staff
	Nurses []store.Actor
	// Manager manages the ward, HR reads figures, Admin administers the organisation.
	Manager, HR, Admin store.Actor
	Period             *store.RosterPeriod
}

// NewWorld makes a World in a database; several fit into one.
func NewWorld(t testing.TB, db *sqlstore.DB, clock *Clock, o Options) *World {
	t.Helper()
	if o.Name == "" {
		o.Name = "Ward 1"
	}
	if o.Staff == 0 {
		o.Staff = 8
	}
	if o.Days == 0 {
		o.Days = 28
	}
	if o.Cap == 0 {
		o.Cap = 20
	}
	w := &World{DB: db, Clock: clock}
	w.makeWard(t, o)
	w.makeShifts(t)
	for i := range o.Staff {
		w.AddNurse(t, fmt.Sprintf("%s Nurse %02d", o.Name, i+1))
	}
	w.Manager = w.AddUser(t, o.Name+" manager", "", store.Grant{Role: store.WardManager, WardID: w.Ward.ID})
	w.HR = w.AddUser(t, o.Name+" hr", "", store.Grant{Role: store.HR})
	w.Admin = w.AddUser(t, o.Name+" admin", "", store.Grant{Role: store.Administrator})
	w.makeDemand(t)
	w.makePeriod(t, o)
	return w
}

// must fails the test where err is not nil.
func must[T any](t testing.TB, row *T, err error) *T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func (w *World) makeWard(t testing.TB, o Options) {
	t.Helper()
	ctx, system, once := t.Context(), store.SystemActor, store.Once{}
	division, err := w.DB.CreateDivision(ctx, system, store.Division{Name: "Division of " + o.Name}, once)
	w.Division = must(t, division, err)
	ward, err := w.DB.CreateWard(ctx, system, store.Ward{
		DivisionID: w.Division.ID, Name: o.Name, TimeZone: "Europe/London", PreferenceCap: o.Cap, SolveSeconds: 2,
	}, once)
	w.Ward = must(t, ward, err)
	w.RN = w.skill(t, "RN", "Registered nurse")
	w.NIC = w.skill(t, "NIC", "Nurse in charge")
}

// skill makes the skill or takes the one that another World has made.
func (w *World) skill(t testing.TB, code, name string) *store.Skill {
	t.Helper()
	skills, err := w.DB.Skills(t.Context(), store.SystemActor)
	if err != nil {
		t.Fatal(err)
	}
	for i := range skills {
		if skills[i].Code == code {
			return &skills[i]
		}
	}
	skill, err := w.DB.CreateSkill(t.Context(), store.SystemActor, store.Skill{Code: code, Name: name}, store.Once{})
	return must(t, skill, err)
}

func (w *World) makeShifts(t testing.TB) {
	t.Helper()
	for _, s := range []struct {
		into *(*store.Shift)
		row  store.Shift
	}{
		{&w.Early, store.Shift{Code: "E", Name: "Early", Kind: store.Early, StartMinute: 7 * 60, EndMinute: 15 * 60, PaidMinutes: 450}},
		{&w.Late, store.Shift{Code: "L", Name: "Late", Kind: store.Late, StartMinute: 14 * 60, EndMinute: 22 * 60, PaidMinutes: 450}},
		{&w.Night, store.Shift{Code: "N", Name: "Night", Kind: store.Night, StartMinute: 21*60 + 30, EndMinute: 31*60 + 30, PaidMinutes: 540}},
	} {
		s.row.WardID = w.Ward.ID
		shift, err := w.DB.CreateShift(t.Context(), store.SystemActor, s.row, store.Once{})
		*s.into = must(t, shift, err)
	}
	contract, err := w.DB.CreateContract(t.Context(), store.SystemActor, store.Contract{
		WardID: w.Ward.ID, Name: "Full time", WeeklyMinutes: 2250, MaxTotal: 4 * 2700, MaxWorkRun: 6, MinOffRun: 1, MaxWeekends: 3,
	}, store.Once{})
	w.Contract = must(t, contract, err)
}

// AddNurse makes a person of the ward with a sign-in of the role nurse.
func (w *World) AddNurse(t testing.TB, name string) store.Actor {
	t.Helper()
	skills := []store.StaffSkill{{SkillID: w.RN.ID}}
	if len(w.Staff)%2 == 0 {
		skills = append(skills, store.StaffSkill{SkillID: w.NIC.ID})
	}
	staff, err := w.DB.CreateStaff(t.Context(), store.SystemActor, store.Staff{
		WardID: w.Ward.ID, ContractID: w.Contract.ID, Number: "n-" + string(NewID()), Name: name, Skills: skills,
	}, store.Once{})
	w.Staff = append(w.Staff, *must(t, staff, err))
	actor := w.AddUser(t, name, staff.ID, store.Grant{Role: store.Nurse, WardID: w.Ward.ID})
	w.Nurses = append(w.Nurses, actor)
	return actor
}

// AddUser makes a user with the grants, linked to the person staffID unless it is empty.
func (w *World) AddUser(t testing.TB, name string, staffID store.ID, grants ...store.Grant) store.Actor {
	t.Helper()
	user, err := w.DB.CreateUser(t.Context(), store.SystemActor, store.NewUser{
		Login: "u-" + string(NewID()), Name: name, PasswordHash: Password, StaffID: staffID, Grants: grants,
	}, store.Once{})
	user = must(t, user, err)
	actor, err := w.DB.Actor(t.Context(), user.ID)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// makeDemand asks for one RN on each shift of each day.
func (w *World) makeDemand(t testing.TB) {
	t.Helper()
	var rows []store.DemandTemplate
	for weekday := range 7 {
		for _, shift := range []*store.Shift{w.Early, w.Late, w.Night} {
			rows = append(rows, store.DemandTemplate{Weekday: weekday, ShiftID: shift.ID, SkillID: w.RN.ID, People: store.People{Min: 1, Preferred: 1, Max: 2}})
		}
	}
	if _, err := w.DB.PutDemandTemplates(t.Context(), store.SystemActor, w.Ward.ID, w.Ward.Version, rows); err != nil {
		t.Fatal(err)
	}
	ward, err := w.DB.Ward(t.Context(), store.SystemActor, w.Ward.ID)
	w.Ward = must(t, ward, err)
}

func (w *World) makePeriod(t testing.TB, o Options) {
	t.Helper()
	first := store.DayOf(Monday, time.UTC)
	period, err := w.DB.CreatePeriod(t.Context(), store.SystemActor, store.RosterPeriod{
		WardID: w.Ward.ID, FirstDay: first, LastDay: first.Add(o.Days - 1),
		BiddingOpensAt: BiddingOpens, BiddingClosesAt: BiddingCloses, ApprovalDueAt: ApprovalDue, PublicationDueAt: Publication,
	}, store.Once{})
	w.Period = must(t, period, err)
	if o.State == store.Open || o.State == store.PeriodClosed {
		w.Clock.Set(BiddingOpens)
		w.Move(t, store.Open)
	}
	if o.State == store.PeriodClosed {
		w.Clock.Set(BiddingCloses)
		w.Move(t, store.PeriodClosed)
	}
}

// Move moves the period on.
func (w *World) Move(t testing.TB, to store.PeriodState) {
	t.Helper()
	period, err := w.DB.MovePeriod(t.Context(), store.SystemActor, w.Period.ID, w.Period.Version, to)
	w.Period = must(t, period, err)
}

// Ask is a preference of the period that a nurse may put in: kind for the day with the
// number day, from 0, of strength 2.
func (w *World) Ask(day int, kind store.PreferenceKind) store.Preference {
	return store.Preference{ID: NewID(), PeriodID: w.Period.ID, Day: w.Period.FirstDay.Add(day), Ask: store.Ask{Kind: kind, Strength: 2}}
}

// NewID returns a new id, as a client makes it.
func NewID() store.ID { return store.ID(uuid.Must(uuid.NewV7()).String()) }
