package search

import (
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Floor returns a score that no roster the search may make beats: what cover must
// cost because too few people may work a shift, or too many must. A roster that
// breaks a hard rule is worse than it whatever else it does. O(rows x staff).
func (p *Problem) Floor() nrp.Score {
	var s nrp.Score
	for k := range p.rows {
		r := &p.Model.Rows[k]
		least, most := 0, 0
		for i := range p.Staff {
			if p.frozen[i*p.Days+r.Day] {
				if r.Counts(i, p.assignment(p.keep[i*p.Days+r.Day])) {
					least++
					most++
				}
				continue
			}
			if p.mayCount(i, r) {
				most++
			}
		}
		// The price falls up to Preferred and rises from Max on.
		r.Price(max(least, min(most, r.Preferred)), &s)
	}
	s[nrp.LevelHard] = 0
	return s
}

// mayCount reports whether some duty that the search may give a person counts for a row.
func (p *Problem) mayCount(i int, r *rules.Row) bool {
	from, to := r.Shift, r.Shift
	if r.Link != nil {
		from, to = nrp.NoShift, p.Shifts-1
	}
	for s := from; s <= to; s++ {
		for _, x := range p.dutiesOf[i*p.Cells+s+1] {
			if p.may(i, r.Day, x) && r.Counts(i, p.assignment(x)) {
				return true
			}
		}
	}
	return false
}
