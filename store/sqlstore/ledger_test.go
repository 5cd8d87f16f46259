package sqlstore

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/store"
)

// ledgerNight is a ward whose two weeks from Monday 15 March 2027 are rostered by hand and
// published on 1 March. Person 0 has the early of the 15th and asked for the day off with strength
// 3; person 1 asked for the same with strength 2 and has it. Person 5 works half time and is on
// leave in the first week.
func ledgerNight(t *testing.T, d dialect) (*night, *nightWard, *store.Roster) {
	t.Helper()
	n := newNight(t, d, 1)
	w := n.wards[0]
	ctx := t.Context()
	n.clock.set(opens)
	if err := n.Tick(ctx, opens); err != nil {
		t.Fatal(err)
	}
	for i, strength := range []int{3, 2} {
		must(n.PutPreference(ctx, w.people[i], store.Preference{
			ID: newID(), PeriodID: w.PeriodID, Day: "2027-03-15", Ask: store.Ask{Kind: store.DayOff, Strength: strength},
		}, true))(t)
	}
	half := must(n.CreateContract(ctx, w.manager, store.Contract{WardID: w.Ward.ID, Name: "Half", WeeklyMinutes: 1125, MaxWeekends: -1}, store.Once{}))(t)
	people := must(n.StaffList(ctx, w.manager, w.Ward.ID))(t)
	person := people[slices.IndexFunc(people, func(s store.Staff) bool { return s.ID == w.people[5].StaffID })]
	person.ContractID = half.ID
	must(n.UpdateStaff(ctx, w.manager, person))(t)
	must(n.CreateLeave(ctx, w.manager, store.Leave{StaffID: person.ID, FirstDay: "2027-03-15", LastDay: "2027-03-21"}, store.Once{}))(t)
	n.clock.set(closes)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	must(n.jobs(t, n.DB, JobOptions{Solve: byHand}).Run(ctx, n.onlyRun(t, w).ID))(t)
	draft := must(n.Rosters(ctx, w.manager, w.PeriodID))(t)[0]
	n.clock.set(time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC))
	approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
	return n, w, must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
}

// ledgerOf lists the lines of a ward as "person kind count share eligible", in order.
func (n *night) ledgerOf(t *testing.T, w *nightWard, where string, args ...any) []string {
	t.Helper()
	lines := must(all[store.LedgerLine](n.read(t.Context()).Where("ward_id = ?", w.Ward.ID).Where(where, args...)))(t)
	out := []string{}
	for _, l := range lines {
		i := slices.IndexFunc(w.people, func(a store.Actor) bool { return a.StaffID == l.StaffID })
		out = append(out, fmt.Sprintf("%d %s %+d x%d %d/%d %d/%d %s", i, l.Kind, l.Count, l.Points, l.Share, l.ShareOf, l.Eligible, l.EligibleOf, l.Day))
	}
	slices.Sort(out)
	return out
}

// By hand: the early goes round persons 0, 1, 2; nights are 3's on days 0-3, 4's on 4-7, 5's on 8-11
// and 3's again on 12 and 13. The weekends are days 5, 6 and 12, 13: the early of 2 and 0, then of
// 0 and 1; the night of 4, then of 3.
func wantLedger() []string {
	return []string{
		"0 refused_3 +1 x9 2250/2250 14/14 2027-03-28",
		"0 weekend +2 x3 2250/2250 2/2 2027-03-28",
		"1 weekend +1 x3 2250/2250 2/2 2027-03-28",
		"2 weekend +1 x3 2250/2250 2/2 2027-03-28",
		"3 night +6 x2 2250/2250 14/14 2027-03-28",
		"3 weekend +1 x3 2250/2250 2/2 2027-03-28",
		"4 night +4 x2 2250/2250 14/14 2027-03-28",
		"4 weekend +1 x3 2250/2250 2/2 2027-03-28",
		"5 night +4 x2 1125/2250 7/14 2027-03-28",
	}
}

func TestPublishingWritesTheLedger(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, roster := ledgerNight(t, d)
		if diff := cmp.Diff(wantLedger(), n.ledgerOf(t, w, "period_id = ? AND roster_id = ?", w.PeriodID, roster.ID)); diff != "" {
			t.Error(diff)
		}
		// Seen on 30 April, 33 days after the 28th of March: one step of decay.
		n.clock.set(time.Date(2027, 4, 30, 12, 0, 0, 0, time.UTC))
		mine := must(n.MyLedger(t.Context(), w.people[5]))(t)
		if len(mine.Entries) != 1 || mine.AsOf != "2027-04-30" || mine.Mine != -1 || len(mine.Bands) != 0 {
			t.Fatalf("ledger of person 5: %+v", mine)
		}
		// 4 x 2 = 8; on 7 of 14 days: 16; half time: 32; x 0.94 = 30.08.
		e := mine.Entries[0]
		if got := []int64{e.Raw, e.Free, e.Scaled, e.Worth, mine.Burden, int64(e.AgeDays), int64(e.Steps)}; !slices.Equal(got, []int64{8000, 16000, 32000, 30080, 30080, 33, 1}) {
			t.Errorf("reckoned as %v", got)
		}
		if e.FirstDay != "2027-03-15" || e.Day != "2027-03-28" || e.TakesBack || mine.DecayPercent != 6 || mine.DecayDays != 28 {
			t.Errorf("entry %+v of %+v", e, mine)
		}
		// 365 days after its day a line is gone.
		n.clock.set(time.Date(2028, 3, 26, 12, 0, 0, 0, time.UTC))
		if last := must(n.MyLedger(t.Context(), w.people[5]))(t); len(last.Entries) != 1 || last.Burden == 0 {
			t.Errorf("after 364 days: %+v", last)
		}
		n.clock.set(time.Date(2028, 3, 27, 12, 0, 0, 0, time.UTC))
		if last := must(n.MyLedger(t.Context(), w.people[5]))(t); len(last.Entries) != 0 || last.Burden != 0 {
			t.Errorf("after 365 days: %+v", last)
		}
	})
}

// A refused preference with a token counts as such, whatever its strength.
func TestARefusedTokenIsCounted(t *testing.T) {
	count := newLedgerCount(&problemRows{})
	err := count.refusals([]outcomeOf{
		{StaffID: "a", Strength: 1, Token: true},
		{StaffID: "a", Strength: 1},
		{StaffID: "a", Strength: 2},
		{StaffID: "a", Strength: 3, Token: true, Outcome: store.Outcome{Met: true}},
	})
	want := map[fairness.Kind]int64{fairness.RefusedToken: 1, fairness.Refused1: 1, fairness.Refused2: 1, fairness.Refused3: 0}
	got := map[fairness.Kind]int64{}
	for k := range want {
		got[k] = count.of("a").Count(k)
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: %s", err, diff)
	}
	if err := count.refusals([]outcomeOf{{StaffID: "a", Strength: 4}}); err == nil {
		t.Error("strength 4 is counted")
	}
}

// publishAgain publishes a second version in which persons 0 and 1 have changed places on the
// 15th, at an instant.
func (n *night) publishAgain(t *testing.T, w *nightWard, first *store.Roster, at time.Time) *store.Roster {
	t.Helper()
	ctx, second := t.Context(), newID()
	n.clock.set(at)
	err := n.inTx(ctx, "amend", func(tx *Tx) error {
		roster := *first
		roster.ID, roster.Number, roster.State, roster.Version = second, 2, store.Draft, 1
		roster.ApprovedBy, roster.ApprovedAt, roster.PublishedBy, roster.PublishedAt = "", nil, "", nil
		if err := tx.db.Create(&roster).Error; err != nil {
			return err
		}
		duties := must(dutiesOf(tx.db, first.ID))(t)
		for i := range duties {
			duties[i].ID, duties[i].RosterID = newID(), second
			if d := &duties[i]; d.Day == "2027-03-15" && d.StaffID == w.people[0].StaffID {
				d.StaffID = w.people[1].StaffID
			}
		}
		if err := tx.createDuties(duties); err != nil {
			return err
		}
		if err := tx.judge("amend", &roster, false); err != nil {
			return err
		}
		if err := tx.db.Exec("UPDATE rosters SET state = 'approved' WHERE id = ?", second).Error; err != nil {
			return err
		}
		return tx.db.Exec("UPDATE periods SET state = 'approved' WHERE id = ?", w.PeriodID).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	v := must(n.RosterView(ctx, w.manager, second))(t)
	return must(n.Publish(ctx, w.manager, second, v.Roster.Version, store.Once{}))(t)
}

func TestPublishingAgainTakesBackAndAddsMoves(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := ledgerNight(t, d)
		// On Sunday 14 March at noon, 19 hours before the early of the 15th.
		second := n.publishAgain(t, w, first, time.Date(2027, 3, 14, 12, 0, 0, 0, time.UTC))
		if diff := cmp.Diff(wantLedger(), n.ledgerOf(t, w, "roster_id = ?", first.ID)); diff != "" {
			t.Errorf("lines of the first version changed: %s", diff)
		}
		want := []string{
			"0 moved_1d +1 x8 2250/2250 14/14 2027-03-28",
			"0 refused_3 -1 x9 2250/2250 14/14 2027-03-28",
			"1 moved_1d +1 x8 2250/2250 14/14 2027-03-28",
			"1 moved_from_wish +1 x1 2250/2250 14/14 2027-03-28",
			"1 refused_2 +1 x3 2250/2250 14/14 2027-03-28",
		}
		if diff := cmp.Diff(want, n.ledgerOf(t, w, "roster_id = ?", second.ID)); diff != "" {
			t.Error(diff)
		}
		// Person 0: 2 weekends x 3 = 6, one short-notice move 8, and the refusal and its
		// correction nothing. Person 1: 3 + 3 + 8 + 1.
		for i, burden := range []int64{14_000, 15_000} {
			if mine := must(n.MyLedger(t.Context(), w.people[i]))(t); mine.Burden != burden {
				t.Errorf("person %d carries %d, want %d", i, mine.Burden, burden)
			}
		}
	})
}

// Where nothing but the leave has changed, the lines that hang on it are taken back whole and
// written anew.
func TestCorrections(t *testing.T) {
	line := func(count, eligible int) store.LedgerLine {
		return store.LedgerLine{StaffID: "a", Day: "2027-03-28", Kind: "night", Count: count, Points: 2, Share: 1, ShareOf: 1, Eligible: eligible, EligibleOf: 14}
	}
	for _, c := range []struct {
		name           string
		standing, said []store.LedgerLine
		want           []store.LedgerLine
		takenBack      int
	}{
		{"the first time", nil, []store.LedgerLine{line(4, 14)}, []store.LedgerLine{line(4, 14)}, 0},
		{"nothing new", []store.LedgerLine{line(4, 14)}, []store.LedgerLine{line(4, 14)}, nil, 0},
		{"another count", []store.LedgerLine{line(4, 14)}, []store.LedgerLine{line(3, 14)}, []store.LedgerLine{line(-4, 14), line(3, 14)}, 1},
		{"other days", []store.LedgerLine{line(4, 14)}, []store.LedgerLine{line(4, 7)}, []store.LedgerLine{line(-4, 14), line(4, 7)}, 1},
		{"no more", []store.LedgerLine{line(4, 14)}, nil, []store.LedgerLine{line(-4, 14)}, 1},
		{"said to be none", []store.LedgerLine{line(4, 14)}, []store.LedgerLine{line(0, 14)}, []store.LedgerLine{line(-4, 14)}, 1},
		{"none of what was not", nil, []store.LedgerLine{line(0, 14)}, nil, 0},
		{
			"taken back before", []store.LedgerLine{line(4, 14), line(-4, 14), line(3, 14)}, []store.LedgerLine{line(3, 14)}, nil, 0,
		},
		{
			"taken back and said once more",
			[]store.LedgerLine{line(4, 14), line(-4, 14)},
			[]store.LedgerLine{line(4, 14)},
			[]store.LedgerLine{line(4, 14)},
			0,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, takenBack := corrections(c.standing, c.said)
			if diff := cmp.Diff(c.want, got); diff != "" || takenBack != c.takenBack {
				t.Errorf("%d taken back: %s", takenBack, diff)
			}
		})
	}
}

func TestALineNeverChanges(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, _ := ledgerNight(t, d)
		before := n.ledgerOf(t, w, "1 = 1")
		statements := []string{"UPDATE ledger SET count = count + 1", "DELETE FROM ledger"}
		if d == postgresDialect {
			statements = append(statements, "TRUNCATE ledger")
		}
		for _, s := range statements {
			if _, err := n.writePool.ExecContext(t.Context(), s); err == nil || !strings.Contains(err.Error(), "never changes") && !strings.Contains(err.Error(), "may not be changed") {
				t.Errorf("%s: %v", s, err)
			}
		}
		if diff := cmp.Diff(before, n.ledgerOf(t, w, "1 = 1")); diff != "" {
			t.Error(diff)
		}
	})
}

// What a later limit or an end of employment leaves: only the days on which it could have been.
func TestEligibleDays(t *testing.T) {
	rows := &problemRows{
		Period:    store.RosterPeriod{FirstDay: "2027-03-15", LastDay: "2027-03-28"},
		Contracts: []store.Contract{{ID: "c", WeeklyMinutes: 1800}, {ID: "none"}},
		Shifts:    []store.Shift{{ID: "E", Kind: store.Early}, {ID: "N", Kind: store.Night}},
		Staff: []store.Staff{
			{ID: "all", ContractID: "c"},
			{ID: "no hours", ContractID: "none"},
			{ID: "no nights", ContractID: "c"},
			{ID: "leaver", ContractID: "c", LastDay: "2027-03-20"},
			{ID: "away", ContractID: "c"},
			{ID: "no shift", ContractID: "c"},
		},
		Leaves: []store.Leave{{StaffID: "away", FirstDay: "2027-03-01", LastDay: "2027-03-16"}},
		Away: []store.Availability{
			{StaffID: "no nights", FirstDay: "2027-03-01", LastDay: "2027-12-31", ShiftID: "N"},
			{StaffID: "away", FirstDay: "2027-03-27", LastDay: "2027-03-28"},
			{StaffID: "no shift", FirstDay: "2027-03-15", LastDay: "2027-03-15", ShiftID: "N"},
			{StaffID: "no shift", FirstDay: "2027-03-15", LastDay: "2027-03-15", ShiftID: "E"},
		},
	}
	for id, want := range map[store.ID][5]int64{
		"all":       {1800, 14, 14, 2, 2},
		"no hours":  {1, 14, 14, 2, 2},
		"no nights": {1800, 14, 0, 2, 2},
		// Employed from the 15th to Saturday the 20th: 6 days, and one day of the first weekend.
		"leaver": {1800, 6, 6, 1, 2},
		// Away on the 15th and 16th and on the second weekend.
		"away":     {1800, 10, 10, 1, 2},
		"no shift": {1800, 13, 13, 2, 2},
	} {
		p, err := newLedgerCount(rows).part(id)
		got := [5]int64{p.Share.Num, p.Days.Num, p.Nights.Num, p.Weekends.Num, p.Weekends.Den}
		whole := int64(2250)
		if want[0] == 1 {
			whole = 1
		}
		if err != nil || got != want || p.Share.Den != whole || p.Days.Den != 14 || p.Nights.Den != 14 {
			t.Errorf("%s: %+v %v, want %+v", id, p, err, want)
		}
	}
	if _, err := newLedgerCount(rows).part("stranger"); err == nil {
		t.Error("a person of no ward is eligible")
	}
}
