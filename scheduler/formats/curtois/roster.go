package curtois

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Cost returns the published cost of a score: requests and cover. It means nothing
// where the score has an entry at nrp.LevelHard.
func Cost(s nrp.Score) int64 { return s[nrp.LevelRest] }

// WriteRoster writes a roster: one line a person in the order of inst.Staff,
// tab-separated, empty for a day off.
func WriteRoster(w io.Writer, inst *nrp.Instance, r nrp.Roster) error {
	if len(r) != len(inst.Staff) {
		return fmt.Errorf("roster has %d lines, the instance %d staff", len(r), len(inst.Staff))
	}
	b := bufio.NewWriter(w)
	for i, line := range r {
		if len(line) != inst.Horizon.Days {
			return fmt.Errorf("roster[%d] has %d days, the horizon %d", i, len(line), inst.Horizon.Days)
		}
		for d, a := range line {
			if d > 0 {
				b.WriteByte('\t')
			}
			if a.Shift == nrp.NoShift {
				continue
			}
			if a.Shift < 0 || a.Shift >= len(inst.Shifts) {
				return fmt.Errorf("roster[%d][%d] has shift %d of %d", i, d, a.Shift, len(inst.Shifts))
			}
			b.WriteString(inst.Shifts[a.Shift].ID)
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write roster: %w", err)
	}
	return nil
}

// ReadRoster reads what WriteRoster writes; -, . and blanks are days off too, and a
// trailing tab is allowed. An error names the line and the day.
func ReadRoster(rd io.Reader, inst *nrp.Instance) (nrp.Roster, error) {
	text, err := readAll(rd)
	if err != nil {
		return nil, err
	}
	shifts := map[string]nrp.ShiftIdx{"": nrp.NoShift, "-": nrp.NoShift, ".": nrp.NoShift}
	for s := range inst.Shifts {
		shifts[inst.Shifts[s].ID] = s
	}
	rows := strings.Split(text, "\n")
	for len(rows) > len(inst.Staff) && strings.TrimSpace(rows[len(rows)-1]) == "" {
		rows = rows[:len(rows)-1]
	}
	if len(rows) != len(inst.Staff) {
		if strings.HasSuffix(text, "\n") && len(rows) < len(inst.Staff) {
			rows = rows[:len(rows)-1] // what follows the last line's end is no line
		}
		return nil, fmt.Errorf("%d lines, want %d: one line for each employee of the instance, in its order", len(rows), len(inst.Staff))
	}
	days := inst.Horizon.Days
	roster := nrp.NewRoster(len(rows), days)
	for i, text := range rows {
		cells := strings.Split(strings.TrimSuffix(text, "\r"), "\t")
		if len(cells) == days+1 && strings.TrimSpace(cells[days]) == "" {
			cells = cells[:days]
		}
		if len(cells) != days {
			return nil, fmt.Errorf("line %d (%s): %d cells, want %d: one for each day, separated by tabs", i+1, inst.Staff[i].ID, len(cells), days)
		}
		for d, cell := range cells {
			s, ok := shifts[strings.TrimSpace(cell)]
			if !ok {
				return nil, fmt.Errorf("line %d (%s), day %d: unknown shift %q: use a ShiftID of the instance, or leave the cell empty", i+1, inst.Staff[i].ID, d, cell)
			}
			roster[i][d].Shift = s
		}
	}
	return roster, nil
}
