package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/frontend"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

// purgeEvery is how often what has run out is forgotten and the database kept in order.
const purgeEvery = 10 * time.Minute

// demoSessions is how long a sign-in lasts in a demonstration: its clock is moved by weeks,
// and nobody wants to sign in again after each move.
const demoSessions = 90 * 24 * time.Hour

// serveCmd serves the web app and the API, calls what is due every minute and solves
// runs in child processes.
type serveCmd struct {
	Config
	Demo           bool     `name:"demo" help:"Seed the demo into an empty database, print its sign-ins, and let an administrator move the clock forward."`
	SignIns        string   `name:"sign-ins" type:"path" placeholder:"FILE" help:"With --demo: file that the generated sign-ins are kept in (default: demo-sign-ins.txt beside the database)."`
	Migrate        bool     `name:"migrate" help:"Bring a PostgreSQL schema up to date before serving; a SQLite one always is."`
	Workers        int      `name:"workers" env:"FAIRROTA_WORKERS" default:"1" placeholder:"N" help:"Runs solved at once by this process, 0 to 64; 0 leaves them to fairrota worker (${default})."`
	TrustedProxies []string `name:"trusted-proxies" env:"FAIRROTA_TRUSTED_PROXIES" placeholder:"CIDR" help:"Networks of proxies whose X-Forwarded-For is believed (none)."`
	PrintConfig    bool     `name:"print-config" help:"Print the settings in force, passwords hidden, and end."`
}

// Validate checks what is the command's own and the settings.
func (c *serveCmd) Validate() error {
	var faults []error
	if _, err := c.proxies(); err != nil {
		faults = append(faults, err)
	}
	if c.Workers < 0 || c.Workers > 64 {
		faults = append(faults, fmt.Errorf("workers must be between 0 and 64, and not %d", c.Workers))
	}
	return errors.Join(append(faults, c.Config.Validate())...)
}

func (c *serveCmd) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range c.TrustedProxies {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("trusted-proxies must be networks such as 10.0.0.0/8, and not %q", text)
		}
		out = append(out, p)
	}
	return out, nil
}

// Run serves until ctx ends, then lets requests under way finish and gives runs back.
func (c *serveCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	if c.PrintConfig {
		return c.Print(out, map[string]any{"workers": c.Workers, "trusted_proxies": append([]string{}, c.TrustedProxies...)})
	}
	var moved *demoClock
	if c.Demo {
		moved = &demoClock{base: clock}
		clock = moved.Now
		c.SessionLifetime = demoSessions
	}
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := c.prepare(ctx, app); err != nil {
		return err
	}
	var signIns []signIn
	if c.Demo {
		if signIns, err = seedDemo(ctx, &c.Config, c.SignIns, log, clock); err != nil {
			return err
		}
	}
	web, err := c.server(ctx, app, moved)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	fmt.Fprintf(out, "Fairrota is at %s\n", c.Origin(listener.Addr().String()))
	if err := printSignIns(out, signIns); err != nil {
		return errors.Join(err, listener.Close())
	}
	return c.serve(ctx, app, web, listener)
}

// prepare brings a SQLite schema up to date. On PostgreSQL, where other processes may be
// at work, it only does so when asked, and refuses an older schema otherwise.
func (c *serveCmd) prepare(ctx context.Context, app *App) error {
	if c.Migrate || strings.HasPrefix(c.DBDSN, "sqlite:") {
		return app.DB.Migrate(ctx)
	}
	if err := app.DB.CheckSchema(ctx); err != nil {
		return fmt.Errorf("%w (run fairrota migrate, or serve with --migrate)", err)
	}
	return nil
}

// server makes the API over the database.
func (c *serveCmd) server(ctx context.Context, app *App, moved *demoClock) (*api.Server, error) {
	proxies, err := c.proxies()
	if err != nil {
		return nil, err
	}
	config := api.Config{
		Now: app.Clock, Log: app.Log, Sessions: app.DB.Sessions(), Problems: rosterProblems{app.DB}, SessionLifetime: c.SessionLifetime,
		TrustedProxies: proxies, Web: frontend.Dist(),
	}
	if c.PublicURL != "" {
		config.Origin = c.Origin("")
	}
	if moved != nil {
		config.MoveClock = func(to time.Time) error {
			if err := moved.move(to); err != nil {
				return err
			}
			// What is due now is done at once, as the next minute's tick would.
			if err := app.DB.Tick(ctx, app.Clock()); err != nil {
				app.Log.ErrorContext(ctx, "not everything that was due could be done", "err", err)
			}
			return nil
		}
	}
	return api.New(app.DB, config) //nolint:contextcheck // each request has a context of its own
}

// serve runs the web server, the minute's tick, the purge and the work on runs until ctx
// ends, and stops them in the opposite order.
func (c *serveCmd) serve(ctx context.Context, app *App, web *api.Server, listener net.Listener) (err error) {
	jobs, err := app.newJobs(c.Workers, true)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := jobs.Start(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, app.stopJobs(ctx, jobs)) }()
	stopTicks, err := startTicks(ctx, app.DB, app.Clock, app.Log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stopTicks()
	defer startPurge(ctx, app.DB, app.Log)()

	server := web.HTTPServer()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	app.Log.InfoContext(ctx, "serving", "address", listener.Addr().String(), "build", buildVersion())
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	app.Log.InfoContext(ctx, "server stops")
	web.Stop()
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.ShutdownTimeout)
	defer cancel()
	if err := server.Shutdown(finish); err != nil {
		app.Log.WarnContext(ctx, "requests were cut short", "err", err)
		err = server.Close()
		if err != nil {
			return fmt.Errorf("stop serving: %w", err)
		}
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// startPurge forgets what has run out and keeps the database in order now and then, until the function that it returns
// is called.
func startPurge(ctx context.Context, db *sqlstore.DB, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(purgeEvery)
		defer tick.Stop()
		for {
			if err := db.Purge(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "what has run out was not forgotten", "err", err)
			}
			if err := db.Upkeep(ctx); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "the database was not kept in order", "err", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// rosterProblems gives the API the problem of a roster in its own terms.
type rosterProblems struct{ db *sqlstore.DB }

// RosterProblem returns the problem of a roster as it stands now.
func (p rosterProblems) RosterProblem(ctx context.Context, actor store.Actor, rosterID store.ID) (*api.RosterProblem, error) {
	found, roster, err := p.db.RosterProblem(ctx, actor, rosterID)
	if err != nil {
		return nil, err
	}
	return &api.RosterProblem{
		Instance: found.Instance, Roster: roster, StaffIDs: found.StaffIDs, ShiftIDs: found.ShiftIDs, SkillIDs: found.SkillIDs,
		RequestIDs: found.RequestIDs, FirstDay: store.Day(found.FirstDay),
		Law: func(r nrp.Roster) ([]store.Finding, error) { return sqlstore.LawFindings(found, r) },
	}, nil
}
