package api

import (
	"net/http"

	"github.com/fairrota/fairrota/store"
)

const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	remove = http.MethodDelete
)

// routes is the one table of what can be asked of the server and the right that each
// row needs. What is not here is refused.
func (s *Server) routes() []routeDef {
	var out []routeDef
	for _, part := range [][]routeDef{s.ownRoutes(), s.wardRoutes(), s.togetherRoutes(), s.periodRoutes(), s.rosterRoutes(), s.whatIfRoutes(), s.ruleRoutes(), s.afterRoutes(), s.swapRoutes(), s.leaveRoutes(), s.stintRoutes(), s.workerRoutes(), s.waiverRoutes(), s.agreedRoutes(), s.officeRoutes()} {
		out = append(out, part...)
	}
	return out
}

// ownRoutes are what concerns oneself.
func (s *Server) ownRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "sign-in", Method: post, Path: "/session", Summary: "Sign in", NoKey: true}, store.Anyone, s.signIn),
		route(op{ID: "sign-out", Method: remove, Path: "/session", Summary: "Sign out"}, store.SignedIn, s.signOut),
		route(op{ID: "me", Method: get, Path: "/me", Summary: "Who is signed in, and what they may do"}, store.SignedIn, s.me),
		route(op{ID: "change-password", Method: post, Path: "/me/password", Summary: "Change the own password; ends all other sessions"}, store.SignedIn, s.changePassword),
		route(op{ID: "read-notice", Method: post, Path: "/me/notices/{id}/read", Summary: "Mark a notice as read"}, store.SignedIn, s.readNotice),
		route(op{ID: "my-ward", Method: get, Path: "/me/ward", Summary: "The own ward, its shifts and the skills"}, store.OwnRota, s.myWard),
		route(op{ID: "my-periods", Method: get, Path: "/me/periods", Summary: "The roster periods of the own ward"}, store.OwnPreferences, s.myPeriods),
		route(op{ID: "my-preferences", Method: get, Path: "/me/periods/{period_id}/preferences", Summary: "The own preferences for a period"}, store.OwnPreferences, s.myPreferences),
		route(op{ID: "put-preference", Method: put, Path: "/me/preferences/{preference_id}", Summary: "Put in or change a preference; the client makes the id", MatchOrNew: true}, store.OwnPreferences, s.putPreference),
		route(op{ID: "delete-preference", Method: remove, Path: "/me/preferences/{preference_id}", Summary: "Withdraw a preference", Match: true}, store.OwnPreferences, s.deletePreference),
		route(op{ID: "my-standing-preferences", Method: get, Path: "/me/standing-preferences", Summary: "The own preferences that repeat weekly"}, store.OwnPreferences, s.standing),
		route(op{ID: "create-standing-preference", Method: post, Path: "/me/standing-preferences", Summary: "Put in a preference that repeats weekly", Status: http.StatusCreated}, store.OwnPreferences, s.createStanding),
		route(op{ID: "delete-standing-preference", Method: remove, Path: "/me/standing-preferences/{id}", Summary: "Withdraw a standing preference", Match: true}, store.OwnPreferences, s.deleteStanding),
		route(op{ID: "my-rota", Method: get, Path: "/me/rota", Summary: "The own published duties, and what became of the own preferences"}, store.OwnRota, s.myRota),
		route(op{ID: "my-ledger", Method: get, Path: "/me/ledger", Summary: "What the rotas of twelve months have asked of oneself, line by line, and the ward's burdens without names"}, store.OwnPreferences, s.myLedger),
		route(op{ID: "my-rest-debts", Method: get, Path: "/me/rest-debts", Summary: "The rest that is owed to oneself, and by when"}, store.OwnPreferences, s.myRestDebts),
	}
}

// wardRoutes are what a ward is made of.
func (s *Server) wardRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "divisions", Method: get, Path: "/divisions", Summary: "All divisions"}, store.SignedIn, s.divisions),
		route(op{ID: "create-division", Method: post, Path: "/divisions", Summary: "Create a division", Status: http.StatusCreated}, store.ManageWards, s.createDivision),
		route(op{ID: "skills", Method: get, Path: "/skills", Summary: "All skills"}, store.SignedIn, s.skills),
		route(op{ID: "create-skill", Method: post, Path: "/skills", Summary: "Create a skill", Status: http.StatusCreated}, store.ManageWards, s.createSkill),
		route(op{ID: "wards", Method: get, Path: "/wards", Summary: "The wards that one may read"}, store.ReadWard, s.wards),
		route(op{ID: "create-ward", Method: post, Path: "/wards", Summary: "Create a ward", Status: http.StatusCreated}, store.ManageWards, s.createWard),
		route(op{ID: "ward", Method: get, Path: "/wards/{ward_id}", Summary: "A ward"}, store.ReadWard, s.ward),
		route(op{ID: "update-ward", Method: put, Path: "/wards/{ward_id}", Summary: "Change a ward", Match: true}, store.WriteWard, s.updateWard),
		route(op{ID: "staff", Method: get, Path: "/wards/{ward_id}/staff", Summary: "The people of a ward"}, store.ReadStaff, s.staff),
		route(op{ID: "create-staff", Method: post, Path: "/wards/{ward_id}/staff", Summary: "Add a person", Status: http.StatusCreated}, store.WriteWard, s.createStaff),
		route(op{ID: "update-staff", Method: put, Path: "/staff/{staff_id}", Summary: "Change a person", Match: true}, store.WriteWard, s.updateStaff),
		route(op{ID: "contracts", Method: get, Path: "/wards/{ward_id}/contracts", Summary: "The contracts of a ward"}, store.ReadStaff, s.contracts),
		route(op{ID: "create-contract", Method: post, Path: "/wards/{ward_id}/contracts", Summary: "Add a contract", Status: http.StatusCreated}, store.WriteWard, s.createContract),
		route(op{ID: "update-contract", Method: put, Path: "/contracts/{contract_id}", Summary: "Change a contract", Match: true}, store.WriteWard, s.updateContract),
		route(op{ID: "shifts", Method: get, Path: "/wards/{ward_id}/shifts", Summary: "The shifts of a ward"}, store.ReadWard, s.shifts),
		route(op{ID: "create-shift", Method: post, Path: "/wards/{ward_id}/shifts", Summary: "Add a shift", Status: http.StatusCreated}, store.WriteWard, s.createShift),
		route(op{ID: "update-shift", Method: put, Path: "/shifts/{shift_id}", Summary: "Change a shift", Match: true}, store.WriteWard, s.updateShift),
		route(op{ID: "demand-template", Method: get, Path: "/wards/{ward_id}/demand-template", Summary: "The weekly pattern of cover"}, store.ReadStaff, s.demandTemplate),
		route(op{ID: "put-demand-template", Method: put, Path: "/wards/{ward_id}/demand-template", Summary: "Replace the weekly pattern of cover; If-Match is the ward's version", Match: true}, store.WriteWard, s.putDemandTemplate),
		route(op{ID: "rule-set", Method: get, Path: "/wards/{ward_id}/rule-sets", Summary: "The newest rule set"}, store.ReadWard, s.ruleSet),
		route(op{ID: "create-rule-set", Method: post, Path: "/wards/{ward_id}/rule-sets", Summary: "Add a version of the rule set", Status: http.StatusCreated}, store.WriteWard, s.createRuleSet),
		route(op{ID: "leave", Method: get, Path: "/wards/{ward_id}/leave", Summary: "Agreed absence in a span of days"}, store.ReadStaff, s.leave),
		route(op{ID: "create-leave", Method: post, Path: "/wards/{ward_id}/leave", Summary: "Add agreed absence", Status: http.StatusCreated}, store.WriteWard, s.createLeave),
		route(op{ID: "delete-leave", Method: remove, Path: "/leave/{id}", Summary: "Remove agreed absence", Match: true}, store.WriteWard, s.deleteLeave),
		route(op{ID: "availability", Method: get, Path: "/wards/{ward_id}/availability", Summary: "Days that people cannot work"}, store.ReadStaff, s.availability),
		route(op{ID: "create-availability", Method: post, Path: "/wards/{ward_id}/availability", Summary: "Add days that a person cannot work", Status: http.StatusCreated}, store.WriteWard, s.createAvailability),
		route(op{ID: "delete-availability", Method: remove, Path: "/availability/{id}", Summary: "Remove days that a person cannot work", Match: true}, store.WriteWard, s.deleteAvailability),
		route(op{ID: "ward-rota", Method: get, Path: "/wards/{ward_id}/rota", Summary: "Who is on when, as published"}, store.ReadWard, s.wardRota),
		route(op{ID: "ward-fairness", Method: get, Path: "/wards/{ward_id}/fairness", Summary: "How burden lies on a ward, and how even it was at the end of each rota"}, store.ReadDraft, s.wardFairness),
		route(op{ID: "ward-rest-debts", Method: get, Path: "/wards/{ward_id}/rest-debts", Summary: "The rest that is owed to people of a ward, and by when"}, store.ReadDraft, s.restDebts),
		route(op{ID: "audit", Method: get, Path: "/wards/{ward_id}/audit", Summary: "The ward's audit chain"}, store.ReadAudit, s.audit),
	}
}

// periodRoutes are a roster period, its demand and its sealed preferences.
func (s *Server) periodRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "periods", Method: get, Path: "/wards/{ward_id}/periods", Summary: "The roster periods of a ward"}, store.ReadWard, s.periods),
		route(op{ID: "create-period", Method: post, Path: "/wards/{ward_id}/periods", Summary: "Plan a roster period", Status: http.StatusCreated}, store.WriteWard, s.createPeriod),
		route(op{ID: "period", Method: get, Path: "/periods/{period_id}", Summary: "A roster period"}, store.ReadWard, s.period),
		route(op{ID: "update-period", Method: put, Path: "/periods/{period_id}", Summary: "Change a period's dates", Match: true}, store.WriteWard, s.updatePeriod),
		route(op{ID: "open-period", Method: post, Path: "/periods/{period_id}/open", Summary: "Open bidding", Match: true}, store.WriteWard, s.openPeriod),
		route(op{ID: "close-period", Method: post, Path: "/periods/{period_id}/close", Summary: "Close bidding", Match: true}, store.WriteWard, s.closePeriod),
		route(op{ID: "demand", Method: get, Path: "/periods/{period_id}/demand", Summary: "The cover wanted on each date"}, store.ReadStaff, s.demand),
		route(op{ID: "update-demand", Method: put, Path: "/demand/{demand_id}", Summary: "Change the cover wanted on one date", Match: true}, store.WriteWard, s.updateDemand),
		route(op{ID: "preference-counts", Method: get, Path: "/periods/{period_id}/preference-counts", Summary: "How many ask for what day, without who"}, store.ReadDraft, s.preferenceCounts),
		route(op{ID: "period-preferences", Method: get, Path: "/periods/{period_id}/preferences", Summary: "All preferences, once bidding has closed"}, store.ReadDraft, s.periodPreferences),
		route(op{ID: "runs", Method: get, Path: "/periods/{period_id}/runs", Summary: "The runs of a period"}, store.ReadDraft, s.runs),
		route(op{ID: "request-run", Method: post, Path: "/periods/{period_id}/runs", Summary: "Ask for a solve", Status: http.StatusCreated}, store.WriteDraft, s.requestRun),
		route(op{ID: "run", Method: get, Path: "/runs/{run_id}", Summary: "A run"}, store.ReadDraft, s.run),
		route(op{ID: "stop-run", Method: post, Path: "/runs/{run_id}/stop", Summary: "Stop a run with the best rota it has"}, store.WriteDraft, s.stopRun),
		route(op{ID: "run-events", Method: get, Path: "/runs/{run_id}/events", Summary: "A run as server-sent events named run, each with the run's JSON", Stream: true, Media: "text/event-stream"}, store.ReadDraft, s.runEvents),
	}
}

// rosterRoutes are drafts, their approval and publication.
func (s *Server) rosterRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "rosters", Method: get, Path: "/periods/{period_id}/rosters", Summary: "The roster versions of a period"}, store.ReadDraft, s.rosters),
		route(op{ID: "roster", Method: get, Path: "/rosters/{roster_id}", Summary: "A roster with findings, outcomes and overrides"}, store.ReadDraft, s.roster),
		route(op{ID: "edit-cell", Method: put, Path: "/rosters/{roster_id}/cells/{staff_id}/{day}", Summary: "Change one cell of a draft", Match: true}, store.WriteDraft, s.editCell),
		route(op{ID: "try-cell", Method: post, Path: "/rosters/{roster_id}/try", Summary: "What changing one cell would break; nothing is written"}, store.ReadDraft, s.tryCell),
		route(op{ID: "put-override", Method: put, Path: "/rosters/{roster_id}/overrides/{finding_key}", Summary: "Let one hard finding be published, for a reason", Match: true}, store.ApproveRoster, s.putOverride),
		route(op{ID: "approve-roster", Method: post, Path: "/rosters/{roster_id}/approve", Summary: "Approve a draft", Match: true}, store.ApproveRoster, s.approve),
		route(op{ID: "reopen-roster", Method: post, Path: "/rosters/{roster_id}/reopen", Summary: "Make an approved roster a draft again", Match: true}, store.ApproveRoster, s.reopen),
		route(op{ID: "publish-roster", Method: post, Path: "/rosters/{roster_id}/publish", Summary: "Publish an approved roster", Match: true}, store.ApproveRoster, s.publish),
		route(op{ID: "export-roster", Method: get, Path: "/rosters/{roster_id}/export.csv", Summary: "A roster as CSV", Media: "text/csv"}, store.ReadDraft, s.exportRoster),
	}
}

// ruleRoutes are the rulebook and the figures that stand above it.
func (s *Server) ruleRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "rules", Method: get, Path: "/rules", Summary: "The rules in words, with the organisation's figures and their sources"}, store.SignedIn, s.rules),
		route(op{ID: "set-figure", Method: post, Path: "/rules/figures", Summary: "Set a figure for the whole organisation; If-Match is the version of the rules", Status: http.StatusCreated, Match: true}, store.ManageWards, s.setFigure),
		route(op{ID: "ward-rules", Method: get, Path: "/wards/{ward_id}/rules", Summary: "The rules in words, with the ward's figures, their sources and their history"}, store.ReadWard, s.wardRules),
		route(op{ID: "set-ward-figure", Method: post, Path: "/wards/{ward_id}/figures", Summary: "Set a figure for the ward or one of its people; If-Match is the version of the ward's rules", Status: http.StatusCreated, Match: true}, store.WriteWard, s.setWardFigure),
	}
}

// officeRoutes are users, figures and the server itself.
func (s *Server) officeRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "figures", Method: get, Path: "/figures", Summary: "Statistics of published rotas in whole months, small numbers suppressed"}, store.ReadFigures, s.figures),
		route(op{ID: "figures-csv", Method: get, Path: "/figures.csv", Summary: "The statistics as CSV", Media: "text/csv"}, store.ReadFigures, s.figuresCSV),
		route(op{ID: "users", Method: get, Path: "/users", Summary: "All users"}, store.ManageUsers, s.users),
		route(op{ID: "create-user", Method: post, Path: "/users", Summary: "Create a user", Status: http.StatusCreated}, store.ManageUsers, s.createUser),
		route(op{ID: "update-user", Method: put, Path: "/users/{id}", Summary: "Change a user's name, state and grants", Match: true}, store.ManageUsers, s.updateUser),
		route(op{ID: "set-password", Method: post, Path: "/users/{id}/password", Summary: "Set a user's password; ends their sessions"}, store.ManageUsers, s.setPassword),
		route(op{ID: "read-clock", Method: get, Path: "/demo/clock", Summary: "The clock of a demonstration"}, store.MoveClock, s.readClock),
		route(op{ID: "move-clock", Method: put, Path: "/demo/clock", Summary: "Move the clock of a demonstration forward"}, store.MoveClock, s.moveClock),
		route(op{ID: "health-live", Method: get, Path: "/health/live", Summary: "Whether the process lives", Root: true}, store.Anyone, s.live),
		route(op{ID: "health-ready", Method: get, Path: "/health/ready", Summary: "Whether the database answers", Root: true}, store.Anyone, s.ready),
		route(op{ID: "openapi", Method: get, Path: "/openapi.json", Summary: "This document", Media: "application/json"}, store.Anyone, s.openapi),
	}
}
