package api

import (
	"net/http"

	"github.com/fairrota/fairrota/store"
)

// workerRoutes are what working-time law says of people: under 18, opted out, night workers.
func (s *Server) workerRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "workers", Method: get, Path: "/wards/{ward_id}/workers", Summary: "What working-time law says of the people of a ward: limits, never why"}, store.ReadStaff, s.workers),
		route(op{ID: "add-worker-term", Method: post, Path: "/staff/{staff_id}/worker-terms", Summary: "Record that a person is under 18 until a day, has agreed to a longer week, or is a night worker, or that it ends", Status: http.StatusCreated}, store.WriteWard, s.addWorkerTerm),
		route(op{ID: "opt-outs", Method: get, Path: "/opt-outs", Summary: "The register of those who have agreed to more than 48 hours a week"}, store.ReadOptOuts, s.optOuts),
		route(op{ID: "my-limits", Method: get, Path: "/me/limits", Summary: "The rules on working time that hold for oneself, with their sources"}, store.OwnRota, s.myLimits),
	}
}
