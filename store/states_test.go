package store

import (
	"slices"
	"testing"
)

// TestPeriodMoves states every allowed move; all others are refused.
func TestPeriodMoves(t *testing.T) {
	allowed := [][2]PeriodState{
		{Planned, Open},
		{Open, PeriodClosed},
		{PeriodClosed, Drafted},
		{Drafted, PeriodClosed},
		{Drafted, Approved},
		{Approved, Drafted},
		{Approved, PeriodPublished},
		{PeriodPublished, Archived},
	}
	states := []PeriodState{Planned, Open, PeriodClosed, Drafted, Approved, PeriodPublished, Archived, ""}
	for _, from := range states {
		for _, to := range states {
			if got, want := from.CanMove(to), slices.Contains(allowed, [2]PeriodState{from, to}); got != want {
				t.Errorf("%q to %q: %t, want %t", from, to, got, want)
			}
		}
	}
}

// TestRunMoves states every allowed move; all others are refused.
func TestRunMoves(t *testing.T) {
	allowed := [][2]RunState{
		{Queued, Claimed},
		{Queued, RunFailed},
		{Queued, RunStopped},
		{Claimed, Claimed},
		{Claimed, Solving},
		{Claimed, RunFailed},
		{Claimed, RunStopped},
		{Solving, Claimed},
		{Solving, Saved},
		{Solving, RunFailed},
		{Solving, RunStopped},
	}
	states := []RunState{Queued, Claimed, Solving, Saved, RunFailed, RunStopped}
	for _, from := range states {
		moves := 0
		for _, to := range states {
			want := slices.Contains(allowed, [2]RunState{from, to})
			if got := from.CanMove(to); got != want {
				t.Errorf("%q to %q: %t, want %t", from, to, got, want)
			}
			if want {
				moves++
			}
		}
		if from.Done() != (moves == 0) {
			t.Errorf("%q is done: %t", from, from.Done())
		}
	}
}

// TestRepairMoves states every allowed move; all others are refused.
func TestRepairMoves(t *testing.T) {
	allowed := [][2]RepairState{
		{RepairQueued, RepairSolving},
		{RepairSolving, RepairSolving},
		{RepairSolving, RepairReady},
		{RepairSolving, RepairFailed},
		{RepairReady, RepairApplied},
	}
	states := []RepairState{RepairQueued, RepairSolving, RepairReady, RepairFailed, RepairApplied, ""}
	for _, from := range states {
		for _, to := range states {
			if got, want := from.CanMove(to), slices.Contains(allowed, [2]RepairState{from, to}); got != want {
				t.Errorf("%q to %q: %t, want %t", from, to, got, want)
			}
		}
	}
}
