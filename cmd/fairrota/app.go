package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/fairrota/fairrota/store/sqlstore"
)

// App is what the subcommands that work with the database share.
type App struct {
	Config *Config
	DB     *sqlstore.DB
	Log    *slog.Logger
	Clock  Clock
}

// NewApp opens the database that the settings name. It changes no table; Close closes
// the database again.
func NewApp(ctx context.Context, config *Config, log *slog.Logger, clock Clock) (*App, error) {
	db, err := sqlstore.Open(ctx, sqlstore.Options{
		DSN: config.DBDSN, Now: clock, Log: log, Build: buildVersion(),
		Fatal: func(err error) {
			// What lies on the disk is unknown now; going on could acknowledge what is lost.
			log.ErrorContext(ctx, "the disk could not make a commit durable", "err", err)
			os.Exit(exitFailure)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", redactDSN(config.DBDSN), err)
	}
	return &App{Config: config, DB: db, Log: log, Clock: clock}, nil
}

// Close closes the database.
func (a *App) Close() error {
	if err := a.DB.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}
