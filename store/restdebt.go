package store

import (
	"strings"
	"time"
)

// RestDebt is compensatory rest that is owed to a person: a manager allowed a rota to be
// published with a rest that is too short (Working Time Regulations 1998 reg. 21, 22 and 24).
// It arises when the rota is published, and ends when a published rota holds the rest, or when
// a later version of the same rota no longer breaks the rule.
type RestDebt struct {
	ID       ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID  ID `json:"staff_id" gorm:"column:staff_id"`
	WardID   ID `json:"ward_id" gorm:"column:ward_id"`
	PeriodID ID `json:"period_id" gorm:"column:period_id"`
	// RosterID is the version that was published with the short rest; FindingKey is
	// Finding.Key of what was overridden in it.
	RosterID   ID     `json:"roster_id" gorm:"column:roster_id"`
	FindingKey string `json:"finding_key" gorm:"column:finding_key"`
	// Day is the one on which the short rest ends with work, or the last of the weeks that lack
	// rest. Compensatory rest counts from the midnight after it.
	Day Day `json:"day" gorm:"column:day"`
	// Minutes are what the rest lacked, rounded up to a quarter of an hour.
	Minutes int `json:"minutes" gorm:"column:minutes"`
	// DueDay is the last day by whose end the rest is to be given.
	DueDay Day       `json:"due_day" gorm:"column:due_day"`
	At     time.Time `json:"at" gorm:"column:at;autoCreateTime:false"`
	// Outcome is empty while the rest is owed.
	Outcome DebtOutcome `json:"outcome,omitempty" gorm:"column:outcome"`
	// SettledBy is the version whose publication ended the debt, SettledAt when that was.
	SettledBy ID         `json:"settled_by,omitempty" gorm:"column:settled_by"`
	SettledAt *time.Time `json:"settled_at,omitempty" gorm:"column:settled_at"`
	// RestFrom and RestTo bound the rest that repaid it; nil for a debt that was not repaid.
	RestFrom *time.Time `json:"rest_from,omitempty" gorm:"column:rest_from"`
	RestTo   *time.Time `json:"rest_to,omitempty" gorm:"column:rest_to"`
}

// DebtOutcome is how a debt of rest ended.
type DebtOutcome string

// The outcomes. A debt without one is open.
const (
	DebtRepaid DebtOutcome = "repaid"
	// DebtWithdrawn: a later version of the rota no longer has the short rest.
	DebtWithdrawn DebtOutcome = "withdrawn"
)

// Overdue reports whether the rest is still owed after the day by which it was due.
func (d *RestDebt) Overdue(today Day) bool { return d.Outcome == "" && d.DueDay < today }

// PersonDebt is a debt with whose it is.
type PersonDebt struct {
	RestDebt
	Name string `gorm:"column:name"`
}

// CompensatoryRest names the breach of a rota that does not give rest which is owed.
const CompensatoryRest = "compensatory rest"

// debtStep is what owed minutes are rounded up to.
const debtStep = 15

// OwedRest rounds missing minutes of rest up to what is owed for them.
func OwedRest(missing int) int { return (missing + debtStep - 1) / debtStep * debtStep }

// DebtDue returns the last day by which rest owed for a day is to be given: so many days after
// it, and more where that much rest with the daily rest beside it would not fit into them.
func DebtDue(day Day, within, minutes, dailyRest int) Day {
	const shortestDay = 23 * 60
	return day.Add(max(within, (minutes+dailyRest+shortestDay-1)/shortestDay))
}

// OwesRest reports whether overriding the finding makes a debt of rest. Rules on rest, of the rule
// set or of the law, do; no other rule has compensatory rest (reg. 24). Rest that is owed already
// and not given stays owed, and is not owed twice.
func (f *Finding) OwesRest() bool {
	if f.Name == CompensatoryRest {
		return false
	}
	switch strings.TrimPrefix(f.Rule, LawPrefix) {
	case "rest", "respite", "daily_rest", "weekly_rest":
		return true
	}
	return f.Rule == "unavailable" && f.Name == RestBeforeNext
}
