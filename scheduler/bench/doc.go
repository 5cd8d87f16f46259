// Package bench measures the solver with a fixed number of steps, so that figures do not depend on the machine: Run solves
// cases and Write writes them as a table. Its tests fail when a case gets worse than
// results/baseline.csv (wards of our own making, by Ward) or
// results/baseline-published.csv (a few published instances, where ../shared/bench stands
// beside the project) by more than a margin. Where worse is meant,
//
//	go test -run NoWorse ./scheduler/bench -update
//
// writes both anew.
package bench
