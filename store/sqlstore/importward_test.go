package sqlstore

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// importInBoth runs a test on a migrated database of each dialect.
func importInBoth(t *testing.T, test func(t *testing.T, db *DB)) {
	for _, d := range []dialect{sqliteDialect, postgresDialect} {
		t.Run(string(d), func(t *testing.T) {
			db := openEmpty(t, d)
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			test(t, db)
		})
	}
}

// importOf returns a ward of two people, one of whom manages it, with a closed week.
func importOf(name string) store.WardImport {
	at := time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC)
	shift := func(id store.ID, kind store.ShiftKind, start, end int) store.Shift {
		return store.Shift{ID: id, Code: string(id), Name: string(id), Kind: kind, StartMinute: start, EndMinute: end, PaidMinutes: 450}
	}
	return store.WardImport{
		Division:  "Medicine",
		Ward:      store.Ward{Name: name, TimeZone: "Europe/London", PreferenceCap: 10, SolveSeconds: 5, Source: "inrc2", SourceRef: "x history 0 weeks 1"},
		Skills:    []store.Skill{{ID: "a", Code: "RN", Name: "Registered nurse"}, {ID: "b", Code: "HCA", Name: "Assistant"}},
		Shifts:    []store.Shift{shift("E", store.Early, 420, 900), shift("N", store.Night, 1200, 1860)},
		Contracts: []store.Contract{{ID: "ft", Name: "Full", WeeklyMinutes: 2250, MaxWeekends: -1}},
		Staff: []store.Staff{
			{ID: "1", Number: name + "/1", Name: "Ada Ash", ContractID: "ft", Skills: []store.StaffSkill{{SkillID: "a"}, {SkillID: "b"}}},
			{ID: "2", Number: name + "/2", Name: "Ben Birch", ContractID: "ft"},
		},
		Rules:     store.StandardRules(),
		Templates: []store.DemandTemplate{{Weekday: 6, ShiftID: "N", SkillID: "a", People: store.People{Min: 1, Preferred: 1, Max: -1}}, {ShiftID: "E", People: store.People{Max: -1}}},
		Standing:  []store.StandingPreference{{StaffID: "1", Weekday: 2, Ask: store.Ask{Kind: store.DayOff, Strength: 1}}},
		Users: []store.User{{
			Login: "ada@" + strings.ToLower(name), Name: "Ada Ash", StaffID: "1", PasswordHash: "x",
			Grants: []store.Grant{{Role: store.Nurse, WardID: "this"}, {Role: store.HR}},
		}},
		Period: &store.RosterPeriod{
			FirstDay: "2027-01-11", LastDay: "2027-01-17", State: store.PeriodClosed,
			BiddingOpensAt: at, BiddingClosesAt: at.Add(time.Hour), ApprovalDueAt: at.Add(time.Hour), PublicationDueAt: at.Add(time.Hour),
		},
		Demand: []store.Demand{
			{Day: "2027-01-11", ShiftID: "E", SkillID: "a", People: store.People{Min: 1, Preferred: 2, Max: -1}},
			{Day: "2027-01-11", ShiftID: "E", People: store.People{Min: 1, Preferred: 2, Max: 3}},
		},
		Preferences: []store.Preference{
			{StaffID: "2", Day: "2027-01-12", Ask: store.Ask{Kind: store.ShiftOff, ShiftID: "N", Strength: 2}},
			{StaffID: "2", Day: "2027-01-13", Ask: store.Ask{Kind: store.DayOff, Strength: 3}},
		},
		History: []store.History{{StaffID: "1", LastShiftID: "N", ShiftRun: 2, WorkRun: 3, Total: 1}, {StaffID: "2", OffRun: 4}},
		Leave:   []store.Leave{{StaffID: "1", FirstDay: "2027-01-15", LastDay: "2027-01-16", CreditMinutes: 450}},
	}
}

// rowCounts counts the rows of all our tables.
func rowCounts(t *testing.T, db *DB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, table := range tables {
		var n int
		if err := db.readPool.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		if n > 0 {
			counts[table] = n
		}
	}
	return counts
}

func TestImportWard(t *testing.T) {
	importInBoth(t, func(t *testing.T, db *DB) {
		w := importOf("Heather")
		made, err := db.ImportWard(t.Context(), store.SystemActor, w)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{
			"divisions": 1, "wards": 1, "skills": 2, "shifts": 2, "contracts": 1, "staff": 2, "staff_skills": 2, "rule_sets": 1,
			"demand_templates": 2, "standing_preferences": 1, "users": 1, "grants": 2, "periods": 1, "demand": 2, "preferences": 2,
			"histories": 2, "leave": 1,
			"audit_entries":  5, // division, two skills, user, ward
			"audit_contents": 5,
		}
		if diff := cmp.Diff(want, rowCounts(t, db)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
		if w.Staff[0].ID != "1" || made.PeriodID == "" || len(made.StaffIDs) != 2 || len(made.UserIDs) != 1 {
			t.Errorf("the import was changed, or the answer is not whole: %+v", made)
		}
		var p store.Preference
		if err := db.read(t.Context()).Where("day = ?", store.Day("2027-01-12")).Take(&p).Error; err != nil {
			t.Fatal(err)
		}
		var night store.Shift
		if err := db.read(t.Context()).Where("code = ?", "N").Take(&night).Error; err != nil {
			t.Fatal(err)
		}
		if p.StaffID != made.StaffIDs[1] || p.ShiftID != night.ID || p.PeriodID != made.PeriodID || p.Version != 1 {
			t.Errorf("preference %+v does not refer to staff %s and shift %s", p, made.StaffIDs[1], night.ID)
		}
		if err := db.VerifyAudit(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A second ward uses the division and the skills of the first.
func TestImportWardShares(t *testing.T) {
	importInBoth(t, func(t *testing.T, db *DB) {
		for _, name := range []string{"Heather", "Bracken"} {
			if _, err := db.ImportWard(t.Context(), store.SystemActor, importOf(name)); err != nil {
				t.Fatal(err)
			}
		}
		got := rowCounts(t, db)
		if got["divisions"] != 1 || got["skills"] != 2 || got["wards"] != 2 || got["staff"] != 4 || got["staff_skills"] != 4 {
			t.Errorf("rows %v, want 1 division, 2 skills, 2 wards, 4 staff, 4 skills of staff", got)
		}
	})
}

// Whatever goes wrong at whatever row, nothing is written.
func TestImportWardAllOrNothing(t *testing.T) {
	importInBoth(t, func(t *testing.T, db *DB) {
		if _, err := db.ImportWard(t.Context(), store.SystemActor, importOf("Heather")); err != nil {
			t.Fatal(err)
		}
		before := rowCounts(t, db)
		nurse := store.Actor{UserID: newID(), Grants: []store.Grant{{Role: store.WardManager}}}
		for name, c := range map[string]struct {
			actor store.Actor
			spoil func(*store.WardImport)
			kind  store.Kind
			want  string
		}{
			"same name":         {store.SystemActor, func(w *store.WardImport) { w.Ward.Name = "Heather" }, store.Conflict, "a ward called Heather"},
			"staff number":      {store.SystemActor, func(w *store.WardImport) { w.Staff[1].Number = "Heather/2" }, store.Conflict, "staff number Heather/2"},
			"login":             {store.SystemActor, func(w *store.WardImport) { w.Users[0].Login = "ada@heather" }, store.Conflict, "ada@heather"},
			"same preference":   {store.SystemActor, func(w *store.WardImport) { w.Preferences[1] = w.Preferences[0] }, store.Conflict, "2027-01-12"},
			"no local id":       {store.SystemActor, func(w *store.WardImport) { w.History[1].StaffID = "3" }, store.Invalid, "/history/1/staff_id"},
			"out of bounds":     {store.SystemActor, func(w *store.WardImport) { w.History[1].WorkRun = -1 }, store.Invalid, ""},
			"a manager may not": {nurse, func(*store.WardImport) {}, store.Forbidden, ""},
		} {
			w := importOf("Bracken")
			c.spoil(&w)
			_, err := db.ImportWard(t.Context(), c.actor, w)
			if store.KindOf(err) != c.kind || !strings.Contains(fmt.Sprint(err), c.want) {
				t.Errorf("%s: %v, want %v with %q", name, err, c.kind, c.want)
			}
			if diff := cmp.Diff(before, rowCounts(t, db)); diff != "" {
				t.Errorf("%s: rows were written (-want +got):\n%s", name, diff)
			}
		}
	})
}

func TestImportWardWithoutPeriod(t *testing.T) {
	importInBoth(t, func(t *testing.T, db *DB) {
		w := importOf("Heather")
		w.Period, w.Demand, w.Preferences, w.History = nil, nil, nil, nil
		made, err := db.ImportWard(t.Context(), store.SystemActor, w)
		if err != nil || made.PeriodID != "" {
			t.Fatalf("%+v, %v", made, err)
		}
		got := rowCounts(t, db)
		if got["periods"] != 0 || got["rule_sets"] != 1 || got["demand_templates"] != 2 {
			t.Errorf("rows %v, want no period, a rule set, 2 rows of the template", got)
		}
	})
}
