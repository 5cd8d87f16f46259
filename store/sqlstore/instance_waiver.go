package sqlstore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// A waiver puts the person's own figure into the person's own contract (decision 0029), so that engine,
// referee, live check, swaps, gaps, repairs and reasons go by it like by any other contract. Law is in
// none of the figures that can be waived, and nothing of it is taken out here.

// protectionOf is what protects a person under rules with their own figures, less what they do without,
// and which figures of waivers that changes; own are figures that were set for the person.
func (b *problemBuilder) protectionOf(id store.ID, of nrp.ContractIdx, rules store.Rules, own map[string]int) (store.Protection, map[string]int) {
	p := store.Protection{Rules: rules, Contract: b.contract[of], Shifts: b.rows.Shifts}
	waived := p.Effective(b.waivedBy(id, own))
	if len(waived) == 0 {
		return p, nil
	}
	return p.Without(waived), waived
}

// waivedBy is what a person does without in the period, by key; nothing for somebody who is under 18 on
// any day of it, and nothing of what was set for them alone.
func (b *problemBuilder) waivedBy(id store.ID, own map[string]int) map[string]int {
	var out map[string]int
	for i := range b.rows.Waivers {
		w := &b.rows.Waivers[i]
		if _, limited := own[w.Key]; limited || w.StaffID != id {
			continue
		}
		if out == nil {
			out = map[string]int{}
		}
		out[w.Key] = w.Value
	}
	if w := b.workerOf(id); out != nil && w.young(0) {
		return nil
	}
	return out
}

// waivedName tells a contract with waived figures from others, for its id; empty for none.
func waivedName(waived map[string]int) string {
	var out strings.Builder
	for _, key := range slices.Sorted(maps.Keys(waived)) {
		fmt.Fprintf(&out, "; %s %d by choice", key, waived[key])
	}
	return out.String()
}
