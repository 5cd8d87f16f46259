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
// kind is not kept; periods of 17 weeks that begin within the
// horizon, which only duties known more than 17 weeks after its first day could fill; and what
// becomes known when the rota is made.
//
// A period on whose last day an agreement in writing is in force (reg. 5) has no such counter. The average
// of a night worker (reg. 6(1), (5)) is held in the same way: 8 hours for each day of the period but one a week
// for those who are night workers on its last day, as far as it does not follow from the mean week.

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
	// night says that it is a night worker's average.
	night bool
}

// name is that of the breach of the cap.
func (c *meanCap) name(first store.Day) string {
	if c.night {
		return store.NightMeanName(first.Add(c.first), first.Add(c.end-1))
	}
	return store.MeanWeekName(first.Add(c.first), first.Add(c.end-1))
}

// add puts the counter of a cap to others.
func (m *meanCounters) add(b *problemBuilder, name string, c *meanCap) {
	m.counters = append(m.counters, nrp.Counter{
		Name: name, Kind: nrp.CountAmounts, Amount: b.minutes(), From: c.from, To: c.to, Over: []nrp.Knee{{At: c.at, Cost: lawCost}},
	})
	m.base = append(m.base, c.base)
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

// meanWeeks returns the counters that hold a person's mean week under rules, the average of a night worker
// and the weeks of somebody under 18; none where nothing that the person could work would break it. A
// rota is not to blame for what is worked elsewhere: where that alone is too much already, nothing may
// be added to it.
func (b *problemBuilder) meanWeeks(s *store.Staff, rules *store.Rules) meanCounters {
	if b.known == nil {
		return meanCounters{}
	}
	line, w := b.known.lineOf(b.staffOf[s.ID], b.hardWeek(rules)), b.workerOf(s.ID)
	week, weeks := meanFigures()
	night := int64(b.rows.Pinned.FigureOf("night_average")) * nightDays
	caps := slices.DeleteFunc(b.meanCaps(s, line, week, weeks), func(c meanCap) bool { return within(w.optOut, c.end-1) })
	if len(w.night) > 0 {
		for _, c := range b.meanCaps(s, line, night, weeks) {
			if c.night = within(w.night, c.end-1) && (night < week || within(w.optOut, c.end-1)); c.night {
				caps = append(caps, c)
			}
		}
	}
	var out meanCounters
	for _, c := range tightest(caps, line) {
		out.add(b, c.name(b.rows.Period.FirstDay), &c)
	}
	young := b.youngWeeks(b.staffOf[s.ID], &w, line)
	out.counters, out.base = append(out.counters, young.counters...), append(out.base, young.base...)
	return out
}

// nightDays is how many days of a week count for a night worker's average: one is weekly rest (reg. 6(5)).
const nightDays = 6

// hardWeek is the most paid time in a calendar week where that is a hard rule, otherwise -1, minutes.
func (b *problemBuilder) hardWeek(rules *store.Rules) int64 {
	if rules.WeeklyMax == nil || !b.hard(rules.WeeklyMax.Price) {
		return -1
	}
	return int64(rules.WeeklyMax.Limit)
}

// capOf is the cap of the days from first to the day before end; of no use where to is not after from.
func (b *problemBuilder) capOf(line *knownLine, first, end nrp.DayIdx, limit int64) meanCap {
	c := meanCap{first: first, end: end, from: max(first, 0), to: min(end, b.inst.Horizon.Days)}
	if c.to > c.from {
		c.base = line.around(c.first, c.end)
		c.at = max(limit-line.longer(c.from, c.to, c.end), c.base+line.elsewhere(c.from, c.to))
	}
	return c
}

// meanCaps returns a cap of so many minutes a week for each reference period that has days of the horizon in it, in no
// order. All begin on one day of the horizon.
func (b *problemBuilder) meanCaps(s *store.Staff, line *knownLine, limit int64, weeks int) []meanCap {
	earliest := 1 - 7*weeks
	var out []meanCap
	add := func(first nrp.DayIdx, weeks int) {
		if c := b.capOf(line, first, first+7*weeks, limit*int64(weeks)); c.to > c.from {
			out = append(out, c)
		}
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
