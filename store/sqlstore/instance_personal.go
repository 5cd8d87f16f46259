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
// somebody with figures of their own or whose weekly rest is counted otherwise, a contract that
// has them. People with one contract and the same of all this share one, so that the engine
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
	respites, err := b.respites(&rules, s.FirstDay, ahead)
	if err != nil {
		return 0, err
	}
	switch own := respitesName(respites); {
	case own != respitesName(b.inst.Contracts[of].Respites):
		id.WriteString(own)
	case len(figures) == 0:
		return of, nil
	}
	key := string(b.contract[of].ID) + id.String()
	if have, ok := b.personal[key]; ok {
		return have, nil
	}
	common, err := b.commonRules(&rules)
	if err != nil {
		return 0, err
	}
	c, err := b.buildContract(&b.contract[of], &rules, common)
	if err != nil {
		return 0, err
	}
	c.ID, c.Respites = id.String(), respites
	made := len(b.inst.Contracts)
	b.inst.Contracts = append(b.inst.Contracts, c)
	b.contract, b.rules = append(b.contract, b.contract[of]), append(b.rules, rules)
	if b.personal == nil {
		b.personal = map[string]nrp.ContractIdx{}
	}
	b.personal[key] = made
	return made, nil
}
