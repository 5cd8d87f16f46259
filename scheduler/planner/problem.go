package planner

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Problem is an instance together with the ids that its dense indices stand for.
type Problem struct {
	// Instance is what is solved; it must not be changed.
	Instance *nrp.Instance
	// StaffIDs, ShiftIDs, SkillIDs and RequestIDs are the outside ids by index:
	// [staff], [shift], [skill], [request].
	StaffIDs, ShiftIDs, SkillIDs, RequestIDs []string
	// FirstDay is the date of day 0, YYYY-MM-DD.
	FirstDay string
	// HistoryHash is the hash of what went before day 0, hex.
	HistoryHash string
}

// Check reports whether the ids match the instance in number.
func (p *Problem) Check() error {
	in := p.Instance
	for _, c := range []struct {
		what       string
		have, want int
	}{
		{"staff", len(p.StaffIDs), len(in.Staff)},
		{"shift", len(p.ShiftIDs), len(in.Shifts)},
		{"skill", len(p.SkillIDs), len(in.Skills)},
		{"request", len(p.RequestIDs), len(in.Requests)},
	} {
		if c.have != c.want {
			return fmt.Errorf("problem has %d %s ids for %d of them", c.have, c.what, c.want)
		}
	}
	return nil
}
