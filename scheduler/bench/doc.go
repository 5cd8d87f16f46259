// Package bench measures the solver, in two ways; and, by "make parts", what each part of it gains.
//
// With a fixed number of steps, so that figures do not depend on the machine: Run solves
// cases and Write writes them as a table. Its tests fail when a case gets worse than
// results/baseline.csv (wards of our own making, by Ward) or
// results/baseline-published.csv (a few published instances, where ../shared/bench stands
// beside the project) by more than a margin. Where worse is meant,
//
//	go test -run NoWorse ./scheduler/bench -update
//
// writes both anew.
//
// With a time limit, as a person would: "make bench BENCH=../shared/bench" has the
// published judge look at bin/fairrota's answers and adds them to results/published.csv
// as Published rows, one a build, instance, seed, time and number of threads. A series
// may be stopped and continued with another day; its rows gather under one build. Of the
// published instances only names and figures are kept here.
package bench
