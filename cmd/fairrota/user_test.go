package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/sqlstore"
	"github.com/fairrota/fairrota/store/storetest"
)

// typed makes text the standard input of the test.
func typed(t *testing.T, text string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stdin
	os.Stdin = file
	t.Cleanup(func() {
		os.Stdin = before
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
}

// userOf returns what the database holds of a user.
func userOf(t *testing.T, dsn, login string) *store.User {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), sqlstore.Options{DSN: dsn, Now: storetest.NewClock(storetest.Monday).Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	user, err := db.UserByLogin(t.Context(), login)
	if err != nil {
		t.Fatal(err)
	}
	return user
}

func matches(t *testing.T, user *store.User, password string) bool {
	t.Helper()
	same, err := argon2id.ComparePasswordAndHash(password, user.PasswordHash)
	if err != nil {
		t.Fatal(err)
	}
	return same
}

func TestUserCommands(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "rota.db")
	do := func(want int, args ...string) string {
		t.Helper()
		code, stdout, stderr := execute(t, &commands{}, append(args, "--db-dsn="+dsn)...)
		if code != want {
			t.Fatalf("%q: exit code %d, want %d; %s", args, code, want, stderr)
		}
		return stdout + stderr
	}
	if out := do(exitFailure, "user", "list"); !strings.Contains(out, "fairrota migrate") {
		t.Errorf("a database without tables: %s", out)
	}
	do(exitOK, "migrate")
	do(exitOK, "migrate")

	typed(t, "correct horse battery staple\n")
	do(exitOK, "user", "add", "ada", "--name=Ada Lovelace", "--role=administrator")
	ada := userOf(t, dsn, "ada")
	if !matches(t, ada, "correct horse battery staple") || ada.Name != "Ada Lovelace" {
		t.Errorf("made %+v", ada)
	}
	if params, _, _, err := argon2id.DecodeHash(ada.PasswordHash); err != nil || params.Memory < 19456 || params.Iterations < 2 {
		t.Errorf("the hash costs %+v, %v", params, err)
	}
	typed(t, "short\n")
	if out := do(exitFailure, "user", "add", "bob"); !strings.Contains(out, "15") {
		t.Errorf("a short password: %s", out)
	}
	out := do(exitOK, "user", "password", "ada", "--generate")
	generated := regexp.MustCompile(`password: (\S+)`).FindStringSubmatch(out)
	if generated == nil || !matches(t, userOf(t, dsn, "ada"), generated[1]) {
		t.Errorf("generated: %s", out)
	}
	if out := do(exitFailure, "user", "suspend", "ada"); !strings.Contains(out, "last active administrator") {
		t.Errorf("the last administrator: %s", out)
	}
	do(exitOK, "user", "add", "bob", "--generate")
	do(exitOK, "user", "grant", "bob", "administrator", "hr")
	do(exitOK, "user", "suspend", "ada")
	if got := do(exitOK, "user", "list"); got != "ada\tsuspended\tadministrator\nbob\tactive\tadministrator hr\n" {
		t.Errorf("list:\n%s", got)
	}
	do(exitOK, "user", "suspend", "ada", "--undo")
	if userOf(t, dsn, "ada").State != store.Active {
		t.Error("ada is still suspended")
	}
	if out := do(exitFailure, "user", "grant", "bob", "matron", "nurse@heather"); !strings.Contains(out, "matron") || !strings.Contains(out, "heather") {
		t.Errorf("roles that are none: %s", out)
	}
	do(exitFailure, "user", "password", "zoe", "--generate")
}
