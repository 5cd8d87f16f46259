package sqlstore

import (
	"testing"

	"github.com/fairrota/fairrota/store"
)

// An outcome that was written before reasons were is read as one without a reason.
func TestOutcomesFromBeforeReasonsAreReadable(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w, v, _ := contestedNight(t, d)
		first := v.Outcomes[0]
		for _, q := range []string{
			"CREATE TEMPORARY TABLE kept AS SELECT roster_id, preference_id, met, decided, findings, delta FROM outcomes",
			"DELETE FROM outcomes",
			"INSERT INTO outcomes (roster_id, preference_id, met, decided, findings, delta) SELECT roster_id, preference_id, met, decided, findings, delta FROM kept",
		} {
			if _, err := n.writePool.ExecContext(t.Context(), q); err != nil {
				t.Fatal(err)
			}
		}
		var old store.Outcome
		if err := n.read(t.Context()).Where("preference_id = ?", first.PreferenceID).Take(&old).Error; err != nil {
			t.Fatal(err)
		}
		if old.Proof != store.NoReason || old.Code != "" || old.Cost != nil || old.Nearest != nil || len(old.Because)+len(old.Clash) > 0 {
			t.Errorf("%+v", old.Reason)
		}
		again := must(n.RosterView(t.Context(), w.manager, v.Roster.ID))(t)
		if got := reasonsByPreference(again.Outcomes); len(got) > 0 || len(again.Outcomes) != len(v.Outcomes) {
			t.Errorf("%d outcomes, reasons %+v", len(again.Outcomes), got)
		}
	})
}
