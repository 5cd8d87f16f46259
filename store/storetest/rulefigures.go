package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// figure is a figure that the ward's manager may set; the clock of a World stands on
// 1 December 2026.
func (w *World) figure(key string, value int, from store.Day) store.RuleFigure {
	return store.RuleFigure{Scope: rulebook.Ward, WardID: w.Ward.ID, Key: key, Value: &value, FromDay: from, Source: "Ward policy 4", Reason: "Agreed at the ward meeting."}
}

// standing is what WardRules says of a rule on a day: its value (-1 for none) and its origin.
func standing(t *testing.T, w *World, as store.Actor, key string, staff store.ID, day store.Day) (value int, from store.FigureOrigin) {
	t.Helper()
	view, err := w.DB.WardRules(t.Context(), as, w.Ward.ID, day)
	view = must(t, view, err)
	rule, known := view.Set.Book.Rule(key)
	if !known {
		t.Fatalf("there is no rule %q", key)
	}
	got := view.Set.Resolve(rule, staff, view.Day)
	if got.Value == nil {
		return -1, got.From
	}
	return *got.Value, got.From
}

// exerciseRuleFigures: figures are set by whom they are for, stand from their day, never
// loosen the law, and reach the periods that are planned after them, which keep them.
func exerciseRuleFigures(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 3})
	ctx, none := t.Context(), store.Once{}
	before, err := w.DB.Problem(ctx, store.SystemActor, w.Period.ID)
	before = must(t, before, err)

	_, err = w.DB.SetFigure(ctx, w.Manager, w.figure("nights_in_a_row", 3, "2027-03-01"), 2, none)
	wantKind(t, "another version than the one seen", err, store.Stale)
	made, err := w.DB.SetFigure(ctx, w.Manager, w.figure("nights_in_a_row", 3, "2027-03-01"), 1, none)
	made = must(t, made, err)
	if made.UserID != w.Manager.UserID || !made.At.Equal(w.Clock.Now()) {
		t.Errorf("made %+v", made)
	}
	_, err = w.DB.SetFigure(ctx, w.Manager, w.figure("rest_between_shifts", 659, "2027-03-01"), 2, none)
	wantField(t, "looser than the law", err, "/value")
	org := w.figure("rest_between_shifts", 690, "2027-03-01")
	org.Scope, org.WardID = rulebook.Organisation, ""
	_, err = w.DB.SetFigure(ctx, w.Manager, org, 1, none)
	wantKind(t, "the organisation's figure by a manager", err, store.Forbidden)
	_, err = w.DB.SetFigure(ctx, w.Admin, org, 1, none)
	ok(t, "the organisation's figure", err)
	_, err = w.DB.SetFigure(ctx, w.Manager, w.figure("rest_between_shifts", 680, "2027-03-01"), 3, none)
	wantField(t, "looser than the organisation", err, "/value")
	mine := w.figure("week_most", 1200, "2027-03-01")
	mine.Scope, mine.StaffID, mine.Source, mine.Reason = rulebook.Person, w.Staff[1].ID, "", ""
	stranger := mine
	stranger.StaffID = NewID()
	_, err = w.DB.SetFigure(ctx, w.Manager, stranger, 3, none)
	wantField(t, "somebody of another ward", err, "/staff_id")
	_, err = w.DB.SetFigure(ctx, w.Manager, mine, 3, none)
	ok(t, "one person's figure", err)

	for _, c := range []struct {
		key   string
		staff store.ID
		day   store.Day
		want  int
		from  store.FigureOrigin
	}{
		{"nights_in_a_row", "", "2027-02-28", 4, store.FromRulebook},
		{"nights_in_a_row", "", "2027-03-01", 3, store.FromWard},
		{"rest_between_shifts", "", "2027-03-01", 690, store.FromOrganisation},
		{"week_most", w.Staff[1].ID, "2027-03-01", 1200, store.FromPerson},
		{"week_most", w.Staff[0].ID, "2027-03-01", 3600, store.FromRulebook},
	} {
		if value, from := standing(t, w, w.Manager, c.key, c.staff, c.day); value != c.want || from != c.from {
			t.Errorf("%s on %s: %d from %s, want %d from %s", c.key, c.day, value, from, c.want, c.from)
		}
	}
	checkWhoSees(t, w)
	checkFiguresReachPeriods(t, w)

	after, err := w.DB.Problem(ctx, store.SystemActor, w.Period.ID)
	after = must(t, after, err)
	if before.Instance.Hash() != after.Instance.Hash() {
		t.Error("the period that was there before has another problem")
	}
	ok(t, "audit", w.DB.VerifyAudit(ctx))
}

// checkWhoSees: a person's figure is seen by that person and by whom may read the staff, and
// nobody else; who set a figure is not for nurses.
func checkWhoSees(t *testing.T, w *World) {
	t.Helper()
	for name, c := range map[string]struct {
		as    store.Actor
		rows  int
		named bool
	}{
		"the manager": {w.Manager, 3, true}, "an administrator": {w.Admin, 3, true},
		"the person": {w.Nurses[1], 3, false}, "a colleague": {w.Nurses[0], 2, false},
	} {
		view, err := w.DB.WardRules(t.Context(), c.as, w.Ward.ID, "")
		view = must(t, view, err)
		if len(view.Set.Rows) != c.rows || (len(view.Names) > 0) != c.named || view.Version != 4 || view.Today != "2026-12-01" {
			t.Errorf("%s sees %d rows, %d names, version %d on %s", name, len(view.Set.Rows), len(view.Names), view.Version, view.Today)
		}
		for _, row := range view.Set.Rows {
			if (row.UserID != "") != c.named {
				t.Errorf("%s sees who set a figure: %+v", name, row)
			}
		}
	}
	view, err := w.DB.Rules(t.Context(), w.HR, "")
	view = must(t, view, err)
	if len(view.Set.Rows) != 1 || view.Version != 2 {
		t.Errorf("HR sees %d rows of the organisation, version %d", len(view.Set.Rows), view.Version)
	}
}

// checkFiguresReachPeriods: a period that is planned now has the figures of its first day in
// its problem, a second one with the same figures shares its rule set, and a figure that is
// taken back leaves both as they are.
func checkFiguresReachPeriods(t *testing.T, w *World) {
	t.Helper()
	ctx := t.Context()
	first := w.nextPeriod(t, "2027-03-01", "2027-03-14")
	second := w.nextPeriod(t, "2027-03-15", "2027-03-28")
	if first.RuleSetID == w.Period.RuleSetID || first.RuleSetID != second.RuleSetID {
		t.Errorf("rule sets %s, %s, %s: the last two are to be one of their own", w.Period.RuleSetID, first.RuleSetID, second.RuleSetID)
	}
	early := w.nextPeriod(t, "2027-04-01", "2027-04-02")
	back := w.figure("nights_in_a_row", 0, "2027-05-01")
	back.Value = nil
	_, err := w.DB.SetFigure(ctx, w.Manager, back, 4, store.Once{})
	ok(t, "take the figure back", err)
	later := w.nextPeriod(t, "2027-05-03", "2027-05-16")
	for _, c := range []struct {
		period *store.RosterPeriod
		nights int
	}{{first, 3}, {early, 3}, {later, 4}} {
		problem, err := w.DB.Problem(ctx, store.SystemActor, c.period.ID)
		problem = must(t, problem, err)
		inst := problem.Instance
		if len(inst.Contracts) != 2 {
			t.Fatalf("%d contracts, want that of all and that of one person", len(inst.Contracts))
		}
		for i, own := range []int{3600, 1200} {
			contract := &inst.Contracts[i]
			if got := contract.Rests[0].Minutes; got != 690 {
				t.Errorf("%s: rest of %d minutes, want 690", c.period.FirstDay, got)
			}
			if got := nightsOf(contract); got != c.nights {
				t.Errorf("%s: %d nights in a row, want %d", c.period.FirstDay, got, c.nights)
			}
			if got := contract.Counters[len(contract.Counters)-1].Over[0].At; got != int64(own) {
				t.Errorf("%s: contract %d has %d minutes a week, want %d", c.period.FirstDay, i, got, own)
			}
		}
		who := map[string]int{}
		for i, id := range problem.StaffIDs {
			who[id] = inst.Staff[i].Contract
		}
		want := map[string]int{string(w.Staff[0].ID): 0, string(w.Staff[1].ID): 1, string(w.Staff[2].ID): 0}
		if diff := cmp.Diff(want, who); diff != "" {
			t.Error(diff)
		}
	}
	rules, err := w.DB.RuleSet(ctx, w.Manager, w.Ward.ID)
	rules = must(t, rules, err)
	if diff := cmp.Diff(store.StandardRules(), rules.Rules); diff != "" || rules.Number != 1 {
		t.Errorf("the ward's own rule set is number %d: %s", rules.Number, diff)
	}
	made, err := w.DB.CreateRuleSet(ctx, w.Manager, store.RuleSet{WardID: w.Ward.ID, Rules: store.StandardRules()}, store.Once{})
	made = must(t, made, err)
	if made.Number != 4 {
		t.Errorf("the ward's next rule set is number %d, want 4: two were made for periods", made.Number)
	}
	loose := store.StandardRules()
	loose.Rest.Minutes = 600
	_, err = w.DB.CreateRuleSet(ctx, w.Manager, store.RuleSet{WardID: w.Ward.ID, Rules: loose}, store.Once{})
	wantField(t, "a rule set looser than the law", err, "/rules/rest/minutes")
}

func nightsOf(c *nrp.Contract) int {
	for _, s := range c.Stretches {
		if s.Name == "nights in a row" {
			return s.Max
		}
	}
	return -1
}

// nextPeriod plans another period of the ward.
func (w *World) nextPeriod(t *testing.T, first, last store.Day) *store.RosterPeriod {
	t.Helper()
	period, err := w.DB.CreatePeriod(t.Context(), w.Manager, store.RosterPeriod{
		WardID: w.Ward.ID, FirstDay: first, LastDay: last,
		BiddingOpensAt: BiddingOpens, BiddingClosesAt: BiddingCloses, ApprovalDueAt: ApprovalDue, PublicationDueAt: Publication,
	}, store.Once{})
	return must(t, period, err)
}

// exerciseRuleFiguresAtOnce: of many who saw the same version one sets a figure, and a
// request that is sent again is done once.
func exerciseRuleFiguresAtOnce(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 1})
	var done, stale atomic.Int32
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			switch _, err := w.DB.SetFigure(t.Context(), w.Manager, w.figure("nights_in_a_row", 1+i, "2027-03-01"), 1, store.Once{}); {
			case err == nil:
				done.Add(1)
			case store.KindOf(err) == store.Stale:
				stale.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if done.Load() != 1 || stale.Load() != 3 {
		t.Errorf("%d set it and %d were late, want 1 and 3", done.Load(), stale.Load())
	}
	once := store.Once{Route: "set-ward-figure", Key: "k", BodyHash: string(bytesOf('a', 64))}
	first, err := w.DB.SetFigure(t.Context(), w.Manager, w.figure("week_most", 3000, "2027-03-01"), 2, once)
	first = must(t, first, err)
	again, err := w.DB.SetFigure(t.Context(), w.Manager, w.figure("week_most", 3000, "2027-03-01"), 2, once)
	again = must(t, again, err)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("sent again:\n%s", diff)
	}
	view, err := w.DB.WardRules(t.Context(), w.Manager, w.Ward.ID, "")
	view = must(t, view, err)
	if len(view.Set.Rows) != 2 {
		t.Errorf("%d rows, want 2", len(view.Set.Rows))
	}
}
