package explain

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// forbids reports whether the solver takes a cost for a prohibition.
func forbids(c nrp.Cost) bool { return c.Level == nrp.LevelHard && c.Weight > 0 }

// ban is cells that a person must not hold on a day.
type ban struct {
	staff nrp.StaffIdx
	day   nrp.DayIdx
	cells nrp.CellSet
}

// forced derives the instance in which some cells are forbidden by law. Rosters that keep
// off them have the same score in both. Where absence is no law for a person, what was
// said of it becomes asks of the same price, and the person gets a contract of her own in
// which it is. O(instance).
func forced(in *nrp.Instance, bans ...ban) *nrp.Instance {
	out := *in
	out.Unavailable = append([]nrp.Unavailable(nil), in.Unavailable...)
	out.Contracts = append([]nrp.Contract(nil), in.Contracts...)
	out.Staff = append([]nrp.Staff(nil), in.Staff...)
	out.Requests = append([]nrp.Request(nil), in.Requests...)
	for _, b := range bans {
		makeLaw(&out, b.staff)
		out.Unavailable = append(out.Unavailable, nrp.Unavailable{Staff: b.staff, Day: b.day, Cells: b.cells})
	}
	return &out
}

// makeLaw makes absence a law for a person whose contract prices it.
func makeLaw(out *nrp.Instance, i nrp.StaffIdx) {
	con := out.Contracts[out.Staff[i].Contract]
	if forbids(con.UnavailableCost) {
		return
	}
	price := con.UnavailableCost
	con.ID = fmt.Sprintf("%s, absence by law, person %d", con.ID, i)
	con.UnavailableCost = nrp.Cost{Level: nrp.LevelHard, Weight: 1}
	out.Staff[i].Contract = len(out.Contracts)
	out.Contracts = append(out.Contracts, con)
	// However many forbid a cell, it is one breach: one ask for each day.
	cells := map[nrp.DayIdx]nrp.CellSet{}
	var kept []nrp.Unavailable
	var days []nrp.DayIdx
	for _, u := range out.Unavailable {
		if u.Staff != i {
			kept = append(kept, u)
			continue
		}
		if cells[u.Day] == 0 {
			days = append(days, u.Day)
		}
		cells[u.Day] |= u.Cells
	}
	out.Unavailable = kept
	for _, d := range days {
		out.Requests = append(out.Requests, nrp.Request{Staff: i, Day: d, Unwanted: cells[d], Cost: price})
	}
}
