package sqlstore

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/store"
)

// linkBreaches are the days on which who works with whom is broken, by the rules; it fails the
// test where the referee says other. Lines are those of A and B.
func linkBreaches(t *testing.T, rows *problemRows, a, b string) []nrp.DayIdx {
	t.Helper()
	p := build(t, rows)
	m, err := rules.Compile(p.Instance)
	if err != nil {
		t.Fatal(err)
	}
	r := rosterOf(p, a, b)
	_, found, err := verify.Check(p.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	days := func(all []nrp.Violation) []nrp.DayIdx {
		out := []nrp.DayIdx{}
		for _, v := range all {
			if v.Rule == nrp.RuleLink {
				out = append(out, v.Day)
			}
		}
		return out
	}
	mine := days(m.Violations(r))
	if diff := cmp.Diff(mine, days(found)); diff != "" {
		t.Errorf("the referee finds other days (-rules +referee):\n%s", diff)
	}
	return mine
}

func pairOf(kind store.PairKind, first, last store.Day) []store.Pair {
	return []store.Pair{{StaffID: "b", OtherID: "a", Kind: kind, Strength: store.Must, FirstDay: first, LastDay: last}}
}

// TestPairDays: the period is 17 to 30 March, the days 0 to 13; the clock changes on the 28th,
// day 11.
func TestPairDays(t *testing.T) {
	every := "EEEEEEEEEEEEEE"
	tests := map[string]struct {
		rows func(*problemRows)
		a, b string
		want []nrp.DayIdx
	}{
		"apart from the second to the third day": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-18", "2027-03-19") }, every, every, []nrp.DayIdx{1, 2},
		},
		"from before the period on": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-01", "2027-03-17") }, every, every, []nrp.DayIdx{0},
		},
		"over before it": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-01", "2027-03-16") }, every, every, []nrp.DayIdx{},
		},
		"without an end, over its last day": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-30", "") }, every, every, []nrp.DayIdx{13},
		},
		"on the day of the clock change nights are nights": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-27", "2027-03-28") }, "..........NN", "..........NN", []nrp.DayIdx{10, 11},
		},
		// Early 07:00-15:00 and late 13:00-21:30 have 2 h in common, less than half of 8 h.
		"apart on shifts with a handover": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkApart, "2027-03-17", "") }, "EL", "LE", []nrp.DayIdx{},
		},
		// A late from 11:00 has 4 h in common with the early: half of 8 h.
		"apart on shifts with half in common": {
			func(r *problemRows) {
				r.Shifts[2].StartMinute = 11 * 60
				r.Together.Pairs = pairOf(store.WorkApart, "2027-03-17", "")
			}, "E", "L", []nrp.DayIdx{0},
		},
		"apart on shifts with a minute less than half in common": {
			func(r *problemRows) {
				r.Shifts[2].StartMinute = 11*60 + 1
				r.Together.Pairs = pairOf(store.WorkApart, "2027-03-17", "")
			}, "E", "L", []nrp.DayIdx{},
		},
		"together: the same, one alone, two shifts, both off": {
			func(r *problemRows) { r.Together.Pairs = pairOf(store.WorkTogether, "2027-03-17", "") }, "EE L", "E.EE", []nrp.DayIdx{1, 2, 3, 3},
		},
		"together: not while one is away": {
			func(r *problemRows) {
				r.Together.Pairs = pairOf(store.WorkTogether, "2027-03-17", "")
				r.Leaves = []store.Leave{{StaffID: "b", FirstDay: "2027-03-18", LastDay: "2027-03-19"}}
			}, "EEEE", "E", []nrp.DayIdx{3},
		},
		"together: not while one works on another ward": {
			func(r *problemRows) {
				r.Together.Pairs = pairOf(store.WorkTogether, "2027-03-17", "")
				r.Elsewhere = []elsewhereDuty{{"b", "2027-03-18", store.Shift{ID: "x", Code: "X", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450}}}
			}, ".E", "", []nrp.DayIdx{},
		},
		"apart: a duty on another ward does not matter": {
			func(r *problemRows) {
				r.Together.Pairs = pairOf(store.WorkApart, "2027-03-17", "")
				r.Elsewhere = []elsewhereDuty{{"b", "2027-03-18", store.Shift{ID: "x", Code: "X", Kind: store.Early, StartMinute: 420, EndMinute: 900, PaidMinutes: 450}}}
			}, ".E", "", []nrp.DayIdx{},
		},
		"with somebody who is not employed": {
			func(r *problemRows) {
				r.Together.Pairs = pairOf(store.WorkTogether, "2027-03-17", "")
				r.Staff[1].LastDay = "2027-03-01"
			}, "", "E", []nrp.DayIdx{},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			rows := wardRows()
			tc.rows(rows)
			a := []rune(tc.a)
			for i, c := range a {
				if c == ' ' {
					a[i] = '.'
				}
			}
			if diff := cmp.Diff(tc.want, linkBreaches(t, rows, string(a), tc.b)); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLearnerDays has B learn; A holds SR up to the 20th, the fourth day, and RN throughout.
func TestLearnerDays(t *testing.T) {
	base := store.Learner{StaffID: "b", SkillID: "k2", Strength: store.Must, FirstDay: "2027-03-17", LastDay: "2027-03-23"}
	every := "EEEEEEEEEEEEEE"
	tests := map[string]struct {
		change func(*store.Learner, *problemRows)
		a, b   string
		want   []nrp.DayIdx
	}{
		// Beside A to the fourth day; A's skill ends; from the eighth day on B learns no more.
		"a skill that ends":       {func(*store.Learner, *problemRows) {}, every, every, []nrp.DayIdx{4, 5, 6}},
		"nobody there":            {func(*store.Learner, *problemRows) {}, "", "E.L", []nrp.DayIdx{0, 2}},
		"named":                   {func(l *store.Learner, _ *problemRows) { l.SkillID, l.Supervisors = "", []store.ID{"a"} }, every, every, []nrp.DayIdx{}},
		"named, another shift":    {func(l *store.Learner, _ *problemRows) { l.SkillID, l.Supervisors = "", []store.ID{"a"} }, "L", "E", []nrp.DayIdx{0}},
		"on nights alone":         {func(l *store.Learner, _ *problemRows) { l.Kinds = store.KindSet{store.Night} }, "", "E.N", []nrp.DayIdx{2}},
		"a skill that nobody has": {func(l *store.Learner, _ *problemRows) { l.SkillID = "k3" }, every, "E", []nrp.DayIdx{0}},
		"holders who are extra":   {func(_ *store.Learner, r *problemRows) { r.Together.Supernumerary = extraA() }, every, "EE", []nrp.DayIdx{0}},
		"those named who are extra": {func(l *store.Learner, r *problemRows) {
			l.Supervisors, r.Together.Supernumerary = []store.ID{"a"}, extraA()
		}, every, "EE", []nrp.DayIdx{}},
		"one's own skill": {func(l *store.Learner, _ *problemRows) { l.SkillID = "k1" }, "", "E", []nrp.DayIdx{0}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			rows, l := wardRows(), base
			tc.change(&l, rows)
			rows.Together.Learners = []store.Learner{l}
			if diff := cmp.Diff(tc.want, linkBreaches(t, rows, tc.a, tc.b)); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
		})
	}
}

// extraA has A supernumerary on the first day.
func extraA() []store.Supernumerary {
	return []store.Supernumerary{{StaffID: "a", FirstDay: "2027-03-16", LastDay: "2027-03-17"}}
}

// TestSupernumeraryDays: each row of the days within the span leaves the person out, once.
func TestSupernumeraryDays(t *testing.T) {
	rows := wardRows()
	for _, day := range []store.Day{"2027-03-17", "2027-03-18", "2027-03-19"} {
		rows.Demand = append(rows.Demand, store.Demand{Day: day, ShiftID: "e", People: store.People{Min: 1, Preferred: 1, Max: -1}})
	}
	rows.Together.Supernumerary = []store.Supernumerary{
		{StaffID: "b", FirstDay: "2027-03-10", LastDay: "2027-03-18"},
		{StaffID: "b", FirstDay: "2027-03-18", LastDay: "2027-03-18"},
		{StaffID: "a", FirstDay: "2027-03-18", LastDay: "2027-03-18"},
	}
	var got [][]nrp.StaffIdx
	for _, c := range build(t, rows).Instance.Cover {
		got = append(got, c.Except)
	}
	if diff := cmp.Diff([][]nrp.StaffIdx{{staffB}, {staffA, staffB}, nil}, got); diff != "" {
		t.Errorf("exceptions (-want +got):\n%s", diff)
	}
}

// TestLinksDoNotDependOnOrder: which of two was named first has no meaning, nor has the order of rows.
func TestLinksDoNotDependOnOrder(t *testing.T) {
	rows := wardRows()
	rows.Together.Pairs = append(pairOf(store.WorkApart, "2027-03-17", ""), store.Pair{StaffID: "b", OtherID: "c", Kind: store.WorkTogether, Strength: store.Should, FirstDay: "2027-03-17"})
	want := build(t, rows).Instance.Hash()
	p := rows.Together.Pairs
	p[0], p[1] = p[1], p[0]
	for i := range p {
		p[i].StaffID, p[i].OtherID = p[i].OtherID, p[i].StaffID
	}
	if build(t, rows).Instance.Hash() != want {
		t.Error("another order of the rows gives another instance")
	}
	none := wardRows()
	if build(t, none).Instance.Hash() == want {
		t.Error("the hash does not see the pairs")
	}
}
