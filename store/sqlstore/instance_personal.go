package sqlstore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// contractOf returns the contract of a person's line: the given one of the ward, or, for
// somebody with figures of their own, whose weekly rest is counted otherwise or whose mean week could
// get too long, a contract that has them. People with one contract and the same of all this share one, so that the engine
// prices their lines together. ahead is the person's work after the horizon.
func (b *problemBuilder) contractOf(s *store.Staff, of nrp.ContractIdx, ahead []nrp.Busy) (nrp.ContractIdx, error) {
	figures := b.rows.Pinned.FiguresOf(s.ID)
	rules := b.rows.Rules
	var id strings.Builder
	id.WriteString(b.contract[of].Name)
	for _, key := range slices.Sorted(maps.Keys(figures)) {
		fmt.Fprintf(&id, "; %s %d", key, figures[key])
	}
	if len(figures) > 0 {
		rules = rules.With(figures, "agreed with the person")
	}
	own, waived := b.protectionOf(s.ID, of, rules, figures)
	rules = own.Rules
	respites, err := b.respites(&rules, s, ahead)
	if err != nil {
		return 0, err
	}
	w := b.workerOf(s.ID)
	respites = b.youngRespites(b.staffOf[s.ID], &w, respites, ahead)
	hazards := b.hazardPatterns(&w)
	mean := b.meanWeeks(s, &rules)
	b.mean[b.staffOf[s.ID]] = mean
	switch own := respitesName(respites); {
	case own != respitesName(b.inst.Contracts[of].Respites):
		id.WriteString(own)
	case len(figures)+len(waived) == 0 && len(mean.counters) == 0 && !w.young(0) && len(hazards) == 0:
		return of, nil
	}
	id.WriteString(waivedName(waived))
	id.WriteString(w.name(b.inst.Horizon.Days, len(hazards) > 0))
	for i := range mean.counters {
		fmt.Fprintf(&id, "; %s %d", mean.counters[i].Name, mean.counters[i].Over[0].At)
	}
	key := string(b.contract[of].ID) + id.String()
	if have, ok := b.personal[key]; ok {
		return have, nil
	}
	common, err := b.commonRules(&rules, own.Shifts)
	if err != nil {
		return 0, err
	}
	c, err := b.buildContract(&own.Contract, &rules, common)
	if err != nil {
		return 0, err
	}
	c.Rests, c.Patterns = b.youngRests(&w, c.Rests), append(slices.Clone(c.Patterns), hazards...)
	c.ID, c.Respites, c.Counters = id.String(), respites, append(c.Counters, mean.counters...)
	made := len(b.inst.Contracts)
	b.inst.Contracts = append(b.inst.Contracts, c)
	b.contract, b.rules = append(b.contract, own.Contract), append(b.rules, rules)
	if b.personal == nil {
		b.personal = map[string]nrp.ContractIdx{}
	}
	b.personal[key] = made
	return made, nil
}
