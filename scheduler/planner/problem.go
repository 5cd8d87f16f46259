package planner

import (
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/stages"
)

// Problem is an instance together with the ids that its dense indices stand for.
type Problem struct {
	// Instance is what is solved; it must not be changed.
	Instance *nrp.Instance
	// StaffIDs, ShiftIDs, SkillIDs and RequestIDs are the outside ids by index:
	// [staff], [shift], [skill], [request].
	StaffIDs, ShiftIDs, SkillIDs, RequestIDs []string
	// Guests are the StaffIDs of people of other wards who are lent for some duties; nil for none.
	Guests []string
	// FirstDay is the date of day 0, YYYY-MM-DD.
	FirstDay string
	// HistoryHash is the hash of what went before day 0, hex.
	HistoryHash string
	// Law is for the second referee; nil where the ward is not under the law (a competition's).
	Law *Law
	// Fair is what people carry and what a rota adds to it; nil where rotas are compared by their
	// score alone (a competition's).
	Fair *stages.Fair
}

// Check reports whether the ids and what is known of the law match the instance in number.
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
	if p.Fair != nil {
		if err := p.Fair.Check(in); err != nil {
			return fmt.Errorf("problem: %w", err)
		}
	}
	if p.Law == nil {
		return nil
	}
	if len(p.Law.Around.People) != len(in.Staff) || len(p.Law.Cells) != in.Horizon.Days {
		return fmt.Errorf("problem's law has %d people and %d days for %d and %d", len(p.Law.Around.People), len(p.Law.Cells), len(in.Staff), in.Horizon.Days)
	}
	for d, cells := range p.Law.Cells {
		if len(cells) != len(in.Shifts) {
			return fmt.Errorf("problem's law has %d cells on day %d for %d shifts", len(cells), d, len(in.Shifts))
		}
	}
	return nil
}
