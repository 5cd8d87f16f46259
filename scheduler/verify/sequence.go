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

// restReach is how many days back a shift can lie whose end is less than a rest away: a
// valid shift ends within 4319 minutes of the midnight its day begins with, a rest has 2880
// minutes at most and a day 1320 at least, (4319 + 2880) / 1320 < 6.
const restReach = 6

// rests: at least so many minutes from the end of any earlier shift to the start of a
// shift, in time that really passes. A shift whose times are both zero has none.
func (p *person) rests(f *findings) {
	for _, r := range p.contract.Rests {
		for d := range p.line {
			if r.Until > 0 && d >= r.Until {
				break
			}
			start, _, ok := p.atWork(d)
			tooSoon := false
			for e := max(d-restReach, p.known()); ok && e < d; e++ {
				_, end, worked := p.atWork(e)
				tooSoon = tooSoon || worked && start-end < r.Minutes
			}
			if tooSoon {
				f.add(p.breach(nrp.RuleRest, r.Name, d), 1, r.Cost)
			}
		}
	}
}

// atWork returns when the shift of a known day begins and ends, in minutes since day 0
// began; false on a day off and for a shift without clock times.
func (p *person) atWork(d nrp.DayIdx) (start, end int, ok bool) {
	k := p.shift(d)
	if k == nrp.NoShift {
		return 0, 0, false
	}
	s := &p.inst.Shifts[k]
	if s.Start == 0 && s.End == 0 {
		return 0, 0, false
	}
	h := p.inst.Horizon
	return h.Instant(d, s.Start), h.Instant(d, s.End), true
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
