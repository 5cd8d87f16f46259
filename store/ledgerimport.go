package store

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// LedgerRow is one row of an imported ledger: that a person had a count of a kind on a day.
type LedgerRow struct {
	// Row is the number of the line in the file, from 1 for the heads of the columns.
	Row    int
	Number string
	Day    Day
	Kind   string
	// Count is 0 where an earlier import is to be taken back.
	Count int
	// SharePercent is the contract's share of full time then, -1 where the file says nothing and
	// the present contract counts.
	SharePercent int
	// EligiblePercent is the part of the time in which it could have fallen on the person, 0..100.
	EligiblePercent int
}

// LedgerImport says what an import wrote.
type LedgerImport struct {
	ImportID ID `json:"import_id"`
	// Rows is the number of rows read, Added of new lines, TakenBack of lines that an earlier
	// import had brought and this one says otherwise, Unchanged of rows that stood there already.
	Rows      int `json:"rows"`
	Added     int `json:"added"`
	TakenBack int `json:"taken_back"`
	Unchanged int `json:"unchanged"`
}

// ledgerColumns are the columns of the file; the last two may be left out.
var ledgerColumns = []string{"staff_number", "date", "kind", "count", "share_percent", "eligible_percent"}

const (
	// ledgerNeeded is the number of columns that must be there.
	ledgerNeeded = 4
	// maxLedgerRows bounds one file.
	maxLedgerRows = 100_000
	// maxLedgerFaults bounds what a person is told of one file at once.
	maxLedgerFaults = 50
)

// ParseLedger reads a ledger as CSV: a line of heads, then a row for each person, day and kind.
// kinds are the kinds that there are. All faults are reported at once, as one Invalid error whose
// pointers name the line of the file and the column: "/rows/3/kind".
func ParseLedger(in io.Reader, kinds []string) ([]LedgerRow, error) {
	const op = "read ledger"
	r := csv.NewReader(in)
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, Errorf(Invalid, op, "the file is empty; its first line must be %s", strings.Join(ledgerColumns, ","))
	}
	if err != nil {
		return nil, csvFault(op, err)
	}
	columns, err := ledgerHead(head)
	if err != nil {
		return nil, err
	}
	p := &ledgerParser{columns: columns, width: len(head), kinds: kinds, seen: map[string]int{}}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvFault(op, err)
		}
		if p.read++; p.read > maxLedgerRows {
			return nil, Errorf(TooLarge, op, "a file has at most %d rows; split it", maxLedgerRows)
		}
		line, _ := r.FieldPos(0)
		p.row(line, record)
	}
	return p.rows, p.faults.errAtMost(maxLedgerFaults, op, "the ledger cannot be imported; nothing was written")
}

func csvFault(op string, err error) error {
	return &Error{Kind: Invalid, Op: op, Detail: "the file is not CSV: " + err.Error(), Err: err}
}

// errAtMost is err with the first faults and how many more there are.
func (f *faults) errAtMost(most int, op, detail string) error {
	if more := len(*f) - most; more > 0 {
		*f = append(slices.Clone((*f)[:most]), Field{Detail: fmt.Sprintf("and %d more", more)})
	}
	return f.err(op, detail)
}

// ledgerHead returns the place of each column.
func ledgerHead(head []string) (map[string]int, error) {
	columns := map[string]int{}
	var f faults
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if !slices.Contains(ledgerColumns, name) {
			f.add("/rows/1", "there is no column %q; the columns are %s", name, strings.Join(ledgerColumns, ","))
			continue
		}
		if _, twice := columns[name]; twice {
			f.add("/rows/1", "the column %s stands twice", name)
		}
		columns[name] = i
	}
	for _, name := range ledgerColumns[:ledgerNeeded] {
		if _, ok := columns[name]; !ok {
			f.add("/rows/1", "the column %s is missing", name)
		}
	}
	return columns, f.err("read ledger", "the first line must name the columns")
}

type ledgerParser struct {
	columns map[string]int
	width   int
	kinds   []string
	// seen are the rows by person, day and kind.
	seen   map[string]int
	read   int
	rows   []LedgerRow
	faults faults
}

func (p *ledgerParser) row(line int, record []string) {
	if len(record) != p.width {
		p.faults.add(fmt.Sprintf("/rows/%d", line), "has %d fields and the first line %d", len(record), p.width)
		return
	}
	before := len(p.faults)
	at := func(name string) string { return fmt.Sprintf("/rows/%d/%s", line, name) }
	field := func(name string) string {
		i, ok := p.columns[name]
		if !ok {
			return ""
		}
		return strings.TrimSpace(record[i])
	}
	row := LedgerRow{Row: line, Number: field("staff_number"), Day: Day(field("date")), Kind: field("kind")}
	p.faults.text(at("staff_number"), row.Number, 40)
	p.faults.day(at("date"), row.Day, false)
	oneOf(&p.faults, at("kind"), row.Kind, p.kinds)
	row.Count = p.number(at("count"), field("count"), 0, 1000)
	row.SharePercent, row.EligiblePercent = -1, 100
	if text := field("share_percent"); text != "" {
		row.SharePercent = p.number(at("share_percent"), text, 1, 500)
	}
	if text := field("eligible_percent"); text != "" {
		row.EligiblePercent = p.number(at("eligible_percent"), text, 0, 100)
	}
	if len(p.faults) > before {
		return
	}
	key := row.Number + "\x00" + string(row.Day) + "\x00" + row.Kind
	if first, twice := p.seen[key]; twice {
		p.faults.add(fmt.Sprintf("/rows/%d", line), "says the same person, date and kind as line %d; put both counts in one row", first)
		return
	}
	p.seen[key] = line
	p.rows = append(p.rows, row)
}

// number reads a whole number.
func (p *ledgerParser) number(pointer, text string, least, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		p.faults.add(pointer, "must be a whole number from %d to %d", least, most)
		return 0
	}
	return n
}
