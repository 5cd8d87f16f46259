package colgen

import "math"

// Aim is what a convergence is after and how long it may take.
type Aim struct {
	// Cutoff ends it when no roster below this cost is left.
	Cutoff int64
	// Grain divides all costs of whole rosters that matter, at least 1: when the bound,
	// rounded up to it, is not below the mix, nothing is left to gain.
	Grain int64
	// Near is the share of what lies between the bound and Cutoff at which the mix is near
	// enough to the bound; 0 if it must be as near as matters.
	Near float64
	// Stall is the share of what lies between the bound and Cutoff by which the bound must rise in
	// stallRounds rounds to go on once the mix is anywhere near it; 0 to go on whatever it does.
	Stall float64
	// Rounds is the most rounds.
	Rounds int
	// Stop ends it at once.
	Stop func() bool
	// Progress, if set, is called after every round.
	Progress func(bound int64)
}

// Converge prices lines and mixes columns until the aim is reached or no column is
// left to find.
func (g *Generator) Converge(a Aim) {
	mix, fresh, idle, null, tight := 0.0, 0, 0, 0, 1.0
	stood := int64(math.MinInt64) // the bound stallRounds ago
	defer func() { g.pull = steadiness }()
	for round := 0; round < a.Rounds && !a.Stop(); round++ {
		was, more := g.anchor, min(null/moreAfter, mostMore)
		if fresh > len(g.part.Lines) {
			more = 0 // it is columns that are missing
		}
		gap := 0.0
		if g.anchor > math.MinInt64 {
			gap = max(0, mix-float64(g.anchor)) * mixTolerance * tight
		}
		mix, _, fresh = g.round(gap, iterations<<more)
		if a.Progress != nil {
			a.Progress(g.Bound())
		}
		if null++; g.anchor > was {
			null, g.pull, tight = 0, steadiness, 1
		} else if null > nullRounds { // the steadied prices may be what nothing comes of
			g.pull, tight = g.pull*loosen, tight*loosen
		}
		if g.bound >= a.Cutoff || float64(roundUp(g.bound, a.Grain)) >= mix-gained*float64(a.Grain) {
			break
		}
		if mix-float64(g.bound) <= a.Near*float64(a.Cutoff-g.bound) {
			break
		}
		if (round+1)%stallRounds == 0 {
			if left := float64(a.Cutoff - g.bound); stood > math.MinInt64 && float64(g.bound-stood) < a.Stall*left && mix-float64(g.bound) < stallNear*left {
				break
			}
			stood = g.bound
		}
		if fresh > 0 || float64(g.anchor) > float64(was)+gained*float64(a.Grain) {
			idle = 0
			continue
		}
		if idle++; idle > idleRounds {
			if !g.widen() {
				break
			}
			idle = 0
		}
	}
}

const (
	// iterations is the number of iterations of the master between two rounds of pricing;
	// mixTolerance the share of the gap to the bound at which it stops before.
	iterations   = 200
	mixTolerance = 0.01
	// Every moreAfter rounds in a row that leave the bound where it is let the master have
	// twice the iterations, mostMore times at most, while lines get hardly a column each.
	moreAfter = 2
	mostMore  = 4
	// nullRounds is how many rounds in a row may leave the bound where it is, which is
	// usual; loosen is what each further one leaves of steadiness and of the tolerance.
	nullRounds = 8
	loosen     = 0.5
	// gained is the share of the grain from which on a difference counts.
	gained = 0.01
	// stallRounds is how many rounds a bound that hardly rises is borne, stallNear the share of what
	// lies between it and the cutoff at which the mix is near it: a master that is stopped early
	// says little of what its mix can come to.
	stallRounds = 8
	stallNear   = 0.1
	// idleRounds is how many rounds without a new column or a better bound are borne
	// before lines are priced more widely.
	idleRounds = 2
)

// roundUp returns the least multiple of grain that is not below v.
func roundUp(v, grain int64) int64 {
	r := v % grain
	switch {
	case r == 0:
		return v
	case r > 0:
		return v - r + grain
	}
	return v - r
}
