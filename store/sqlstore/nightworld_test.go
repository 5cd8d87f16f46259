package sqlstore

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// movingClock is a clock that a test moves.
type movingClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *movingClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *movingClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// night is a database with wards of six people whose bidding for two weeks from Monday
// 15 March 2027 opens on 1 February and closes on 15 February, at noon in London. The
// people of a ward are all nurses with one contract, the first two also take charge.
type night struct {
	*DB
	dsn   string
	clock *movingClock
	wards []*nightWard
}

type nightWard struct {
	store.ImportedWard
	manager store.Actor
	// people are the staff's actors, in the order of their numbers. [staff]
	people []store.Actor
	// shifts are by code.
	shifts map[string]store.ID
}

var (
	opens  = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)
	closes = time.Date(2027, 2, 15, 12, 0, 0, 0, time.UTC)
)

// newNight makes wards with a period each; the clock stands a day before bidding opens.
func newNight(t *testing.T, d dialect, wards int) *night {
	t.Helper()
	n := &night{clock: &movingClock{at: opens.Add(-24 * time.Hour)}, dsn: emptyDSN(t, d)}
	n.DB = n.open(t, n.clock.now)
	if err := n.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range wards {
		n.wards = append(n.wards, n.addWard(t, fmt.Sprintf("Ward%02d", i)))
	}
	return n
}

// open opens the database once more, as another process would.
func (n *night) open(t *testing.T, now func() time.Time) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{DSN: n.dsn, Now: now, Build: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func (n *night) addWard(t *testing.T, name string) *nightWard {
	t.Helper()
	return n.addImport(t, nightImport(name))
}

// addImport makes a ward of an import the last of whose users is the manager.
func (n *night) addImport(t *testing.T, w store.WardImport) *nightWard {
	t.Helper()
	made, err := n.ImportWard(t.Context(), store.SystemActor, w)
	if err != nil {
		t.Fatal(err)
	}
	ward := &nightWard{ImportedWard: *made, shifts: map[string]store.ID{}}
	for i, id := range made.UserIDs {
		var user store.User
		if err := n.read(t.Context()).Where("id = ?", id).Take(&user).Error; err != nil {
			t.Fatal(err)
		}
		role := store.Grant{Role: store.Nurse, WardID: made.Ward.ID}
		if i == len(made.UserIDs)-1 {
			role.Role = store.WardManager
		}
		actor := store.Actor{UserID: id, StaffID: user.StaffID, Name: user.Name, Grants: []store.Grant{role}}
		if role.Role == store.WardManager {
			ward.manager = actor
		} else {
			ward.people = append(ward.people, actor)
		}
	}
	shifts, err := all[store.Shift](n.read(t.Context()).Where("ward_id = ?", made.Ward.ID))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shifts {
		ward.shifts[s.Code] = s.ID
	}
	return ward
}

func nightImport(name string) store.WardImport {
	login := strings.ToLower(name)
	w := store.WardImport{
		Division: "Medicine",
		Ward:     store.Ward{Name: name, TimeZone: "Europe/London", PreferenceCap: 10, SolveSeconds: 5},
		Skills:   []store.Skill{{ID: "rn", Code: "RN", Name: "Nurse"}, {ID: "sr", Code: "SR", Name: "Sister"}},
		Shifts: []store.Shift{
			{ID: "E", Code: "E", Name: "Early", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450},
			{ID: "N", Code: "N", Name: "Night", Kind: store.Night, StartMinute: 1170, EndMinute: 1890, PaidMinutes: 660},
		},
		Contracts: []store.Contract{{ID: "ft", Name: "Full", WeeklyMinutes: 2250, MaxTotal: 4950, MaxWorkRun: 6, MaxWeekends: 2}},
		Rules:     store.StandardRules(),
		Users:     []store.User{{Login: "m." + login, Name: "Manager of " + name, PasswordHash: "x", Grants: []store.Grant{{Role: store.WardManager, WardID: "this"}}}},
		Period: &store.RosterPeriod{
			FirstDay: "2027-03-15", LastDay: "2027-03-28", State: store.Planned, BiddingOpensAt: opens, BiddingClosesAt: closes,
			ApprovalDueAt: closes.Add(7 * 24 * time.Hour), PublicationDueAt: closes.Add(14 * 24 * time.Hour),
		},
	}
	var users []store.User
	for i := range 6 {
		id := store.ID(strconv.Itoa(i))
		person := store.Staff{ID: id, Number: fmt.Sprintf("%s/%d", name, i), Name: fmt.Sprintf("Person %d of %s", i, name), ContractID: "ft", Skills: []store.StaffSkill{{SkillID: "rn"}}}
		if i < 2 {
			person.Skills = append(person.Skills, store.StaffSkill{SkillID: "sr"})
		}
		w.Staff = append(w.Staff, person)
		users = append(users, store.User{
			Login: fmt.Sprintf("p%d.%s", i, login), Name: person.Name, StaffID: id, PasswordHash: "x",
			Grants: []store.Grant{{Role: store.Nurse, WardID: "this"}},
		})
	}
	w.Users = append(users, w.Users...)
	for day := store.Day("2027-03-15"); day <= "2027-03-28"; day = day.Add(1) {
		w.Demand = append(w.Demand,
			store.Demand{Day: day, ShiftID: "E", SkillID: "rn", People: store.People{Min: 1, Preferred: 1, Max: -1}},
			store.Demand{Day: day, ShiftID: "N", SkillID: "rn", People: store.People{Min: 1, Preferred: 1, Max: -1}})
	}
	return w
}

// quickly is the optimiser ended by steps: five times as many as the wards here were seen to need, since
// seeds come of random identifiers. Most runs end long before, with a proof.
func quickly(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	o.TimeLimit, o.StepLimit = 0, 1_000_000
	return scheduler.Solve(ctx, in, o)
}

// byHand rosters a ward of newNight without a search: early shifts go round the first three
// people, nights in blocks of four round the others.
func byHand(_ context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	for d := range in.Horizon.Days {
		r[d%3][d] = nrp.Assignment{Shift: 0, Skill: 0}
		r[3+d/4%3][d] = nrp.Assignment{Shift: 1, Skill: 0}
	}
	o.Progress(scheduler.Progress{Steps: 1})
	return &scheduler.Result{Roster: r, Status: scheduler.StatusStepLimit}, nil
}

// jobs makes a process's jobs; nothing is started.
func (n *night) jobs(t *testing.T, db *DB, o JobOptions) *Jobs {
	t.Helper()
	if o.Solve == nil {
		o.Solve = quickly
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	j, err := NewJobs(db, o)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// must returns the value of a call that may not fail.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// kindIs checks the kind of an error and that it says something to a person.
func kindIs(t *testing.T, err error, want store.Kind, words string) {
	t.Helper()
	if err == nil || store.KindOf(err) != want || !strings.Contains(err.Error(), words) {
		t.Errorf("error %v, want %v that says %q", err, want, words)
	}
}
