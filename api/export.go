package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"

	"github.com/fairrota/fairrota/store"
)

// exportRoster is a roster as CSV: a row a person, a column a day, shift codes in the
// cells, then a row for each shift's unfilled duties.
func (s *Server) exportRoster(ctx context.Context, c call, in *RosterPath) (*file, error) {
	v, err := s.db.RosterView(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	period, err := s.db.Period(ctx, c.Actor, v.Roster.PeriodID)
	if err != nil {
		return nil, err
	}
	people, err := s.db.StaffList(ctx, c.Actor, v.Roster.WardID)
	if err != nil {
		return nil, err
	}
	shifts, err := s.db.Shifts(ctx, c.Actor, v.Roster.WardID)
	if err != nil {
		return nil, err
	}
	return csvFile(fmt.Sprintf("rota-%s-version-%d.csv", period.FirstDay, v.Roster.Number), rosterRows(v, period, people, shifts))
}

func rosterRows(v *store.RosterView, period *store.RosterPeriod, people []store.Staff, shifts []store.Shift) [][]string {
	head := []string{"number", "name"}
	for d := range period.Days() {
		head = append(head, string(period.FirstDay.Add(d)))
	}
	code := map[store.ID]string{}
	for _, s := range shifts {
		code[s.ID] = s.Code
	}
	cells, missing := map[store.ID][]string{}, map[store.ID][]int{}
	for _, d := range v.Duties {
		day := period.FirstDay.Until(d.Day)
		if day < 0 || day >= period.Days() {
			continue
		}
		if d.Unfilled() {
			if missing[d.ShiftID] == nil {
				missing[d.ShiftID] = make([]int, period.Days())
			}
			missing[d.ShiftID][day]++
			continue
		}
		if cells[d.StaffID] == nil {
			cells[d.StaffID] = make([]string, period.Days())
		}
		cells[d.StaffID][day] = code[d.ShiftID]
	}
	rows := [][]string{head}
	slices.SortFunc(people, func(a, b store.Staff) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	for _, p := range people {
		line := cells[p.ID]
		if line == nil {
			line = make([]string, period.Days())
		}
		rows = append(rows, append([]string{p.Number, p.Name}, line...))
	}
	for _, s := range shifts {
		if n := missing[s.ID]; n != nil {
			row := []string{"", "unfilled " + s.Code}
			for _, k := range n {
				row = append(row, strconv.Itoa(k))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// csvFile writes a download (RFC 4180). Cells that a spreadsheet would take for a
// formula get a quote before them.
func csvFile(name string, rows [][]string) (*file, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = store.InertCell(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write csv: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write csv: %w", err)
	}
	return &file{Type: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + name + `"`, Body: b.Bytes()}, nil
}
