package store

import (
	"slices"
	"testing"
)

// TestSwapMoves states every allowed move; all others are refused.
func TestSwapMoves(t *testing.T) {
	allowed := [][2]SwapState{
		{SwapOffered, SwapAccepted},
		{SwapOffered, SwapApproved},
		{SwapOffered, SwapDeclined},
		{SwapOffered, SwapWithdrawn},
		{SwapOffered, SwapExpired},
		{SwapAccepted, SwapApproved},
		{SwapAccepted, SwapRefused},
		{SwapAccepted, SwapWithdrawn},
		{SwapAccepted, SwapExpired},
	}
	states := []SwapState{SwapOffered, SwapAccepted, SwapApproved, SwapRefused, SwapDeclined, SwapWithdrawn, SwapExpired, ""}
	for _, from := range states {
		for _, to := range states {
			if got, want := from.CanMove(to), slices.Contains(allowed, [2]SwapState{from, to}); got != want {
				t.Errorf("%q to %q: %t, want %t", from, to, got, want)
			}
		}
		if got, want := from.Live(), from == SwapOffered || from == SwapAccepted; got != want {
			t.Errorf("%q is live: %t", from, got)
		}
	}
}
