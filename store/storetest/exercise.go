package storetest

import "testing"

// Exercise runs the whole suite on a kind of database.
func Exercise(t *testing.T, open Opener) {
	t.Helper()
	for _, s := range []struct {
		name string
		run  func(t *testing.T, open Opener)
	}{
		{"BiddingWindow", exerciseWindow},
		{"BiddingSealed", exerciseSealed},
		{"BiddingRules", exerciseBids},
		{"BiddingTokens", exerciseTokens},
		{"BiddingPlans", exercisePlans},
		{"BiddingByManyAtOnce", exerciseRush},
		{"Standing", exerciseStanding},
		{"Once", exerciseOnce},
		{"Stale", exerciseStale},
		{"Rights", exerciseRights},
		{"OtherWards", exerciseOtherWards},
		{"Periods", exercisePeriods},
		{"Wards", exerciseWards},
		{"Absence", exerciseAbsence},
		{"AgreedPatterns", exerciseAgreed},
		{"AgreedPatternsInTheProblem", exerciseAgreedProblem},
		{"Together", exerciseTogether},
		{"Leave", exerciseLeave},
		{"LeaveAutomatic", exerciseLeaveAutomatic},
		{"LeaveAtOnce", exerciseLeaveAtOnce},
		{"LeaveAccounts", exerciseLeaveAccounts},
		{"Users", exerciseUsers},
		{"Sessions", exerciseSessions},
		{"SignIn", exerciseSignIn},
		{"Notices", exerciseNotices},
		{"Audit", exerciseAudit},
		{"Figures", exerciseFigures},
		{"RuleFigures", exerciseRuleFigures},
		{"Workers", exerciseWorkers},
		{"Waivers", exerciseWaivers},
		{"RuleFiguresAtOnce", exerciseRuleFiguresAtOnce},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, open) })
	}
}

// opened is a World in a fresh database.
func opened(t *testing.T, open Opener, o Options) *World {
	t.Helper()
	clock := NewClock(BiddingOpens)
	return NewWorld(t, open(t, clock), clock, o)
}
