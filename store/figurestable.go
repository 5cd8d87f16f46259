package store

import (
	"maps"
	"slices"
)

// MakeFigures counts rotas and applies disclosure control. from and to are whole months
// (see WholeMonths) and every rota begins in them; divisions and wards name the rows, in
// their order, and those without a rota have zeros. O(people).
func MakeFigures(from, to Day, divisions []Division, wards []Ward, rotas []RotaFacts) *Figures {
	all := newTally()
	byWard, byDivision, byMonth := map[ID]*tally{}, map[ID]*tally{}, map[Day]*tally{}
	for i := range wards {
		byWard[wards[i].ID] = newTally()
	}
	for i := range divisions {
		byDivision[divisions[i].ID] = newTally()
	}
	for month := from; month <= to; month = nextMonth(month) {
		byMonth[month] = newTally()
	}
	for i := range rotas {
		r := &rotas[i]
		for _, t := range []*tally{all, byWard[r.WardID], byDivision[r.DivisionID], byMonth[r.FirstDay[:8]+"01"]} {
			t.add(r)
		}
	}
	months := slices.Sorted(maps.Keys(byMonth))
	suppressAll(all, divisions, wards, byDivision, byWard, months, byMonth)
	f := &Figures{From: from, To: to, Organisation: all.row("", "", ""), Divisions: []FiguresRow{}, Wards: []FiguresRow{}, Months: []FiguresMonth{}}
	for i := range divisions {
		f.Divisions = append(f.Divisions, byDivision[divisions[i].ID].row(divisions[i].ID, "", divisions[i].Name))
	}
	for i := range wards {
		f.Wards = append(f.Wards, byWard[wards[i].ID].row(wards[i].ID, wards[i].DivisionID, wards[i].Name))
	}
	for _, month := range months {
		f.Months = append(f.Months, FiguresMonth{Month: month, FiguresRow: byMonth[month].row("", "", "")})
	}
	return f
}

func nextMonth(month Day) Day { return month.Add(31)[:8] + "01" }

// suppressAll treats each group of rows that adds up to a row above. A count that is
// hidden above is hidden below too where it is the only one that makes it up.
func suppressAll(all *tally, divisions []Division, wards []Ward, byDivision, byWard map[ID]*tally, months []Day, byMonth map[Day]*tally) {
	all.sum()
	groups := map[ID][]*tally{}
	for i := range wards {
		byWard[wards[i].ID].sum()
		groups[wards[i].DivisionID] = append(groups[wards[i].DivisionID], byWard[wards[i].ID])
	}
	var parts []*tally
	for i := range divisions {
		byDivision[divisions[i].ID].sum()
		parts = append(parts, byDivision[divisions[i].ID])
	}
	var course []*tally
	for _, month := range months {
		byMonth[month].sum()
		course = append(course, byMonth[month])
	}
	suppress([]*tally{all})
	suppress(parts)
	suppress(course)
	for i := range divisions {
		wardsOf := groups[divisions[i].ID]
		suppress(wardsOf)
		// A division whose count is hidden would be worked out from wards that are all shown.
		for c := range numCounts {
			if byDivision[divisions[i].ID].hidden[c] && !slices.ContainsFunc(wardsOf, func(t *tally) bool { return t.hidden[c] }) {
				for _, t := range wardsOf {
					t.hidden[c] = true
				}
			}
		}
	}
}
