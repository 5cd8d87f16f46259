package storetest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseAudit: every change is in its chain, in order, without notes; chains are read
// page by page by those who may.
func exerciseAudit(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 1, State: store.Open})
	ctx, me := t.Context(), w.Nurses[0]
	p := w.Ask(0, store.DayOff)
	p.Note = "for me alone"
	if _, err := w.DB.PutPreference(ctx, me, p, true); err != nil {
		t.Fatal(err)
	}
	ok(t, "withdraw", w.DB.DeletePreference(ctx, me, p.ID, 1))

	var actions []string
	var after int64
	for {
		page, err := w.DB.Audit(ctx, w.Manager, string(w.Ward.ID), after, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page {
			after++
			if r.Entry.Seq != after || strings.Contains(r.Content, p.Note) {
				t.Errorf("record %d is %+v", after, r)
			}
			actions = append(actions, r.Entry.Action)
		}
		if len(page) < 3 {
			break
		}
	}
	want := []string{
		"ward.create", "shift.create", "shift.create", "shift.create", "contract.create", "staff.create",
		"demand_template.put", "period.create", "period.open", "preference.put", "preference.delete",
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Error(diff)
	}
	records, err := w.DB.Audit(ctx, w.Admin, "organisation", 0, 0)
	ok(t, "organisation", err)
	if len(records) == 0 || records[0].Entry.Action != "division.create" || !strings.Contains(records[0].Content, w.Division.Name) {
		t.Errorf("the organisation's chain begins with %+v", records)
	}
	_, err = w.DB.Audit(ctx, w.Manager, "", 0, 0)
	wantKind(t, "a manager reads the organisation's", err, store.Forbidden)
	_, err = w.DB.Audit(ctx, me, string(w.Ward.ID), 0, 0)
	wantKind(t, "a nurse reads the ward's", err, store.Forbidden)
	ok(t, "verify", w.DB.VerifyAudit(ctx))
}

// exerciseFigures: who reads them and of which days.
func exerciseFigures(t *testing.T, open Opener) {
	w := opened(t, open, Options{Staff: 1})
	ctx := t.Context()
	for _, actor := range []store.Actor{w.Nurses[0], w.Manager, w.Admin} {
		_, err := w.DB.Figures(ctx, actor, "2027-01-01", "2027-01-31")
		wantKind(t, actor.Name, err, store.Forbidden)
	}
	_, err := w.DB.Figures(ctx, w.HR, "2027-01-01", "2026-01-31")
	wantField(t, "days the wrong way round", err, "/to")
	figures, err := w.DB.Figures(ctx, w.HR, "2027-01-14", "2027-02-02")
	if err != nil {
		t.Fatal(err)
	}
	if figures.From != "2027-01-01" || figures.To != "2027-02-28" || len(figures.Months) != 2 || len(figures.Wards) != 1 || len(figures.Divisions) != 1 {
		t.Errorf("%+v", figures)
	}
	if f := figures.Organisation; f.Rotas != 0 || f.Duties.Value == nil || *f.Duties.Value != 0 || f.FulfilmentRate.Value != nil {
		t.Errorf("an organisation without rotas has %+v", f)
	}
}
