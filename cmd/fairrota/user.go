package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// userCmd works on users without the web app: it makes the first administrator and helps
// where nobody can sign in any more.
type userCmd struct {
	Add      userAddCmd      `cmd:"" help:"Make a user."`
	Password userPasswordCmd `cmd:"" help:"Set a user's password and end the user's sessions."`
	Grant    userGrantCmd    `cmd:"" help:"Make a user's roles those given and end the user's sessions."`
	Suspend  userSuspendCmd  `cmd:"" help:"Keep a user from signing in and end the user's sessions."`
	List     userListCmd     `cmd:"" help:"List the users, their state and their roles."`
}

// passwordSource says where a password comes from; never from the command line, which
// other users of the machine can read.
type passwordSource struct {
	Generate bool `help:"Generate the password and print it, instead of asking for it."`
}

// read returns a password and its argon2id hash; generated passwords are printed to out.
func (s *passwordSource) read(in *os.File, out io.Writer) (hash string, err error) {
	var password string
	if s.Generate {
		password = newPassword()
	} else if password, err = askPassword(in, os.Stderr); err != nil {
		return "", err
	}
	if hash, err = api.HashPassword(password, "/password"); err != nil {
		return "", plainFault(err)
	}
	if s.Generate {
		_, err = fmt.Fprintf(out, "password: %s\n", password)
	}
	return hash, err
}

// askPassword reads one line, without showing it where in is a terminal.
func askPassword(in *os.File, prompt io.Writer) (string, error) {
	if term.IsTerminal(int(in.Fd())) {
		fmt.Fprint(prompt, "password: ")
		typed, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(prompt)
		if err != nil {
			return "", fmt.Errorf("read password: %w", err)
		}
		return string(typed), nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// parseGrants reads roles in the form ROLE, or ROLE@WARD for one ward by its id.
func parseGrants(roles []string) ([]store.Grant, error) {
	var grants []store.Grant
	var faults []error
	for _, text := range roles {
		role, ward, onWard := strings.Cut(text, "@")
		g := store.Grant{Role: store.Role(role)}
		if !slices.Contains(store.Roles, g.Role) {
			faults = append(faults, fmt.Errorf("%q is no role: use one of %q", role, store.Roles))
		}
		if onWard {
			id, err := store.ParseID(ward)
			if err != nil {
				faults = append(faults, fmt.Errorf("role %q: after @ stands the id of a ward", text))
			}
			g.WardID = id
		}
		grants = append(grants, g)
	}
	return grants, errors.Join(faults...)
}

func formatGrants(grants []store.Grant) string {
	words := make([]string, len(grants))
	for i, g := range grants {
		words[i] = string(g.Role)
		if g.WardID != "" {
			words[i] += "@" + string(g.WardID)
		}
	}
	return strings.Join(words, " ")
}

// withUsers opens the database, checks its tables and runs work.
func withUsers(ctx context.Context, config *Config, log *slog.Logger, clock Clock, work func(*App) error) (err error) {
	app, err := NewApp(ctx, config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.CheckSchema(ctx); err != nil {
		return err
	}
	return plainFault(work(app))
}

type userAddCmd struct {
	Config
	passwordSource
	Name  string   `placeholder:"NAME" help:"Name of the person (default: the login)."`
	Role  []string `placeholder:"ROLE[@WARD]" help:"nurse, ward_manager, hr or administrator; on one ward by its id. May be repeated."`
	Staff string   `placeholder:"ID" help:"Id of the rostered person whose sign-in it is."`
	Login string   `arg:"" placeholder:"LOGIN" help:"Name to sign in by."`
}

// Run makes the user.
func (c *userAddCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	grants, err := parseGrants(c.Role)
	if err != nil {
		return err
	}
	n := store.NewUser{Login: c.Login, Name: c.Name, StaffID: store.ID(c.Staff), Grants: grants}
	if n.Name == "" {
		n.Name = n.Login
	}
	return withUsers(ctx, &c.Config, log, clock, func(app *App) error {
		if n.PasswordHash, err = c.read(os.Stdin, out); err != nil {
			return err
		}
		user, err := app.DB.CreateUser(ctx, store.SystemActor, n, store.Once{})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "made user %s %s\n", user.Login, user.ID)
		return err
	})
}

type userPasswordCmd struct {
	Config
	passwordSource
	Login string `arg:"" placeholder:"LOGIN" help:"Name to sign in by."`
}

// Run sets the password.
func (c *userPasswordCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	return withUsers(ctx, &c.Config, log, clock, func(app *App) error {
		user, err := app.DB.UserByLogin(ctx, c.Login)
		if err != nil {
			return err
		}
		hash, err := c.read(os.Stdin, out)
		if err != nil {
			return err
		}
		return app.DB.SetPassword(ctx, store.SystemActor, user.ID, hash, store.Once{})
	})
}

type userGrantCmd struct {
	Config
	Login string   `arg:"" placeholder:"LOGIN" help:"Name to sign in by."`
	Role  []string `arg:"" optional:"" placeholder:"ROLE[@WARD]" help:"nurse, ward_manager, hr or administrator; on one ward by its id. None takes all roles away."`
}

// Run replaces the grants.
func (c *userGrantCmd) Run(ctx context.Context, log *slog.Logger, clock Clock) error {
	grants, err := parseGrants(c.Role)
	if err != nil {
		return err
	}
	return changeUser(ctx, &c.Config, log, clock, c.Login, func(u *store.User) { u.Grants = grants })
}

func changeUser(ctx context.Context, config *Config, log *slog.Logger, clock Clock, login string, change func(u *store.User)) error {
	return withUsers(ctx, config, log, clock, func(app *App) error {
		user, err := app.DB.UserByLogin(ctx, login)
		if err != nil {
			return err
		}
		change(user)
		_, err = app.DB.UpdateUser(ctx, store.SystemActor, *user)
		return err
	})
}

type userSuspendCmd struct {
	Config
	Undo  bool   `help:"Let the user sign in again."`
	Login string `arg:"" placeholder:"LOGIN" help:"Name to sign in by."`
}

// Run suspends the user, or undoes it.
func (c *userSuspendCmd) Run(ctx context.Context, log *slog.Logger, clock Clock) error {
	return changeUser(ctx, &c.Config, log, clock, c.Login, func(u *store.User) {
		u.State = store.Suspended
		if c.Undo {
			u.State = store.Active
		}
	})
}

type userListCmd struct {
	Config
}

// Run prints one line a user: login, state, roles.
func (c *userListCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) error {
	return withUsers(ctx, &c.Config, log, clock, func(app *App) error {
		users, err := app.DB.Users(ctx, store.SystemActor)
		if err != nil {
			return err
		}
		for _, u := range users {
			if _, err := fmt.Fprintf(out, "%s\t%s\t%s\n", u.Login, u.State, formatGrants(u.Grants)); err != nil {
				return err
			}
		}
		return nil
	})
}
