package nhs

import (
	"math/rand/v2"
	"time"
)

// Size bounds the number of people of a ward, both included.
type Size struct{ Least, Most int }

// The sizes that wards are tried in.
var (
	// Small wards are solved in a second each, so that thousands can be.
	Small = Size{12, 20}
	// Any is every size that the product is made for.
	Any = Size{12, 60}
)

// knobs is what a ward is made by.
type knobs struct {
	people, weeks int
	first         Day
	// staffing is the paid time that there is per 100 of what minimum cover asks for.
	staffing int
	// conflict is how many of 100 asks go for the same few days.
	conflict int
	// partTime is how many of 100 people work part-time.
	partTime int
	// bands is the number of bands, 3 to 5.
	bands int
	// pattern numbers the ward's shifts, see shiftsOf.
	pattern                                                         int
	learners, leavers, starters, bankers, expiring, own, unable     int
	past, competency, successions, hardAfterNights, contestedTokens bool
	extras
}

// draw draws the knobs. One horizon of four lies round the last Sunday of March or October.
func draw(rng *rand.Rand, size Size) knobs {
	k := knobs{
		people: size.Least + rng.IntN(size.Most-size.Least+1), weeks: 2 + rng.IntN(5),
		staffing: 65 + rng.IntN(51), conflict: []int{0, 30, 60, 90}[rng.IntN(4)], partTime: 20 + rng.IntN(41),
		bands: 3 + rng.IntN(3), pattern: rng.IntN(patterns),
		past: rng.IntN(10) > 0, competency: rng.IntN(3) == 0, successions: rng.IntN(4) == 0, hardAfterNights: rng.IntN(4) == 0,
		contestedTokens: rng.IntN(2) == 0,
	}
	some := func(one, of int) int {
		if rng.IntN(one) > 0 {
			return 0
		}
		return 1 + rng.IntN(of)
	}
	k.learners, k.leavers, k.starters, k.bankers = some(4, 2), some(6, 1), some(6, 1), some(4, 2)
	k.expiring, k.own, k.unable = some(6, 1), some(3, 3), some(2, 4)
	year := 2026 + rng.IntN(3)
	k.first = DayOf(year, time.January, 1).Monday() + Day(7*(1+rng.IntN(52)))
	if rng.IntN(4) == 0 {
		month := []time.Month{time.March, time.October}[rng.IntN(2)]
		k.first = changeSunday(year, month).Monday() - Day(7*rng.IntN(k.weeks))
	}
	if rng.IntN(6) == 0 { // a period that does not begin with a week
		k.first -= Day(1 + rng.IntN(5))
	}
	return k
}

// full turns everything on: 40 people and 6 weeks over the change of October.
func full() knobs {
	return knobs{
		people: 40, weeks: 6, first: DayOf(2026, time.October, 5), staffing: 95, conflict: 60, partTime: 40, bands: 5, pattern: patternMixed,
		learners: 2, leavers: 1, starters: 1, bankers: 2, expiring: 1, own: 3, unable: 4,
		past: true, competency: true, successions: true, hardAfterNights: true, contestedTokens: true,
		extras: extras{apart: 2, beside: 3, supervised: 2, supernumerary: 2, inCharge: true, agreedPatterns: 4, plans: 50, young: 2, optOuts: 2, nightWorkers: 2, recent: 1, hazard: true, breaks: true},
	}
}
