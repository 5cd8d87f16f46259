package store

import "slices"

// LeaveFacts are what leave on a ward is judged by: whole leave years.
type LeaveFacts struct {
	// Today is the present date on the ward; FirstDay and LastDay are the days that the facts cover.
	Today, FirstDay, LastDay Day
	Rules                    LeaveRules
	// Staff are the ward's people with their skills.
	Staff     []Staff
	Contracts []Contract
	// Leaves touch the days that are covered; Requests are those that wait for an answer.
	Leaves   []Leave
	Requests []LeaveRequest
	Periods  []RosterPeriod
	Accounts []LeaveAccount
	Figures  FigureSet
	// Elsewhere are the days on which the ward's people work on a published rota of another ward.
	Elsewhere []WorkElsewhere
}

// WorkElsewhere is a day on which somebody works on another ward.
type WorkElsewhere struct {
	StaffID ID  `gorm:"column:staff_id"`
	Day     Day `gorm:"column:day"`
}

// LeaveBook answers what room a ward has for leave and what its people have left. It is made once and
// not changed; it is not for concurrent use.
type LeaveBook struct {
	LeaveFacts
	people map[ID]*Staff
	weekly map[ID]int
	// away are the people on leave by day, with the minutes that the day is credited.
	away     map[Day]map[ID]int
	balances map[ID]map[Day]LeaveBalance
}

// NewLeaveBook makes the book of facts.
func NewLeaveBook(facts LeaveFacts) *LeaveBook {
	b := &LeaveBook{
		LeaveFacts: facts, people: map[ID]*Staff{}, weekly: map[ID]int{}, away: map[Day]map[ID]int{}, balances: map[ID]map[Day]LeaveBalance{},
	}
	for i := range b.Staff {
		b.people[b.Staff[i].ID] = &b.Staff[i]
	}
	for i := range b.Contracts {
		b.weekly[b.Contracts[i].ID] = b.Contracts[i].WeeklyMinutes
	}
	for i := range b.Leaves {
		l := &b.Leaves[i]
		for d := max(l.FirstDay, b.FirstDay); d <= min(l.LastDay, b.LastDay); d = d.Add(1) {
			if b.away[d] == nil {
				b.away[d] = map[ID]int{}
			}
			b.away[d][l.StaffID] += l.CreditMinutes
		}
	}
	return b
}

// Person returns one of the ward's people; nil where there is none.
func (b *LeaveBook) Person(id ID) *Staff { return b.people[id] }

// Weekly is the time of a person's contract, minutes a week.
func (b *LeaveBook) Weekly(s *Staff) int { return b.weekly[s.ContractID] }

// Away reports whether a person is on leave on a day.
func (b *LeaveBook) Away(id ID, d Day) bool { _, ok := b.away[d][id]; return ok }

// Covers reports whether the book can say something of all days first..last.
func (b *LeaveBook) Covers(first, last Day) bool { return b.FirstDay <= first && last <= b.LastDay }

// Charge is what the days of a span count for a person.
func (b *LeaveBook) Charge(s *Staff, first, last Day) []LeaveDay {
	credited := func(d Day) bool { return b.away[d][s.ID] > 0 }
	return ChargeLeave(first, last, b.Weekly(s), credited, s.Employed)
}

// LeaveUse is how much of a quota is used on a day, in its unit.
type LeaveUse struct {
	Day     Day       `json:"day"`
	SkillID ID        `json:"skill_id,omitempty"`
	Unit    LeaveUnit `json:"unit"`
	Used    int       `json:"used"`
	Most    int       `json:"most"`
}

// Uses returns the quotas of a day that take a person in; those of everybody where s is nil.
func (b *LeaveBook) Uses(s *Staff, d Day) []LeaveUse {
	var out []LeaveUse
	for i := range b.Rules.Quotas {
		q := &b.Rules.Quotas[i]
		if !q.Holds(d) || s != nil && !q.TakesIn(s, d) {
			continue
		}
		u := LeaveUse{Day: d, SkillID: q.SkillID, Unit: q.Unit, Most: q.Most}
		for id, minutes := range b.away[d] {
			p := b.people[id]
			switch {
			case p == nil || !p.Employed(d) || !q.TakesIn(p, d):
			case q.Unit == LeavePeople:
				u.Used++
			default:
				u.Used += minutes
			}
		}
		out = append(out, u)
	}
	return out
}

// LeaveRoom says in one word what room a day has, without anybody's name.
type LeaveRoom string

// The rooms.
const (
	RoomEnough LeaveRoom = "room"
	// RoomLittle: one more can have the day, and then it is full.
	RoomLittle LeaveRoom = "little"
	RoomFull   LeaveRoom = "full"
	// RoomUnset: no quota holds, and the manager decides.
	RoomUnset LeaveRoom = "unset"
	// RoomLate: the day has begun, or its rota is published, or that of another ward on which the person works
	// then.
	RoomLate LeaveRoom = "late"
)

// Room is what room a day has for a person who would take so many minutes of leave on it.
func (b *LeaveBook) Room(s *Staff, d Day, minutes int) LeaveRoom {
	if b.Late(d) || slices.Contains(b.Elsewhere, WorkElsewhere{s.ID, d}) {
		return RoomLate
	}
	out := RoomUnset
	for _, u := range b.Uses(s, d) {
		need := 1
		if u.Unit == LeaveMinutes {
			need = minutes
		}
		switch left := u.Most - u.Used; {
		case left < need || left < 0:
			return RoomFull
		case left < 2*need:
			out = RoomLittle
		case out == RoomUnset:
			out = RoomEnough
		}
	}
	return out
}

// Late reports whether it is too late to ask for a day: it has begun, or its rota is published.
func (b *LeaveBook) Late(d Day) bool {
	return d <= b.Today || b.inPeriod(d, PeriodPublished, Archived)
}

// NoneLate reports whether it is too late for none of the days first..last.
func (b *LeaveBook) NoneLate(first, last Day) bool {
	for d := first; d <= last; d = d.Add(1) {
		if b.Late(d) {
			return false
		}
	}
	return true
}

// Making reports whether the rota that has the day is being made: bidding has closed, and nothing is
// published yet.
func (b *LeaveBook) Making(d Day) bool { return b.inPeriod(d, PeriodClosed, Drafted, Approved) }

func (b *LeaveBook) inPeriod(d Day, states ...PeriodState) bool {
	for i := range b.Periods {
		if !b.Periods[i].Holds(d) {
			continue
		}
		for _, s := range states {
			if b.Periods[i].State == s {
				return true
			}
		}
	}
	return false
}

// Year returns the leave year of a day on this ward.
func (b *LeaveBook) Year(d Day) (first, last Day) { return LeaveYear(d, b.Rules.YearMonth) }

// Balance is what a person has in the leave year of a day, which the book must cover.
func (b *LeaveBook) Balance(s *Staff, d Day) LeaveBalance {
	first, last := b.Year(d)
	if have, ok := b.balances[s.ID][first]; ok {
		return have
	}
	out := LeaveBalance{FirstDay: first, LastDay: last, ServiceFrom: b.service(s, first)}
	out.Entitled = LeaveEntitlement(LeaveFiguresOf(&b.Figures, first), s, b.Weekly(s), out.ServiceFrom, first, last)
	for _, a := range b.Accounts {
		if a.StaffID == s.ID && a.YearDay == first {
			out.Carried = a.CarriedMinutes
		}
	}
	for i := range b.Leaves {
		l := &b.Leaves[i]
		if l.StaffID != s.ID || l.RequestID == "" {
			continue
		}
		if from, to := max(l.FirstDay, first), min(l.LastDay, last); from <= to {
			out.Agreed += l.CreditMinutes * (from.Until(to) + 1)
		}
	}
	for i := range b.Requests {
		if r := &b.Requests[i]; r.StaffID == s.ID && r.Touches(first, last) {
			out.Asked += inYear(b.Charge(s, r.FirstDay, r.LastDay), first, last)
		}
	}
	out.Left = out.Entitled + out.Carried - out.Agreed
	if b.balances[s.ID] == nil {
		b.balances[s.ID] = map[Day]LeaveBalance{}
	}
	b.balances[s.ID][first] = out
	return out
}

// service is from when a person's service counts: the newest that an account of the year or of one
// before says, else the first day of the employment.
func (b *LeaveBook) service(s *Staff, year Day) Day {
	var said *LeaveAccount
	for i := range b.Accounts {
		a := &b.Accounts[i]
		if a.StaffID == s.ID && a.YearDay <= year && a.ServiceFrom != "" && (said == nil || said.YearDay < a.YearDay) {
			said = a
		}
	}
	if said != nil {
		return said.ServiceFrom
	}
	return s.FirstDay
}

// inYear adds up the days that lie in a year.
func inYear(days []LeaveDay, first, last Day) int {
	sum := 0
	for _, d := range days {
		if first <= d.Day && d.Day <= last {
			sum += d.Minutes
		}
	}
	return sum
}
