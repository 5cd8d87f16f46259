package blackbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

// bid is what a bidder knows of one preference of its own.
type bid struct {
	day      store.Day
	strength int
	version  int
}

// doubt is a request whose answer never came: what it was about may stand as before or
// as after it. nil stands for no such preference.
type doubt struct {
	id            store.ID
	before, after *bid
}

// bidder is a nurse who puts in, changes and withdraws preferences, and remembers what
// was acknowledged.
type bidder struct {
	*client
	random *rand.Rand
	period store.RosterPeriod
	// most is how many preferences it keeps at once.
	most int
	// have are the acknowledged preferences.
	have map[store.ID]bid
	// inDoubt is set when the connection broke.
	inDoubt *doubt
	// acknowledged counts answered writes; took are their times.
	acknowledged int
	took         []time.Duration
}

func newBidder(c *client, seed uint64, period store.RosterPeriod, most int) *bidder {
	return &bidder{client: c, random: rand.New(rand.NewPCG(seed, 0)), period: period, most: most, have: map[store.ID]bid{}}
}

// step makes one random write. It returns an error where the server refused it; a broken
// connection leaves inDoubt and is no error.
func (b *bidder) step(ctx context.Context) error {
	id, old := b.pick()
	var want *bid
	var path, method string
	var body any
	var header [2]string
	path = "/me/preferences/" + string(id)
	switch {
	case old == nil:
		want = &bid{day: b.freeDay(), strength: 1 + b.random.IntN(3), version: 1}
		method, header = http.MethodPut, [2]string{"If-None-Match", "*"}
	case b.random.IntN(3) == 0:
		method, header = http.MethodDelete, [2]string{"If-Match", quoted(old.version)}
	default:
		want = &bid{day: old.day, strength: 1 + old.strength%3, version: old.version + 1}
		method, header = http.MethodPut, [2]string{"If-Match", quoted(old.version)}
	}
	if want != nil {
		body = map[string]any{"period_id": b.period.ID, "day": want.day, "kind": store.DayOff, "strength": want.strength}
	}
	began := time.Now()
	a, err := b.send(ctx, method, path, body, header[0], header[1])
	if err != nil {
		b.inDoubt = &doubt{id: id, before: old, after: want}
		return nil //nolint:nilerr // the test broke the connection itself
	}
	if a.status >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, a.status, a.body)
	}
	b.took = append(b.took, time.Since(began))
	b.acknowledged++
	if want == nil {
		delete(b.have, id)
		return nil
	}
	if got := a.etag; got != quoted(want.version) {
		return fmt.Errorf("%s %s: ETag %s, want version %d", method, path, got, want.version)
	}
	b.have[id] = *want
	return nil
}

// pick returns a preference to change, or a new id and nil for one to put in.
func (b *bidder) pick() (store.ID, *bid) {
	if len(b.have) == b.most || len(b.have) > 0 && b.random.IntN(2) == 0 {
		n := b.random.IntN(len(b.have))
		for id, one := range b.have {
			if n == 0 {
				return id, &one
			}
			n--
		}
	}
	return store.ID(newUUID()), nil
}

// freeDay returns a day without a preference.
func (b *bidder) freeDay() store.Day {
	taken := map[store.Day]bool{}
	for _, one := range b.have {
		taken[one.day] = true
	}
	for {
		if day := b.period.FirstDay.Add(b.random.IntN(b.period.Days())); !taken[day] {
			return day
		}
	}
}

// verify compares what the server has with what was acknowledged, and settles the doubt.
func (b *bidder) verify(t *testing.T) {
	t.Helper()
	got := map[store.ID]bid{}
	for _, p := range items[store.Preference](t, b.client, "/me/periods/"+string(b.period.ID)+"/preferences") {
		got[p.ID] = bid{day: p.Day, strength: p.Strength, version: p.Version}
	}
	if d := b.inDoubt; d != nil {
		now, there := got[d.id]
		switch {
		case there && d.after != nil && now == *d.after, !there && d.after == nil:
			if there {
				b.have[d.id] = now
			} else {
				delete(b.have, d.id)
			}
		case there && d.before != nil && now == *d.before, !there && d.before == nil:
		default:
			t.Errorf("preference %s is %+v (there: %v) after a broken request, neither %+v nor %+v", d.id, now, there, d.before, d.after)
		}
		b.inDoubt = nil
	}
	for id, want := range b.have {
		if now, there := got[id]; !there || now != want {
			t.Errorf("acknowledged preference %s is lost: %+v (there: %v), want %+v", id, now, there, want)
		}
	}
	if len(got) != len(b.have) {
		t.Errorf("%d preferences are there, %d were acknowledged", len(got), len(b.have))
	}
}

func quoted(version int) string { return strconv.Quote(strconv.Itoa(version)) }
