//go:build rostercheck

package search

import "fmt"

// checked tells whether every move is checked against a full evaluation.
const checked = true

// check panics unless the score at hand is that of a full evaluation and the energy
// differs from the one before the move by e.
func (s *State) check(before, e int64) {
	want := s.p.Model.Evaluate(s.Roster())
	if s.score != want {
		panic(fmt.Sprintf("search: score %v, evaluation %v", s.score, want))
	}
	if got := s.Energy() - before; got != e {
		panic(fmt.Sprintf("search: move priced %d, evaluation says %d", e, got))
	}
}
