package api

import (
	"net/http"

	"github.com/fairrota/fairrota/store"
)

// whatIfRoutes are what is looked at before and beside a rota: how contested its dates are, who could
// fill what is unfilled, and what would be different.
func (s *Server) whatIfRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-contention", Method: get, Path: "/me/periods/{period_id}/contention", Summary: "How contested the dates of a period are, in bands, as of last night"}, store.OwnPreferences, s.myContention),
		route(op{ID: "contention", Method: get, Path: "/periods/{period_id}/contention", Summary: "How contested the dates of a period are, in bands, as of last night"}, store.ReadDraft, s.contention),
		route(op{ID: "unfilled", Method: get, Path: "/rosters/{roster_id}/unfilled", Summary: "Who was nearest to filling each unfilled duty of a draft, and what stood in the way"}, store.ReadDraft, s.unfilled),
		route(op{ID: "trials", Method: get, Path: "/rosters/{roster_id}/trials", Summary: "The what-if questions of the last 24 hours about a roster"}, store.ReadDraft, s.trials),
		route(op{ID: "request-trial", Method: post, Path: "/rosters/{roster_id}/trials", Summary: "Ask what would be different in a draft; nothing is changed", Status: http.StatusCreated}, store.WriteDraft, s.requestTrial),
		route(op{ID: "trial", Method: get, Path: "/trials/{trial_id}", Summary: "A what-if question, with its answer once it is done"}, store.ReadDraft, s.trial),
	}
}
