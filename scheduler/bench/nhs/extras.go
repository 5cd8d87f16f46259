package nhs

import "math/rand/v2"

// extras is what of a ward is drawn from a stream of its own.
type extras struct {
	// apart and beside are pairs; supervised is how many of the nurses are learners, who then have
	// supervisors, and supernumerary how many spans of such time there are.
	apart, beside, supervised, supernumerary int
	inCharge                                 bool
	// agreedPatterns is how many people have one.
	agreedPatterns int
	// plans is how many of 100 people ask for things together.
	plans int
	// young, optOuts and nightWorkers are how many people the law says more of, at most; recent is how many began shortly
	// before the period.
	young, optOuts, nightWorkers, recent int
	hazard, breaks, eights, quiet        bool
}

func drawExtras(rng *rand.Rand) extras {
	some := func(one, of int) int {
		if rng.IntN(one) > 0 {
			return 0
		}
		return 1 + rng.IntN(of)
	}
	return extras{
		apart: some(3, 3), beside: some(4, 2), supervised: some(3, 2), supernumerary: some(4, 2), inCharge: rng.IntN(3) == 0,
		agreedPatterns: some(2, 4), plans: some(2, 6) * 10,
		young: some(4, 2), optOuts: some(3, 2), nightWorkers: some(3, 3), recent: some(4, 2),
		hazard: rng.IntN(3) == 0, breaks: rng.IntN(3) > 0, eights: rng.IntN(8) == 0, quiet: rng.IntN(3) > 0,
	}
}
