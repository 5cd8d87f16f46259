// Command fairrota rosters hospital wards: it serves the web application, solves rosters
// and moves data in and out of the database. This package alone knows all others and
// wires them; each subcommand is one file.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// Exit codes of the command.
const (
	exitOK = 0
	// exitFailure: what was asked for could not be done.
	exitFailure = 1
	// exitUsage: the arguments, the environment or the settings file are wrong; nothing
	// was begun.
	exitUsage = 2
)

// Clock gives the present instant. All processes read one clock, so that a demonstration
// can move it and a test can hold it; it is safe for concurrent use.
type Clock func() time.Time

// commands is the command line: one line adds a subcommand. A subcommand's Run method
// takes what it needs of context.Context, *slog.Logger, Clock and io.Writer (standard
// output).
type commands struct {
	Migrate migrateCmd `cmd:"" help:"Bring the database's tables up to date."`
	User    userCmd    `cmd:"" help:"Make, change and list users."`

	Demo   demoCmd   `cmd:"" help:"Fill an empty database with the demo and print its sign-ins."`
	Import importCmd `cmd:"" help:"Make a ward of files in a published format, or read a ward's ledger of the past."`
	Export exportCmd `cmd:"" help:"Write a roster to a file of another format."`

	Serve      serveCmd      `cmd:"" help:"Serve the web app, do what is due every minute and solve runs."`
	Worker     workerCmd     `cmd:"" help:"Solve the runs that wait in the database's queue."`
	Nightly    nightlyCmd    `cmd:"" help:"Do what is due now, solve what waits, and report."`
	SolveChild solveChildCmd `cmd:"" name:"solve-child" hidden:"" help:"Solve one problem from standard input; started by serve and worker."`

	Solve    solveCmd    `cmd:"" help:"Solve a published problem and write the roster found."`
	Check    checkCmd    `cmd:"" help:"Have the referee judge a roster of a published problem."`
	OpenAPI  openAPICmd  `cmd:"" name:"openapi" hidden:"" help:"Write the OpenAPI document of the API."`
	RulesDoc rulesDocCmd `cmd:"" name:"rules-doc" hidden:"" help:"Write the rulebook as a page for docs."`
	Version  versionCmd  `cmd:"" help:"Print the version, the commit it was built from and the Go version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, &commands{}, os.Args[1:], os.Stdout, os.Stderr, time.Now)
	stop()
	os.Exit(code)
}

// run executes the command line args (without the program's name) by the commands of
// root, a pointer to a struct of kong commands, and returns the exit code. Results go to
// stdout; logs and faults go to stderr.
func run(ctx context.Context, root any, args []string, stdout, stderr io.Writer, clock Clock) int {
	logging := &logSettings{}
	exited := false
	parser, err := kong.New(root,
		kong.Name("fairrota"),
		kong.Description("Staff rostering and shift preferences for hospital wards."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { exited = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(logging, clock),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(stdout, (*io.Writer)(nil)),
	)
	if err != nil {
		fmt.Fprintf(stderr, "fairrota: %v\n", err)
		return exitUsage
	}
	selected, err := parser.Parse(args)
	if exited { // --help printed the help and asked to leave
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(stderr, "fairrota: %v\nRun \"fairrota --help\" for the commands and their flags.\n", err)
		return exitUsage
	}
	log := logging.logger(stderr)
	slog.SetDefault(log)
	if err := selected.Run(log); err != nil {
		fmt.Fprintf(stderr, "fairrota: %v\n", err)
		return exitFailure
	}
	return exitOK
}
