package verify_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// FuzzInstance gives any JSON as an instance: what Validate accepts, the rules and the
// referee must take without a panic, and agree on.
func FuzzInstance(f *testing.F) {
	for seed := range uint64(4) {
		rng := rand.New(rand.NewPCG(seed, 0))
		text, err := json.Marshal(nrptest.Instance(func(_ string, lo, hi int) int { return lo + rng.IntN(hi-lo+1) }))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, seed)
	}
	f.Fuzz(func(t *testing.T, text []byte, seed uint64) {
		in := &nrp.Instance{}
		if json.Unmarshal(text, in) != nil || in.Validate() != nil || len(in.Staff)*in.Horizon.Days > 10_000 {
			return
		}
		m, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(seed, 1))
		r := nrptest.Roster(in, func(_ string, lo, hi int) int { return lo + rng.IntN(hi-lo+1) })
		score, found, err := verify.Check(in, r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(score, m.Evaluate(r)); diff != "" {
			t.Errorf("score (-referee +rules):\n%s", diff)
		}
		if diff := gocmp.Diff(sorted(found), sorted(m.Violations(r))); diff != "" {
			t.Errorf("breaches (-referee +rules):\n%s", diff)
		}
	})
}
