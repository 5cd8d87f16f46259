// Package explain says why a preference was not met.
//
// For now a reason speaks of one finished rota only: the cell that the preference is
// about is changed so that it is met, everything else stays as it is, and the rules
// that this would newly break are the reason. It does not say that no other rota could
// have met the preference, and it is labelled so (ScopeInThisRota). Where nothing that
// matters as much as the preference would break, there is no reason to give and the
// preference is "not decided": the search did not get there, or chose between rotas
// that were equally good.
//
//	for _, why := range explain.Unmet(m, inst, roster) {
//		// why.Decided, why.Findings
//	}
package explain
