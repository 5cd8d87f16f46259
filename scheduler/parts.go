package scheduler

import "strings"

// Parts is a set of parts of the search that Solve can do without: to measure what each gains, they are left out one at a time.
// A run that leaves parts out is valid all the same: its roster, bound and status mean what they always do.
type Parts uint8

// The parts, in the order in which a run comes to them.
const (
	// PartAnnealing is annealing beyond the first roster and what puts law right; where lines cannot be priced it is all there is, and
	// is not left out.
	PartAnnealing Parts = 1 << iota
	// PartOutlook is looking ahead over the whole problem before there are columns.
	PartOutlook
	// PartWhole is making the whole problem, or its levels, converge, with all that begins there: bounds, dives into its mix, branching.
	PartWhole
	// PartDives is diving into the mix of the whole problem, or of its levels, for better rosters; dives to others are PartWandering's,
	// those after looking ahead PartOutlook's.
	PartDives
	// PartWindows is trying windows of people and days.
	PartWindows
	// PartWandering is going on from rosters that are no better than the best, where windows about that find no more.
	PartWandering
	// PartBranching is branching on the whole problem.
	PartBranching
	partsEnd
)

// AllParts are all parts there are, in the order in which a run comes to them.
func AllParts() []Parts {
	var out []Parts
	for p := PartAnnealing; p < partsEnd; p <<= 1 {
		out = append(out, p)
	}
	return out
}

var partNames = map[Parts]string{
	PartAnnealing: "annealing", PartOutlook: "outlook", PartWhole: "whole", PartDives: "dives",
	PartWindows: "windows", PartWandering: "wandering", PartBranching: "branching",
}

// String names the parts, with commas between them; "none" for none.
func (p Parts) String() string {
	var names []string
	for _, one := range AllParts() {
		if p&one != 0 {
			names = append(names, partNames[one])
		}
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ",")
}

// does reports whether the run does a part.
func (r *run) does(p Parts) bool { return r.opt.Without&p == 0 }
