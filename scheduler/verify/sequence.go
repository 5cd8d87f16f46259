package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// successions: no cell of To on the day after a cell of From. The last day of history
// counts; where there is none, the day before the horizon is a day off.
func (p *person) successions(f *findings) {
	for _, s := range p.contract.Successions {
		for d := range p.line {
			if in(s.From, p.yesterday(d)) && in(s.To, p.shift(d)) {
				f.add(p.breach(nrp.RuleSuccession, s.Name, d), 1, s.Cost)
			}
		}
	}
}

// rests: at least so many minutes from the end of a shift to the start of the next
// day's, in time that really passes. A shift whose times are both zero has none.
func (p *person) rests(f *findings) {
	h := p.inst.Horizon
	for _, r := range p.contract.Rests {
		for d := range p.line {
			before, after := p.yesterday(d), p.shift(d)
			if before == nrp.NoShift || after == nrp.NoShift {
				continue
			}
			a, b := p.inst.Shifts[before], p.inst.Shifts[after]
			if (a.Start == 0 && a.End == 0) || (b.Start == 0 && b.End == 0) {
				continue
			}
			if h.Instant(d, b.Start)-h.Instant(d-1, a.End) < r.Minutes {
				f.add(p.breach(nrp.RuleRest, r.Name, d), 1, r.Cost)
			}
		}
	}
}

// patterns: each day of the horizon on which the cells of a pattern have just followed
// one another, beginning in history or not, costs one unit if it is of a weekday asked for.
func (p *person) patterns(f *findings) {
	for _, pat := range p.contract.Patterns {
		for d := range p.line {
			weekday := p.inst.Horizon.Weekday(d)
			if pat.EndWeekdays != 0 && pat.EndWeekdays&(1<<uint(weekday)) == 0 {
				continue
			}
			if p.ends(pat.Cells, d) {
				f.add(p.breach(nrp.RulePattern, pat.Name, d), 1, pat.Cost)
			}
		}
	}
}

// ends reports whether the last of the cells falls on day d, all of them on known days.
func (p *person) ends(cells []nrp.CellSet, d nrp.DayIdx) bool {
	first := d - len(cells) + 1
	if first < p.known() {
		return false
	}
	for k, set := range cells {
		if !in(set, p.shift(first+k)) {
			return false
		}
	}
	return true
}

// stretches: finds every run of days whose cells are all in Of, history's days
// included, and judges its length.
func (p *person) stretches(f *findings) {
	for _, s := range p.contract.Stretches {
		d := p.known()
		for d < len(p.line) {
			if !in(s.Of, p.shift(d)) {
				d++
				continue
			}
			first := d
			for d < len(p.line) && in(s.Of, p.shift(d)) {
				d++
			}
			p.run(s, first, d, f)
		}
	}
}

// run judges one run, from day first to the day before end. Each of its days beyond
// Max that lies in the horizon costs MaxCost. If it is shorter than Min and a day of
// the horizon ends it, the missing days cost MinCost; not, however, if it begins on
// day 0 and nothing is known of the days before.
func (p *person) run(s nrp.Stretch, first, end nrp.DayIdx, f *findings) {
	for d := max(first, 0); d < end; d++ {
		if d-first+1 > s.Max {
			f.add(p.breach(nrp.RuleStretch, s.Name, d), 1, s.MaxCost)
		}
	}
	endsInHorizon := end >= 0 && end < len(p.line)
	exempt := first == 0 && !p.staff.History.Known
	if endsInHorizon && !exempt {
		f.add(p.breach(nrp.RuleStretch, s.Name, end), int64(s.Min-(end-first)), s.MinCost)
	}
}
