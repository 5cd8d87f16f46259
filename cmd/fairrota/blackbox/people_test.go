package blackbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// openRush imports wards open for bidding into a database that a server serves, until
// there are n bidders, and signs each of them in; more are further flags of the import.
func openRush(t *testing.T, dsn string, server *process, admin *client, n int, more ...string) []*bidder {
	t.Helper()
	var bidders []*bidder
	for k := 0; len(bidders) < n; k++ {
		w := importWard(t, dsn, fmt.Sprintf("Open Ward %d", k+1), alder(), append(more, "--open", "--solve-seconds", "1")...)
		period := store.RosterPeriod{}
		admin.get(t, "/periods/"+string(w.period), &period)
		for _, person := range items[store.Staff](t, admin, "/wards/"+string(w.id)+"/staff") {
			if len(bidders) == n {
				break
			}
			login, password := fmt.Sprintf("nurse.%d", len(bidders)), fmt.Sprintf("nurse %d of the open ward", len(bidders))
			admin.do(t, http.MethodPost, "/users", map[string]any{
				"login": login, "name": person.Name, "password": password, "staff_id": person.ID,
				"grants": []store.Grant{{Role: store.Nurse, WardID: w.id}},
			}, nil)
			// Half of the ward's days, so that a day without a preference is soon found.
			bidders = append(bidders, newBidder(signIn(t, server.url, login, password), uint64(len(bidders)), period, 5))
			withdrawAll(t, bidders[len(bidders)-1])
		}
	}
	return bidders
}

// withdrawAll withdraws what the import put in, so that a bidder knows all that is there.
func withdrawAll(t *testing.T, b *bidder) {
	t.Helper()
	for _, p := range items[store.Preference](t, b.client, "/me/periods/"+string(b.period.ID)+"/preferences") {
		b.do(t, http.MethodDelete, "/me/preferences/"+string(p.ID), nil, nil, "If-Match", quoted(p.Version))
	}
}

// signInAdmin makes an administrator by the command line and signs in.
func signInAdmin(t *testing.T, dsn string, server *process) *client {
	t.Helper()
	const login = "the.admin"
	out := must(t, "user", "add", "--db-dsn", dsn, "--role", string(store.Administrator), "--generate", login)
	_, password, ok := strings.Cut(out, "password: ")
	if !ok {
		t.Fatalf("no password in %q", out)
	}
	password, _, _ = strings.Cut(password, "\n")
	return signIn(t, server.url, login, password)
}
