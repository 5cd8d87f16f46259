package explain

import (
	"math/rand/v2"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/nrp/nrptest"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// TestPartDiffersByAConstant: whatever some people do, their part and the whole with everybody else held
// change by the same score, links and people who do not count among what is asked.
func TestPartDiffersByAConstant(t *testing.T) {
	linked := 0
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		draw := func(_ string, lo, hi int) int { return lo + random.IntN(hi-lo+1) }
		in := nrptest.Instance(draw)
		if len(in.Links) > 0 {
			linked++
		}
		var people []nrp.StaffIdx
		for i := range in.Staff {
			if random.IntN(2) == 0 {
				people = append(people, i)
			}
		}
		if len(people) == 0 {
			people = []nrp.StaffIdx{0}
		}
		r := nrptest.Roster(in, draw)
		p := partOf(in, r, people)
		whole, err := rules.Compile(in)
		if err != nil {
			t.Fatal(err)
		}
		part, err := rules.Compile(p.in)
		if err != nil {
			t.Fatalf("seed %d: the part is not valid: %v", seed, err)
		}
		constant := whole.Evaluate(r).Minus(part.Evaluate(p.lines(r)))
		for range 5 {
			other := nrptest.Roster(in, draw)
			lines := p.lines(other)
			if got := whole.Evaluate(p.with(r, lines)).Minus(part.Evaluate(lines)); got != constant {
				t.Fatalf("seed %d: whole less part is %v, then %v", seed, constant, got)
			}
		}
	}
	if linked < 60 {
		t.Errorf("%d instances with links, want 60 at least", linked)
	}
}
