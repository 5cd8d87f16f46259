package planner

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// Assessment is what the referee and the explanations say of a roster.
type Assessment struct {
	Score nrp.Score
	// Violations are all breaches, also of rules that cost nothing.
	Violations []nrp.Violation
	// Outcomes has one entry for each request, in order. [request]
	Outcomes []Outcome
	// Unfilled are the breaches of minimum cover; Amount is the number of people missing.
	Unfilled []nrp.Violation
}

// Outcome is what became of one request.
type Outcome struct {
	// Request is the index into Instance.Requests.
	Request int
	Met     bool
	// Decided is false where forcing the request into this roster names no breach; then
	// no reason is claimed. A met request is decided.
	Decided bool
	// Delta is the change of the score if the request were forced into this roster.
	Delta nrp.Score
	// Findings are the breaches that forcing it would add.
	Findings []nrp.Violation
}

// Assess has the referee judge a roster and explains each request that it does not
// meet. O(requests x days x rules).
func Assess(p *Problem, r nrp.Roster) (*Assessment, error) {
	in := p.Instance
	score, violations, err := verify.Check(in, r)
	if err != nil {
		return nil, fmt.Errorf("referee: %w", err)
	}
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("compile the rules: %w", err)
	}
	a := &Assessment{Score: score, Violations: violations, Outcomes: make([]Outcome, len(in.Requests))}
	for _, v := range violations {
		if v.Rule == nrp.RuleCoverMin && v.Amount > 0 {
			a.Unfilled = append(a.Unfilled, v)
		}
	}
	for i, q := range in.Requests {
		o := Outcome{Request: i, Met: !q.Unwanted.Has(r[q.Staff][q.Day].Shift)}
		if o.Met {
			o.Decided = true
		} else {
			o.Delta, o.Findings = force(m, r, q)
			o.Decided = len(o.Findings) > 0
		}
		a.Outcomes[i] = o
	}
	return a, nil
}

// force returns the least change of the score among the cells that meet the request,
// and the breaches that it adds.
func force(m *rules.Model, r nrp.Roster, q nrp.Request) (best nrp.Score, findings []nrp.Violation) {
	first := true
	try := func(to nrp.Assignment) {
		delta, added, _ := m.Change(r, q.Staff, q.Day, to)
		if first || delta.Compare(best) < 0 {
			first, best, findings = false, delta, added
		}
	}
	if !q.Unwanted.Has(nrp.NoShift) {
		try(nrp.Off)
	}
	for s := range m.Inst.Shifts {
		if q.Unwanted.Has(s) || m.Inst.Shifts[s].FixedOnly {
			continue
		}
		if len(m.Inst.Skills) == 0 {
			try(nrp.Assignment{Shift: s, Skill: nrp.NoSkill})
		}
		for _, k := range m.Inst.Staff[q.Staff].Skills {
			try(nrp.Assignment{Shift: s, Skill: k})
		}
	}
	return best, findings
}
