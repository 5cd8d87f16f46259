package api

import (
	"net/http"

	"github.com/fairrota/fairrota/store"
)

// togetherRoutes are who works with whom on a ward.
func (s *Server) togetherRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "together", Method: get, Path: "/wards/{ward_id}/together", Summary: "Who works with whom: pairs, learners and supernumerary time"}, store.ReadStaff, s.together),
		route(op{ID: "create-pair", Method: post, Path: "/wards/{ward_id}/pairs", Summary: "Add two people who work together or apart", Status: http.StatusCreated}, store.WriteWard, s.createPair),
		route(op{ID: "update-pair", Method: put, Path: "/pairs/{id}", Summary: "Change a pair", Match: true}, store.WriteWard, s.updatePair),
		route(op{ID: "delete-pair", Method: remove, Path: "/pairs/{id}", Summary: "Remove a pair", Match: true}, store.WriteWard, s.deletePair),
		route(op{ID: "create-learner", Method: post, Path: "/wards/{ward_id}/learners", Summary: "Add a learner, who works beside a supervisor", Status: http.StatusCreated}, store.WriteWard, s.createLearner),
		route(op{ID: "update-learner", Method: put, Path: "/learners/{id}", Summary: "Change a learner", Match: true}, store.WriteWard, s.updateLearner),
		route(op{ID: "delete-learner", Method: remove, Path: "/learners/{id}", Summary: "Remove a learner", Match: true}, store.WriteWard, s.deleteLearner),
		route(op{ID: "create-supernumerary", Method: post, Path: "/wards/{ward_id}/supernumerary", Summary: "Add days on which a person does not count for cover", Status: http.StatusCreated}, store.WriteWard, s.createSupernumerary),
		route(op{ID: "update-supernumerary", Method: put, Path: "/supernumerary/{id}", Summary: "Change supernumerary time", Match: true}, store.WriteWard, s.updateSupernumerary),
		route(op{ID: "delete-supernumerary", Method: remove, Path: "/supernumerary/{id}", Summary: "Remove supernumerary time", Match: true}, store.WriteWard, s.deleteSupernumerary),
	}
}
