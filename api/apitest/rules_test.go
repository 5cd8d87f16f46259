package apitest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/api"
	"github.com/fairrota/fairrota/store"
)

// ruleIn returns a rule of a book.
func ruleIn(t *testing.T, book *api.RuleBook, key string) *api.RuleLine {
	t.Helper()
	for g := range book.Groups {
		for i := range book.Groups[g].Rules {
			if r := &book.Groups[g].Rules[i]; r.Key == key {
				return r
			}
		}
	}
	t.Fatalf("there is no rule %q", key)
	return nil
}

func figureCall(path string, version string, change map[string]any) request {
	body := map[string]any{"key": "nights_in_a_row", "value": 3, "from_day": "2026-03-10", "source": "Ward policy 4", "reason": "Agreed at the ward meeting."}
	for k, v := range change {
		if body[k] = v; v == "" {
			delete(body, k)
		}
	}
	return request{method: http.MethodPost, path: "/api/v1" + path, body: body, match: version}
}

// TestRulesFromFigureToRota: a manager sets figures, everybody reads them in words with their
// source, and a period that is planned then goes by them.
func TestRulesFromFigureToRota(t *testing.T) {
	w := newWorld(t)
	rules, figures := "/wards/"+string(w.wardA.ID)+"/rules", "/wards/"+string(w.wardA.ID)+"/figures"
	var book api.RuleBook
	w.nurseA.get(t, rules, &book)
	nights := ruleIn(t, &book, "nights_in_a_row")
	if nights.Words != "You work at most 4 nights in a row." || nights.EnforcedBy != "engine" || nights.Level != "hard" || !nights.On || len(nights.May) != 0 {
		t.Errorf("nurse reads %+v", nights)
	}
	if rest := ruleIn(t, &book, "rest_between_shifts"); rest.Present == nil || rest.Present.Text != "11 h" || rest.Present.From != "rulebook" || !strings.Contains(rest.Source, "regulation 10") {
		t.Errorf("rest: %+v", rest)
	}
	if off := ruleIn(t, &book, "next_day"); off.On {
		t.Errorf("the ward forbids no pairs of shifts: %+v", off)
	}

	etag := w.managerA.get(t, rules, &book)
	nights = ruleIn(t, &book, "nights_in_a_row")
	if len(nights.May) != 2 || nights.May[0].Scope != "ward" || nights.May[0].LeastText != "1 night" || nights.May[0].MostText != "7 nights" {
		t.Errorf("a manager may %+v", nights.May)
	}
	if why := ruleIn(t, &book, "rest_between_shifts").WhyNot; !strings.Contains(why, "stricter and not looser") {
		t.Errorf("why not: %q", why)
	}
	if why := ruleIn(t, &book, "full_time_week").WhyNot; !strings.Contains(why, "ask an administrator") {
		t.Errorf("why not: %q", why)
	}

	version := strings.Trim(etag, `"`)
	var made store.RuleFigure
	w.managerA.must(t, http.StatusCreated, figureCall(figures, version, nil), &made)
	if made.Value == nil || *made.Value != 3 || made.Scope != "ward" {
		t.Errorf("made %+v", made)
	}
	w.managerA.refused(t, http.StatusPreconditionFailed, "stale", figureCall(figures, version, nil))
	p := w.managerA.refused(t, http.StatusUnprocessableEntity, "invalid", figureCall(figures, "2", map[string]any{"key": "rest_between_shifts", "value": 600}))
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "/value" || !strings.Contains(p.Errors[0].Detail, "this is the law") {
		t.Errorf("looser than the law: %+v", p.Errors)
	}
	person := map[string]any{"key": "week_most", "value": 1200, "staff_id": w.staffA[0].ID, "source": "", "reason": ""}
	w.managerA.must(t, http.StatusCreated, figureCall(figures, "2", person), nil)

	w.nurseA.get(t, rules+"?day=2026-03-10", &book)
	nights = ruleIn(t, &book, "nights_in_a_row")
	if nights.Words != "You work at most 3 nights in a row." || nights.Present.From != "ward" || nights.Present.Source != "Ward policy 4" || nights.Standard.Value != 4 {
		t.Errorf("on the day: %+v, %+v", nights.Words, nights.Present)
	}
	// The period that was there before the figure goes by four nights still.
	if len(nights.Rotas) != 1 || nights.Rotas[0].FirstDay != w.period.FirstDay || nights.Rotas[0].Text != "4 nights" {
		t.Errorf("rotas planned before: %+v", nights.Rotas)
	}
	if len(nights.History) != 1 || nights.History[0].By != "" || nights.History[0].Text != "3 nights" {
		t.Errorf("the nurse's history: %+v", nights.History)
	}
	if own := ruleIn(t, &book, "week_most").People; len(own) != 1 || own[0].Text != "20 h" || own[0].Name != "" {
		t.Errorf("the person's own: %+v", own)
	}
	w.nurseA2.get(t, rules+"?day=2026-03-10", &book)
	if week := ruleIn(t, &book, "week_most"); len(week.People)+len(week.History) != 0 {
		t.Errorf("a colleague sees %+v", week)
	}
	w.managerA.get(t, rules+"?day=2026-03-09", &book)
	nights = ruleIn(t, &book, "nights_in_a_row")
	if nights.Present.Value != 4 || len(nights.History) != 1 || nights.History[0].By == "" {
		t.Errorf("the day before: %+v, history %+v", nights.Present, nights.History)
	}

	var old store.RuleSet
	w.managerA.get(t, "/wards/"+string(w.wardA.ID)+"/rule-sets", &old)
	period := w.newPeriod(t, w.wardA.ID, "2026-04-20", at(1, 8), at(20, 18))
	w.nurseA.get(t, rules+"?day=2026-04-20", &book)
	if rotas := ruleIn(t, &book, "nights_in_a_row").Rotas; len(rotas) != 0 {
		t.Errorf("the new period has the new figure: %+v", rotas)
	}
	if period.RuleSetID == old.ID || w.period.RuleSetID != old.ID {
		t.Errorf("rule sets: the new period %s, the old one %s, the ward's own %s", period.RuleSetID, w.period.RuleSetID, old.ID)
	}
}

// TestOrganisationRules: everybody who is signed in reads them, an administrator sets them, and
// they show on the wards.
func TestOrganisationRules(t *testing.T) {
	w := newWorld(t)
	var book api.RuleBook
	w.hr.get(t, "/rules", &book)
	if book.WardID != "" || len(ruleIn(t, &book, "rest_between_shifts").May) != 0 || book.Version != 1 {
		t.Errorf("HR reads %s, version %d", book.WardID, book.Version)
	}
	call := figureCall("/rules/figures", "1", map[string]any{"key": "rest_between_shifts", "value": 720})
	w.managerA.refused(t, http.StatusForbidden, "forbidden", call)
	w.admin.must(t, http.StatusCreated, call, nil)
	w.managerA.get(t, "/wards/"+string(w.wardA.ID)+"/rules?day=2026-03-10", &book)
	rest := ruleIn(t, &book, "rest_between_shifts")
	if rest.Present.Text != "12 h" || rest.Present.From != "org" || rest.May[0].Least != 720 {
		t.Errorf("on the ward: %+v, may %+v", rest.Present, rest.May)
	}
	w.managerA.refused(t, http.StatusUnprocessableEntity, "invalid", request{method: http.MethodGet, path: "/api/v1/rules?day=2026-02-30"})
}
