//go:build rostercheck

package search

import (
	"fmt"
	"sync/atomic"
)

// checked tells whether every move is checked against a full evaluation.
const checked = true

// checks counts the moves that were checked, for the tests.
var checks atomic.Int64

// check panics unless the score at hand is that of a full evaluation and the energy that
// of a state laid out anew, which differs from the one before the move by e.
func (s *State) check(before, e int64) {
	roster := s.Roster()
	if want := s.p.Model.Evaluate(roster); s.score != want {
		panic(fmt.Sprintf("search: score %v, evaluation %v", s.score, want))
	}
	got := s.Energy()
	if got-before != e {
		panic(fmt.Sprintf("search: move priced %d, evaluation says %d", e, got-before))
	}
	if anew := NewState(s.p, roster).Energy(); got != anew {
		panic(fmt.Sprintf("search: energy %d, laid out anew %d", got, anew))
	}
	checks.Add(1)
}
