package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const someID = ID("0190a5b2-7c1e-7def-8abc-0123456789ab")

// pointers lists the fields that an Invalid error names, each once.
func pointers(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) || e.Kind != Invalid || e.Detail == "" {
		t.Fatalf("got %v, want an Invalid error with words", err)
	}
	var list []string
	for _, f := range e.Fields {
		if f.Detail == "" {
			t.Errorf("%s has no words", f.Pointer)
		}
		list = append(list, f.Pointer)
	}
	return list
}

// TestValidate: each fault is named by its field, and all of them at once.
func TestValidate(t *testing.T) {
	ward := Ward{DivisionID: someID, Name: "Heather", TimeZone: "Europe/London", PreferenceCap: 14, SolveSeconds: 60}
	shift := Shift{Code: "N", Name: "Night", Kind: Night, StartMinute: 1290, EndMinute: 1890, PaidMinutes: 540, MinRun: 2, MaxRun: 4}
	staff := Staff{ContractID: someID, Number: "17", Name: "Ada Lovelace", Skills: []StaffSkill{{SkillID: someID}}}
	contract := Contract{Name: "Full time", WeeklyMinutes: 2250, MinTotal: 10, MaxTotal: 20, MaxWeekends: -1}
	opens := time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)
	period := RosterPeriod{
		FirstDay: "2027-02-01", LastDay: "2027-02-28",
		BiddingOpensAt: opens, BiddingClosesAt: opens.Add(1), ApprovalDueAt: opens.Add(1), PublicationDueAt: opens.Add(1),
	}
	preference := Preference{ID: someID, PeriodID: someID, Day: "2027-02-01", Ask: Ask{Kind: ShiftOn, ShiftID: someID, Strength: 3}}
	user := NewUser{Login: "ada.l@example.org", Name: "Ada", PasswordHash: "$argon2id$x", Grants: []Grant{{Role: Nurse, WardID: someID}, {Role: Administrator}}}
	rules := StandardRules()
	for name, c := range map[string]struct {
		err  error
		want []string
	}{
		"ward":                 {ward.Validate(), nil},
		"ward with all faults": {with(ward, func(w *Ward) { *w = Ward{TimeZone: "Mars/Base", Source: "x", SolveSeconds: 3601} }).Validate(), []string{"/division_id", "/name", "/time_zone", "/preference_cap", "/solve_seconds", "/source"}},
		"ward at its limits":   {with(ward, func(w *Ward) { w.PreferenceCap, w.SolveSeconds = 200, 3600 }).Validate(), nil},
		"ward of many tokens":  {with(ward, func(w *Ward) { w.Tokens = 21 }).Validate(), []string{"/tokens"}},
		"ward of minus one":    {with(ward, func(w *Ward) { w.Tokens = -1 }).Validate(), []string{"/tokens"}},
		"ward above the cap":   {with(ward, func(w *Ward) { w.PreferenceCap = 201 }).Validate(), []string{"/preference_cap"}},
		"local zone":           {with(ward, func(w *Ward) { w.TimeZone = "Local" }).Validate(), []string{"/time_zone"}},
		"a name of spaces":     {with(ward, func(w *Ward) { w.Name = "  " }).Validate(), []string{"/name"}},
		"a name of two lines":  {with(ward, func(w *Ward) { w.Name = "a\nb" }).Validate(), []string{"/name"}},
		"a name of 121":        {with(ward, func(w *Ward) { w.Name = strings.Repeat("é", 121) }).Validate(), []string{"/name"}},
		"a name of 120":        {with(ward, func(w *Ward) { w.Name = strings.Repeat("é", 120) }).Validate(), nil},

		"shift":                      {shift.Validate(), nil},
		"a shift of 24 hours":        {with(shift, func(s *Shift) { s.EndMinute = s.StartMinute + 1440 }).Validate(), nil},
		"a shift above 24 hours":     {with(shift, func(s *Shift) { s.EndMinute = s.StartMinute + 1441 }).Validate(), []string{"/end_minute"}},
		"a shift of no time":         {with(shift, func(s *Shift) { s.EndMinute = s.StartMinute }).Validate(), []string{"/end_minute"}},
		"paid above its length":      {with(shift, func(s *Shift) { s.PaidMinutes = 601 }).Validate(), []string{"/paid_minutes"}},
		"a shift on the day after":   {with(shift, func(s *Shift) { s.StartMinute, s.EndMinute = 1440, 1890 }).Validate(), []string{"/start_minute", "/paid_minutes"}},
		"a run with bounds reversed": {with(shift, func(s *Shift) { s.MaxRun = 1 }).Validate(), []string{"/max_run"}},
		"a run without a maximum":    {with(shift, func(s *Shift) { s.MaxRun = 0 }).Validate(), nil},

		"staff":            {staff.Validate(), nil},
		"a skill twice":    {with(staff, func(s *Staff) { s.Skills = []StaffSkill{{SkillID: someID}, {SkillID: someID}} }).Validate(), []string{"/skills/1/skill_id"}},
		"left before":      {with(staff, func(s *Staff) { s.FirstDay, s.LastDay = "2027-02-02", "2027-02-01" }).Validate(), []string{"/last_day"}},
		"one day of work":  {with(staff, func(s *Staff) { s.FirstDay, s.LastDay = "2027-02-02", "2027-02-02" }).Validate(), nil},
		"no real date":     {with(staff, func(s *Staff) { s.LastDay = "2027-02-30" }).Validate(), []string{"/last_day"}},
		"contract":         {contract.Validate(), nil},
		"totals reversed":  {with(contract, func(k *Contract) { k.MaxTotal = 9 }).Validate(), []string{"/max_total"}},
		"a week too long":  {with(contract, func(k *Contract) { k.WeeklyMinutes = 10081 }).Validate(), []string{"/weekly_minutes"}},
		"weekends below":   {with(contract, func(k *Contract) { k.MaxWeekends = -2 }).Validate(), []string{"/max_weekends"}},
		"runs of work":     {with(contract, func(k *Contract) { k.MinWorkRun, k.MaxWorkRun = 3, 2 }).Validate(), []string{"/max_work_run"}},
		"runs of days off": {with(contract, func(k *Contract) { k.MinOffRun, k.MaxOffRun = 3, 2 }).Validate(), []string{"/max_off_run"}},

		"period":               {period.Validate(), nil},
		"closes as it opens":   {with(period, func(p *RosterPeriod) { p.BiddingClosesAt = opens }).Validate(), []string{"/bidding_closes_at"}},
		"approved before":      {with(period, func(p *RosterPeriod) { p.ApprovalDueAt = opens }).Validate(), []string{"/approval_due_at"}},
		"published before":     {with(period, func(p *RosterPeriod) { p.PublicationDueAt = opens }).Validate(), []string{"/publication_due_at"}},
		"a period of 371 days": {with(period, func(p *RosterPeriod) { p.LastDay = p.FirstDay.Add(370) }).Validate(), nil},
		"a period of 372 days": {with(period, func(p *RosterPeriod) { p.LastDay = p.FirstDay.Add(371) }).Validate(), []string{"/last_day"}},

		"preference":                {preference.Validate(), nil},
		"strength 0":                {with(preference, func(p *Preference) { p.Strength = 0 }).Validate(), []string{"/strength"}},
		"strength 4":                {with(preference, func(p *Preference) { p.Strength = 4 }).Validate(), []string{"/strength"}},
		"a shift without its id":    {with(preference, func(p *Preference) { p.ShiftID = "" }).Validate(), []string{"/shift_id"}},
		"a day off with a shift":    {with(preference, func(p *Preference) { p.Kind = DayOff }).Validate(), []string{"/shift_id"}},
		"a kind without its name":   {with(preference, func(p *Preference) { p.Kind, p.ShiftID = KindOn, "" }).Validate(), []string{"/shift_kind"}},
		"an unknown kind":           {with(preference, func(p *Preference) { p.Kind, p.ShiftID = "wish", "" }).Validate(), []string{"/kind"}},
		"a note of 500 characters":  {with(preference, func(p *Preference) { p.Note = strings.Repeat("ß", 500) }).Validate(), nil},
		"a note of 501 characters":  {with(preference, func(p *Preference) { p.Note = strings.Repeat("ß", 501) }).Validate(), []string{"/note"}},
		"an id that is none":        {with(preference, func(p *Preference) { p.ID = "1 or 1=1" }).Validate(), []string{"/id"}},
		"user":                      {user.Validate(), nil},
		"a login of two characters": {with(user, func(u *NewUser) { u.Login = "ab" }).Validate(), []string{"/login"}},
		"a login in capitals":       {with(user, func(u *NewUser) { u.Login = "Ada" }).Validate(), []string{"/login"}},
		"a password in clear":       {with(user, func(u *NewUser) { u.PasswordHash = "hunter2" }).Validate(), []string{"/password"}},
		"an unknown role":           {with(user, func(u *NewUser) { u.Grants = []Grant{{Role: "matron"}} }).Validate(), []string{"/grants/0/role"}},
		"an administrator of one":   {with(user, func(u *NewUser) { u.Grants = []Grant{{Role: Administrator, WardID: someID}} }).Validate(), []string{"/grants/0/ward_id"}},
		"a grant twice":             {with(user, func(u *NewUser) { u.Grants = []Grant{{Role: HR}, {Role: HR}} }).Validate(), []string{"/grants/1/role"}},

		"standard rules":         {rules.Validate(), nil},
		"a level that is none":   {with(rules, func(r *Rules) { r.Total.Level = "gold" }).Validate(), []string{"/rules/total/level"}},
		"a reward for a breach":  {with(rules, func(r *Rules) { r.CoverMin.Weight = -1 }).Validate(), []string{"/rules/cover_min/weight"}},
		"a figure of no source":  {with(rules, func(r *Rules) { r.WeeklyMax = &LimitRule{Limit: 1} }).Validate(), []string{"/rules/weekly_max/source"}},
		"counting something":     {with(rules, func(r *Rules) { r.Measure = "coffee" }).Validate(), []string{"/rules/measure"}},
		"people in order":        {(&Demand{People: People{Min: 1, Preferred: 2, Max: -1}}).Validate(), nil},
		"people out of order":    {(&Demand{People: People{Min: 2, Preferred: 1, Max: 0}}).Validate(), []string{"/preferred", "/max"}},
		"template":               {ValidateTemplates([]DemandTemplate{{ShiftID: someID, Weekday: 6}}), nil},
		"template with faults":   {ValidateTemplates([]DemandTemplate{{ShiftID: someID}, {ShiftID: someID}, {Weekday: 7, People: People{Min: -1}}}), []string{"/1/shift_id", "/2/weekday", "/2/shift_id", "/2/min"}},
		"leave of too much time": {(&Leave{StaffID: someID, FirstDay: "2027-02-01", LastDay: "2027-02-01", CreditMinutes: 1441}).Validate(), []string{"/credit_minutes"}},
		"availability":           {(&Availability{StaffID: someID, FirstDay: "2027-02-01", LastDay: "2027-02-01"}).Validate(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, pointers(t, c.err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// with returns a changed copy.
func with[T any](v T, change func(*T)) *T {
	change(&v)
	return &v
}

func TestParseID(t *testing.T) {
	for s, want := range map[string]bool{
		string(someID):                         true,
		"0190A5B2-7C1E-7DEF-8ABC-0123456789AB": false,
		"0190a5b27c1e7def8abc0123456789ab":     false,
		"0190a5b2-7c1e-7def-8abc-0123456789a":  false,
		"0190a5b2-7c1e-7def-8abc-0123456789aé": false,
		"":                                     false,
		"ward_id=2":                            false,
	} {
		if id, err := ParseID(s); (err == nil) != want || want && string(id) != s {
			t.Errorf("%q: %q, %v", s, id, err)
		}
	}
	if v, err := ID("").Value(); v != nil || err != nil {
		t.Errorf("the empty id is written as %v, %v", v, err)
	}
	for _, v := range []any{nil, string(someID), []byte(someID)} {
		var id ID = "before"
		if err := id.Scan(v); err != nil || v == nil && id != "" || v != nil && id != someID {
			t.Errorf("%v is read as %q, %v", v, id, err)
		}
	}
	var id ID
	if err := id.Scan(7); err == nil {
		t.Error("a number is an id")
	}
}
