package repair

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Aim is a place on the trade-off of cover, changes and notice.
type Aim string

// The aims, from the one that asks least of people to the one that asks most.
const (
	// TakeOut moves nobody: the duties that cannot be worked are left open.
	TakeOut Aim = "take_out"
	// OneForOne makes a change only where it fills a place by itself: two changes for one place are
	// not worth it.
	OneForOne Aim = "one_for_one"
	// SevenDays reaches the best cover without a move within the next seven days.
	SevenDays Aim = "seven_days"
	// BestCover reaches the best cover that the law allows, with the latest and the fewest changes.
	BestCover Aim = "best_cover"
)

// Aims lists them all, in that order.
var Aims = []Aim{TakeOut, OneForOne, SevenDays, BestCover}

// sevenDays is the notice that SevenDays keeps, in minutes.
const sevenDays = 7 * 24 * 60

// bands are the kinds of move by notice, the shortest first, with the price of one change: the first
// three at levelSoon, the others at levelLater, the last for all notice beyond.
var bands = []struct {
	kind   fairness.Kind
	level  nrp.Level
	weight int64
}{
	{fairness.Moved1Day, levelSoon, 64},
	{fairness.Moved3Days, levelSoon, 8},
	{fairness.Moved7Days, levelSoon, 1},
	{fairness.Moved14Days, levelLater, 512},
	{fairness.Moved42Days, levelLater, 64},
	{"", levelLater, 32},
}

// Bands is the number of bands of notice: up to 1, 3, 7, 14 and 42 days, and more.
const Bands = 6

// bandOf returns the band of a notice in minutes.
func bandOf(notice int) int {
	kind, _ := fairness.MoveKind(int64(notice))
	for k := range bands {
		if bands[k].kind == kind {
			return k
		}
	}
	return Bands - 1
}

// OneForOne pays a person missing placeCost and a change moveCost at one level, so that one change for
// a place is worth it and two are not.
const (
	placeCost = 3
	moveCost  = 2
)

// derive makes the instance whose best roster is the best repair for an aim.
func (o *Order) derive(aim Aim, baseline nrp.Roster, kept []bool) (*nrp.Instance, error) {
	in, err := copied(o.Instance)
	if err != nil {
		return nil, err
	}
	cover := nrp.Cost{Level: nrp.LevelCover, Weight: 1}
	if aim == OneForOne {
		cover = nrp.Cost{Level: levelSoon, Weight: placeCost}
	}
	in.Requests = nil
	reprice(in, softly(cover))
	if aim != OneForOne {
		deepen(in)
	}
	o.fix(in, aim, baseline, kept)
	ranks := o.ranks()
	out := o.unavailable()
	for i, line := range baseline {
		for d, a := range line {
			if o.Published[i][d] != a || out[cell{i, d}]&nrp.AllShiftCells(len(in.Shifts)) == nrp.AllShiftCells(len(in.Shifts)) {
				continue // taken out, or nothing can be put there
			}
			o.price(in, aim, i, d, a.Shift, ranks[i])
		}
	}
	o.wishes(in)
	return in, nil
}

// fix keeps what has begun, what is pinned and still stands, the lines of people in kept, and for
// SevenDays everything within seven days but for what was taken out.
func (o *Order) fix(in *nrp.Instance, aim Aim, baseline nrp.Roster, kept []bool) {
	pinned := map[cell]bool{}
	for _, f := range o.Instance.Fixed {
		pinned[cell{f.Staff, f.Day}] = f.To == baseline[f.Staff][f.Day]
	}
	in.Fixed = nil
	all := nrp.AllShiftCells(len(in.Shifts))
	for i, line := range baseline {
		for d, a := range line {
			past := o.past(d)
			keep := kept[i] || pinned[cell{i, d}] || past == all || a.Shift != nrp.NoShift && o.begun(d, a.Shift)
			if aim == SevenDays && a.Shift != nrp.NoShift {
				keep = keep || o.notice(d, a.Shift, nrp.NoShift) <= sevenDays
			}
			if keep {
				in.Fixed = append(in.Fixed, nrp.Fixed{Staff: i, Day: d, To: a})
				continue
			}
			if aim == SevenDays {
				past |= o.within(d)
			}
			if past != 0 {
				in.Unavailable = append(in.Unavailable, nrp.Unavailable{Name: "begun or too soon", Staff: i, Day: d, Cells: past})
			}
		}
	}
}

// within returns the cells of the shifts of a day that begin within seven days.
func (o *Order) within(d nrp.DayIdx) nrp.CellSet {
	var set nrp.CellSet
	for s := range o.Instance.Shifts {
		if o.notice(d, s, nrp.NoShift) <= sevenDays {
			set |= nrp.ShiftCells(s)
		}
	}
	return set
}

// price asks for a cell to stay as it is, at a price by the notice of what it may become.
func (o *Order) price(in *nrp.Instance, aim Aim, i nrp.StaffIdx, d nrp.DayIdx, was nrp.ShiftIdx, rank int64) {
	var by [Bands]nrp.CellSet
	for to := nrp.NoShift; to < len(in.Shifts); to++ {
		if to != was && (to == nrp.NoShift || !in.Shifts[to].FixedOnly) {
			by[bandOf(o.notice(d, was, to))] |= nrp.ShiftCells(to)
		}
	}
	var other nrp.CellSet
	for k, set := range by {
		other |= set
		if set == 0 {
			continue
		}
		c := nrp.Cost{Level: bands[k].level, Weight: bands[k].weight}
		if aim == OneForOne {
			c = nrp.Cost{Level: levelLater, Weight: 32 << (Bands - 1 - k)}
		}
		in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: set, Cost: c})
	}
	if aim == OneForOne {
		in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: other, Cost: nrp.Cost{Level: levelSoon, Weight: moveCost}})
	}
	if rank > 0 {
		in.Requests = append(in.Requests, nrp.Request{Staff: i, Day: d, Unwanted: other, Cost: nrp.Cost{Level: levelLater, Weight: rank}})
	}
}

// ranks places people by what they carry: 0 for the least, up to 4 for the most. [staff]
func (o *Order) ranks() []int64 {
	out := make([]int64, len(o.Instance.Staff))
	if o.Burden == nil {
		return out
	}
	sorted := slices.Clone(o.Burden)
	slices.Sort(sorted)
	for i, b := range o.Burden {
		below, _ := slices.BinarySearch(sorted, b)
		out[i] = int64(below * 5 / len(sorted))
	}
	return out
}

// wishes puts the preferences back, above the rest.
func (o *Order) wishes(in *nrp.Instance) {
	for _, q := range o.Instance.Requests {
		if q.Cost.Weight > 0 {
			q.Cost = softly(nrp.Cost{Level: nrp.LevelCover, Weight: 1})(q.Cost)
			in.Requests = append(in.Requests, q)
		}
	}
}
