package sqlstore

import "gorm.io/gorm/schema"

// tables names the table of each type of package store. Names are plural where English
// has one; here is the only place that says so.
var tables = map[string]string{
	"AgreedOutcome":      "agreed_outcomes",
	"AgreedPattern":      "agreed_patterns",
	"AuditContent":       "audit_contents",
	"AuditEntry":         "audit_entries",
	"Availability":       "availability",
	"Contention":         "contention",
	"Contract":           "contracts",
	"Demand":             "demand",
	"DemandTemplate":     "demand_templates",
	"Division":           "divisions",
	"DueStep":            "due_steps",
	"Duty":               "duties",
	"Grant":              "grants",
	"History":            "histories",
	"Leave":              "leave",
	"Learner":            "learners",
	"LeaveAccount":       "leave_accounts",
	"LeaveQuota":         "leave_quotas",
	"LeaveRequest":       "leave_requests",
	"LedgerLine":         "ledger",
	"Notice":             "notices",
	"Outcome":            "outcomes",
	"Override":           "overrides",
	"Pair":               "pairs",
	"Preference":         "preferences",
	"Repair":             "repairs",
	"RestDebt":           "rest_debts",
	"Roster":             "rosters",
	"RosterChange":       "roster_changes",
	"RosterPeriod":       "periods",
	"RuleFigure":         "figures",
	"RuleSet":            "rule_sets",
	"Run":                "runs",
	"Session":            "sessions",
	"Shift":              "shifts",
	"SignInFailure":      "sign_in_failures",
	"Skill":              "skills",
	"Staff":              "staff",
	"StaffSkill":         "staff_skills",
	"StandingPreference": "standing_preferences",
	"Stint":              "stints",
	"Supernumerary":      "supernumerary",
	"Supervisor":         "supervisors",
	"Swap":               "swaps",
	"SwapAnswer":         "swap_answers",
	"Trial":              "trials",
	"User":               "users",
	"Waiver":             "waivers",
	"Ward":               "wards",
	"WorkerTerm":         "worker_terms",
}

// tableNamer looks the table of a type up in tables; types of this package that only
// take the result of a query fall to gorm's own naming.
type tableNamer struct{ schema.NamingStrategy }

// TableName returns the table of the type with this name.
func (n tableNamer) TableName(name string) string {
	if table, ok := tables[name]; ok {
		return table
	}
	return n.NamingStrategy.TableName(name)
}
