package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// inrc2Weights are the competition's prices of one unit, all at one level, so that the
// score at that level is the competition's cost. Ceschia et al. (2019), S1 to S7.
var inrc2Weights = struct{ optimal, shiftRun, run, preference, weekend, total, weekends store.Price }{
	optimal:    store.Price{Level: "rest", Weight: 30}, // S1
	shiftRun:   store.Price{Level: "rest", Weight: 15}, // S2, the same shift
	run:        store.Price{Level: "rest", Weight: 30}, // S2, days of work; S3
	preference: store.Price{Level: "rest", Weight: 10}, // S4
	weekend:    store.Price{Level: "rest", Weight: 30}, // S5
	total:      store.Price{Level: "rest", Weight: 20}, // S6
	weekends:   store.Price{Level: "rest", Weight: 30}, // S7
}

// inrc2Plan is what the competition's files do not say.
type inrc2Plan struct {
	ward, division string
	// sourceRef names the scenario, the history and the weeks.
	sourceRef string
	// numberPrefix comes before each nurse's id in the staff number, which is unique in
	// the organisation.
	numberPrefix string
	monday       store.Day
	state        store.PeriodState
	// The instants of the roster period.
	opens, closes, approval, publication time.Time
	managers                             []store.User
	// solveSeconds is the time that the optimiser is given for one draft.
	solveSeconds int
}

// shiftTimes are invented clock times of the competition's shifts by kind, in minutes
// from midnight; the competition knows none.
var shiftTimes = map[store.ShiftKind][2]int{
	store.Early:     {7 * 60, 15 * 60},
	store.OtherKind: {9 * 60, 17 * 60},
	store.Late:      {14 * 60, 22 * 60},
	store.Night:     {22 * 60, 31 * 60},
}

// inventedPaidMinutes is the paid time of every shift of a competition ward. It costs
// nothing: contracts there count duties.
const inventedPaidMinutes = 480

// wardOfINRC2 makes a ward of a competition problem. Rows are tied together by the ids of
// the files. It fails where the store has no way to say what the files say.
func wardOfINRC2(p *inrc2.Problem, plan inrc2Plan) (*store.WardImport, error) {
	w := &store.WardImport{
		Division: plan.division,
		Ward: store.Ward{
			Name: plan.ward, TimeZone: importZone, SolveSeconds: plan.solveSeconds,
			Source: "inrc2", SourceRef: plan.sourceRef,
		},
		Rules: inrc2Rules(p.Scenario),
		Users: plan.managers,
		Period: &store.RosterPeriod{
			FirstDay: plan.monday, LastDay: plan.monday.Add(7*len(p.Weeks) - 1), State: plan.state,
			BiddingOpensAt: plan.opens, BiddingClosesAt: plan.closes, ApprovalDueAt: plan.approval, PublicationDueAt: plan.publication,
		},
	}
	for _, id := range p.Scenario.Skills {
		w.Skills = append(w.Skills, store.Skill{ID: store.ID(id), Code: id, Name: id})
	}
	if err := addINRC2Shifts(w, p); err != nil {
		return nil, err
	}
	if err := addINRC2Contracts(w, p); err != nil {
		return nil, err
	}
	addINRC2Staff(w, p, plan)
	for k, week := range p.Weeks {
		addINRC2Demand(w, p, week, plan.monday.Add(7*k))
		if err := addINRC2Requests(w, p, week, plan.monday.Add(7*k)); err != nil {
			return nil, err
		}
	}
	most := map[store.ID]int{}
	w.Ward.PreferenceCap, w.Ward.Tokens = 14, store.StandardTokens
	for i := range w.Preferences {
		id := w.Preferences[i].StaffID
		most[id]++
		w.Ward.PreferenceCap = max(w.Ward.PreferenceCap, most[id])
	}
	if w.Ward.PreferenceCap > 200 {
		return nil, fmt.Errorf("a nurse has %d requests: a person may have 200 preferences in one period", w.Ward.PreferenceCap)
	}
	return w, nil
}

// inrc2Rules states H2 to H4 and S1 to S7. There is no rest rule: the clock times are
// invented.
func inrc2Rules(s *inrc2.Scenario) store.Rules {
	hard := store.Price{Level: "hard", Weight: 1}
	weights := inrc2Weights
	r := store.Rules{
		Measure:         store.Assignments,
		Skill:           hard,
		WorkRun:         weights.run,
		OffRun:          weights.run,
		ShiftRun:        weights.shiftRun,
		CompleteWeekend: weights.weekend,
		Total:           weights.total,
		Weekends:        weights.weekends,
		CoverMin:        store.Price{Level: "minimum_cover", Weight: 1},
		CoverPreferred:  weights.optimal,
		CoverMax:        store.Price{Level: "rest", Weight: 0}, // the format has no maximum
	}
	// The same request may stand several times in a week's file, and costs each time.
	for i := range r.Preference {
		r.Preference[i] = store.Price{Level: weights.preference.Level, Weight: weights.preference.Weight * int64(i+1)}
	}
	for from, next := range s.Forbidden {
		if len(next) == 0 {
			continue
		}
		rule := store.SuccessionRule{From: s.Shifts[from].ID, Price: hard, Source: "INRC-II H3"}
		for _, to := range next {
			rule.To = append(rule.To, s.Shifts[to].ID)
		}
		r.Successions = append(r.Successions, rule)
	}
	return r
}

func addINRC2Shifts(w *store.WardImport, p *inrc2.Problem) error {
	for i, s := range p.Scenario.Shifts {
		if s.Run.Max == 0 {
			return fmt.Errorf("shift type %s: maximumNumberOfConsecutiveAssignments is 0, so that it may never be worked: leave the shift type out", s.ID)
		}
		kind := store.ShiftKind(p.Instance.Shifts[i].Kind)
		times, ok := shiftTimes[kind]
		if !ok {
			times = shiftTimes[store.OtherKind]
		}
		w.Shifts = append(w.Shifts, store.Shift{
			ID: store.ID(s.ID), Code: s.ID, Name: s.ID, Kind: kind,
			StartMinute: times[0], EndMinute: times[1], PaidMinutes: inventedPaidMinutes,
			MinRun: s.Run.Min, MaxRun: s.Run.Max,
		})
	}
	return nil
}

func addINRC2Contracts(w *store.WardImport, p *inrc2.Problem) error {
	for _, c := range p.Scenario.Contracts {
		if c.Total.Max == 0 || c.Work.Max == 0 || c.Off.Max == 0 {
			return fmt.Errorf("contract %s: a maximum of assignments, working days or days off is 0, which a contract here cannot say: leave out the nurses who have it", c.ID)
		}
		mean := float64(c.Total.Min+c.Total.Max) / 2 / float64(len(p.Weeks)) * inventedPaidMinutes
		w.Contracts = append(w.Contracts, store.Contract{
			ID: store.ID(c.ID), Name: c.ID, WeeklyMinutes: int(math.Min(math.Round(mean), 5*inventedPaidMinutes)),
			MinTotal: c.Total.Min, MaxTotal: c.Total.Max,
			MinWorkRun: c.Work.Min, MaxWorkRun: c.Work.Max, MinOffRun: c.Off.Min, MaxOffRun: c.Off.Max,
			MaxWeekends: c.MaxWeekends, CompleteWeekends: c.CompleteWeekends,
		})
	}
	return nil
}

// addINRC2Staff adds the nurses and their history.
func addINRC2Staff(w *store.WardImport, p *inrc2.Problem, plan inrc2Plan) {
	s := p.Scenario
	for i, n := range s.Nurses {
		person := store.Staff{
			ID: store.ID(n.ID), ContractID: store.ID(s.Contracts[n.Contract].ID),
			Number: plan.numberPrefix + n.ID, Name: n.ID,
		}
		for _, k := range n.Skills {
			person.Skills = append(person.Skills, store.StaffSkill{SkillID: store.ID(s.Skills[k])})
		}
		w.Staff = append(w.Staff, person)
		past := p.History.Nurses[i]
		h := store.History{
			StaffID: person.ID, ShiftRun: past.SameShift, WorkRun: past.Work, OffRun: past.Off,
			Total: past.Assignments, Weekends: past.Weekends,
		}
		if past.LastShift != nrp.NoShift {
			h.LastShiftID = store.ID(s.Shifts[past.LastShift].ID)
		}
		w.History = append(w.History, h)
	}
}

// addINRC2Demand adds the demand of the days of a week that want somebody.
func addINRC2Demand(w *store.WardImport, p *inrc2.Problem, week *inrc2.Week, monday store.Day) {
	s := p.Scenario
	for _, r := range week.Requirements {
		for d := range 7 {
			if r.Optimal[d] == 0 {
				continue
			}
			w.Demand = append(w.Demand, store.Demand{
				Day: monday.Add(d), ShiftID: store.ID(s.Shifts[r.Shift].ID), SkillID: store.ID(s.Skills[r.Skill]),
				People: store.People{Min: r.Min[d], Preferred: r.Optimal[d], Max: -1},
			})
		}
	}
}

// addINRC2Requests adds a week's requests as preferences. The strength of one is the
// number of times that it stands in the file.
func addINRC2Requests(w *store.WardImport, p *inrc2.Problem, week *inrc2.Week, monday store.Day) error {
	s, first := p.Scenario, len(w.Preferences)
next:
	for _, r := range week.Requests {
		one := store.Preference{StaffID: store.ID(s.Nurses[r.Nurse].ID), Day: monday.Add(r.Day), Ask: store.Ask{Kind: store.DayOff, Strength: 1}}
		if r.Shift != nrp.NoShift {
			one.Kind, one.ShiftID = store.ShiftOff, store.ID(s.Shifts[r.Shift].ID)
		}
		for i := range w.Preferences[first:] {
			have := &w.Preferences[first+i]
			if have.StaffID != one.StaffID || have.Day != one.Day || have.Kind != one.Kind || have.ShiftID != one.ShiftID {
				continue
			}
			if have.Strength++; have.Strength > len(w.Rules.Preference) {
				return fmt.Errorf("nurse %s has the same request for %s more than %d times: leave one out", one.StaffID, one.Day, len(w.Rules.Preference))
			}
			continue next
		}
		w.Preferences = append(w.Preferences, one)
	}
	return nil
}

// numberPrefix makes the start of a staff number of a ward's name: its first letters and
// digits, others as "-".
func numberPrefix(ward string) string {
	var b strings.Builder
	for _, r := range ward {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
		if b.Len() == 20 {
			break
		}
	}
	return b.String() + "/"
}

// sourceRef names what was imported, such as "n030w4 history 1 weeks 6-2-9-1" from the
// names of the files, in which the competition writes the number after the last hyphen.
func sourceRef(scenario, history string, weeks []string) string {
	numbers := make([]string, len(weeks))
	for i, w := range weeks {
		numbers[i] = lastNumber(w)
	}
	return fmt.Sprintf("%s history %s weeks %s", scenario, lastNumber(history), strings.Join(numbers, "-"))
}

// lastNumber returns what stands between the last hyphen of a file's name and its
// extension, "?" if that is no number.
func lastNumber(file string) string {
	name := strings.TrimSuffix(file, ".json")
	n := name[strings.LastIndex(name, "-")+1:]
	if _, err := strconv.Atoi(n); err != nil {
		return "?"
	}
	return n
}
