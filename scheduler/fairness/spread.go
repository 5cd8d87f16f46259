package fairness

// Jain returns Jain's index of the burdens, (sum x)^2 / (n x sum x^2): 1 where all carry the same,
// 1/n where one carries all; 1 where nobody carries anything. It is for display only.
func Jain(v Vector) float64 {
	var sum, squares float64
	for _, b := range v {
		sum += float64(b)
		squares += float64(b) * float64(b)
	}
	if squares == 0 {
		return 1
	}
	return sum * sum / (float64(len(v)) * squares)
}

// Gini returns the Gini coefficient of the burdens, the mean difference of all pairs over twice
// the mean: 0 where all carry the same, near 1 where one of many carries all; 0 where nobody
// carries anything. It is for display only.
func Gini(v Vector) float64 {
	var sum, weighted float64
	n := float64(len(v))
	for i, b := range v {
		sum += float64(b)
		// Worst first, so that the i-th (from 0) stands above n - 1 - i others and below i.
		weighted += (n - 1 - 2*float64(i)) * float64(b)
	}
	if sum == 0 {
		return 0
	}
	return weighted / (n * sum)
}

// Band is how many people carry a burden of From or more and below To, in thousandths of a point.
type Band struct {
	From Milli
	// To is -1 in the last band, which is open.
	To     Milli
	People int
}

// Holds reports whether a burden lies in the band.
func (b Band) Holds(burden Milli) bool { return b.From <= burden && (b.To < 0 || burden < b.To) }

// Bands counts people by burden so that nobody can be picked out: every band holds at least least
// people, its edges are multiples of width and the last one is open, so that neither the largest
// burden nor anybody's own can be read from it. The first band takes in whatever is below 0. Nil
// where there are fewer than least people in all, or width is not above 0.
func Bands(burdens []Milli, width Milli, least int) []Band {
	if width <= 0 || len(burdens) < max(least, 1) {
		return nil
	}
	rising := NewVector(burdens)
	last := len(rising) - 1
	var bands []Band
	open := Band{To: -1}
	for i := last; i >= 0; {
		// All burdens of one cell of the grid go together.
		edge := (max(rising[i], 0)/width + 1) * width
		for ; i >= 0 && rising[i] < edge; i-- {
			open.People++
		}
		if open.People >= least && i+1 >= least {
			open.To = edge
			bands = append(bands, open)
			open = Band{From: edge, To: -1}
		}
	}
	return append(bands, open)
}
