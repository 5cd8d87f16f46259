package sqlstore

import (
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// shortOnTheLastDay publishes a rota in which person 3 works an early on the 28th, the last day, half an
// hour before the night of the 27th ends: 11 h are missing of 11.
func shortOnTheLastDay(t *testing.T, d dialect) (*night, *nightWard, *store.Roster) {
	t.Helper()
	n, w, draft := draftedNight(t, d)
	v := n.overrideAll(t, w, n.put(t, w, draft.ID, draft.Version, 3, "2027-03-28", "E"))
	approved := must(n.Approve(t.Context(), w.manager, draft.ID, v.Roster.Version, store.Once{}))(t)
	return n, w, must(n.Publish(t.Context(), w.manager, draft.ID, approved.Version, store.Once{}))(t)
}

// debtsNow returns the debts of a ward.
func (n *night) debtsNow(t *testing.T, w *nightWard) []store.PersonDebt {
	t.Helper()
	debts, _, err := n.RestDebts(t.Context(), w.manager, w.Ward.ID)
	if err != nil {
		t.Fatal(err)
	}
	return debts
}

func TestAnOverriddenRestIsOwedAndGivenBack(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, roster := shortOnTheLastDay(t, d)
		ctx, person := t.Context(), w.people[3]
		debts := n.debtsNow(t, w)
		if len(debts) != 1 {
			t.Fatalf("%d debts: %+v", len(debts), debts)
		}
		got := debts[0]
		if got.StaffID != person.StaffID || got.Day != "2027-03-28" || got.Minutes != 660 || got.DueDay != "2027-04-11" ||
			got.Outcome != "" || got.RosterID != roster.ID || got.Name == "" {
			t.Errorf("%+v", got)
		}
		mine, _, err := n.MyRestDebts(ctx, person)
		if err != nil || len(mine) != 1 || mine[0].ID != got.ID {
			t.Errorf("the nurse's own: %+v, %v", mine, err)
		}
		if others, _, err := n.MyRestDebts(ctx, w.people[0]); err != nil || len(others) != 0 {
			t.Errorf("somebody else's: %+v, %v", others, err)
		}
		_, _, err = n.RestDebts(ctx, person, w.Ward.ID)
		kindIs(t, err, store.Forbidden, "")

		// The next period must hold 22 h, 11 of them owed, in the 14 days from its first.
		next := n.nextPeriod(t, w)
		p := must(n.Problem(ctx, w.manager, next))(t)
		found := 0
		for _, r := range p.Instance.Contracts[p.Instance.Staff[3].Contract].Respites {
			if r.Name == store.CompensatoryRest {
				found++
				if r.From != 0 || r.Span != 14 || r.Minutes != 1320 || r.Cost.Level != nrp.LevelHard {
					t.Errorf("%+v", r)
				}
			}
		}
		if found != 1 {
			t.Fatalf("%d respites", found)
		}
		draft := must(n.Rosters(ctx, w.manager, next))(t)[0]
		approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
		must(n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{}))(t)
		debts = n.debtsNow(t, w)
		if len(debts) != 1 || debts[0].Outcome != store.DebtRepaid || debts[0].SettledBy != draft.ID || debts[0].RestTo.Sub(*debts[0].RestFrom).Minutes() < 1320 {
			t.Fatalf("after the next rota: %+v", debts)
		}
		// What is settled stays.
		err = n.inTx(ctx, "test", func(tx *Tx) error {
			return tx.db.Exec("UPDATE rest_debts SET minutes = 15 WHERE id = ?", got.ID).Error
		})
		if err == nil {
			t.Error("a settled debt was changed")
		}
	})
}

// A later version without the short rest takes the debt back; one with it keeps the debt as it is.
func TestALaterVersionTakesTheDebtBack(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, first := shortOnTheLastDay(t, d)
		was := n.debtsNow(t, w)[0]
		book := func(minutes int) {
			err := n.inTx(t.Context(), "test", func(tx *Tx) error {
				a, err := tx.assess(first)
				if err != nil {
					return err
				}
				if minutes == 0 { // as if the early of the 28th were gone
					a.findings = nil
				}
				return tx.settleRest(first, nil, a)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		book(660)
		if now := n.debtsNow(t, w); len(now) != 1 || now[0].ID != was.ID || now[0].Outcome != "" {
			t.Errorf("the same again: %+v", now)
		}
		book(0)
		if now := n.debtsNow(t, w); len(now) != 1 || now[0].ID != was.ID || now[0].Outcome != store.DebtWithdrawn || now[0].SettledBy != first.ID {
			t.Errorf("taken back: %+v", now)
		}
	})
}
