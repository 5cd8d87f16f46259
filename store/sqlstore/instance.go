package sqlstore

import (
	"cmp"
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/store"
)

// problemRows is everything in the database that a period's problem is made of.
type problemRows struct {
	Ward   store.Ward
	Period store.RosterPeriod
	Rules  store.Rules
	// Pinned are the figures of the period's rule set; nil for none.
	Pinned *store.Pinned

	Shifts    []store.Shift
	Skills    []store.Skill
	Contracts []store.Contract
	// Staff are those of the ward, each with skills; whoever is not employed in the
	// period is left out of the problem.
	Staff       []store.Staff
	Demand      []store.Demand
	Preferences []store.Preference
	Leaves      []store.Leave
	Away        []store.Availability
	// Agreed are the agreed patterns of the ward's people that hold on some day of the period.
	Agreed []store.AgreedPattern
	// Fixed are the fixed duties that the problem keeps.
	Fixed []store.Duty
	// Elsewhere are published duties of the ward's staff on other wards, from the first
	// day of the past to aheadDays after the period.
	Elsewhere []elsewhereDuty
	// Around are the duties of the ward's staff in other rosters within a reference period of the
	// mean week before and after the period; none for a competition's ward.
	Around []lawDuty
	// Stints are what the ward's staff work beside all rotas, from a reference period of the mean week
	// before the period to one after it.
	Stints []store.Stint
	// Guests are what people of other wards are there for, in the order of people and days.
	Guests []guestDay
	// Held are the days on which the roster at hand, where it is out, has duties of people with stints.
	Held map[dutyCell]bool
	// Past is what the ward itself has rostered shortly before, nil where that is nothing.
	Past *pastRoster
	// Next are the ward's own duties in the aheadDays after the period, as far as the next periods
	// have rosters already.
	Next []store.Duty
	// Terms are what the law says of the ward's staff, by person; none for a competition's ward.
	Terms map[store.ID]store.WorkerTerms
	// Waivers are what the ward's people do without in the period, by person and key.
	Waivers []store.Waiver
	// Together is who works with whom in the period.
	Together store.WorkingTogether
	// Debts are open debts of rest of the ward's staff that other periods have made.
	Debts []store.RestDebt
	// History is the imported state, used where Past is nil.
	History []store.History
}

// elsewhereDuty is a duty on another ward's published roster. Its clock times are
// taken as they stand: wards of one organisation lie in one time zone.
type elsewhereDuty struct {
	StaffID store.ID    `gorm:"column:staff_id"`
	Day     store.Day   `gorm:"column:day"`
	Shift   store.Shift `gorm:"embedded"`
}

// pastRoster is what counts as history: the duties from FirstDay to the day before the
// period, of the versions that count. Days between that no period had are days off.
type pastRoster struct {
	FirstDay store.Day
	Duties   []store.Duty
}

// problemBuilder turns rows into dense indices. Everything it ranges over is in an
// order of its own, so that equal rows give an equal instance whatever order the
// database returned them in.
type problemBuilder struct {
	rows  *problemRows
	price prices
	inst  *nrp.Instance
	out   *planner.Problem

	staff    []store.Staff // [staff]
	shiftOf  map[store.ID]nrp.ShiftIdx
	skillOf  map[store.ID]nrp.SkillIdx
	staffOf  map[store.ID]nrp.StaffIdx
	nights   nrp.CellSet
	contract []store.Contract // [contract]
	// rules are those of each contract: the ward's, or a person's where they have figures of
	// their own. [contract]
	rules []store.Rules
	// personal are the contracts made for people, by what is in them.
	personal map[string]nrp.ContractIdx
	// elsewhere is the work on other wards and beside rotas, one shift a person and day.
	elsewhere []dayElsewhere
	// stintCells are the shifts that stand for stints alone, grain is how coarsely they are told apart
	// (minutes), beside are stints on days of duties.
	stintCells nrp.CellSet
	grain      int
	beside     []besideStint
	// known is working time that is known beside the roster; nil for a competition's ward.
	known *knownWork
	// mean are the counters of each person's mean week, the last ones of the contract. [staff]
	mean []meanCounters
	// beyond is the horizon and aheadDays more, for rest after the last day.
	beyond nrp.Horizon
}

// buildProblem makes the instance of a period. Staff are in the order of their
// numbers, shifts of their start and code, skills of their codes.
func buildProblem(rows *problemRows) (*planner.Problem, error) {
	b := &problemBuilder{rows: rows, inst: &nrp.Instance{Name: rows.Ward.Name + " " + string(rows.Period.FirstDay)}}
	b.out = &planner.Problem{Instance: b.inst, FirstDay: string(rows.Period.FirstDay), HistoryHash: historyHash(rows)}
	var err error
	if b.price, err = newPrices(&rows.Rules); err != nil {
		return nil, err
	}
	if err := b.price.divide(rows.Preferences); err != nil {
		return nil, err
	}
	if err := b.horizon(); err != nil {
		return nil, err
	}
	b.skills()
	if err := b.shifts(); err != nil {
		return nil, err
	}
	if err := b.contracts(); err != nil {
		return nil, err
	}
	if err := b.people(); err != nil {
		return nil, err
	}
	if err := b.cover(); err != nil {
		return nil, err
	}
	if err := b.requests(); err != nil {
		return nil, err
	}
	b.unavailable()
	b.agreed()
	b.fixed()
	b.out.Guests = b.guestsOf()
	if err := b.links(); err != nil {
		return nil, err
	}
	return b.out, nil
}

// horizon sets the days with the instants of their midnights, nil where every day has
// 24 hours.
func (b *problemBuilder) horizon() error {
	zone, err := time.LoadLocation(b.rows.Ward.TimeZone)
	if err != nil {
		return problemFault("the ward's time zone %q is not known", b.rows.Ward.TimeZone)
	}
	p := &b.rows.Period
	first := p.FirstDay.Midnight(zone)
	at := func(d int) int { return int(p.FirstDay.Add(d).Midnight(zone).Sub(first) / time.Minute) }
	midnights := make([]int, p.Days()+aheadDays+1)
	for d := range midnights {
		midnights[d] = at(d)
	}
	b.inst.Horizon = horizonOf(p, midnights[:p.Days()+1])
	b.beyond = horizonOf(p, midnights)
	var past []int
	for d := 1; d <= pastDays; d++ {
		past = append(past, at(-d))
		if at(1-d)-at(-d) != 1440 {
			b.inst.Horizon.Past = past // up to the last change; days before it have 24 hours
		}
	}
	b.beyond.Past = b.inst.Horizon.Past
	return nil
}

// horizonOf returns the horizon with the given midnights, one more than it has days.
func horizonOf(p *store.RosterPeriod, midnights []int) nrp.Horizon {
	h := nrp.Horizon{Days: len(midnights) - 1, FirstWeekday: p.FirstDay.Weekday()}
	for d, m := range midnights {
		if m != d*1440 {
			h.Midnights = midnights
		}
	}
	return h
}

// skills takes those that somebody holds or the demand asks for.
func (b *problemBuilder) skills() {
	used := map[store.ID]bool{}
	for _, s := range b.rows.Staff {
		for _, k := range s.Skills {
			used[k.SkillID] = true
		}
	}
	for _, d := range b.rows.Demand {
		used[d.SkillID] = true
	}
	all := slices.Clone(b.rows.Skills)
	slices.SortFunc(all, func(x, y store.Skill) int { return cmp.Compare(x.Code, y.Code) })
	b.skillOf = map[store.ID]nrp.SkillIdx{"": nrp.NoSkill}
	for _, k := range all {
		if used[k.ID] {
			b.skillOf[k.ID] = len(b.inst.Skills)
			b.inst.Skills = append(b.inst.Skills, nrp.Skill{ID: k.Code})
			b.out.SkillIDs = append(b.out.SkillIDs, string(k.ID))
		}
	}
}

// shifts takes the ward's own and then, as fixed-only ones, those of other wards that
// its staff work.
func (b *problemBuilder) shifts() error {
	if len(b.rows.Shifts) == 0 {
		return problemFault("the ward has no shifts; add those that are worked on it")
	}
	own := slices.Clone(b.rows.Shifts)
	slices.SortFunc(own, func(x, y store.Shift) int {
		return cmp.Or(cmp.Compare(x.StartMinute, y.StartMinute), cmp.Compare(x.Code, y.Code))
	})
	foreign := b.workElsewhere(own)
	if n := len(own) + len(foreign); n > nrp.MaxShifts {
		return problemFault("the ward has %d shifts, those worked on other wards included; at most %d can be rostered", n, nrp.MaxShifts)
	}
	b.shiftOf = map[store.ID]nrp.ShiftIdx{"": nrp.NoShift}
	for i, s := range append(own, foreign...) {
		x := nrp.Shift{ID: s.Code, Kind: string(s.Kind), Start: s.StartMinute, End: s.EndMinute, Minutes: s.PaidMinutes}
		if i >= len(own) {
			x.ID, x.FixedOnly = s.Code+"@"+string(s.ID), true
		}
		if s.Kind == store.Night {
			b.nights |= nrp.ShiftCells(i)
		}
		b.shiftOf[s.ID] = i
		b.inst.Shifts = append(b.inst.Shifts, x)
		b.out.ShiftIDs = append(b.out.ShiftIDs, string(s.ID))
	}
	return nil
}

// day returns the index of a date, which may lie outside the horizon.
func (b *problemBuilder) day(d store.Day) nrp.DayIdx { return b.rows.Period.FirstDay.Until(d) }

// problemFault is why a ward's data make no problem.
func problemFault(format string, args ...any) error {
	return store.Errorf(store.Conflict, "build problem", format, args...)
}
