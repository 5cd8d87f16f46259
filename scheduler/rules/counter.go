package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// CounterRule is a total over days with a piecewise-linear cost (Curtois & Qu
// formulas 3, 4 and 8; INRC-II S6 and S7; contract hours; burden).
type CounterRule struct {
	nrp.Counter
	// days tells which days count; [day].
	days []bool
}

func compileCounter(h nrp.Horizon, c nrp.Counter) CounterRule {
	r := CounterRule{Counter: c, days: make([]bool, h.Days)}
	for d := range r.days {
		r.days[d] = countsDay(h, c, d)
	}
	return r
}

// countsDay reports whether a day is within the counter's window and weekdays.
func countsDay(h nrp.Horizon, c nrp.Counter, d int) bool {
	if (c.From != 0 || c.To != 0) && (d < c.From || d >= c.To) {
		return false
	}
	return c.Weekdays == 0 || c.Weekdays>>uint(h.Weekday(d))&1 == 1
}

// On reports whether day d counts.
func (r *CounterRule) On(d nrp.DayIdx) bool { return r.days[d] }

// Amount returns what shift s adds on day d; 0 for a day off and for counters of
// weekends and of charges, which are fed by a Machine.
func (r *CounterRule) Amount(d nrp.DayIdx, s nrp.ShiftIdx) int64 {
	switch {
	case s == nrp.NoShift || r.Kind != nrp.CountAmounts || !r.days[d]:
		return 0
	case r.Counter.Amount == nil:
		return 1
	}
	return r.Counter.Amount[s]
}

// Price adds the cost of a total to a score.
func (r *CounterRule) Price(total int64, score *nrp.Score) {
	for _, k := range r.Under {
		score.Add(k.Cost, max(0, k.At-total))
	}
	for _, k := range r.Over {
		score.Add(k.Cost, max(0, total-k.At))
	}
}

// breaches appends one violation for each bend that the total is beyond.
func (r *CounterRule) breaches(i nrp.StaffIdx, total int64, out []nrp.Violation) []nrp.Violation {
	add := func(amount int64, c nrp.Cost) {
		if amount > 0 {
			v := onLine(nrp.RuleCounter, r.Name, i, -1)
			v.Amount, v.Cost = amount, c
			out = append(out, v)
		}
	}
	for _, k := range r.Under {
		add(k.At-total, k.Cost)
	}
	for _, k := range r.Over {
		add(total-k.At, k.Cost)
	}
	return out
}
