package search

// Share is one task's part of a roster for one round: the people whose lines it may
// change and the days on which it may change cover. The shares of a round have no
// person and no day in common, so what their tasks do adds up exactly: lines are
// priced by person, cover by day.
type Share struct {
	// Staff lists the people.
	Staff []int
	// Days tells which days are the share's; [day].
	Days []bool

	owned []int
}

// Shares deals people and days to n tasks at random: people singly; the days in
// windows that go round the horizon's end or, every other time, all to one task, so
// that blocks of every length and place have their turn.
func (p *Problem) Shares(n int, seed, task uint64) []Share {
	var r random
	r.seed(seed, task)
	order := r.order(p.Staff)
	out := make([]Share, n)
	shift, all := r.below(p.Days), -1
	if r.below(2) == 0 {
		all = r.below(n)
	}
	for k := range out {
		s := &out[k]
		s.Staff = order[k*p.Staff/n : (k+1)*p.Staff/n]
		s.Days = make([]bool, p.Days)
		for d := k * p.Days / n; d < (k+1)*p.Days/n; d++ {
			s.Days[(d+shift)%p.Days] = true
		}
		if all >= 0 {
			for d := range s.Days {
				s.Days[d] = k == all
			}
		}
		for d, own := range s.Days {
			if own {
				s.owned = append(s.owned, d)
			}
		}
	}
	return out
}
