package sqlstore

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

// edgeNight is a ward of newNight's kind, spoiled, on the evening on which its bidding has
// closed. before is called while bidding is open; nil for nothing.
func edgeNight(t *testing.T, d dialect, spoil func(*store.WardImport), before func(*night, *nightWard)) (*night, *nightWard) {
	t.Helper()
	n := newNight(t, d, 0)
	in := nightImport("Edge")
	spoil(&in)
	w := n.addImport(t, in)
	n.wards = append(n.wards, w)
	for _, at := range []time.Time{opens, closes} {
		n.clock.set(at)
		if err := n.Tick(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		if at.Equal(opens) && before != nil {
			before(n, w)
		}
	}
	return n, w
}

// draftOf solves the ward's run and returns the draft.
func (n *night) draftOf(t *testing.T, w *nightWard) *store.RosterView {
	t.Helper()
	must(n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(t.Context(), n.onlyRun(t, w).ID))(t)
	run := n.onlyRun(t, w)
	if run.State != store.Saved {
		t.Fatalf("run %s: %s", run.State, run.Failure)
	}
	return must(n.RosterView(t.Context(), w.manager, run.RosterID))(t)
}

// publishDraft approves and publishes a draft.
func (n *night) publishDraft(t *testing.T, w *nightWard, v *store.RosterView) {
	t.Helper()
	approved := must(n.Approve(t.Context(), w.manager, v.Roster.ID, v.Roster.Version, store.Once{}))(t)
	must(n.Publish(t.Context(), w.manager, v.Roster.ID, approved.Version, store.Once{}))(t)
}

// unfilled counts the unfilled duties of a view from one day to another.
func unfilled(v *store.RosterView, from, to store.Day) int {
	count := 0
	for _, d := range v.Duties {
		if d.Unfilled() && from <= d.Day && d.Day <= to {
			count++
		}
	}
	return count
}

// worked are the days of a person's duties.
func worked(v *store.RosterView, staff store.ID) []store.Day {
	var days []store.Day
	for _, d := range v.Duties {
		if d.StaffID == staff {
			days = append(days, d.Day)
		}
	}
	return days
}

// keep leaves the first people of an import and its manager.
func keep(in *store.WardImport, people int) {
	in.Staff = in.Staff[:people]
	in.Users = append(in.Users[:people:people], in.Users[len(in.Users)-1])
}

func TestAWardWithoutPeopleNamesItsUnfilledDuties(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w := edgeNight(t, d, func(in *store.WardImport) { keep(in, 0) }, nil)
		v := n.draftOf(t, w)
		// An early and a night on each of 14 days.
		if len(v.Duties) != 28 || unfilled(v, "2027-03-15", "2027-03-28") != 28 || v.Roster.Score[1] != 28 {
			t.Errorf("%d duties, %d unfilled, score %v", len(v.Duties), unfilled(v, "2027-03-15", "2027-03-28"), v.Roster.Score)
		}
		n.publishDraft(t, w, v)
	})
}

func TestAPeriodWithoutDemandIsRosteredEmpty(t *testing.T) {
	n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) { in.Demand = nil }, nil)
	v := n.draftOf(t, w)
	if len(v.Duties) != 0 || v.Roster.Score != (store.Levels{}) {
		t.Errorf("%d duties, score %v", len(v.Duties), v.Roster.Score)
	}
	n.publishDraft(t, w, v)
}

func TestAWardWithoutShiftsSaysSo(t *testing.T) {
	n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) { in.Demand, in.Shifts = nil, nil }, nil)
	_, err := n.jobs(t, n.DB, JobOptions{Solve: quickly}).Run(t.Context(), n.onlyRun(t, w).ID)
	if run := n.onlyRun(t, w); err == nil || run.State != store.RunFailed || !strings.Contains(run.Failure, "the ward has no shifts") {
		t.Errorf("error %v, run %+v", err, run)
	}
}

func TestDemandForASkillThatNobodyHoldsStaysUnfilled(t *testing.T) {
	n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) {
		for i := range in.Staff {
			in.Staff[i].Skills = in.Staff[i].Skills[:1] // RN alone
		}
		in.Demand = append(in.Demand, store.Demand{Day: "2027-03-28", ShiftID: "E", SkillID: "sr", People: store.People{Min: 2, Preferred: 2, Max: -1}})
	}, nil)
	v := n.draftOf(t, w)
	// The rest is filled by six people; of the last day's sisters both are missing.
	if got := unfilled(v, "2027-03-28", "2027-03-28"); got != 2 || v.Roster.Score[1] != 2 || v.Roster.Score[0] != 0 {
		t.Errorf("%d unfilled on the last day, score %v", got, v.Roster.Score)
	}
}

// A skill is held on its last day and not on the next.
func TestASkillEndsWithinThePeriod(t *testing.T) {
	n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) {
		for i := range in.Staff {
			in.Staff[i].Skills = []store.StaffSkill{{SkillID: "rn", LastDay: "2027-03-20"}}
		}
	}, nil)
	v := n.draftOf(t, w)
	// Nobody is left from the 21st on: 8 days of two duties.
	if early, late := unfilled(v, "2027-03-15", "2027-03-20"), unfilled(v, "2027-03-21", "2027-03-28"); early != 0 || late != 16 || v.Roster.Score[0] != 0 {
		t.Errorf("%d unfilled while the skill is held, %d after, score %v", early, late, v.Roster.Score)
	}
	staff := must(n.StaffList(t.Context(), w.manager, w.Ward.ID))(t)
	p := must(n.Problem(t.Context(), store.SystemActor, w.PeriodID))(t)
	for i := range p.Instance.Staff {
		if s := &p.Instance.Staff[i]; !s.Holds(0, 5) || s.Holds(0, 6) {
			t.Errorf("%s holds the skill on day 5: %v, on day 6: %v", staff[i].Number, s.Holds(0, 5), s.Holds(0, 6))
		}
	}
}

// Whoever comes or goes within the period works, and asks, from the first day to the last.
func TestComingAndGoingWithinThePeriod(t *testing.T) {
	eachDialect(t, func(t *testing.T, d dialect) {
		n, w := edgeNight(t, d, func(in *store.WardImport) {
			keep(in, 3)
			in.Staff[0].LastDay, in.Staff[1].FirstDay = "2027-03-21", "2027-03-22"
			in.Staff[2].LastDay = "2027-03-14" // gone the day before
			for i := range in.Demand {
				if in.Demand[i].ShiftID == "N" {
					in.Demand[i].People = store.People{Max: 0}
				}
			}
		}, func(n *night, w *nightWard) {
			for _, c := range []struct {
				person int
				day    store.Day
				may    bool
			}{{0, "2027-03-21", true}, {0, "2027-03-22", false}, {1, "2027-03-21", false}, {1, "2027-03-22", true}, {2, "2027-03-15", false}} {
				_, err := n.PutPreference(t.Context(), w.people[c.person], store.Preference{
					ID: store.ID(uuid.NewString()), PeriodID: w.PeriodID, Day: c.day, Ask: store.Ask{Kind: store.DayOn, Strength: 1},
				}, true)
				if c.may != (err == nil) {
					t.Errorf("person %d asks for %s: %v", c.person, c.day, err)
				}
			}
		})
		v := n.draftOf(t, w)
		if v.Roster.Score[0] != 0 || len(worked(v, w.people[2].StaffID)) != 0 {
			t.Errorf("score %v, who has gone works on %v", v.Roster.Score, worked(v, w.people[2].StaffID))
		}
		if days := worked(v, w.people[0].StaffID); len(days) == 0 || days[len(days)-1] > "2027-03-21" {
			t.Errorf("who goes works on %v", days)
		}
		if days := worked(v, w.people[1].StaffID); len(days) == 0 || days[0] < "2027-03-22" {
			t.Errorf("who comes works on %v", days)
		}
		// Both asked for a day of which they are the only ones: the last, the first.
		for _, o := range v.Outcomes {
			if !o.Met {
				t.Errorf("not met: %+v", o)
			}
		}
		n.publishDraft(t, w, v)
	})
}

// Leave that begins before the period or ends after it takes its first and last day, and
// not the days beside them.
func TestLeaveOnTheEdgesOfThePeriod(t *testing.T) {
	n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) {
		keep(in, 1)
		in.Leave = []store.Leave{
			{StaffID: "0", FirstDay: "2027-03-01", LastDay: "2027-03-15"},
			{StaffID: "0", FirstDay: "2027-03-28", LastDay: "2027-04-10"},
			{StaffID: "0", FirstDay: "2027-02-01", LastDay: "2027-03-14"},
			{StaffID: "0", FirstDay: "2027-03-29", LastDay: "2027-04-10"},
		}
	}, nil)
	p := must(n.Problem(t.Context(), store.SystemActor, w.PeriodID))(t)
	if u := p.Instance.Unavailable; len(u) != 2 || u[0].Day != 0 || u[1].Day != 13 {
		t.Errorf("unavailable: %+v", u)
	}
	v := n.draftOf(t, w)
	for _, day := range worked(v, w.people[0].StaffID) {
		if day == "2027-03-15" || day == "2027-03-28" {
			t.Errorf("at work on %s", day)
		}
	}
}

// The night of the last day ends in the next period, and on both clock changes it has
// its own length; what is short of rest is found in time that really passes.
func TestNightsAndRestThroughClockChanges(t *testing.T) {
	for name, c := range map[string]struct {
		first, last, night store.Day
		starts, ends       time.Time
		rested             bool
	}{
		// 19:30 GMT to 07:30 BST: 11 hours. The late ends at 21:00, and 08:00 is 10 hours on.
		"spring": {
			"2027-03-14", "2027-03-27", "2027-03-27",
			time.Date(2027, 3, 27, 19, 30, 0, 0, time.UTC), time.Date(2027, 3, 28, 6, 30, 0, 0, time.UTC), false,
		},
		// 19:30 BST to 07:30 GMT: 13 hours. From 21:00 to 08:00 are 12.
		"autumn": {
			"2027-10-17", "2027-10-30", "2027-10-30",
			time.Date(2027, 10, 30, 18, 30, 0, 0, time.UTC), time.Date(2027, 10, 31, 7, 30, 0, 0, time.UTC), true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			n, w := edgeNight(t, sqliteDialect, func(in *store.WardImport) {
				keep(in, 2)
				in.Period.FirstDay, in.Period.LastDay, in.Demand = c.first, c.last, nil
				in.Shifts = append(in.Shifts,
					store.Shift{ID: "L", Code: "L", Name: "Late", Kind: store.Late, StartMinute: 780, EndMinute: 1260, PaidMinutes: 450},
					store.Shift{ID: "D", Code: "D", Name: "Day", Kind: store.OtherKind, StartMinute: 480, EndMinute: 960, PaidMinutes: 450})
			}, nil)
			ctx := t.Context()
			v := n.draftOf(t, w)
			v = n.put(t, w, v.Roster.ID, v.Roster.Version, 0, c.night, "N")
			v = n.put(t, w, v.Roster.ID, v.Roster.Version, 1, c.night, "L")
			if v.Roster.Score[0] != 0 {
				t.Fatalf("hard findings before the clock changes: %+v", v.Findings)
			}
			n.publishDraft(t, w, v)
			mine := must(n.MyRota(ctx, w.people[0], c.first, c.last))(t)
			if len(mine.Duties) != 1 || !mine.Duties[0].StartsAt.Equal(c.starts) || !mine.Duties[0].EndsAt.Equal(c.ends) || mine.Duties[0].Day != c.night {
				t.Fatalf("my rota: %+v", mine.Duties)
			}
			n.nextDayIsJudged(t, w, c.night.Add(1), c.rested)
		})
	}
}

// nextDayIsJudged makes the period that begins on the day and has both people work on it:
// person 0 comes off a night, person 1 off a late.
func (n *night) nextDayIsJudged(t *testing.T, w *nightWard, day store.Day, rested bool) {
	t.Helper()
	ctx := t.Context()
	next := must(n.CreatePeriod(ctx, w.manager, store.RosterPeriod{
		WardID: w.Ward.ID, FirstDay: day, LastDay: day.Add(6), BiddingOpensAt: opens, BiddingClosesAt: closes,
		ApprovalDueAt: closes.Add(time.Hour), PublicationDueAt: closes.Add(time.Hour),
	}, store.Once{}))(t)
	if err := n.Tick(ctx, closes); err != nil {
		t.Fatal(err)
	}
	second := &nightWard{ImportedWard: w.ImportedWard, manager: w.manager, people: w.people, shifts: w.shifts}
	second.PeriodID = next.ID
	v := n.draftOf(t, second)
	v = n.put(t, second, v.Roster.ID, v.Roster.Version, 0, day, "D")
	v = n.put(t, second, v.Roster.ID, v.Roster.Version, 1, day, "D")
	short := map[store.ID]bool{}
	for _, f := range v.Findings {
		if f.Rule == "rest" && f.Day == day {
			short[f.StaffID] = true
		}
	}
	if !short[w.people[0].StaffID] || short[w.people[1].StaffID] == rested {
		t.Errorf("short of rest: %v; after a night always, after a late %v", short, !rested)
	}
}

// A contract that changes after the draft counts at once: a draft is judged as the ward
// stands now.
func TestAContractChangesAfterTheDraft(t *testing.T) {
	n, w, draft := draftedNight(t, sqliteDialect)
	ctx := t.Context()
	contract := must(n.Contracts(ctx, w.manager, w.Ward.ID))(t)[0]
	contract.MaxWorkRun = 3
	must(n.UpdateContract(ctx, w.manager, contract))(t)
	v := must(n.RosterView(ctx, w.manager, draft.ID))(t)
	// Persons 3, 4 and 5 have four nights in a row: a day too many each.
	if v.Roster.Score[0] != 3 {
		t.Errorf("score %v, findings %+v", v.Roster.Score, v.Findings)
	}
	approved := must(n.Approve(ctx, w.manager, draft.ID, draft.Version, store.Once{}))(t)
	_, err := n.Publish(ctx, w.manager, draft.ID, approved.Version, store.Once{})
	kindIs(t, err, store.Conflict, "hard rules are broken")
}
