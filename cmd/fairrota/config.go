package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// Config holds the settings of every subcommand that works with the database; such a
// subcommand embeds it. A flag of one subcommand alone is a setting too if it has a
// variable, so that all processes may share one file and one environment. Each setting
// comes from its default, then the JSON file that --config names (keys as the flags, with
// "_" for "-"), then the environment, then the flag; the last one wins. Durations are text
// such as "30s" or "12h". Unknown keys and unknown FAIRROTA_ variables are errors, except
// FAIRROTA_TEST_ ones, which belong to the tests.
type Config struct {
	// File is the path of the JSON settings file; "" reads none.
	File string `name:"config" env:"FAIRROTA_CONFIG" placeholder:"FILE" json:"-" help:"JSON file of settings."`

	// DBDSN names the database: "sqlite:PATH", or a "postgres://" URL.
	DBDSN string `name:"db-dsn" env:"FAIRROTA_DB_DSN" default:"sqlite:var/fairrota.db" placeholder:"DSN" json:"db_dsn" help:"Database: sqlite:PATH or a postgres:// URL (${default})."`

	// Listen is the TCP address the web server binds, host:port; port 0 takes a free one.
	Listen string `name:"listen" env:"FAIRROTA_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT" json:"listen" help:"Address the web server binds (${default})."`

	// PublicURL is the origin that browsers use, without a path; "" means http:// and
	// Listen. Anything but a loopback host must be https, since the session cookie is
	// only sent over TLS.
	PublicURL string `name:"public-url" env:"FAIRROTA_PUBLIC_URL" placeholder:"URL" json:"public_url" help:"Origin that browsers use, such as https://rota.example.org (default: http:// and the listening address)."`

	// SessionLifetime is how long a sign-in lasts whatever its use; 1 minute to 90 days.
	SessionLifetime time.Duration `name:"session-lifetime" env:"FAIRROTA_SESSION_LIFETIME" default:"12h" placeholder:"DURATION" json:"session_lifetime" help:"How long a sign-in lasts (${default})."`

	// SolveThreads is how many threads one solve uses, 1 to 256; 0 means one for each
	// processor.
	SolveThreads int `name:"solve-threads" env:"FAIRROTA_SOLVE_THREADS" default:"0" placeholder:"N" json:"solve_threads" help:"Threads of one solve; 0 means one for each processor (${default})."`

	// SolveMemoryMiB limits the memory of the child process that solves, in MiB, at
	// least 64; 0 means no limit.
	SolveMemoryMiB int `name:"solve-memory-mib" env:"FAIRROTA_SOLVE_MEMORY_MIB" default:"2048" placeholder:"MIB" json:"solve_memory_mib" help:"Memory limit of one solve in MiB; 0 means none (${default})."`

	// RunLease is how long a run stays claimed without a sign of life; after it another
	// process may take the run up. At least 3 seconds: the holder renews it every third
	// of that time.
	RunLease time.Duration `name:"run-lease" env:"FAIRROTA_RUN_LEASE" default:"15s" placeholder:"DURATION" json:"run_lease" help:"Time without a sign of life after which a run is taken up by another process (${default})."`

	// ShutdownTimeout is how long requests and jobs under way may still take after a
	// signal to stop; at least 0.
	ShutdownTimeout time.Duration `name:"shutdown-timeout" env:"FAIRROTA_SHUTDOWN_TIMEOUT" default:"10s" placeholder:"DURATION" json:"shutdown_timeout" help:"Time for requests under way when stopping (${default})."`

	// LogLevel is the least level logged: debug, info, warn or error.
	LogLevel string `name:"log-level" env:"FAIRROTA_LOG_LEVEL" default:"info" placeholder:"LEVEL" json:"log_level" help:"Least level logged: debug, info, warn or error (${default})."`

	// LogFormat is json or text.
	LogFormat string `name:"log-format" env:"FAIRROTA_LOG_FORMAT" default:"json" placeholder:"FORMAT" json:"log_format" help:"Format of the log: json or text (${default})."`
}

// BeforeResolve reads the settings file; kong calls it before it looks for values.
func (c *Config) BeforeResolve(ctx *kong.Context) error {
	known := settingFlags(ctx.Model)
	if err := refuseUnknownEnvironment(os.Environ(), known); err != nil {
		return err
	}
	path := c.File // as the environment has it
	for _, flag := range ctx.Flags() {
		if value, ok := ctx.FlagValue(flag).(string); ok && flag.Name == "config" && value != "" {
			path = value
		}
	}
	if path == "" {
		return nil
	}
	values, err := readSettings(path, known)
	if err != nil {
		return err
	}
	ctx.AddResolver(values)
	return nil
}

// AfterApply hands the log's settings to the logger.
func (c *Config) AfterApply(logging *logSettings) error {
	logging.format = c.LogFormat
	return logging.level.UnmarshalText([]byte(c.LogLevel))
}

// Validate reports every fault at once; each names its setting and what would be right.
func (c *Config) Validate() error {
	var faults []error
	fault := func(setting, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s %s", setting, fmt.Sprintf(format, args...)))
	}
	switch {
	case strings.HasPrefix(c.DBDSN, "sqlite:"):
		if strings.TrimPrefix(c.DBDSN, "sqlite:") == "" {
			fault("db-dsn", `names no file; use "sqlite:PATH"`)
		}
	case strings.HasPrefix(c.DBDSN, "postgres://"), strings.HasPrefix(c.DBDSN, "postgresql://"):
		if _, err := url.Parse(c.DBDSN); err != nil {
			fault("db-dsn", "is not a URL; use postgres://USER:PASSWORD@HOST:PORT/DATABASE")
		}
	default:
		fault("db-dsn", `must begin with "sqlite:" or "postgres://"`)
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		fault("listen", "must be HOST:PORT, such as 127.0.0.1:8080, and not %q", c.Listen)
	}
	if why := originFault(c.PublicURL); c.PublicURL != "" && why != "" {
		fault("public-url", "%s", why)
	}
	within := func(setting string, d, least, most time.Duration) {
		if d < least || d > most {
			fault(setting, "must be between %v and %v, and not %v", least, most, d)
		}
	}
	within("session-lifetime", c.SessionLifetime, time.Minute, 90*24*time.Hour)
	within("run-lease", c.RunLease, 3*time.Second, time.Hour)
	within("shutdown-timeout", c.ShutdownTimeout, 0, time.Hour)
	if c.SolveThreads < 0 || c.SolveThreads > 256 {
		fault("solve-threads", "must be between 0 and 256, and not %d", c.SolveThreads)
	}
	if c.SolveMemoryMiB != 0 && c.SolveMemoryMiB < 64 {
		fault("solve-memory-mib", "must be 0 or at least 64, and not %d", c.SolveMemoryMiB)
	}
	var level slog.Level
	if level.UnmarshalText([]byte(c.LogLevel)) != nil {
		fault("log-level", "must be debug, info, warn or error, and not %q", c.LogLevel)
	}
	if c.LogFormat != "json" && c.LogFormat != "text" {
		fault("log-format", "must be json or text, and not %q", c.LogFormat)
	}
	return errors.Join(faults...)
}

// originFault says what is wrong with a public URL, "" if nothing.
func originFault(origin string) string {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "must be an origin without a path, such as https://rota.example.org"
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		return "must begin with https:// (http:// only for a loopback address)"
	}
	return ""
}

// Origin returns the origin that browsers use, without a slash at the end. listen is the
// address that the server really bound.
func (c *Config) Origin(listen string) string {
	if c.PublicURL != "" {
		return strings.TrimRight(c.PublicURL, "/")
	}
	return "http://" + listen
}

// Print writes the settings in force as JSON that --config reads back, but with the
// password of the database URL replaced by "xxxxx". own are the settings of the
// subcommand itself by their keys; nil where it has none.
func (c *Config) Print(out io.Writer, own map[string]any) error {
	values := map[string]any{
		"db_dsn": redactDSN(c.DBDSN), "listen": c.Listen, "public_url": c.PublicURL,
		"session_lifetime": c.SessionLifetime.String(), "solve_threads": c.SolveThreads, "solve_memory_mib": c.SolveMemoryMiB,
		"run_lease": c.RunLease.String(), "shutdown_timeout": c.ShutdownTimeout.String(),
		"log_level": c.LogLevel, "log_format": c.LogFormat,
	}
	maps.Copy(values, own)
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(values); err != nil {
		return fmt.Errorf("print the settings: %w", err)
	}
	return nil
}

// redactDSN hides the passwords of a database URL, in the user part and in the query.
func redactDSN(dsn string) string {
	if strings.HasPrefix(dsn, "sqlite:") {
		return dsn
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return "xxxxx"
	}
	query := u.Query()
	for _, key := range []string{"password", "sslpassword"} {
		if query.Has(key) {
			query.Set(key, "xxxxx")
		}
	}
	u.RawQuery = query.Encode()
	return u.Redacted()
}
