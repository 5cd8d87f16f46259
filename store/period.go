package store

import "time"

// PeriodState is where a roster period stands.
type PeriodState string

// The period states, in their usual order.
const (
	Planned         PeriodState = "planned"
	Open            PeriodState = "open"
	PeriodClosed    PeriodState = "closed"
	Drafted         PeriodState = "drafted"
	Approved        PeriodState = "approved"
	PeriodPublished PeriodState = "published"
	Archived        PeriodState = "archived"
)

// periodMoves is the whole table of allowed moves; a move that is not here is refused.
var periodMoves = map[PeriodState][]PeriodState{
	Planned:         {Open},
	Open:            {PeriodClosed},
	PeriodClosed:    {Drafted},
	Drafted:         {PeriodClosed, Approved},
	Approved:        {Drafted, PeriodPublished},
	PeriodPublished: {Archived},
	Archived:        {},
}

// CanMove reports whether a period may go from one state to the other.
func (s PeriodState) CanMove(to PeriodState) bool {
	for _, t := range periodMoves[s] {
		if t == to {
			return true
		}
	}
	return false
}

// RosterPeriod is the run of days that is rostered and published together.
type RosterPeriod struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	WardID   ID  `json:"ward_id" gorm:"column:ward_id"`
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	// LastDay belongs to the period. Periods of one ward do not overlap.
	LastDay Day         `json:"last_day" gorm:"column:last_day"`
	State   PeriodState `json:"state" gorm:"column:state"`
	// The bidding window takes in its first instant and not its last:
	// BiddingOpensAt <= now < BiddingClosesAt.
	BiddingOpensAt   time.Time `json:"bidding_opens_at" gorm:"column:bidding_opens_at"`
	BiddingClosesAt  time.Time `json:"bidding_closes_at" gorm:"column:bidding_closes_at"`
	ApprovalDueAt    time.Time `json:"approval_due_at" gorm:"column:approval_due_at"`
	PublicationDueAt time.Time `json:"publication_due_at" gorm:"column:publication_due_at"`
	RuleSetID        ID        `json:"rule_set_id" gorm:"column:rule_set_id"`
	Version          int       `json:"version" gorm:"column:version"`
}

// Days is the number of days in the period.
func (p *RosterPeriod) Days() int { return p.FirstDay.Until(p.LastDay) + 1 }

// Holds reports whether a day lies in the period.
func (p *RosterPeriod) Holds(d Day) bool { return p.FirstDay <= d && d <= p.LastDay }

// BiddingOpen reports whether preferences may be put in now: the state says open
// and the clock agrees, so that a late nightly run never lengthens the window.
func (p *RosterPeriod) BiddingOpen(now time.Time) bool {
	return p.State == Open && !now.Before(p.BiddingOpensAt) && now.Before(p.BiddingClosesAt)
}

// maxPeriodDays is the longest period; competition instances have a year.
const maxPeriodDays = 371

// Validate reports all faults of the period's dates as one Invalid error.
func (p *RosterPeriod) Validate() error {
	var f faults
	f.days(p.FirstDay, p.LastDay, false)
	if len(f) == 0 && p.Days() > maxPeriodDays {
		f.add("/last_day", "a period has at most %d days", maxPeriodDays)
	}
	f.instant("/bidding_opens_at", p.BiddingOpensAt)
	f.instant("/bidding_closes_at", p.BiddingClosesAt)
	f.instant("/approval_due_at", p.ApprovalDueAt)
	f.instant("/publication_due_at", p.PublicationDueAt)
	if !p.BiddingOpensAt.Before(p.BiddingClosesAt) {
		f.add("/bidding_closes_at", "must be after bidding opens")
	}
	if p.ApprovalDueAt.Before(p.BiddingClosesAt) {
		f.add("/approval_due_at", "must not be before bidding closes")
	}
	if p.PublicationDueAt.Before(p.ApprovalDueAt) {
		f.add("/publication_due_at", "must not be before approval is due")
	}
	return f.err("validate period", "the period cannot be kept like this")
}

// Overlaps reports whether the two periods share a day.
func (p *RosterPeriod) Overlaps(q *RosterPeriod) bool {
	return p.FirstDay <= q.LastDay && q.FirstDay <= p.LastDay
}

// Sealed reports whether preferences may be seen by their owners only: until bidding
// has been closed.
func (p *RosterPeriod) Sealed() bool { return p.State == Planned || p.State == Open }
