package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/explain"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

const (
	// demoWeeks is the length of the demo's periods.
	demoWeeks = 4
	// demoSince is how many weeks before the present one the demo's wards begin to be planned here.
	demoSince = 2*demoWeeks + demoNotice + 4
	// demoNotice is how many weeks before its first day a past period was published.
	demoNotice = 6
	// demoSteps ends each solve of the seeding, so that one seed makes one demo however
	// busy the machine is, demoNowSteps that of the rota that is looked at first; demoSeconds is
	// only there for a machine that stands still.
	demoSteps    = 500_000
	demoNowSteps = 14_000_000
	demoSeconds  = 60
	// demoReasonSteps end the explanations of the ward whose people sign in, demoOtherReasonSteps
	// those of the others.
	demoReasonSteps      = 5_000_000
	demoOtherReasonSteps = 600_000
	// demoThreads solve; the rotas do not depend on how many there are.
	demoThreads = 2
	// demoSeed starts the demo's random choices.
	demoSeed = 2026
)

// demoSeeder makes the demo as its wards would have: by planning, bidding, solving,
// approving and publishing, each at its time. Its clock runs from the past to the present
// and is the database's while it works.
type demoSeeder struct {
	config *Config
	log    *slog.Logger
	// present is when the seeding began; monday the Monday of its week.
	present time.Time
	zone    *time.Location
	monday  store.Day
	random  *rand.Rand
	// steps ends the next solves, reasonSteps the next explanations.
	steps, reasonSteps int64

	db    *sqlstore.DB
	jobs  *sqlstore.Jobs
	mu    sync.Mutex
	now   time.Time
	wards []*seededWard
}

// seededWard is a ward of the demo in the making.
type seededWard struct {
	*store.ImportedWard
	shifts  []store.Shift
	people  []store.Actor
	manager store.Actor
	// period is the one that is being worked on, roster its newest version.
	period *store.RosterPeriod
}

func newDemoSeeder(config *Config, log *slog.Logger, present time.Time) *demoSeeder {
	random := rand.New(rand.NewPCG(demoSeed, 0)) //nolint:gosec // what the demo's people ask for is no secret
	return &demoSeeder{config: config, log: log, present: present, random: random}
}

// clock is the instant that the seeding has come to.
func (s *demoSeeder) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// goTo moves the clock on.
func (s *demoSeeder) goTo(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.After(s.now) {
		s.now = t
	}
}

// at is a time of day on a day, weeks after the Monday of the present week.
func (s *demoSeeder) at(weeks, days, hour int) time.Time {
	return s.monday.Add(7*weeks + days).Midnight(s.zone).Add(time.Duration(hour) * time.Hour)
}

// run makes the whole demo.
func (s *demoSeeder) run(ctx context.Context, signIns []signIn) (err error) {
	if s.zone, err = time.LoadLocation(importZone); err != nil {
		return fmt.Errorf("time zone %s: %w", importZone, err)
	}
	today := store.DayOf(s.present, s.zone)
	s.monday = today.Add(-today.Weekday())
	s.now = s.at(-demoSince, 0, 9)
	s.db, err = sqlstore.Open(ctx, sqlstore.Options{DSN: s.config.DBDSN, Now: s.clock, Log: s.log, Build: buildVersion()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.db.Close()) }()
	s.jobs, err = sqlstore.NewJobs(s.db, sqlstore.JobOptions{
		Solve: s.plain, Explain: s.explain, Staged: s.staged, ExplainStaged: s.explainStaged,
		Threads: demoThreads, Clock: time.Now, Lease: time.Minute,
	})
	if err != nil {
		return err
	}
	if err := s.makeWards(ctx, signIns); err != nil {
		return err
	}
	// All wards have rotas of the last eight weeks, the first one also of this week and the
	// next three; its period after that is open for bidding.
	s.steps = demoSteps
	for _, weeks := range []int{-2 * demoWeeks, -demoWeeks} {
		if err := s.pastPeriod(ctx, s.wards, weeks); err != nil {
			return err
		}
	}
	s.steps = demoNowSteps
	if err := s.pastPeriod(ctx, s.wards[:1], 0); err != nil {
		return err
	}
	if err := s.askForLeave(ctx, s.wards[0]); err != nil {
		return err
	}
	if err := s.readNotices(ctx, s.wards[0]); err != nil {
		return err
	}
	if err := s.openPeriod(ctx, s.wards[0]); err != nil {
		return err
	}
	return s.makeOffice(ctx, signIns)
}

// readNotices marks what the first ward was told of the past as read, as its people would
// have done long since.
func (s *demoSeeder) readNotices(ctx context.Context, w *seededWard) error {
	for _, person := range append(slices.Clone(w.people), w.manager) {
		notices, err := s.db.Notices(ctx, person)
		if err != nil {
			return err
		}
		for _, n := range notices {
			if err := s.db.ReadNotice(ctx, person, n.ID, store.Once{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// plain is the optimiser, ended by steps too.
func (s *demoSeeder) plain(ctx context.Context, in *nrp.Instance, o scheduler.Options) (*scheduler.Result, error) {
	o.Seed, o.StepLimit = demoSeed, s.steps
	return scheduler.Solve(ctx, in, o)
}

// staged is the same worst-off first, as wards are solved.
func (s *demoSeeder) staged(ctx context.Context, in *nrp.Instance, f *stages.Fair, o scheduler.Options) (*stages.Result, error) {
	o.Seed, o.StepLimit = demoSeed, s.steps
	return stages.Solve(ctx, in, f, o)
}

// explainStaged explains them with a fixed amount of work, for the same reason.
func (s *demoSeeder) explainStaged(
	ctx context.Context, in *nrp.Instance, f *stages.Fair, r nrp.Roster, bound *nrp.Score, o explain.Options,
) (*explain.Report, error) {
	o.Seed, o.StepLimit, o.TimeLimit = demoSeed, s.reasonSteps, 0
	return stages.Explain(ctx, in, f, r, bound, o)
}

// explain explains with a fixed amount of work, for the same reason.
func (s *demoSeeder) explain(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, o explain.Options) (*explain.Report, error) {
	o.Seed, o.StepLimit, o.TimeLimit = demoSeed, s.reasonSteps, 0
	return explain.Explain(ctx, in, r, bound, o)
}

// makeWards imports the wards with a user for each person; only those of the demo get a
// password that anybody knows.
func (s *demoSeeder) makeWards(ctx context.Context, signIns []signIn) error {
	nobody, err := api.HashPassword(newPassword(), "/password")
	if err != nil {
		return err
	}
	for i := range demoWards {
		w := demoWards[i].build()
		for k := range w.Staff {
			p := &w.Staff[k]
			w.Users = append(w.Users, store.User{
				Login: loginOf(p.Number), Name: p.Name, PasswordHash: nobody, StaffID: p.ID, Grants: []store.Grant{{Role: store.Nurse, WardID: "this"}},
			})
		}
		// The first sister manages the ward; she has a second sign-in for it.
		manager := store.User{
			Login: loginOf(demoWards[i].code + "-manager"), Name: "Manager of " + w.Ward.Name, PasswordHash: nobody,
			Grants: []store.Grant{{Role: store.WardManager, WardID: "this"}},
		}
		if i == 0 {
			if err := giveDemoSignIns(w.Users, &manager, signIns); err != nil {
				return err
			}
		}
		w.Users = append(w.Users, manager)
		if i == 0 {
			s.addAgreed(w)
		}
		s.addLeave(w)
		s.addStanding(w)
		if i == 0 {
			s.addTogether(w)
		}
		if err := s.importWard(ctx, w); err != nil {
			return err
		}
		if i == 0 {
			if err := s.importLedger(ctx, w.Staff, s.wards[0].Ward.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoNurseAt is the place of the demo's nurse on the first ward: a full-time registered
// nurse.
const demoNurseAt = 6

// giveDemoSignIns sets the login and password of the demo's nurse and ward manager.
func giveDemoSignIns(users []store.User, manager *store.User, signIns []signIn) error {
	for _, sign := range signIns {
		user := manager
		switch sign.login {
		case demoNurseLogin:
			user = &users[demoNurseAt]
		case demoManagerLogin:
		default:
			continue
		}
		hash, err := api.HashPassword(sign.password, "/password")
		if err != nil {
			return err
		}
		user.Login, user.PasswordHash = sign.login, hash
	}
	return nil
}

func (s *demoSeeder) importWard(ctx context.Context, w *store.WardImport) error {
	made, err := s.db.ImportWard(ctx, store.SystemActor, *w)
	if err != nil {
		return err
	}
	ward := &seededWard{ImportedWard: made}
	for i, id := range made.UserIDs {
		actor, err := s.db.Actor(ctx, id)
		if err != nil {
			return err
		}
		if i < len(made.StaffIDs) {
			ward.people = append(ward.people, actor)
		} else {
			ward.manager = actor
		}
	}
	if ward.shifts, err = s.db.Shifts(ctx, ward.manager, made.Ward.ID); err != nil {
		return err
	}
	s.wards = append(s.wards, ward)
	return nil
}

// makeOffice makes the users who belong to no ward.
func (s *demoSeeder) makeOffice(ctx context.Context, signIns []signIn) error {
	roles := map[string]store.Role{demoHRLogin: store.HR, demoAdminLogin: store.Administrator}
	for _, sign := range signIns {
		role, ok := roles[sign.login]
		if !ok {
			continue
		}
		hash, err := api.HashPassword(sign.password, "/password")
		if err != nil {
			return err
		}
		user := store.NewUser{Login: sign.login, Name: "Demo " + sign.what, PasswordHash: hash, Grants: []store.Grant{{Role: role}}}
		if _, err := s.db.CreateUser(ctx, store.SystemActor, user, store.Once{}); err != nil {
			return err
		}
	}
	return nil
}
