package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// LedgerKinds are the kinds that a ledger may hold.
func LedgerKinds() []string {
	out := make([]string, len(fairness.Kinds))
	for i, k := range fairness.Kinds {
		out[i] = string(k)
	}
	return out
}

// ImportLedger adds to the ledger what people of a ward have carried before this program made
// its rotas: all rows, or none. Rows that say the same as an earlier import change nothing, and
// rows that say otherwise take back what it said, so that a file may be mended and read once
// more. It is for the program itself and for administrators. Invalid with the faulty rows where
// a person is not of the ward, or a day is to come or belongs to a rota that is published here.
func (db *DB) ImportLedger(ctx context.Context, actor store.Actor, wardID store.ID, rows []store.LedgerRow) (*store.LedgerImport, error) {
	const op = "import ledger"
	out := &store.LedgerImport{ImportID: newID(), Rows: len(rows)}
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		if err := actor.Must(op, store.ManageWards, ""); err != nil {
			return err
		}
		ward, err := byID[store.Ward](tx.db, wardID)
		if err != nil {
			return err
		}
		said, err := tx.importedLines(op, ward, rows)
		if err != nil {
			return err
		}
		standing, err := tx.importedBefore(said)
		if err != nil {
			return err
		}
		lines, takenBack := corrections(standing, said)
		changed := map[ledgerKey]bool{}
		for i := range lines {
			lines[i].ImportID = out.ImportID
			changed[keyOf(&lines[i])] = true
		}
		out.TakenBack, out.Added, out.Unchanged = takenBack, len(lines)-takenBack, len(rows)-len(changed)
		if err := tx.addToLedger(lines); err != nil {
			return err
		}
		return tx.audit(actor, wardID, "ledger.import", out.ImportID, out)
	})
	return result(out, err)
}

// importedLines turns rows into lines, or says what is wrong with each.
func (tx *Tx) importedLines(op string, ward *store.Ward, rows []store.LedgerRow) ([]store.LedgerLine, error) {
	staff, err := all[store.Staff](tx.db.Where("ward_id = ?", ward.ID))
	if err != nil {
		return nil, err
	}
	contracts, err := all[store.Contract](tx.db.Where("ward_id = ?", ward.ID))
	if err != nil {
		return nil, err
	}
	periods, err := all[store.RosterPeriod](tx.db.Where("ward_id = ? AND state IN ('published', 'archived')", ward.ID))
	if err != nil {
		return nil, err
	}
	today := store.DayOf(tx.Now, ward.Zone())
	bad := &store.Error{Kind: store.Invalid, Op: op, Detail: "the ledger cannot be imported; nothing was written"}
	fault := func(row *store.LedgerRow, column, format string, args ...any) {
		bad.Fields = append(bad.Fields, store.Field{Pointer: fmt.Sprintf("/rows/%d/%s", row.Row, column), Detail: fmt.Sprintf(format, args...)})
	}
	lines := make([]store.LedgerLine, 0, len(rows))
	for i := range rows {
		row := &rows[i]
		person := slices.IndexFunc(staff, func(s store.Staff) bool { return s.Number == row.Number })
		if person < 0 {
			fault(row, "staff_number", "nobody on %s has the number %s; add the person first, or take the row out", ward.Name, row.Number)
			continue
		}
		if row.Day > today {
			fault(row, "date", "%s is still to come; give a date up to %s", row.Day, today)
			continue
		}
		if p := slices.IndexFunc(periods, func(p store.RosterPeriod) bool { return p.Holds(row.Day) }); p >= 0 {
			fault(row, "date", "the rota from %s to %s is published here and counts already; take the row out", periods[p].FirstDay, periods[p].LastDay)
			continue
		}
		line := store.LedgerLine{
			StaffID: staff[person].ID, WardID: ward.ID, Day: row.Day, Kind: row.Kind, Count: row.Count,
			Points: int(fairness.Points(fairness.Kind(row.Kind))), Share: row.SharePercent, ShareOf: 100, Eligible: row.EligiblePercent, EligibleOf: 100,
		}
		if row.SharePercent < 0 {
			k := slices.IndexFunc(contracts, func(c store.Contract) bool { return c.ID == staff[person].ContractID })
			if k < 0 {
				return nil, fmt.Errorf("person %s has a contract of another ward", staff[person].ID)
			}
			line.Share, line.ShareOf = shareOf(&contracts[k], fairness.Standard())
		}
		lines = append(lines, line)
	}
	if len(bad.Fields) > 0 {
		return nil, bad
	}
	return lines, nil
}

// importedBefore returns what earlier imports said of the same people, days and kinds.
func (tx *Tx) importedBefore(said []store.LedgerLine) ([]store.LedgerLine, error) {
	wanted := map[ledgerKey]bool{}
	people := map[store.ID]bool{}
	for i := range said {
		wanted[keyOf(&said[i])] = true
		people[said[i].StaffID] = true
	}
	var standing []store.LedgerLine
	for id := range people {
		lines, err := all[store.LedgerLine](tx.db.Where("staff_id = ? AND import_id IS NOT NULL", id).Order("id"))
		if err != nil {
			return nil, err
		}
		for i := range lines {
			if wanted[keyOf(&lines[i])] {
				standing = append(standing, lines[i])
			}
		}
	}
	return standing, nil
}
