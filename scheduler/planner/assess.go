package planner

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/explain"
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
	// Law is what the second referee says.
	Law Lawful
}

// Outcome is what became of one request.
type Outcome struct {
	// Request is the index into Instance.Requests.
	Request int
	Met     bool
	// Decided is false where forcing the request into this roster names no breach that
	// matters as much; then no reason is claimed. A met request is decided.
	Decided bool
	// Delta is the change of the score if the request were forced into this roster.
	Delta nrp.Score
	// Findings are the breaches that forcing it would add.
	Findings []nrp.Violation
}

// Judge has both referees judge a roster and explains nothing: there are no outcomes.
func Judge(p *Problem, r nrp.Roster) (*Assessment, error) {
	score, violations, err := verify.Check(p.Instance, r)
	if err != nil {
		return nil, fmt.Errorf("referee: %w", err)
	}
	lawful, err := judgeLaw(p, r)
	if err != nil {
		return nil, err
	}
	a := &Assessment{Score: score, Violations: violations, Law: lawful}
	for _, v := range violations {
		if v.Rule == nrp.RuleCoverMin && v.Amount > 0 {
			a.Unfilled = append(a.Unfilled, v)
		}
	}
	return a, nil
}

// Assess has both referees judge a roster and explains each request that it does not
// meet. O(requests x days x rules).
func Assess(p *Problem, r nrp.Roster) (*Assessment, error) {
	in := p.Instance
	a, err := Judge(p, r)
	if err != nil {
		return nil, err
	}
	m, err := rules.Compile(in)
	if err != nil {
		return nil, fmt.Errorf("compile the rules: %w", err)
	}
	a.Outcomes = make([]Outcome, len(in.Requests))
	for i, q := range in.Requests {
		o := Outcome{Request: i, Met: !q.Unwanted.Has(r[q.Staff][q.Day].Shift)}
		if o.Met {
			o.Decided = true
		} else {
			why := explain.InThisRota(m, in, r, i)
			o.Decided, o.Delta, o.Findings = why.Decided, why.Delta, why.Findings
		}
		a.Outcomes[i] = o
	}
	return a, nil
}
