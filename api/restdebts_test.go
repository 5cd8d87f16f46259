package api

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

func TestDebtWords(t *testing.T) {
	debt := store.RestDebt{Day: "2027-03-16", Minutes: 105, DueDay: "2027-03-30"}
	repaid, withdrawn := debt, debt
	repaid.Outcome, withdrawn.Outcome = store.DebtRepaid, store.DebtWithdrawn
	const cut = "Your rest up to Tue 16 Mar was 1 h 45 too short. "
	for _, c := range []struct {
		debt  store.RestDebt
		today store.Day
		state string
		words string
	}{
		{debt, "2027-03-30", "open", cut + "You get it back by Tue 30 Mar."},
		{debt, "2027-03-31", "overdue", cut + "You should have had it back by Tue 30 Mar. It is still owed to you."},
		{repaid, "2027-03-31", "repaid", cut + "Your rota gives it back."},
		{withdrawn, "2027-03-31", "withdrawn", "Your rest up to Tue 16 Mar is no longer too short: the rota was changed."},
	} {
		state := debtState(&c.debt, c.today)
		if got := debtWords(&c.debt, state); state != c.state || got != c.words {
			t.Errorf("%s: %q, want %s: %q", state, got, c.state, c.words)
		}
	}
}
