package sqlstore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// contractOf returns the contract of a person's line: the given one of the ward, or for
// somebody with figures of their own a contract that has them. People with one contract and
// the same figures share one, so that the engine prices their lines together.
func (b *problemBuilder) contractOf(s *store.Staff, of nrp.ContractIdx) (nrp.ContractIdx, error) {
	figures := b.rows.Pinned.FiguresOf(s.ID)
	if len(figures) == 0 {
		return of, nil
	}
	var id strings.Builder
	id.WriteString(b.contract[of].Name)
	for _, key := range slices.Sorted(maps.Keys(figures)) {
		fmt.Fprintf(&id, "; %s %d", key, figures[key])
	}
	key := string(b.contract[of].ID) + id.String()
	if have, ok := b.personal[key]; ok {
		return have, nil
	}
	rules := b.rows.Rules.With(figures, "agreed with the person")
	common, err := b.commonRules(&rules)
	if err != nil {
		return 0, err
	}
	c, err := b.buildContract(&b.contract[of], &rules, common)
	if err != nil {
		return 0, err
	}
	c.ID = id.String()
	made := len(b.inst.Contracts)
	b.inst.Contracts = append(b.inst.Contracts, c)
	b.contract, b.rules = append(b.contract, b.contract[of]), append(b.rules, rules)
	if b.personal == nil {
		b.personal = map[string]nrp.ContractIdx{}
	}
	b.personal[key] = made
	return made, nil
}
