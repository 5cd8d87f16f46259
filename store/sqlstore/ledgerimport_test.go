package sqlstore

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// row is a row of a file that says of person i of a ward of newNight that a count fell on a day.
func row(w *nightWard, line, i int, day store.Day, kind string, count int) store.LedgerRow {
	return store.LedgerRow{Row: line, Number: fmt.Sprintf("%s/%d", w.Ward.Name, i), Day: day, Kind: kind, Count: count, SharePercent: -1, EligiblePercent: 100}
}

func TestImportLedger(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, _ := ledgerNight(t, d)
		ctx := t.Context()
		first := row(w, 2, 0, "2027-02-01", "night", 5)
		quarter := row(w, 3, 1, "2027-02-01", "weekend", 2)
		quarter.SharePercent, quarter.EligiblePercent = 50, 80
		made := must(n.ImportLedger(ctx, store.SystemActor, w.Ward.ID, []store.LedgerRow{first, quarter, row(w, 4, 5, "2027-02-01", "night", 1)}))(t)
		if made.Rows != 3 || made.Added != 3 || made.TakenBack != 0 || made.Unchanged != 0 {
			t.Errorf("first import: %+v", made)
		}
		want := []string{
			"0 night +5 x2 2250/2250 100/100 2027-02-01",
			"1 weekend +2 x3 50/100 80/100 2027-02-01",
			"5 night +1 x2 1125/2250 100/100 2027-02-01",
		}
		if diff := cmp.Diff(want, n.ledgerOf(t, w, "import_id = ?", made.ImportID)); diff != "" {
			t.Error(diff)
		}
		// The same file once more, mended in one row and with one row taken back.
		first.Count = 4
		again := must(n.ImportLedger(ctx, store.SystemActor, w.Ward.ID, []store.LedgerRow{first, quarter, row(w, 4, 5, "2027-02-01", "night", 0)}))(t)
		if again.Added != 1 || again.TakenBack != 2 || again.Unchanged != 1 {
			t.Errorf("second import: %+v", again)
		}
		want = []string{
			"0 night +4 x2 2250/2250 100/100 2027-02-01", "0 night -5 x2 2250/2250 100/100 2027-02-01",
			"5 night -1 x2 1125/2250 100/100 2027-02-01",
		}
		if diff := cmp.Diff(want, n.ledgerOf(t, w, "import_id = ?", again.ImportID)); diff != "" {
			t.Error(diff)
		}
		records := must(n.Audit(ctx, w.manager, string(w.Ward.ID), 0, 0))(t)
		var imports []store.ID
		for _, r := range records {
			if r.Entry.Action == "ledger.import" {
				imports = append(imports, r.Entry.ObjectID)
			}
		}
		if diff := cmp.Diff([]store.ID{made.ImportID, again.ImportID}, imports); diff != "" {
			t.Errorf("audit: %s", diff)
		}
	})
}

func TestImportLedgerRefusesWhole(t *testing.T) {
	n, w, _ := ledgerNight(t, sqliteDialect)
	ctx := t.Context()
	before := n.ledgerOf(t, w, "1 = 1")
	n.clock.set(time.Date(2027, 4, 1, 12, 0, 0, 0, time.UTC))
	rows := []store.LedgerRow{
		row(w, 2, 0, "2027-02-01", "night", 1),
		{Row: 3, Number: "nobody", Day: "2027-02-01", Kind: "night", Count: 1, SharePercent: -1, EligiblePercent: 100},
		row(w, 4, 1, "2027-04-02", "night", 1),
		row(w, 5, 2, "2027-03-28", "night", 1), // the last day of the published rota
	}
	_, err := n.ImportLedger(ctx, store.SystemActor, w.Ward.ID, rows)
	kindIs(t, err, store.Invalid, "nothing was written")
	var refusal *store.Error
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	var pointers []string
	for _, f := range refusal.Fields {
		pointers = append(pointers, f.Pointer)
	}
	if diff := cmp.Diff([]string{"/rows/3/staff_number", "/rows/4/date", "/rows/5/date"}, pointers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, n.ledgerOf(t, w, "1 = 1")); diff != "" {
		t.Errorf("something was written: %s", diff)
	}
	_, err = n.ImportLedger(ctx, w.manager, w.Ward.ID, rows[:1])
	kindIs(t, err, store.Forbidden, "role")
	_, err = n.ImportLedger(ctx, store.SystemActor, newID(), rows[:1])
	kindIs(t, err, store.NotFound, "nothing here")
}

// Eighteen people: person i carries i weekends of 3 points, so 0, 3, ... 51.
func TestFairnessOfAWard(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n := newNight(t, d, 0)
		in := nightImport("Wide")
		for i := 6; i < 18; i++ {
			person := in.Staff[5]
			person.ID, person.Number, person.Name = store.ID(fmt.Sprint(i)), fmt.Sprintf("Wide/%d", i), fmt.Sprintf("Person %d", i)
			in.Staff = append(in.Staff, person)
		}
		w := n.addImport(t, in)
		ctx := t.Context()
		var rows []store.LedgerRow
		for i := 1; i < 18; i++ {
			rows = append(rows, row(w, i+1, i, "2027-01-31", "weekend", i))
		}
		rows = append(rows, row(w, 20, 2, "2027-01-31", "night", 1), row(w, 21, 2, "2027-01-31", "refused_3", 1), row(w, 22, 2, "2027-01-31", "moved_3d", 1))
		must(n.ImportLedger(ctx, store.SystemActor, w.Ward.ID, rows))(t)
		// Person 2 carries 6 + 2 + 9 + 6 = 23 more than 0. Sorted: 0 3 9 12 15 18 21 23 24 27 ... 51.
		// Cells of 5: 0-4 two, 5-9 one, 10-14 one, 15-19 two, 20-24 three: 9 people below 25, the
		// other 9 above.
		f := must(n.WardFairness(ctx, w.manager, w.Ward.ID))(t)
		if diff := cmp.Diff([]store.BurdenBand{{From: 0, To: 25000, People: 9}, {From: 25000, To: -1, People: 9}}, f.Bands); diff != "" {
			t.Error(diff)
		}
		if len(f.People) != 18 || f.People[0].Burden != 51_000 || f.People[0].Name != "Person 17" || f.People[17].Burden != 0 || len(f.Trend) != 0 {
			t.Errorf("people %+v, trend %+v", f.People, f.Trend)
		}
		for _, p := range f.People {
			if p.Burden != p.Refused+p.Nights+p.Weekends+p.Moves {
				t.Errorf("%s: parts do not add up: %+v", p.Name, p)
			}
			if p.Name == "Person 2 of Wide" && (p.Refused != 9000 || p.Nights != 2000 || p.Weekends != 6000 || p.Moves != 6000) {
				t.Errorf("person 2: %+v", p)
			}
		}
		mine := must(n.MyLedger(ctx, w.people[2]))(t)
		if mine.Mine != 0 || mine.Burden != 23_000 || len(mine.Bands) != 2 || len(mine.Entries) != 4 {
			t.Errorf("ledger of person 2: %+v", mine)
		}
		other := n.addWard(t, "Other")
		_, err := n.WardFairness(ctx, other.manager, w.Ward.ID)
		kindIs(t, err, store.NotFound, "nothing here")
		_, err = n.WardFairness(ctx, w.people[0], w.Ward.ID)
		kindIs(t, err, store.Forbidden, "role")
		_, err = n.MyLedger(ctx, w.manager)
		kindIs(t, err, store.Forbidden, "not linked")
	})
}

// After one rota of six people the points of the trend stand as of its last day: burdens 15 (9 + 6),
// 3, 3, 15 (12 + 3), 11 (8 + 3) and 32 (8 / half the days / half time).
func TestTrendOfAWard(t *testing.T) {
	n, w, _ := ledgerNight(t, sqliteDialect)
	n.clock.set(time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)) // weeks before the rota begins
	f := must(n.WardFairness(t.Context(), w.manager, w.Ward.ID))(t)
	if len(f.Trend) != 1 || len(f.Bands) != 0 || len(f.People) != 6 {
		t.Fatalf("%+v", f)
	}
	p := f.Trend[0]
	// Sum 79, squares 225 + 9 + 9 + 225 + 121 + 1024 = 1613: Jain 6241 / (6 x 1613) = 0.6449.
	if p.LastDay != "2027-03-28" || p.People != 6 || p.Largest != 32_000 || p.Jain < 0.6448 || p.Jain > 0.6450 {
		t.Errorf("%+v", p)
	}
	// Worst first 32 15 15 11 3 3 with 5 3 1 -1 -3 -5: 160 + 45 + 15 - 11 - 9 - 15 = 185; / (6 x 79) = 0.3903.
	if p.Gini < 0.3902 || p.Gini > 0.3904 {
		t.Errorf("Gini %v", p.Gini)
	}
}
