package sqlstore

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// The mean week is at most 48 hours for each 7 days over any 17 weeks, and for somebody who has not
// worked so long, over the weeks since the employment began (Working Time Regulations 1998 reg. 4(1),
// (3)(b), (4), (6)). It is held here as hard counters over the days that a reference period shares
// with the horizon, each standing at what is known of the period's other days.
//
// A duty counts whole on the day on which it begins, so that of a night on the last day of a reference
// period more counts than the law asks for. Left to the referee: excluded days (reg. 4(7)), whose
// kind is not kept; an agreement in writing (reg. 5); periods of 17 weeks that begin within the
// horizon, which only duties known more than 17 weeks after its first day could fill; and what
// becomes known when the rota is made.

// meanCounters are the counters of one person, and what they stand at before day 0. [counter]
type meanCounters struct {
	counters []nrp.Counter
	base     []int64
}

// meanCap is how much a person may work on the days from From to the day before to, minutes.
type meanCap struct {
	// first and end are the reference period, from and to what the horizon has of it.
	first, end, from, to nrp.DayIdx
	// base is known work of the period outside the horizon; at is what that and the work of
	// the horizon may come to.
	base, at int64
}

func (c *meanCap) room() int64 { return c.at - c.base }

// meanFigures are those of the law, as the rulebook has them: minutes a week, and weeks. An
// organisation's own number of weeks is only listed, and the referee does not go by it either.
func meanFigures() (minutes int64, weeks int) {
	book := rulebook.UK()
	figure := func(key string) int {
		r, ok := book.Rule(key)
		if !ok || r.Value == nil {
			panic("sqlstore: the rulebook has no figure for " + key)
		}
		return *r.Value
	}
	return int64(figure("average_week")), figure("average_week_weeks")
}

// meanWeeks returns the counters that hold a person's mean week under rules, none where nothing that
// the person could work would break it. A rota is not to blame for what is worked elsewhere: where
// that alone is too much already, nothing may be added to it.
func (b *problemBuilder) meanWeeks(s *store.Staff, rules *store.Rules) meanCounters {
	var out meanCounters
	if b.known == nil {
		return out
	}
	line := b.known.lineOf(b.staffOf[s.ID], b.hardWeek(rules))
	for _, c := range tightest(b.meanCaps(s, line), line) {
		out.counters = append(out.counters, nrp.Counter{
			Name: store.MeanWeekName(b.rows.Period.FirstDay.Add(c.first), b.rows.Period.FirstDay.Add(c.end-1)),
			Kind: nrp.CountAmounts, Amount: b.minutes(), From: c.from, To: c.to,
			Over: []nrp.Knee{{At: c.at, Cost: nrp.Cost{Level: nrp.LevelHard, Weight: 1}}},
		})
		out.base = append(out.base, c.base)
	}
	return out
}

// hardWeek is the most paid time in a calendar week where that is a hard rule, otherwise -1, minutes.
func (b *problemBuilder) hardWeek(rules *store.Rules) int64 {
	if rules.WeeklyMax == nil || !b.hard(rules.WeeklyMax.Price) {
		return -1
	}
	return int64(rules.WeeklyMax.Limit)
}

// meanCaps returns a cap for each reference period that has days of the horizon in it, in no
// order. All begin on one day of the horizon.
func (b *problemBuilder) meanCaps(s *store.Staff, line *knownLine) []meanCap {
	limit, weeks := meanFigures()
	days := b.inst.Horizon.Days
	earliest := 1 - 7*weeks
	var out []meanCap
	add := func(first nrp.DayIdx, weeks int) {
		c := meanCap{first: first, end: first + 7*weeks, from: max(first, 0)}
		c.to = min(c.end, days)
		if c.to <= c.from {
			return
		}
		c.base = line.around(c.first, c.end)
		c.at = max(limit*int64(weeks)-line.longer(c.from, c.to, c.end), c.base+line.elsewhere(c.from, c.to))
		out = append(out, c)
	}
	if began(s) {
		first := b.day(s.FirstDay)
		for w := 1; w < weeks; w++ {
			add(first, w)
		}
		if first > 0 {
			add(first, weeks)
			return out
		}
		earliest = max(earliest, first)
	}
	for first := earliest; first <= 0; first++ {
		add(first, weeks)
	}
	return out
}

// began reports whether it is known when an employment began.
func began(s *store.Staff) bool { return s.FirstDay > "1970-01-02" }

// tightest leaves those caps that could be broken and that follow from no other one.
func tightest(caps []meanCap, line *knownLine) []meanCap {
	caps = slices.DeleteFunc(caps, func(c meanCap) bool { return line.most(c.from, c.to) <= c.room() })
	slices.SortStableFunc(caps, func(x, y meanCap) int {
		if x.to != y.to {
			return y.to - x.to
		}
		return int(x.room() - y.room())
	})
	// From the last day back: a cap up to a later day that is no wider says it all.
	var back []meanCap
	for _, c := range caps {
		if len(back) == 0 || c.room() < back[len(back)-1].room() {
			back = append(back, c)
		}
	}
	slices.Reverse(back)
	// And forward: what an earlier cap leaves, with all that the days between can hold.
	var out []meanCap
	for _, c := range back {
		follows := func(x meanCap) bool { return x.room()+line.most(x.to, c.to) <= c.room() }
		if !slices.ContainsFunc(out, follows) {
			out = append(out, c)
		}
	}
	return out
}
