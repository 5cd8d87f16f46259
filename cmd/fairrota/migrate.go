package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// migrateCmd brings the database's tables up to date.
type migrateCmd struct {
	Config
}

// Run migrates; where nothing is missing it changes nothing.
func (c *migrateCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.Migrate(ctx); err != nil {
		return fmt.Errorf("%s: %w", redactDSN(c.DBDSN), err)
	}
	_, err = fmt.Fprintf(out, "the tables of %s are up to date\n", redactDSN(c.DBDSN))
	return err
}
