package curtois

import (
	"io"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Sizes beyond which a file is refused rather than read.
const (
	maxDays    = 3660
	maxCells   = 20_000_000
	maxPeople  = 1_000_000
	maxWeight  = 1_000_000_000
	maxMinutes = 10_080
	maxTotal   = maxDays * maxMinutes
)

// file is an instance while it is being read.
type file struct {
	inst      *nrp.Instance
	shifts    map[string]nrp.ShiftIdx
	staff     map[string]nrp.StaffIdx
	contracts map[string]nrp.ContractIdx
	// forbidden[s] are the shifts that may not follow shift s. [shift]
	forbidden []nrp.CellSet
}

// Read reads an instance; name is for reports. An error names the section, the line
// and what to write instead. The instance read passes nrp.Instance.Validate.
func Read(r io.Reader, name string) (*nrp.Instance, error) {
	text, err := readAll(r)
	if err != nil {
		return nil, err
	}
	sections, err := split(text)
	if err != nil {
		return nil, err
	}
	f := &file{
		inst:      &nrp.Instance{Name: name},
		shifts:    map[string]nrp.ShiftIdx{},
		staff:     map[string]nrp.StaffIdx{},
		contracts: map[string]nrp.ContractIdx{},
	}
	steps := []struct {
		section string
		read    func([]row) error
	}{
		{secHorizon, f.horizon},
		{secShifts, f.readShifts},
		{secStaff, each(f.staffLine)},
		{secDaysOff, each(f.daysOffLine)},
		{secShiftOn, each(f.shiftOnLine)},
		{secShiftOff, each(f.shiftOffLine)},
		{secCover, f.readCover},
	}
	for _, s := range steps {
		if err := s.read(sections[s.section]); err != nil {
			return nil, err
		}
	}
	return f.inst, nil
}

func each(read func(row) error) func([]row) error {
	return func(rows []row) error {
		for _, r := range rows {
			if err := read(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func (f *file) horizon(rows []row) error {
	if len(rows) > 1 {
		return rows[1].fail("a second line: the section holds the number of days only")
	}
	if err := rows[0].want(1, "days"); err != nil {
		return err
	}
	days, err := rows[0].number(0, "days", 1, maxDays)
	f.inst.Horizon.Days = days
	return err
}

// readShifts reads in two passes, because a shift may name one that comes later.
func (f *file) readShifts(rows []row) error {
	for _, r := range rows {
		if len(r.fields) == 2 {
			r.fields = append(r.fields, "")
		}
		if err := r.want(3, "ShiftID, length in minutes, shifts that may not follow separated by |"); err != nil {
			return err
		}
		id := r.fields[0]
		if _, twice := f.shifts[id]; twice {
			return r.fail("shift %q stands here for the second time: give it another ID", id)
		}
		if id == "" || id == "-" || id == "." || strings.ContainsAny(id, "|=\t") {
			return r.fail("shift ID %q: it may not be empty, - or . or hold |, = or a tab", id)
		}
		if len(f.inst.Shifts) == nrp.MaxShifts {
			return r.fail("more than %d shifts: merge some", nrp.MaxShifts)
		}
		minutes, err := r.number(1, "length in minutes", 0, maxMinutes)
		if err != nil {
			return err
		}
		f.shifts[id] = len(f.inst.Shifts)
		f.inst.Shifts = append(f.inst.Shifts, nrp.Shift{ID: id, Kind: "other", Minutes: minutes})
	}
	f.forbidden = make([]nrp.CellSet, len(rows))
	for s, r := range rows {
		if len(r.fields) < 3 {
			continue
		}
		for id := range strings.SplitSeq(r.fields[2], "|") {
			if id = strings.TrimSpace(id); id == "" {
				continue
			}
			next, ok := f.shifts[id]
			if !ok {
				return r.fail("shift %q, which may not follow, is not in the section: add it or drop it", id)
			}
			f.forbidden[s] |= nrp.ShiftCells(next)
		}
	}
	return nil
}

func (f *file) daysOffLine(r row) error {
	person, err := f.person(r)
	if err != nil {
		return err
	}
	for i := 1; i < len(r.fields); i++ {
		if r.fields[i] == "" {
			continue
		}
		day, err := r.number(i, "day", 0, f.inst.Horizon.Days-1)
		if err != nil {
			return err
		}
		f.inst.Unavailable = append(f.inst.Unavailable, nrp.Unavailable{
			Staff: person, Day: day, Cells: nrp.AllShiftCells(len(f.inst.Shifts)),
		})
	}
	return nil
}

// shiftOnLine reads a shift asked for: everything else in that cell is unwanted.
func (f *file) shiftOnLine(r row) error {
	return f.request(r, func(s nrp.ShiftIdx) nrp.CellSet {
		return (nrp.AllShiftCells(len(f.inst.Shifts)) | nrp.OffCells) &^ nrp.ShiftCells(s)
	})
}

func (f *file) shiftOffLine(r row) error {
	return f.request(r, func(s nrp.ShiftIdx) nrp.CellSet { return nrp.ShiftCells(s) })
}

func (f *file) request(r row, unwanted func(nrp.ShiftIdx) nrp.CellSet) error {
	if err := r.want(4, "EmployeeID, day, ShiftID, weight"); err != nil {
		return err
	}
	person, err := f.person(r)
	if err != nil {
		return err
	}
	day, err := r.number(1, "day", 0, f.inst.Horizon.Days-1)
	if err != nil {
		return err
	}
	shift, err := f.shift(r, 2)
	if err != nil {
		return err
	}
	weight, err := r.number(3, "weight", 0, maxWeight)
	if err != nil {
		return err
	}
	f.inst.Requests = append(f.inst.Requests, nrp.Request{
		Staff: person, Day: day, Unwanted: unwanted(shift), Cost: soft(weight),
	})
	return nil
}

// readCover reads the number wanted as preferred and as largest cover: both
// directions cost at the same, soft, level.
func (f *file) readCover(rows []row) error {
	type duty struct {
		day   nrp.DayIdx
		shift nrp.ShiftIdx
	}
	seen := map[duty]int{}
	for _, r := range rows {
		if err := r.want(5, "day, ShiftID, requirement, weight for under, weight for over"); err != nil {
			return err
		}
		shift, err := f.shift(r, 1)
		if err != nil {
			return err
		}
		var n [5]int
		for i, b := range []struct {
			what string
			hi   int
		}{{"day", f.inst.Horizon.Days - 1}, {}, {"requirement", maxPeople}, {"weight for under", maxWeight}, {"weight for over", maxWeight}} {
			if i == 1 {
				continue
			}
			if n[i], err = r.number(i, b.what, 0, b.hi); err != nil {
				return err
			}
		}
		if first, twice := seen[duty{n[0], shift}]; twice {
			return r.fail("day %d, shift %s has its cover in line %d already: keep one of the two", n[0], r.fields[1], first)
		}
		seen[duty{n[0], shift}] = r.line
		f.inst.Cover = append(f.inst.Cover, nrp.Cover{
			Day: n[0], Shift: shift, Skill: nrp.NoSkill,
			Preferred: n[2], PreferredCost: soft(n[3]), Max: n[2], MaxCost: soft(n[4]),
		})
	}
	return nil
}

// person finds the employee named by the first field.
func (f *file) person(r row) (nrp.StaffIdx, error) {
	p, ok := f.staff[r.fields[0]]
	if !ok {
		return 0, r.fail("field 1, EmployeeID, is %q: it is not in %s", r.fields[0], secStaff)
	}
	return p, nil
}

// shift finds the shift named by field i.
func (f *file) shift(r row, i int) (nrp.ShiftIdx, error) {
	s, ok := f.shifts[r.fields[i]]
	if !ok {
		return 0, r.fail("field %d, ShiftID, is %q: it is not in %s", i+1, r.fields[i], secShifts)
	}
	return s, nil
}

func soft(weight int) nrp.Cost {
	return nrp.Cost{Level: nrp.LevelRest, Weight: int64(weight)}
}
