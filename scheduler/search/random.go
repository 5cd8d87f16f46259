package search

import (
	"math"
	"math/bits"
)

// random is a seeded generator with what the moves ask of it: SplitMix64 (Steele, Lea
// & Flood 2014, doi:10.1145/2714064.2660195), which is fast and good enough to choose
// moves with.
type random struct{ state uint64 }

// seed starts the generator for one task.
func (r *random) seed(seed, task uint64) {
	r.state = seed
	r.state = r.next() ^ task*splitGamma
	r.state = r.next()
}

// splitGamma and the multipliers in next are SplitMix64's own constants.
const splitGamma = 0x9e3779b97f4a7c15

func (r *random) next() uint64 {
	r.state += splitGamma
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number in 0..n-1; n must be positive.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// order returns 0..n-1 in random order.
func (r *random) order(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := r.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// exponential returns -ln u of a uniform u, from a table of logBins values.
func (r *random) exponential() float64 { return logTable[r.next()>>(64-logBits)] }

// unit returns a number from 0 to below 1.
func (r *random) unit() float64 { return float64(r.next()>>11) / (1 << 53) }

// Variates are random numbers for decisions between tasks.
type Variates struct{ r random }

// NewVariates returns the random numbers of one decision.
func NewVariates(seed, number uint64) *Variates {
	v := &Variates{}
	v.r.seed(seed, number)
	return v
}

// Exponential returns an exponential variate of mean 1.
func (v *Variates) Exponential() float64 { return v.r.exponential() }

// Unit returns a number from 0 to below 1.
func (v *Variates) Unit() float64 { return v.r.unit() }

// Below returns a number in 0..n-1; n must be positive.
func (v *Variates) Below(n int) int { return v.r.below(n) }

// logBits is the table's size as a power of two: fine enough that the acceptance of
// a move is right to 0.1 %, small enough to stay in the first cache.
const logBits = 11

var logTable = func() (t [1 << logBits]float64) {
	for i := range t {
		t[i] = -math.Log((float64(i) + 0.5) / float64(len(t)))
	}
	return t
}()
