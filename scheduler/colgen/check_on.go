//go:build rostercheck

package colgen

import (
	"fmt"
	"sync/atomic"
)

// Checks counts the columns that were checked, for the tests.
var Checks atomic.Int64

// check panics unless a column found costs at the prices what pricing said it does.
func (g *Generator) check(c *Column, cost int64) {
	if got := g.whole(c); got != cost {
		panic(fmt.Sprintf("colgen: a column of reduced cost %d was priced %d", got, cost))
	}
	Checks.Add(1)
}

// checkMix panics unless the means of the mix are what its strands come to.
func (g *Lagrangian) checkMix() {
	terms, own := g.terms, g.own
	g.terms, g.own = make([]term, len(terms)), 0
	for i := range g.lines {
		for k := range g.lines[i].strands {
			g.add(i, &g.lines[i].strands[k], 0, g.part.Days, weight)
		}
	}
	for k := range terms {
		if terms[k].mean != g.terms[k].mean {
			panic(fmt.Sprintf("colgen: mean %d is kept as %v, its strands come to %v", k, terms[k].mean, g.terms[k].mean))
		}
	}
	if own != g.own {
		panic(fmt.Sprintf("colgen: the strands' cost is kept as %v, it is %v", own, g.own))
	}
	g.terms = terms
	Checks.Add(1)
}
