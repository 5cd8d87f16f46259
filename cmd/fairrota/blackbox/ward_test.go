package blackbox

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// instance names the files of one competition problem.
type instance struct {
	scenario, history string
	weeks             []string
}

// alder is the small ward of our own making; its files lie in testdata.
func alder() instance {
	at := func(name string) string { return filepath.Join("testdata", name) }
	return instance{at("Sc-alder.json"), at("H0-alder-0.json"), []string{at("WD-alder-0.json"), at("WD-alder-1.json")}}
}

// ward is an imported ward and its manager's sign-in.
type ward struct {
	id, period      store.ID
	login, password string
}

// newDatabase makes a migrated SQLite database and returns its DSN.
func newDatabase(t *testing.T) string {
	t.Helper()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "rota.db")
	must(t, "migrate", "--db-dsn", dsn)
	return dsn
}

// importWard imports a problem as a ward of this name.
func importWard(t *testing.T, dsn, name string, in instance, more ...string) ward {
	t.Helper()
	w := ward{login: "manager." + strings.ToLower(strings.ReplaceAll(name, " ", "."))}
	file := filepath.Join(t.TempDir(), "sign-in.txt")
	args := []string{
		"import", "inrc2", "--db-dsn", dsn, "--ward", name, "--manager", w.login, "--password-file", file,
		"--history", in.history, "--weeks", strings.Join(in.weeks, ","),
	}
	for _, line := range strings.Split(must(t, append(append(args, more...), in.scenario)...), "\n") {
		switch field, value, _ := strings.Cut(line, ": "); field {
		case "ward":
			w.id = store.ID(value)
		case "period":
			w.period = store.ID(value)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w.password = strings.Split(string(text), "\t")[1]
	return w
}

// roster is an answer of GET /rosters/{id}.
type roster struct {
	Roster   store.Roster    `json:"roster"`
	Duties   []store.Duty    `json:"duties"`
	Findings []store.Finding `json:"findings"`
	Outcomes []store.Outcome `json:"outcomes"`
}

// drafted returns the only roster of a period.
func drafted(t *testing.T, c *client, period store.ID) store.Roster {
	t.Helper()
	list := items[store.Roster](t, c, "/periods/"+string(period)+"/rosters")
	if len(list) != 1 {
		t.Fatalf("period %s has %d rosters, want 1: %+v", period, len(list), list)
	}
	return list[0]
}

// approve and publish move a roster on and return its new version.
func approve(t *testing.T, c *client, r store.Roster) store.Roster {
	t.Helper()
	return move(t, c, r, "approve", store.RosterApproved)
}

func publish(t *testing.T, c *client, r store.Roster) store.Roster {
	t.Helper()
	return move(t, c, r, "publish", store.RosterPublished)
}

func move(t *testing.T, c *client, r store.Roster, verb string, want store.RosterState) store.Roster {
	t.Helper()
	var after store.Roster
	c.do(t, http.MethodPost, "/rosters/"+string(r.ID)+"/"+verb, nil, &after, "If-Match", quoted(r.Version))
	if after.State != want || after.Version <= r.Version {
		t.Fatalf("%s: state %s version %d, want %s above version %d", verb, after.State, after.Version, want, r.Version)
	}
	return after
}
