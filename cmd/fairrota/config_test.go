package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// settingsFile writes a settings file and returns its path.
func settingsFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// printed runs the probe and returns the settings it printed.
func printed(t *testing.T, args ...string) map[string]any {
	t.Helper()
	code, stdout, stderr := execute(t, &probe{}, append([]string{"probe"}, args...)...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestConfigPrecedence(t *testing.T) {
	file := settingsFile(t, `{"run_lease": "20s", "solve_threads": 3, "log_level": "warn"}`)
	t.Setenv("FAIRROTA_SOLVE_THREADS", "4")
	t.Setenv("FAIRROTA_LOG_LEVEL", "error")
	got := printed(t, "--config", file, "--log-level=debug")
	for key, want := range map[string]any{
		"session_lifetime": "12h0m0s", // default
		"run_lease":        "20s",     // file
		"solve_threads":    4.0,       // environment over file
		"log_level":        "debug",
	} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
}

func TestConfigFileNamedByEnvironment(t *testing.T) {
	t.Setenv("FAIRROTA_CONFIG", settingsFile(t, `{"listen": "127.0.0.1:9000"}`))
	if got := printed(t)["listen"]; got != "127.0.0.1:9000" {
		t.Errorf("listen is %v", got)
	}
	other := settingsFile(t, `{"listen": "127.0.0.1:9001"}`)
	if got := printed(t, "--config="+other)["listen"]; got != "127.0.0.1:9001" {
		t.Errorf("the flag names the file, listen is %v", got)
	}
}

func TestConfigPrintIsReadBack(t *testing.T) {
	_, first, _ := execute(t, &probe{}, "probe", "--session-lifetime=1h30m", "--public-url=https://rota.example.org")
	_, second, stderr := execute(t, &probe{}, "probe", "--config", settingsFile(t, first))
	if first != second {
		t.Errorf("printed %s, read back %s %s", first, second, stderr)
	}
}

func TestConfigRefusesBadFiles(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"unknown key":    {`{"solve_treads": 3}`, `"solve_treads" is not a setting`},
		"flag spelling":  {`{"solve-threads": 3}`, `"solve-threads" is not a setting`},
		"config itself":  {`{"config": "other.json"}`, `"config" is not a setting`},
		"twice":          {`{"listen": "a:1", "listen": "b:1"}`, `"listen" is given twice`},
		"object":         {`{"listen": {"a": 1}}`, "must be a string"},
		"list of lists":  {`{"networks": [["a"]]}`, "must be a string"},
		"null":           {`{"listen": null}`, "must be a string"},
		"not an object":  {`[]`, "must be one JSON object"},
		"empty":          {``, "must be one JSON object"},
		"cut short":      {`{"listen": "a:1"`, "is not JSON"},
		"two objects":    {`{} {}`, "something after the object"},
		"not a duration": {`{"run_lease": "soon"}`, "run-lease"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, stderr := execute(t, &probe{}, "probe", "--config", settingsFile(t, c.content))
			if code != exitUsage || !strings.Contains(stderr, c.want) {
				t.Errorf("exit code %d, stderr %q should hold %q", code, stderr, c.want)
			}
		})
	}
	code, _, stderr := execute(t, &probe{}, "probe", "--config", filepath.Join(t.TempDir(), "absent.json"))
	if code != exitUsage || !strings.Contains(stderr, "absent.json") {
		t.Errorf("exit code %d, stderr %q should name the missing file", code, stderr)
	}
}

func TestConfigIsSharedBySubcommands(t *testing.T) {
	file := settingsFile(t, `{"networks": ["10.0.0.0/8", "192.0.2.0/24"], "listen": "127.0.0.1:9000"}`)
	if got := printed(t, "--config", file)["listen"]; got != "127.0.0.1:9000" {
		t.Errorf("listen is %v", got)
	}
	code, first, stderr := execute(t, &probe{}, "other", "--config", file)
	if code != exitOK || !strings.Contains(first, `"192.0.2.0/24"`) {
		t.Errorf("exit code %d, printed %s, stderr %q", code, first, stderr)
	}
	if _, second, _ := execute(t, &probe{}, "other", "--config", settingsFile(t, first)); second != first {
		t.Errorf("printed %s, read back %s", first, second)
	}
	t.Setenv("FAIRROTA_NETWORKS", "10.0.0.0/8")
	printed(t)
}

func TestConfigRefusesUnknownEnvironment(t *testing.T) {
	t.Setenv("FAIRROTA_TEST_ANYTHING", "1")
	printed(t)
	t.Setenv("FAIRROTA_LISTNE", "127.0.0.1:1")
	code, _, stderr := execute(t, &probe{}, "probe")
	if code != exitUsage || !strings.Contains(stderr, "FAIRROTA_LISTNE is not a setting") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

func TestConfigValidateReportsAllFaults(t *testing.T) {
	code, _, stderr := execute(t, &probe{}, "probe",
		"--db-dsn=mysql://x", "--listen=8080", "--public-url=http://rota.example.org", "--session-lifetime=59s",
		"--solve-threads=-1", "--solve-memory-mib=63", "--run-lease=2999ms",
		"--shutdown-timeout=-1s", "--log-level=loud", "--log-format=xml")
	if code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	for _, setting := range []string{
		"db-dsn", "listen", "public-url", "session-lifetime", "solve-threads",
		"solve-memory-mib", "run-lease", "shutdown-timeout", "log-level", "log-format",
	} {
		if !strings.Contains(stderr, setting+" must") {
			t.Errorf("no fault of %s in %q", setting, stderr)
		}
	}
}

func TestConfigAcceptsBounds(t *testing.T) {
	printed(t, "--session-lifetime=1m", "--solve-threads=256", "--solve-memory-mib=64",
		"--run-lease=3s", "--shutdown-timeout=0s", "--public-url=http://localhost:8080", "--db-dsn=postgres://h/d")
	printed(t, "--session-lifetime=2160h", "--solve-memory-mib=0", "--public-url=https://rota.example.org/")
}

func TestConfigPrintHidesSecrets(t *testing.T) {
	for dsn, want := range map[string]string{
		"sqlite:var/a.db":                            "sqlite:var/a.db",
		"postgres://rota:hunter2@db:5432/rota":       "postgres://rota:xxxxx@db:5432/rota",
		"postgres://db/rota?password=hunter2&user=r": "postgres://db/rota?password=xxxxx&user=r",
		"postgres://rota@db/rota?sslmode=disable":    "postgres://rota@db/rota?sslmode=disable",
	} {
		_, stdout, stderr := execute(t, &probe{}, "probe", "--db-dsn="+dsn)
		if strings.Contains(stdout+stderr, "hunter2") || !strings.Contains(stdout, `"`+want+`"`) {
			t.Errorf("%s printed as %s %s", dsn, stdout, stderr)
		}
	}
}
