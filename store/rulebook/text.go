package rulebook

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit says what a figure counts.
type Unit string

// The units.
const (
	Minutes Unit = "minutes"
	// Clock is a wall-clock time in minutes from midnight, 0..1440.
	Clock    Unit = "clock"
	Days     Unit = "days"
	Nights   Unit = "nights"
	Weeks    Unit = "weeks"
	Weekends Unit = "weekends"
	Months   Unit = "months"
	People   Unit = "people"
	Patients Unit = "patients"
	Times    Unit = "times"
	Percent  Unit = "percent"
	Points   Unit = "points"
	Tokens   Unit = "tokens"
)

// Units lists them all.
var Units = []Unit{Minutes, Clock, Days, Nights, Weeks, Weekends, Months, People, Patients, Times, Percent, Points, Tokens}

// singular are the units whose name changes for one.
var singular = map[Unit]string{
	Days: "day", Nights: "night", Weeks: "week", Weekends: "weekend", Months: "month", People: "person", Patients: "patient",
	Times: "time", Points: "point", Tokens: "token",
}

// Text writes a figure for a person: 660 minutes "11 h", 450 "7 h 30", 20 "20 minutes",
// 1200 of the clock "20:00", 1 day "1 day".
func Text(unit Unit, value int) string {
	switch unit {
	case Minutes:
		return duration(value)
	case Clock:
		return fmt.Sprintf("%02d:%02d", value/60, value%60)
	case Percent:
		return strconv.Itoa(value) + " %"
	case Days, Nights, Weeks, Weekends, Months, People, Patients, Times, Points, Tokens:
	}
	if value == 1 {
		return "1 " + singular[unit]
	}
	return strconv.Itoa(value) + " " + string(unit)
}

func duration(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0 && m == 1:
		return "1 minute"
	case h == 0:
		return strconv.Itoa(m) + " minutes"
	case m == 0:
		return strconv.Itoa(h) + " h"
	default:
		return fmt.Sprintf("%d h %02d", h, m)
	}
}

// Say puts figures into a text: {value} is that of the rule, {key} that of another one,
// as figure gives them by key. figure returns nil for a rule that is off, which reads
// "no set number".
func Say(b *Book, r *Rule, text string, figure func(*Rule) *int) string {
	return placeholder.ReplaceAllStringFunc(text, func(m string) string {
		of := r
		if key := strings.Trim(m, "{}"); key != "value" {
			of, _ = b.Rule(key) // Parse has checked that there is one
		}
		v := figure(of)
		if v == nil {
			return "no set number"
		}
		return Text(of.Unit, *v)
	})
}

// Own returns the rulebook's own figure of a rule, for Say.
func Own(r *Rule) *int { return r.Value }
