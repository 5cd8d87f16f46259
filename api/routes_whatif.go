package api

import "github.com/fairrota/fairrota/store"

// whatIfRoutes are what is looked at before and beside a rota: how contested its dates are, who could
// fill what is unfilled, and what would be different.
func (s *Server) whatIfRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-contention", Method: get, Path: "/me/periods/{period_id}/contention", Summary: "How contested the dates of a period are, in bands, as of last night"}, store.OwnPreferences, s.myContention),
		route(op{ID: "contention", Method: get, Path: "/periods/{period_id}/contention", Summary: "How contested the dates of a period are, in bands, as of last night"}, store.ReadDraft, s.contention),
	}
}
