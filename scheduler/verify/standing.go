package verify

import (
	"fmt"
	"sort"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Bearing is what one person brings along, as the ledger has it: what they carry already, in
// thousandths of a point, and by what the period's lines are divided. A part of which the second
// number is 0 is the whole.
type Bearing struct {
	Base                          int64
	Share, Days, Nights, Weekends [2]int64
}

// Standing is how the referee compares two rosters of a ward, written from docs/fairness.md.
type Standing struct {
	Score nrp.Score
	// Short are the people missing below minimum in each row that is short, worst first.
	Short []int
	// Carried is what each person will carry, in thousandths of a point. [staff]
	Carried []int64
}

// What things weigh, in points, by docs/fairness.md.
const (
	pointsNight   = 2
	pointsWeekend = 3
)

// Stand judges a roster. refused is what each request weighs if it is not met, in points, the same
// for all of one choice, which weigh once together. [request] The error is that of Check, or that the lists do not fit the instance.
func Stand(in *nrp.Instance, r nrp.Roster, people []Bearing, refused []int64) (*Standing, error) {
	if len(people) != len(in.Staff) || len(refused) != len(in.Requests) {
		return nil, fmt.Errorf("%d people and %d requests for %d and %d of the instance", len(people), len(refused), len(in.Staff), len(in.Requests))
	}
	score, breaches, err := Check(in, r)
	if err != nil {
		return nil, err
	}
	s := &Standing{Score: score, Carried: make([]int64, len(people))}
	for _, v := range breaches {
		if v.Rule == nrp.RuleCoverMin && v.Cost.Level == nrp.LevelCover && v.Cost.Weight > 0 {
			s.Short = append(s.Short, int(v.Amount))
		}
	}
	sort.Sort(sort.Reverse(sort.IntSlice(s.Short)))
	for i, p := range people {
		nights, weekends := int64(0), map[int]bool{}
		for d, a := range r[i] {
			if a.Shift < 0 || in.Shifts[a.Shift].FixedOnly {
				continue
			}
			if in.Shifts[a.Shift].Kind == "night" {
				nights++
			}
			if w := in.Horizon.Weekday(d); w >= saturday {
				weekends[d-w] = true
			}
		}
		s.Carried[i] = p.Base + line(nights*pointsNight, p.Nights, p.Share) + line(int64(len(weekends))*pointsWeekend, p.Weekends, p.Share)
		byWeight := map[int64]int64{}
		of, asked := personOf(in, i, r[i]), map[int]bool{}
		for k, q := range in.Requests {
			switch {
			case q.Staff != i:
			case q.Choice == 0:
				if q.Unwanted.Has(r[i][q.Day].Shift) {
					byWeight[refused[k]] += refused[k]
				}
			case !asked[q.Choice]: // plans count once, where none of them is kept
				asked[q.Choice] = true
				if !of.keepsAny(&of.contract.Choices[q.Choice-1]) {
					byWeight[refused[k]] += refused[k]
				}
			}
		}
		for _, points := range byWeight {
			s.Carried[i] += line(points, p.Days, p.Share)
		}
	}
	return s, nil
}

// line is what points are worth divided by two parts, each at least a quarter, to the nearest
// thousandth.
func line(points int64, eligible, share [2]int64) int64 {
	above, below := 2000*points, int64(2)
	for _, part := range [][2]int64{eligible, share} {
		num, den := part[0], part[1]
		switch {
		case den <= 0:
			num, den = 1, 1
		case 4*num < den:
			num, den = 1, 4
		}
		above, below = above*den, below*num
	}
	return (above + below/2) / below
}

// Compare returns -1 if s is better, 1 if it is worse, 0 if they are alike: law; shortfalls, worst
// first; what cover and agreed patterns cost; burdens, worst first; the rest.
func (s *Standing) Compare(o *Standing) int {
	for l := range s.Score {
		if s.Score[l] != o.Score[l] && l == int(nrp.LevelHard) {
			return sign(s.Score[l] - o.Score[l])
		}
		if l == int(nrp.LevelHard) {
			for k := range max(len(s.Short), len(o.Short)) {
				switch {
				case k >= len(s.Short):
					return -1
				case k >= len(o.Short):
					return 1
				case s.Short[k] != o.Short[k]:
					return sign(int64(s.Short[k] - o.Short[k]))
				}
			}
		}
		if l == int(nrp.LevelBurden) {
			a, b := s.worstFirst(), o.worstFirst()
			for k := range min(len(a), len(b)) {
				if a[k] != b[k] {
					return sign(a[k] - b[k])
				}
			}
		}
		if s.Score[l] != o.Score[l] {
			return sign(s.Score[l] - o.Score[l])
		}
	}
	return 0
}

func (s *Standing) worstFirst() []int64 {
	out := append([]int64(nil), s.Carried...)
	sort.Slice(out, func(a, b int) bool { return out[a] > out[b] })
	return out
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
