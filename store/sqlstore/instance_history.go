package sqlstore

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// histories returns each person's state before day 0: [staff].
//
// Where the ward has a roster from shortly before, its line counts, with duties on other wards
// in it; for whoever was not employed yet, nothing is known. Otherwise the imported
// state counts, where there is one, and otherwise the duties on other wards alone.
func (b *problemBuilder) histories() []nrp.History {
	out := make([]nrp.History, len(b.staff))
	if past := b.rows.Past; past != nil {
		days := past.FirstDay.Until(b.rows.Period.FirstDay)
		for i := range b.staff {
			if s := &b.staff[i]; s.FirstDay == "" || s.FirstDay < b.rows.Period.FirstDay {
				out[i] = nrp.History{Known: true, Line: offLine(days)}
			}
		}
		for _, d := range past.Duties {
			b.setPast(out, d.StaffID, d.Day, d.ShiftID)
		}
	} else {
		for _, h := range b.rows.History {
			if i, ok := b.staffOf[h.StaffID]; ok {
				out[i] = nrp.History{Known: true, Line: b.importedLine(h)}
			}
		}
	}
	b.elsewhereBefore(out)
	return out
}

// elsewhereBefore puts the duties on other wards before day 0 into the lines.
func (b *problemBuilder) elsewhereBefore(out []nrp.History) {
	for _, e := range b.elsewhere {
		i, ok := b.staffOf[e.staff]
		back := -b.day(e.day)
		if !ok || back <= 0 {
			continue
		}
		if missing := back - len(out[i].Line); missing > 0 && !out[i].Known {
			out[i].Line = append(offLine(missing), out[i].Line...)
		}
		b.setPast(out, e.staff, e.day, e.shift.ID)
	}
	for i := range out {
		out[i].Known = out[i].Known || len(out[i].Line) > 0
	}
}

// setPast writes one cell before day 0, if the line reaches back that far.
func (b *problemBuilder) setPast(out []nrp.History, staff store.ID, day store.Day, shift store.ID) {
	i, ok := b.staffOf[staff]
	if !ok {
		return
	}
	line := out[i].Line
	if at := len(line) + b.day(day); at >= 0 && at < len(line) {
		if x, known := b.shiftOf[shift]; known {
			line[at] = x
		}
	}
}

// importedLine returns days that end in the same shift and the same runs as the
// imported state: work in another shift to make up the run of work, then the run of
// the last shift. The run of the other shift has ended before day 0 and costs nothing.
func (b *problemBuilder) importedLine(h store.History) []nrp.ShiftIdx {
	last, ok := b.shiftOf[h.LastShiftID]
	if !ok || last == nrp.NoShift {
		return offLine(h.OffRun)
	}
	other := last
	for i := range b.inst.Shifts {
		if i != last {
			other = i
			break
		}
	}
	line := make([]nrp.ShiftIdx, 0, max(h.WorkRun, h.ShiftRun))
	for range h.WorkRun - h.ShiftRun {
		line = append(line, other)
	}
	for range h.ShiftRun {
		line = append(line, last)
	}
	return line
}

func offLine(days int) []nrp.ShiftIdx {
	line := make([]nrp.ShiftIdx, days)
	for i := range line {
		line[i] = nrp.NoShift
	}
	return line
}

// historyHash is the hash of what the histories are made of, by content, of what people work
// elsewhere within the period, and of what they do without: an approved roster that is published unchanged
// keeps it, an edited cell or a waiver that is taken back changes it. Without waivers it is what it was
// before there were any.
func historyHash(rows *problemRows) string {
	type cell struct {
		Staff store.ID
		Day   store.Day
		Shift store.ID
	}
	type waived struct {
		Staff store.ID
		Key   string
		Value int
	}
	var past struct {
		Known    bool
		Cells    []cell
		Imported []store.History
		Stints   []string `json:",omitempty"`
		Waived   []waived `json:",omitempty"`
	}
	for _, w := range rows.Waivers {
		past.Waived = append(past.Waived, waived{w.StaffID, w.Key, w.Value})
	}
	past.Stints = stintKeys(rows)
	if rows.Past != nil {
		past.Known = true
		for _, d := range rows.Past.Duties {
			if !d.Unfilled() {
				past.Cells = append(past.Cells, cell{d.StaffID, d.Day, d.ShiftID})
			}
		}
	} else {
		past.Imported = slices.Clone(rows.History)
		slices.SortFunc(past.Imported, func(x, y store.History) int { return cmp.Compare(x.StaffID, y.StaffID) })
	}
	for _, e := range rows.Elsewhere {
		if e.Day <= rows.Period.LastDay {
			past.Cells = append(past.Cells, cell{e.StaffID, e.Day, e.Shift.ID})
		}
	}
	slices.SortFunc(past.Cells, func(x, y cell) int {
		return cmp.Or(cmp.Compare(x.Staff, y.Staff), cmp.Compare(x.Day, y.Day), cmp.Compare(x.Shift, y.Shift))
	})
	text, err := json.Marshal(past)
	if err != nil {
		panic("sqlstore: plain texts and numbers have no JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
