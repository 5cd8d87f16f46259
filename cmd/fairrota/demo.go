package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/fairrota/fairrota/store"
)

type demoCmd struct {
	Config
	SignIns string `type:"path" placeholder:"FILE" help:"File that the generated sign-ins are kept in, readable by its owner only (default: demo-sign-ins.txt beside the database)."`
}

// Run fills an empty database with the demo and prints its sign-ins; where the demo is
// there already it only prints them.
func (c *demoCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	signIns, err := seedDemo(ctx, &c.Config, c.SignIns, log, clock)
	if err != nil {
		return err
	}
	return printSignIns(out, signIns)
}

// seedDemo fills an empty, migrated database with the demo and keeps the sign-ins in the
// file (beside the database where it is ""), readable by its owner only. Where the demo is
// there already it reads them back from that file. A database that holds anything else is
// refused.
func seedDemo(ctx context.Context, config *Config, file string, log *slog.Logger, clock Clock) (signIns []signIn, err error) {
	if file == "" {
		file = demoFile(config)
	}
	app, err := NewApp(ctx, config, log, clock)
	if err != nil {
		return nil, err
	}
	users, err := demoUsers(ctx, app)
	if err = errors.Join(err, app.Close()); err != nil {
		return nil, err
	}
	switch {
	case users == 0:
	case users < 0:
		return readSignIns(file)
	default:
		return nil, errors.New("the database holds other data than a whole demo: name another one by --db-dsn, or remove it")
	}
	began := clock()
	seeder := newDemoSeeder(config, log, began)
	signIns = []signIn{
		{"nurse of " + demoWards[0].name, demoNurseLogin, newPassword()},
		{"ward manager of " + demoWards[0].name, demoManagerLogin, newPassword()},
		{"HR", demoHRLogin, newPassword()},
		{"administrator", demoAdminLogin, newPassword()},
	}
	if err := writeSignIns(file, signIns); err != nil {
		return nil, err
	}
	if err := seeder.run(ctx, signIns); err != nil {
		return nil, fmt.Errorf("seed the demo: %w", err)
	}
	log.InfoContext(ctx, "demo seeded", "took_ms", clock().Sub(began).Milliseconds())
	return signIns, nil
}

// The sign-in names of the demo.
const (
	demoNurseLogin   = "demo.nurse"
	demoManagerLogin = "demo.manager"
	demoHRLogin      = "demo.hr"
	// demoAdminLogin is made last, so that it stands for a whole demo.
	demoAdminLogin = "demo.admin"
)

// demoUsers counts the users of a database, -1 where they are those of a whole demo. A
// database without users but with wards counts as one.
func demoUsers(ctx context.Context, app *App) (int, error) {
	if err := app.DB.CheckSchema(ctx); err != nil {
		return 0, err
	}
	users, err := app.DB.Users(ctx, store.SystemActor)
	if err != nil {
		return 0, err
	}
	for i := range users {
		if users[i].Login == demoAdminLogin {
			return -1, nil
		}
	}
	wards, err := app.DB.Wards(ctx, store.SystemActor)
	return len(users) + len(wards), err
}

// demoFile is where the sign-ins are kept: beside a SQLite database, otherwise in the
// working directory.
func demoFile(config *Config) string {
	dir := ""
	if path, ok := strings.CutPrefix(config.DBDSN, "sqlite:"); ok {
		dir = filepath.Dir(path)
	}
	return filepath.Join(dir, "demo-sign-ins.txt")
}

// readSignIns reads what writeSignIns wrote.
func readSignIns(path string) (list []signIn, err error) {
	file, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("read the demo's sign-ins (set new passwords with fairrota user, or make a new demo in another database): %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s: a line is not login, password and whose they are, with tabs between", path)
		}
		list = append(list, signIn{login: fields[0], password: fields[1], what: fields[2]})
	}
	return list, lines.Err()
}

// printSignIns prints the sign-ins as a table.
func printSignIns(out io.Writer, list []signIn) error {
	for _, s := range list {
		if _, err := fmt.Fprintf(out, "  %-14s %s   %s\n", s.login, s.password, s.what); err != nil {
			return fmt.Errorf("print the sign-ins: %w", err)
		}
	}
	return nil
}
