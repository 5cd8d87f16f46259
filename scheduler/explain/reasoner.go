package explain

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Options bound and steer one Explain. The zero value spends defaultSteps.
type Options struct {
	// Threads and Seed are those of scheduler.Options.
	Threads int
	Seed    uint64
	// StepLimit bounds the steps of all solves together, TimeLimit their time, as in
	// scheduler.Options; 0 means no such limit. Runs of one build with equal instance,
	// roster, seed and StepLimit that are not cut short by time give equal reports.
	StepLimit int64
	TimeLimit time.Duration
	// Clock is needed for TimeLimit.
	Clock func() time.Time
	// Better, if set, is asked before a roster that is better by score takes the place of the one
	// at hand: whether it is better by what the score of this instance stands for (package
	// stages). now is the roster at hand.
	Better func(found, now nrp.Roster) bool
}

// defaultSteps are spent where there is no limit.
const defaultSteps = 20_000_000

// Report is what Explain found.
type Report struct {
	// Roster is the one that is explained: the caller's, or a better one that met more.
	Roster nrp.Roster `json:"roster"`
	Score  nrp.Score  `json:"score"`
	// Bound is the caller's as far as it holds for Roster, level by level as in
	// scheduler.Result; 0 at a level where nothing is known.
	Bound nrp.Score `json:"bound"`
	// Improved is how many times a better roster took the place of the one at hand.
	Improved int `json:"improved"`
	// Reasons has one entry for each request that Roster does not meet, in their order.
	Reasons []Explanation `json:"reasons"`
	// Agreed has one entry for each of Instance.Agreed that Roster does not keep, in their order;
	// Request is the index into that list, and none has a Nearest.
	Agreed  []Explanation `json:"agreed,omitempty"`
	Steps   int64         `json:"steps"`
	Seconds float64       `json:"seconds"`
}

// Explain says for each preference that a roster does not meet, and each agreed day that it does not
// keep, why not, what meeting it
// would cost at least or as far as was found, and which near preference could be met. For
// each it solves the instance anew with the preference forced. Where that gives a better
// roster, the roster at hand does not stand: the better one takes its place. Bound is a
// proven bound of the roster, level by level as scheduler.Result has it, nil if none is known.
//
// It ends with what it has when ctx ends. Errors are those of scheduler.Solve. The inputs
// are not changed.
func Explain(ctx context.Context, in *nrp.Instance, r nrp.Roster, bound *nrp.Score, opt Options) (*Report, error) {
	if err := in.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	asks := len(in.Requests)
	in = asking(in)
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", scheduler.ErrBadInstance, err)
	}
	if opt.TimeLimit > 0 && opt.Clock == nil {
		return nil, fmt.Errorf("%w: time limit: it needs a clock, give one or leave the limit out", scheduler.ErrBadOptions)
	}
	e := &reasoner{
		ctx: ctx, in: in, asks: asks, m: m, budget: newBudget(opt), opt: opt, roster: r.Clone(), score: m.Evaluate(r),
		own: map[int]*Explanation{}, found: map[int]*witness{}, proved: map[int]bool{}, nearest: map[int]*Nearest{},
		leastHard: map[nrp.StaffIdx]int64{},
	}
	if bound != nil {
		e.bound = *bound
	}
	for _, phase := range []func() error{e.ownLines, e.examineParts, e.forceAll, e.examineMore, e.nearestAll} {
		if err := phase(); err != nil {
			return nil, err
		}
	}
	return e.report(), nil
}

// reasoner is one Explain at work.
type reasoner struct {
	ctx context.Context //nolint:containedctx // lives exactly as long as the one call it belongs to
	// in is the caller's, with each agreed day as a request after its first asks.
	in     *nrp.Instance
	asks   int
	m      *rules.Model
	opt    Options
	budget *budget

	roster   nrp.Roster
	score    nrp.Score
	bound    nrp.Score
	improved int

	// own holds what the person's own line refuses, found the best rosters with a request
	// met, proved which of them have a proof, nearest what could be met; by request.
	own     map[int]*Explanation
	found   map[int]*witness
	proved  map[int]bool
	nearest map[int]*Nearest
	// leastHard is a lower bound of what a line alone costs at the hard level; by person.
	leastHard map[nrp.StaffIdx]int64
	series    scheduler.Series
}

// witness is the best roster found that meets a request.
type witness struct {
	roster nrp.Roster
	score  nrp.Score
	// bound is proven for rosters that meet the request, as in scheduler.Result; nil where
	// only a part was solved.
	bound *nrp.Score
	// raw is set where nobody has looked for anything better: it is none to explain with.
	raw bool
	// unfair is set where the score is no worse, and Options.Better says that the roster is.
	unfair bool
}

// met reports whether a roster meets a request.
func met(q *nrp.Request, r nrp.Roster) bool { return !q.Unwanted.Has(r[q.Staff][q.Day].Shift) }

// unmet lists the requests that the roster at hand does not meet, those that weigh most
// first; what a plan asks for in vain is none where a plan before it is kept.
func (e *reasoner) unmet() []int {
	var out []int
	for i := range e.in.Requests {
		if q := &e.in.Requests[i]; !met(q, e.roster) && !Spared(e.in, e.roster[q.Staff], i) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := e.priceOf(a), e.priceOf(b)
		return cmp.Or(cmp.Compare(x.Level, y.Level), cmp.Compare(y.Weight, x.Weight))
	})
	return out
}

// ownLines finds the requests that the person's own line cannot hold. It is exact and
// costs little, so that every request gets its turn.
func (e *reasoner) ownLines() error {
	for _, q := range e.unmet() {
		if err := e.ownLine(q); err != nil {
			return err
		}
	}
	return nil
}

// examineParts solves parts of the instance anew for each request.
func (e *reasoner) examineParts() error { return e.examineAll(0, 1, partsShare) }

// examineMore solves larger parts, and the whole instance, anew for each request of which nothing is proved yet.
func (e *reasoner) examineMore() error { return e.examineAll(1, attempts, wholeShare) }

// examineAll solves the instance anew for each request. A better
// roster takes the place of the one at hand, and what it newly refuses gets its turn.
func (e *reasoner) examineAll(from, to int, until float64) error {
	type turn struct{ request, attempt int }
	had := map[turn]bool{}
	for attempt := from; attempt < to; attempt++ {
		for e.budget.used() < until && e.ctx.Err() == nil {
			left := slices.DeleteFunc(e.unmet(), func(q int) bool {
				return had[turn{q, attempt}] || e.own[q] != nil || e.proved[q] || e.provedBySolve(q)
			})
			if len(left) == 0 {
				break
			}
			q := left[max(0, slices.IndexFunc(left, e.unseen))]
			had[turn{q, attempt}] = true
			better, err := e.examine(q, attempt, min(mostEach, (until-e.budget.used())/float64(len(left))))
			if err != nil {
				return err
			}
			if better != nil {
				e.adopt(better)
				if err := e.ownLines(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// unseen reports whether nothing is known yet of what meeting a request comes to.
func (e *reasoner) unseen(q int) bool { return e.found[q] == nil || e.found[q].raw }

const (
	// partsShare, forceShare and wholeShare are the shares of the whole at which the next phase
	// begins, mostEach is the most that one request may have at once.
	partsShare = 0.15
	forceShare = 0.75
	wholeShare = 0.85
	mostEach   = 0.15
)

// adopt puts a better roster in the place of the one at hand. Bounds hold on for rosters
// that are no worse at the levels above, up to the first at which it is better.
func (e *reasoner) adopt(w *witness) {
	same := true
	for l := range w.score {
		if !same {
			e.bound[l] = 0
		}
		same = same && w.score[l] == e.score[l]
	}
	e.roster, e.score = w.roster, w.score
	e.improved++
	clear(e.proved)
	for q := range e.own {
		if met(&e.in.Requests[q], e.roster) {
			delete(e.own, q)
		}
	}
}

// refusals counts the requests that a roster does not meet, a choice once.
func (e *reasoner) refusals(r nrp.Roster) int {
	n := 0
	for i := range e.in.Staff {
		n += len(e.in.Unmet(i, r[i]))
	}
	return n
}

func (e *reasoner) report() *Report {
	out := &Report{
		Roster: e.roster, Score: e.score, Bound: e.bound, Improved: e.improved, Reasons: []Explanation{},
		Steps: e.budget.steps, Seconds: e.budget.seconds(),
	}
	unmet := e.unmet()
	slices.Sort(unmet)
	for _, q := range unmet {
		why := Explanation{Request: q, Proof: NotExamined, Level: NoLevel, Because: []nrp.Violation{}, Clash: []Duty{}}
		switch {
		case e.own[q] != nil:
			why = *e.own[q]
		case !e.unseen(q) || e.found[q] != nil && e.proved[q]:
			why = e.explain(q, e.found[q])
		}
		if e.isAgreed(q) {
			why.Request -= e.asks
			out.Agreed = append(out.Agreed, why)
			continue
		}
		why.Nearest = e.nearest[q]
		out.Reasons = append(out.Reasons, why)
	}
	return out
}
