package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
)

type importLedgerCmd struct {
	Config
	Ward string `required:"" placeholder:"ID" help:"Id of the ward that the people are on."`
	File string `arg:"" type:"path" placeholder:"FILE" help:"CSV with the columns staff_number,date,kind,count and perhaps share_percent,eligible_percent; see docs/fairness.md."`
}

// Validate checks the id.
func (c *importLedgerCmd) Validate() error {
	var fault error
	if _, err := store.ParseID(c.Ward); err != nil {
		fault = fmt.Errorf("--ward %q: an id is a UUID in lower case", c.Ward)
	}
	return errors.Join(fault, c.Config.Validate())
}

// Run imports the file: all of it, or nothing.
func (c *importLedgerCmd) Run(ctx context.Context, log *slog.Logger, out io.Writer, clock Clock) (err error) {
	rows, err := readLedger(c.File)
	if err != nil {
		return plainFault(err)
	}
	app, err := NewApp(ctx, &c.Config, log, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := app.DB.CheckSchema(ctx); err != nil {
		return err
	}
	made, err := app.DB.ImportLedger(ctx, store.SystemActor, store.ID(c.Ward), rows)
	if err != nil {
		return plainFault(err)
	}
	_, err = fmt.Fprintf(out, "import: %s\nrows: %d\nadded: %d\ntaken back: %d\nunchanged: %d\n", made.ImportID, made.Rows, made.Added, made.TakenBack, made.Unchanged)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func readLedger(path string) (rows []store.LedgerRow, err error) {
	file, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return store.ParseLedger(file, sqlstore.LedgerKinds())
}
