// Package verify is the referee: it tells what a finished roster costs and which
// rules it breaks, from the texts of the rules as they stand in package nrp and in
// the sources named there (Curtois & Qu 2014; INRC-II, Ceschia et al. 2019; Working
// Time Regulations 1998).
//
// It is meant to be read beside those texts, not to be quick. It shares no code with
// the optimiser, so that an error in one of the two shows as a disagreement: nothing
// is saved or published that the referee has not seen.
//
// What one person does is laid out as a run of days that begins in history; each rule
// is then a plain statement about those days. There is one file for each kind of rule.
package verify
