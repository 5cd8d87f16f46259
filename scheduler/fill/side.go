package fill

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Side is what a change does to one person.
type Side struct {
	Staff nrp.StaffIdx
	// Delta is the change of the score of the person's own line.
	Delta nrp.Score
	Rest  Rest
	Hours Hours
	// Burden is the person's, before and after, thousandths of a point; both 0 where nothing is
	// known of what people carry.
	Burden struct{ Was, Is fairness.Milli }
	// Met and Unmet are the person's requests that the change meets, or no longer meets: indices
	// into Instance.Requests, one for each choice.
	Met, Unmet []int
}

// Rest is the time off around the work that a change gives a person, minutes.
type Rest struct {
	// Before and After are the rests next to it: from the end of the work before to its start, and
	// from its end to the work after. Of several duties the least. Unknown where no work is known
	// there, or where the change gives no work.
	Before, After int64
	// LeastWas and LeastIs are the shortest rest of the person next to any duty of the rota,
	// before and after the change; Unknown where there is none.
	LeastWas, LeastIs int64
}

// Hours are paid minutes of a person in the days of the rota.
type Hours struct {
	// Was and Is are those before and after the change, duties on other wards included.
	Was, Is int64
	// Agreed is what the contract agrees; Unknown where it agrees none.
	Agreed int64
	// MeanWas and MeanIs are the working time of an average week in the reference period of
	// the law that weighs most and has the changed duties in it; Unknown where not all of
	// it is known, or the change is about no day of it.
	MeanWas, MeanIs int64
}

// Over is by how much the paid time is above the agreed one after the change; 0 where none is
// agreed or it is not reached.
func (h Hours) Over() int64 {
	if h.Agreed == Unknown {
		return 0
	}
	return max(0, h.Is-h.Agreed)
}

// effects sets what a change does to one person.
func (j *Judge) effects(s *Side, c Change, after nrp.Roster) {
	was, is := j.ward.Roster[s.Staff], after[s.Staff]
	before, then := j.spans(s.Staff, was), j.spans(s.Staff, is)
	s.Rest = Rest{Before: Unknown, After: Unknown, LeastWas: leastRest(before), LeastIs: leastRest(then)}
	for _, m := range c {
		if m.Staff == s.Staff && m.To.Shift != nrp.NoShift && m.To.Shift != was[m.Day].Shift {
			b, a := restAround(then, m.Day)
			s.Rest.Before, s.Rest.After = lesser(s.Rest.Before, b), lesser(s.Rest.After, a)
		}
	}
	s.Hours = Hours{Was: j.paid(was), Is: j.paid(is), Agreed: Unknown, MeanWas: Unknown, MeanIs: Unknown}
	if j.ward.Agreed != nil {
		s.Hours.Agreed = j.ward.Agreed[s.Staff]
	}
	s.Hours.MeanWas, s.Hours.MeanIs = j.means(c, s.Staff, before, then)
	j.wishes(s, c, is)
	j.carries(s, c, was, is)
}

// paid sums the paid minutes of a line.
func (j *Judge) paid(line nrp.Line) int64 {
	var n int64
	for _, a := range line {
		if a.Shift != nrp.NoShift {
			n += int64(j.ward.Inst.Shifts[a.Shift].Minutes)
		}
	}
	return n
}

// wishes finds the requests that the change turns.
func (j *Judge) wishes(s *Side, c Change, is nrp.Line) {
	j.plans(s, c, is)
	for k, q := range j.ward.Inst.Requests {
		if q.Staff != s.Staff || q.Choice > 0 || !c.touches(s.Staff, q.Day) {
			continue
		}
		was, now := q.Unwanted.Has(j.ward.Roster[q.Staff][q.Day].Shift), q.Unwanted.Has(is[q.Day].Shift)
		if was && !now {
			s.Met = append(s.Met, k)
		}
		if !was && now {
			s.Unmet = append(s.Unmet, k)
		}
	}
}

// plans finds the choices that the change turns: of which a plan is kept now and none was, or none
// is and one was. Each is named by a request of it on a day of the change.
func (j *Judge) plans(s *Side, c Change, is nrp.Line) {
	in := j.ward.Inst
	for n := range in.Contracts[in.Staff[s.Staff].Contract].Choices {
		x := &in.Contracts[in.Staff[s.Staff].Contract].Choices[n]
		was, now := x.First(j.ward.Roster[s.Staff]) < len(x.Plans), x.First(is) < len(x.Plans)
		if was == now {
			continue
		}
		k := slices.IndexFunc(in.Requests, func(q nrp.Request) bool {
			return q.Staff == s.Staff && q.Choice == n+1 && c.touches(s.Staff, q.Day)
		})
		switch {
		case k < 0: // its requests are not in the instance
		case now:
			s.Met = append(s.Met, k)
		default:
			s.Unmet = append(s.Unmet, k)
		}
	}
}

// touches reports whether a change has a cell.
func (c Change) touches(i nrp.StaffIdx, d nrp.DayIdx) bool {
	for _, m := range c {
		if m.Staff == i && m.Day == d {
			return true
		}
	}
	return false
}

// lesser returns the lesser of two numbers of minutes, of which each may be Unknown.
func lesser(a, b int64) int64 {
	if a == Unknown || b != Unknown && b < a {
		return b
	}
	return a
}
