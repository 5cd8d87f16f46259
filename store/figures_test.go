package store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWholeMonths(t *testing.T) {
	for _, c := range []struct{ from, to, first, last Day }{
		{"2027-02-01", "2027-02-28", "2027-02-01", "2027-02-28"},
		{"2027-02-14", "2027-02-14", "2027-02-01", "2027-02-28"},
		{"2027-12-31", "2028-02-01", "2027-12-01", "2028-02-29"},
		{"2027-01-31", "2027-04-30", "2027-01-01", "2027-04-30"},
	} {
		first, last, err := WholeMonths(c.from, c.to)
		if err != nil || first != c.first || last != c.last {
			t.Errorf("%s to %s: %s to %s, %v; want %s to %s", c.from, c.to, first, last, err, c.first, c.last)
		}
	}
	for _, c := range [][2]Day{{"", "2027-01-01"}, {"2027-01-01", "x"}, {"2027-02-01", "2027-01-31"}} {
		if _, _, err := WholeMonths(c[0], c[1]); KindOf(err) != Invalid || err == nil {
			t.Errorf("%s to %s: %v", c[0], c[1], err)
		}
	}
}

func TestRounded(t *testing.T) {
	for n, want := range map[int]int{0: 0, 8: 10, 10: 10, 12: 10, 13: 15, 17: 15, 18: 20, 22: 20, 23: 25} {
		if got := rounded(n); got != want {
			t.Errorf("%d is rounded to %d, want %d", n, got, want)
		}
	}
}

// hiddenOf says which of the counts are hidden when they add up to a row above; people
// is large enough in each row.
func hiddenOf(counts []int) []bool {
	rows := make([]*tally, len(counts))
	for i, n := range counts {
		rows[i] = newTally()
		for p := range 20 {
			rows[i].people[ID(fmt.Sprint(p))] = &PersonFacts{}
		}
		rows[i].counts[countDuties] = n
	}
	suppress(rows)
	hidden := make([]bool, len(rows))
	for i, t := range rows {
		hidden[i] = t.hidden[countDuties]
	}
	return hidden
}

// TestSuppressionByHand: what is hidden of counts that add up to a row above.
func TestSuppressionByHand(t *testing.T) {
	const x = true
	for _, c := range []struct {
		name   string
		counts []int
		want   []bool
	}{
		{"nothing small", []int{8, 20, 0}, []bool{false, false, false}},
		{"3 alone would be the total less 20 and 30", []int{3, 20, 30}, []bool{x, x, false}},
		{"3 + 0 is small too, so the zero does not hide it", []int{3, 20, 30, 0}, []bool{x, x, false, x}},
		{"7 is small, 8 is not", []int{7, 8, 50}, []bool{x, x, false}},
		{"two small ones of 8 together hide each other", []int{3, 5, 50}, []bool{x, x, false}},
		{"two small ones of 7 together do not", []int{3, 4, 50, 60}, []bool{x, x, x, false}},
		{"one row alone", []int{4}, []bool{x}},
		{"none", nil, []bool{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, hiddenOf(c.counts)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		days []int
		want float64
	}{{[]int{42}, 42}, {[]int{42, 28}, 35}, {[]int{50, 10, 42}, 42}, {[]int{1, 2, 3, 10}, 2.5}} {
		if got := median(c.days); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.days, got, c.want)
		}
	}
}

// rota makes the facts of a rota whose people have the same facts each.
func rota(ward, division ID, first Day, people int, each PersonFacts) RotaFacts {
	r := RotaFacts{WardID: ward, DivisionID: division, FirstDay: first, LeadDays: 42}
	for i := range people {
		each.StaffID = ID(fmt.Sprintf("%s-%d", ward, i))
		r.People = append(r.People, each)
	}
	return r
}

// TestFewPeopleAreRolledUp: a ward of 9 is shown only in its division; so that it is not
// what is missing from the division's figures, a second ward is hidden.
func TestFewPeopleAreRolledUp(t *testing.T) {
	divisions := []Division{{ID: "d", Name: "Medicine"}}
	wards := []Ward{{ID: "a", DivisionID: "d", Name: "A"}, {ID: "b", DivisionID: "d", Name: "B"}, {ID: "c", DivisionID: "d", Name: "C"}}
	each := PersonFacts{Duties: 10, Granted: 2, GrantedWork: 1, Refused: 2, AgreedKept: 3, AgreedBroken: 1}
	f := MakeFigures("2027-02-01", "2027-02-28", divisions, wards, []RotaFacts{
		rota("a", "d", "2027-02-01", 9, each), rota("b", "d", "2027-02-01", 10, each), rota("c", "d", "2027-02-01", 20, each),
	})
	var got []string
	for _, r := range append(slices.Clone(f.Wards), f.Divisions[0], f.Organisation) {
		got = append(got, fmt.Sprintf("%s rolled up %t: staff %s, duties %s, fulfilment %s, requested %s, agreed %s and %s", r.Name, r.RolledUp, say(r.Staff), say(r.Duties), say(r.FulfilmentRate), say(r.RequestedShare), say(r.AgreedPeople), say(r.AgreedKept)))
	}
	want := []string{
		"A rolled up true: staff *, duties *, fulfilment *, requested *, agreed * and *",
		"B rolled up false: staff *, duties *, fulfilment *, requested *, agreed * and *", // 10, the smaller of the two others
		"C rolled up false: staff 20, duties 200, fulfilment 50, requested 10, agreed 20 and 75",
		"Medicine rolled up false: staff 40, duties 390, fulfilment 50, requested 10, agreed 40 and 74", // 39 people, 117 and 39 days: 115 / 155 is 74
		" rolled up false: staff 40, duties 390, fulfilment 50, requested 10, agreed 40 and 74",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func say(f Figure) string {
	switch {
	case f.Suppressed && f.Value != nil:
		return "a suppressed figure with a value"
	case f.Suppressed:
		return "*"
	case f.Value == nil:
		return "-"
	}
	return fmt.Sprint(*f.Value)
}

// TestNoSmallCountCanBeWorkedOut makes random organisations and tries, from what is
// shown and the sums that tie wards, divisions and the organisation, to work out each
// hidden count from 1 to 7.
func TestNoSmallCountCanBeWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var divisions []Division
		var wards []Ward
		var rotas []RotaFacts
		for d := range rapid.IntRange(1, 4).Draw(t, "divisions") {
			division := Division{ID: ID(fmt.Sprintf("d%d", d))}
			divisions = append(divisions, division)
			for w := range rapid.IntRange(1, 5).Draw(t, "wards") {
				ward := Ward{ID: ID(fmt.Sprintf("%s-w%d", division.ID, w)), DivisionID: division.ID}
				wards = append(wards, ward)
				people := rapid.IntRange(0, 25).Draw(t, "people")
				r := rota(ward.ID, division.ID, "2027-02-01", people, PersonFacts{Duties: 1})
				for i := range r.People {
					r.People[i].Granted = rapid.IntRange(0, 1).Draw(t, "granted")
				}
				rotas = append(rotas, r)
			}
		}
		f := MakeFigures("2027-02-01", "2027-02-28", divisions, wards, rotas)
		truth := map[ID]int{}
		for _, r := range rotas {
			for _, p := range r.People {
				truth[r.WardID] += p.Granted
				truth[r.DivisionID] += p.Granted
				truth[""] += p.Granted
			}
		}
		attack := attacker{low: map[ID]int{}, high: map[ID]int{}, parts: map[ID][]ID{}}
		attack.see(f.Organisation)
		for _, r := range f.Divisions {
			attack.see(r)
			attack.parts[""] = append(attack.parts[""], r.ID)
		}
		for _, r := range f.Wards {
			attack.see(r)
			attack.parts[r.DivisionID] = append(attack.parts[r.DivisionID], r.ID)
		}
		attack.think()
		for id, n := range truth {
			if attack.low[id] > n || attack.high[id] < n {
				t.Fatalf("%q: %d is not in %d..%d: the attack is wrong", id, n, attack.low[id], attack.high[id])
			}
			if small(n) && attack.low[id] == attack.high[id] {
				t.Fatalf("%q: %d is known", id, n)
			}
		}
	})
}

// attacker knows for each row between which numbers its count lies.
type attacker struct {
	low, high map[ID]int
	parts     map[ID][]ID
}

// see takes up a shown row: a rounded count lies within 2 of what is shown.
func (a *attacker) see(r FiguresRow) {
	a.low[r.ID], a.high[r.ID] = 0, 1<<20
	if r.Granted.Value != nil {
		v := int(*r.Granted.Value)
		a.low[r.ID], a.high[r.ID] = max(v-2, 0), v+2
		if v == 0 {
			a.high[r.ID] = 0
		}
	}
}

// think narrows the bounds by the sums until nothing changes.
func (a *attacker) think() {
	for changed := true; changed; {
		changed = false
		narrow := func(id ID, low, high int) {
			if low > a.low[id] {
				a.low[id], changed = low, true
			}
			if high < a.high[id] {
				a.high[id], changed = high, true
			}
		}
		for whole, parts := range a.parts {
			low, high := 0, 0
			for _, p := range parts {
				low += a.low[p]
				high += a.high[p]
			}
			narrow(whole, low, high)
			for _, p := range parts {
				narrow(p, a.low[whole]-(high-a.high[p]), a.high[whole]-(low-a.low[p]))
			}
		}
	}
}
