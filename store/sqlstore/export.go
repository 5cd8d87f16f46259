package sqlstore

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// csvHeader names the columns of an exported roster.
var csvHeader = []string{"date", "shift", "start", "end", "skill", "staff_number", "name", "fixed", "home_ward"}

// ExportRoster returns a roster as CSV (RFC 4180, UTF-8): one line a duty in the order of
// day, shift and person, unfilled duties with an empty number; home_ward is empty but for people of
// other wards. Times are wall-clock. A
// field that a spreadsheet would take for a formula begins with an apostrophe.
func (db *DB) ExportRoster(ctx context.Context, actor store.Actor, rosterID store.ID) ([]byte, error) {
	const op = "export roster"
	var out bytes.Buffer
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		roster, err := readRosterRow(read, op, actor, rosterID)
		if err != nil {
			return err
		}
		return writeCSV(read, roster, &out)
	})
	return out.Bytes(), err
}

func writeCSV(g *gorm.DB, roster *store.Roster, out *bytes.Buffer) error {
	duties, err := dutiesOf(g, roster.ID)
	if err != nil {
		return err
	}
	if err := sortDuties(g, roster, duties); err != nil {
		return err
	}
	var shifts []store.Shift
	var skills []store.Skill
	var staff []store.Staff
	if err := g.Where("ward_id = ?", roster.WardID).Find(&shifts).Error; err != nil {
		return fmt.Errorf("load shifts: %w", err)
	}
	if err := g.Find(&skills).Error; err != nil {
		return fmt.Errorf("load skills: %w", err)
	}
	if err := g.Where("id IN (SELECT staff_id FROM duties WHERE roster_id = ?)", roster.ID).Find(&staff).Error; err != nil {
		return fmt.Errorf("load staff: %w", err)
	}
	shift, skill, person := map[store.ID]store.Shift{}, map[store.ID]string{}, map[store.ID]store.Staff{}
	for _, s := range shifts {
		shift[s.ID] = s
	}
	for _, k := range skills {
		skill[k.ID] = k.Code
	}
	for _, s := range staff {
		person[s.ID] = s
	}
	guests, err := guestsIn(g, roster)
	if err != nil {
		return err
	}
	home := map[store.ID]string{}
	for _, x := range guests {
		home[x.StaffID] = x.WardName
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	if err := w.Write(csvHeader); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for _, d := range duties {
		s, p := shift[d.ShiftID], person[d.StaffID]
		fixed := ""
		if d.Fixed {
			fixed = "yes"
		}
		line := []string{string(d.Day), s.Code, wallClock(s.StartMinute), wallClock(s.EndMinute), skill[d.SkillID], p.Number, p.Name, fixed, home[d.StaffID]}
		for i := range line {
			line[i] = store.InertCell(line[i])
		}
		if err := w.Write(line); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// wallClock writes minutes from midnight as a time of day.
func wallClock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }
