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
