package apitest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

// sample is a call of one route that concerns ward A, and what somebody who may make it
// is answered. Writes name a version that is not there, so that nothing changes and the
// order of the calls does not matter: 412 shows that the right was granted.
type sample struct {
	path   string
	body   any
	want   int
	stale  bool
	header http.Header
}

// stale is a version that nothing has.
const stale = "999999"

func (w *world) samples(draft, run store.ID) map[string]sample {
	a, period, nothing := "/wards/"+string(w.wardA.ID), "/periods/"+string(w.period.ID), string(newID())
	span := "?from=2026-03-01&to=2026-03-31"
	person := map[string]any{"contract_id": w.contract.ID, "number": "X", "name": "X", "skills": []any{}}
	contract := map[string]any{
		"name": "X", "weekly_minutes": 0, "min_total": 0, "max_total": 0, "min_work_run": 0, "max_work_run": 0,
		"min_off_run": 0, "max_off_run": 0, "max_weekends": -1, "complete_weekends": false,
	}
	shift := map[string]any{
		"code": "X", "name": "X", "kind": "early", "start_minute": 0, "end_minute": 60, "paid_minutes": 60, "min_run": 0, "max_run": 0,
	}
	ward := map[string]any{"division_id": nothing, "name": "X", "time_zone": "Nowhere/Zone", "preference_cap": 1, "solve_seconds": 1}
	dates := map[string]any{
		"first_day": "2026-03-02", "last_day": "2026-03-15", "bidding_opens_at": at(1, 8), "bidding_closes_at": at(16, 18),
		"approval_due_at": at(18, 18), "publication_due_at": at(20, 18),
	}
	badDates := map[string]any{
		"first_day": "2026-03-15", "last_day": "2026-03-02", "bidding_opens_at": at(1, 8), "bidding_closes_at": at(16, 18),
		"approval_due_at": at(18, 18), "publication_due_at": at(20, 18),
	}
	absent := map[string]any{"staff_id": nothing, "first_day": "2026-03-02", "last_day": "2026-03-02"}
	pair := map[string]any{"staff_id": nothing, "other_id": nothing, "kind": "apart", "strength": "must", "first_day": "2026-03-02"}
	learner := map[string]any{"staff_id": nothing, "supervisors": []any{}, "kinds": []any{}, "strength": "must", "first_day": "2026-03-02"}
	leave := map[string]any{"staff_id": nothing, "first_day": "2026-03-02", "last_day": "2026-03-02", "credit_minutes": 0}
	ask := map[string]any{"period_id": w.period.ID, "day": "2026-03-04", "kind": "day_off", "strength": 1}
	roster := "/rosters/" + string(draft)
	badName := map[string]any{"name": "  "}
	noName, backwards := maps.Clone(contract), maps.Clone(shift)
	noName["name"] = "  "
	backwards["start_minute"], backwards["end_minute"] = 120, 60
	lawless := store.StandardRules()
	lawless.Rest.Price.Level = "nowhere"
	figure := map[string]any{"key": "rest_between_shifts", "value": 720, "from_day": "2099-01-01", "source": "Trust policy 7", "reason": "Agreed with staff side."}
	return map[string]sample{
		"sign-in":                    {path: "/session", body: map[string]any{"login": "nobody", "password": "x"}, want: 401},
		"sign-out":                   {}, // ends the session: TestSignOut
		"me":                         {path: "/me", want: 200},
		"my-contention":              {path: "/me" + period + "/contention", want: 200},
		"contention":                 {path: period + "/contention", want: 200},
		"unfilled":                   {path: roster + "/unfilled", want: 200},
		"trials":                     {path: roster + "/trials", want: 200},
		"request-trial":              {path: roster + "/trials", body: map[string]any{"kind": "grant_preference", "preference_id": nothing}, want: 422},
		"trial":                      {path: "/trials/" + string(w.trialID), want: 200},
		"read-notice":                {path: "/me/notices/" + nothing + "/read", want: 404},
		"my-ward":                    {path: "/me/ward", want: 200},
		"my-periods":                 {path: "/me/periods", want: 200},
		"my-preferences":             {path: "/me" + period + "/preferences", want: 200},
		"put-preference":             {path: "/me/preferences/" + nothing, body: ask, stale: true, want: 404},
		"delete-preference":          {path: "/me/preferences/" + nothing, stale: true, want: 404},
		"my-standing-preferences":    {path: "/me/standing-preferences", want: 200},
		"create-standing-preference": {path: "/me/standing-preferences", body: map[string]any{"weekday": 0, "kind": "shift_on", "strength": 1}, want: 422},
		"delete-standing-preference": {path: "/me/standing-preferences/" + nothing, stale: true, want: 404},
		"my-rota":                    {path: "/me/rota" + span, want: 200},
		"divisions":                  {path: "/divisions", want: 200},
		"create-division":            {path: "/divisions", body: badName, want: 422},
		"skills":                     {path: "/skills", want: 200},
		"create-skill":               {path: "/skills", body: map[string]any{"code": "RN", "name": "again"}, want: 409},
		"wards":                      {path: "/wards", want: 200},
		"create-ward":                {path: "/wards", body: ward, want: 422},
		"ward":                       {path: a, want: 200},
		"update-ward":                {path: a, body: ward, stale: true, want: 422},
		"staff":                      {path: a + "/staff", want: 200},
		"create-staff":               {path: a + "/staff", body: map[string]any{"contract_id": nothing, "number": "X", "name": "X", "skills": []any{}}, want: 422},
		"update-staff":               {path: "/staff/" + string(w.staffA[0].ID), body: person, stale: true, want: 412},
		"contracts":                  {path: a + "/contracts", want: 200},
		"create-contract":            {path: a + "/contracts", body: noName, want: 422},
		"update-contract":            {path: "/contracts/" + string(w.contract.ID), body: contract, stale: true, want: 412},
		"shifts":                     {path: a + "/shifts", want: 200},
		"create-shift":               {path: a + "/shifts", body: backwards, want: 422},
		"update-shift":               {path: "/shifts/" + string(w.early.ID), body: shift, stale: true, want: 412},
		"demand-template":            {path: a + "/demand-template", want: 200},
		"put-demand-template":        {path: a + "/demand-template", body: map[string]any{"items": []any{}}, stale: true, want: 412},
		"rule-set":                   {path: a + "/rule-sets", want: 200},
		"create-rule-set":            {path: a + "/rule-sets", body: map[string]any{"rules": lawless}, want: 422},
		"my-stints":                  {path: "/me/stints" + span, want: 200},
		"create-my-stint":            {path: "/me/stints", body: map[string]any{"source": "bank", "begins_at": at(8, 8), "ends_at": at(8, 8), "paid_minutes": 60}, want: 422},
		"delete-my-stint":            {path: "/me/stints/" + nothing, stale: true, want: 404},
		"stints":                     {path: a + "/stints" + span, want: 200},
		"create-stint":               {path: a + "/stints", body: map[string]any{"staff_id": nothing, "source": "bank", "begins_at": at(8, 8), "ends_at": at(8, 9), "paid_minutes": 60}, want: 422},
		"delete-stint":               {path: "/stints/" + nothing, stale: true, want: 404},
		"loan-candidates":            {path: roster + "/loan-candidates?day=2026-04-01&shift_id=" + string(w.early.ID), want: 409},
		"leave":                      {path: a + "/leave" + span, want: 200},
		"create-leave":               {path: a + "/leave", body: leave, want: 422},
		"delete-leave":               {path: "/leave/" + nothing, stale: true, want: 404},
		"availability":               {path: a + "/availability" + span, want: 200},
		"create-availability":        {path: a + "/availability", body: absent, want: 422},
		"delete-availability":        {path: "/availability/" + nothing, stale: true, want: 404},
		"together":                   {path: a + "/together", want: 200},
		"create-pair":                {path: a + "/pairs", body: pair, want: 422},
		"update-pair":                {path: "/pairs/" + nothing, body: pair, stale: true, want: 404},
		"delete-pair":                {path: "/pairs/" + nothing, stale: true, want: 404},
		"create-learner":             {path: a + "/learners", body: learner, want: 422},
		"update-learner":             {path: "/learners/" + nothing, body: learner, stale: true, want: 404},
		"delete-learner":             {path: "/learners/" + nothing, stale: true, want: 404},
		"create-supernumerary":       {path: a + "/supernumerary", body: absent, want: 422},
		"update-supernumerary":       {path: "/supernumerary/" + nothing, body: absent, stale: true, want: 404},
		"delete-supernumerary":       {path: "/supernumerary/" + nothing, stale: true, want: 404},
		"ward-rota":                  {path: a + "/rota" + span, want: 200},
		"audit":                      {path: a + "/audit", want: 200},
		"my-ledger":                  {path: "/me/ledger", want: 200},
		"my-agreed-patterns":         {path: "/me/agreed-patterns", want: 200},
		"agreed-patterns":            {path: a + "/agreed-patterns", want: 200},
		"create-agreed-pattern":      {path: a + "/agreed-patterns", body: agreedPattern(nothing), want: 422},
		"change-agreed-pattern":      {path: "/agreed-patterns/" + nothing, body: map[string]any{"review_on": "2027-01-01"}, stale: true, want: 404},
		"my-rest-debts":              {path: "/me/rest-debts", want: 200},
		"ward-rest-debts":            {path: a + "/rest-debts", want: 200},
		"workers":                    {path: a + "/workers", want: 200},
		"add-worker-term":            {path: "/staff/" + string(w.staffA[0].ID) + "/worker-terms", body: map[string]any{"kind": "opt_out", "holds": true}, want: 422},
		"opt-outs":                   {path: "/opt-outs", want: 200},
		"my-waivers":                 {path: "/me/waivers", want: 200},
		"add-waiver":                 {path: "/me/waivers", body: map[string]any{"key": "rest_between_shifts", "value": 1, "first_day": "2030-01-01"}, want: 422},
		"withdraw-waiver":            {path: "/me/waivers/" + nothing + "/withdraw", want: 404},
		"waivers":                    {path: a + "/waivers", want: 200},
		"my-limits":                  {path: "/me/limits", want: 200},
		"ward-fairness":              {path: a + "/fairness", want: 200},
		"periods":                    {path: a + "/periods", want: 200},
		"create-period":              {path: a + "/periods", body: badDates, want: 422},
		"period":                     {path: period, want: 200},
		"update-period":              {path: period, body: dates, stale: true, want: 412},
		"open-period":                {path: period + "/open", stale: true, want: 409},
		"close-period":               {path: period + "/close", stale: true, want: 412},
		"demand":                     {path: period + "/demand", want: 200},
		"update-demand":              {path: "/demand/" + string(w.demandID), body: map[string]any{"min": 1, "preferred": 1, "max": 1}, stale: true, want: 412},
		"preference-counts":          {path: period + "/preference-counts", want: 200},
		"period-preferences":         {path: period + "/preferences", want: 409}, // sealed
		"runs":                       {path: period + "/runs", want: 200},
		"request-run":                {path: period + "/runs", body: map[string]any{}, want: 409}, // bidding is open
		"run":                        {path: "/runs/" + string(run), want: 200},
		"stop-run":                   {path: "/runs/" + string(run) + "/stop", want: 200}, // has ended: nothing changes
		"run-events":                 {path: "/runs/" + string(run) + "/events", want: 200},
		"rosters":                    {path: period + "/rosters", want: 200},
		"roster":                     {path: roster, want: 200},
		"edit-cell":                  {path: roster + "/cells/" + string(w.staffA[0].ID) + "/2026-04-01", body: map[string]any{"shift_id": nil, "fixed": false}, stale: true, want: 412},
		"try-cell":                   {path: roster + "/try", body: map[string]any{"staff_id": w.staffA[0].ID, "day": "2026-04-01", "shift_id": nil}, want: 200},
		"put-override":               {path: roster + "/overrides/cmVzdA", body: map[string]any{"reason": "long enough a reason"}, stale: true, want: 412},
		"approve-roster":             {path: roster + "/approve", stale: true, want: 412},
		"reopen-roster":              {path: roster + "/reopen", stale: true, want: 412},
		"publish-roster":             {path: roster + "/publish", stale: true, want: 412},
		"export-roster":              {path: roster + "/export.csv", want: 200},
		"roster-changes":             {path: period + "/changes", want: 200},
		"amend-roster":               {path: roster + "/amend", body: map[string]any{"kind": "manager", "reason": "why not", "changes": []any{map[string]any{"staff_id": w.staffA[0].ID, "day": "2026-04-01", "consent": "agreed"}}}, stale: true, want: 412},
		"repairs":                    {path: roster + "/repairs", want: 200},
		"request-repair":             {path: roster + "/repairs", body: map[string]any{"kind": "sickness", "reason": "rang in", "facts": map[string]any{}}, stale: true, want: 412},
		"repair":                     {path: "/repairs/" + nothing, want: 404},
		"apply-repair":               {path: "/repairs/" + nothing + "/apply", body: map[string]any{"aim": "best_cover", "agreed": []any{}}, want: 404},
		"rules":                      {path: "/rules", want: 200},
		"set-figure":                 {path: "/rules/figures", body: figure, stale: true, want: 412},
		"ward-rules":                 {path: a + "/rules", want: 200},
		"set-ward-figure":            {path: a + "/figures", body: figure, stale: true, want: 412},
		"my-swap-options":            {path: "/me/duties/2026-03-04/swap-options", want: 404},
		"my-swaps":                   {path: "/me/swaps", want: 200},
		"ask-swap":                   {path: "/me/swaps", body: map[string]any{"roster_id": nothing, "kind": "swap", "day": "2026-03-04"}, want: 422},
		"answer-swap":                {path: "/me/swaps/" + nothing + "/answer", body: map[string]any{"yes": true}, want: 404},
		"withdraw-swap":              {path: "/me/swaps/" + nothing + "/withdraw", stale: true, want: 404},
		"ward-swaps":                 {path: a + "/swaps", want: 200},
		"decide-swap":                {path: "/swaps/" + nothing + "/decide", body: map[string]any{"approve": true}, stale: true, want: 404},
		"ward-gaps":                  {path: a + "/gaps", want: 200},
		"gap-candidates":             {path: roster + "/candidates?day=2026-04-01&shift_id=" + string(w.early.ID), want: 409},
		"offer-gap":                  {path: roster + "/offers", body: map[string]any{"day": "2026-04-01", "shift_id": w.early.ID, "staff_id": nothing}, want: 409},
		"withdraw-offer":             {path: "/swaps/" + nothing + "/withdraw", stale: true, want: 404},
		"my-leave":                   {path: "/me/leave?from=2026-06-01&to=2026-06-30", want: 200},
		"check-leave":                {path: "/me/leave/check?first_day=2026-06-01&last_day=2026-06-02", want: 200},
		"ask-leave":                  {path: "/me/leave", body: map[string]any{"first_day": "2026-06-02", "last_day": "2026-06-01"}, want: 422},
		"withdraw-leave":             {path: "/me/leave/" + nothing + "/withdraw", stale: true, want: 404},
		"leave-requests":             {path: a + "/leave-requests", want: 200},
		"decide-leave":               {path: "/leave-requests/" + nothing + "/decide", body: map[string]any{"agree": true}, stale: true, want: 404},
		"leave-rules":                {path: a + "/leave-rules", want: 200},
		"put-leave-rules":            {path: a + "/leave-rules", body: map[string]any{"automatic": true, "year_month": 4, "quotas": []any{}}, stale: true, want: 412},
		"leave-balances":             {path: a + "/leave-balances", want: 200},
		"put-leave-account":          {path: "/staff/" + string(w.staffA[0].ID) + "/leave-accounts/2026-04-01", body: map[string]any{"carried_minutes": 60}, stale: true, want: 412},
		"leave-weeks":                {path: a + "/leave-weeks?weeks=2", want: 200},
		"figures":                    {path: "/figures" + span, want: 200},
		"figures-csv":                {path: "/figures.csv" + span, want: 200},
		"users":                      {path: "/users", want: 200},
		"create-user":                {path: "/users", body: map[string]any{"login": "x.y", "name": "X", "password": "short", "grants": []any{}}, want: 422},
		"update-user":                {path: "/users/" + nothing, body: map[string]any{"name": "X", "state": "active", "grants": []any{}}, stale: true, want: 404},
		"set-password":               {path: "/users/" + nothing + "/password", body: map[string]any{"password": password}, want: 404},
		"change-password":            {path: "/me/password", body: map[string]any{"current": "not it", "password": password}, want: 422},
		"read-clock":                 {path: "/demo/clock", want: 200},
		"move-clock":                 {path: "/demo/clock", body: map[string]any{"now": at(1, 0)}, want: 422}, // back
		"health-live":                {path: "/health/live", want: 200},
		"health-ready":               {path: "/health/ready", want: 200},
		"openapi":                    {path: "/openapi.json", want: 200},
	}
}

// granted are the rights of each role, written down here by hand: the test must not ask
// the policy what the policy is.
var granted = map[store.Role]string{
	store.Nurse:         "own_preferences own_rota read_ward",
	store.WardManager:   "read_ward read_staff write_ward read_draft write_draft approve read_audit read_opt_outs",
	store.HR:            "read_figures read_opt_outs",
	store.Administrator: "read_ward read_staff write_ward read_audit read_opt_outs manage_users manage_wards move_clock",
}

// needed are the routes that each right opens, written down by hand too: a change of the
// table of routes needs a change here.
var needed = map[store.Right]string{
	"anyone":    "health-live health-ready openapi sign-in",
	"signed_in": "change-password divisions me read-notice rules sign-out skills",
	"own_preferences": "ask-leave check-leave create-standing-preference delete-preference delete-standing-preference my-contention my-leave my-ledger my-periods my-preferences my-rest-debts " +
		"my-standing-preferences put-preference withdraw-leave my-waivers add-waiver withdraw-waiver",
	"own_rota":   "my-stints create-my-stint delete-my-stint answer-swap ask-swap my-agreed-patterns my-limits my-rota my-swap-options my-swaps my-ward withdraw-swap",
	"read_ward":  "period periods rule-set shifts ward ward-rota ward-rules wards",
	"read_staff": "agreed-patterns stints availability contracts demand demand-template leave leave-balances leave-requests leave-rules leave-weeks staff together waivers workers",
	"write_ward": "change-agreed-pattern create-agreed-pattern create-stint delete-stint close-period create-availability create-contract create-leave create-period create-rule-set create-shift " +
		"create-pair update-pair delete-pair create-learner update-learner delete-learner create-supernumerary update-supernumerary delete-supernumerary " +
		"create-staff decide-leave delete-availability delete-leave open-period put-demand-template put-leave-account put-leave-rules update-contract update-demand " +
		"add-worker-term set-ward-figure update-period update-shift update-staff update-ward",
	"read_draft":    "loan-candidates contention export-roster period-preferences preference-counts roster rosters run run-events runs trial trials try-cell unfilled ward-fairness ward-rest-debts gap-candidates repair repairs roster-changes ward-gaps ward-swaps",
	"write_draft":   "edit-cell request-run request-trial stop-run request-repair",
	"approve":       "approve-roster publish-roster put-override reopen-roster amend-roster apply-repair decide-swap offer-gap withdraw-offer",
	"read_audit":    "audit",
	"read_figures":  "figures figures-csv",
	"read_opt_outs": "opt-outs",
	"manage_users":  "create-user set-password update-user users",
	"manage_wards":  "create-division create-skill create-ward set-figure",
	"move_clock":    "move-clock read-clock",
}

// rightOf returns the right that a route must need, "" where it is in no line.
func rightOf(id string) store.Right {
	for right, routes := range needed {
		if slices.Contains(strings.Fields(routes), id) {
			return right
		}
	}
	return ""
}

// organisational are the routes that name no ward, so that a right on any ward will do.
var organisational = map[string]bool{
	"me": true, "my-ward": true, "my-periods": true, "my-standing-preferences": true, "create-standing-preference": true,
	"delete-standing-preference": true, "my-rota": true, "my-stints": true, "create-my-stint": true, "delete-my-stint": true, "delete-stint": true, "my-ledger": true, "my-rest-debts": true, "my-limits": true, "my-waivers": true, "add-waiver": true, "withdraw-waiver": true, "opt-outs": true, "put-preference": true, "delete-preference": true,
	"divisions": true, "skills": true, "wards": true, "delete-leave": true, "delete-availability": true, "read-notice": true,
	"my-agreed-patterns": true, "change-agreed-pattern": true, "change-password": true, "rules": true, "answer-swap": true, "ask-swap": true, "my-swap-options": true, "my-swaps": true, "withdraw-swap": true,
	"my-leave": true, "check-leave": true, "ask-leave": true, "withdraw-leave": true,
	"decide-leave": true, "decide-swap": true, "withdraw-offer": true, // of a swap that is not there
}

// caller is one column of the matrix.
type caller struct {
	name   string
	client *client
	role   store.Role // "" for nobody
	// onA says that the role holds for ward A.
	onA bool
}

// expected is the answer that the table of roles asks for.
func expected(c caller, id string, right store.Right, allowed int) int {
	switch {
	case right == store.Anyone:
		return allowed
	case c.role == "":
		return http.StatusUnauthorized
	case right == store.SignedIn:
		return allowed
	case !strings.Contains(" "+granted[c.role]+" ", " "+string(right)+" "):
		return http.StatusForbidden
	case c.onA || organisational[id]:
		return allowed
	default:
		return http.StatusNotFound // whoever may not know of the ward learns nothing of it
	}
}

func TestRoutesByRole(t *testing.T) {
	w := newWorld(t)
	second := w.newPeriod(t, w.wardA.ID, "2026-03-30", at(1, 8), at(20, 18))
	draft := w.draft(t, second.ID)
	runs := items[store.Run](t, w.managerA, "/periods/"+string(second.ID)+"/runs")
	w.demandID = items[store.Demand](t, w.managerA, "/periods/"+string(w.period.ID)+"/demand")[0].ID
	trial, err := w.db.RequestTrial(t.Context(), store.SystemActor, draft, store.TrialGive, store.TrialChange{}, 0, store.Once{})
	if err != nil {
		t.Fatal(err)
	}
	w.trialID = trial.ID
	samples := w.samples(draft, runs[0].ID)
	callers := []caller{
		{"anonymous", w.anonymous, "", false},
		{"nurse of the ward", w.nurseA, store.Nurse, true},
		{"nurse of another ward", w.nurseB, store.Nurse, false},
		{"manager of the ward", w.managerA, store.WardManager, true},
		{"manager of another ward", w.managerB, store.WardManager, false},
		{"HR", w.hr, store.HR, true},
		{"administrator", w.admin, store.Administrator, true},
		{"suspended", w.suspended, "", false},
	}
	seen := 0
	for _, r := range w.api.Routes() {
		s, ok := samples[r.ID]
		if !ok {
			t.Errorf("%s: the matrix has no call of this route", r.ID)
			continue
		}
		right := rightOf(r.ID)
		if right != r.Right {
			t.Errorf("%s needs %q, and should need %q", r.ID, r.Right, right)
		}
		if s.path == "" {
			continue
		}
		for _, c := range callers {
			seen++
			call := request{method: r.Method, path: s.path, body: s.body, header: s.header}
			if !strings.HasPrefix(s.path, "/health/") {
				call.path = "/api/v1" + s.path
			}
			if s.stale {
				call.match = stale
			}
			want := expected(c, r.ID, right, s.want)
			a := c.client.send(t, call)
			if a.StatusCode != want {
				t.Errorf("%s by %s: %d, want %d: %.300s", r.ID, c.name, a.StatusCode, want, a.body)
			}
			if a.StatusCode >= 400 && a.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s by %s: %s is no problem", r.ID, c.name, a.Header.Get("Content-Type"))
			}
			if a.Header.Get("Cache-Control") != "no-store" || !strings.Contains(a.Header.Get("Content-Security-Policy"), "default-src 'none'") ||
				a.Header.Get("X-Content-Type-Options") != "nosniff" || a.Header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s by %s: headers %v", r.ID, c.name, a.Header)
			}
		}
	}
	t.Logf("%d calls", seen)
}
