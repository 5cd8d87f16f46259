// Package curtois reads and writes the shift scheduling format of Curtois and Qu,
// "Computational results on new staff scheduling benchmark instances", technical
// report, 2014 (schedulingbenchmarks.org): one text file an instance, one
// tab-separated file a roster.
//
// # What the format says, in the words of package nrp
//
// Day 0 is a Monday and nothing is known of the days before it (History.Known is
// false), so stretches that touch either end of the horizon are exempt from their
// minimum. Rotation, days off, MaxShifts, minutes, consecutive shifts and days off,
// and weekends are at nrp.LevelHard with weight one a unit. Requests and cover are
// at nrp.LevelRest with the file's own weights, so that the score at that level is
// the published cost: see Cost.
//
// Limits that no roster can reach (14 shifts in 14 days) are not carried over. Staff
// whose limits are equal share one contract. Staff and shifts keep their order and
// their identifiers, which is all that the writer needs.
//
// The package does no I/O of its own: it takes readers and writers.
package curtois
