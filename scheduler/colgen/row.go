package colgen

// Row is a cover row of a part: the energies of one person missing below Min,
// between Min and Preferred, and beyond Max. What people outside the part do is
// taken off the three numbers, which may be negative. MinE must be at least
// PreferredE: then the price is convex.
type Row struct {
	// ID is the caller's name for it.
	ID                     int32
	Min, Preferred, Max    int64
	MinE, PreferredE, MaxE int64
}

// number is what counts and prices may be: whole, or an average.
type number interface{ int64 | float64 }

// price returns what n people of the part cost.
func price[N number](r *Row, n N) N {
	var e N
	if n < N(r.Preferred) {
		e = (N(r.Preferred) - max(n, N(r.Min))) * N(r.PreferredE)
		if n < N(r.Min) {
			e += (N(r.Min) - n) * N(r.MinE)
		}
	}
	if n > N(r.Max) {
		e += (n - N(r.Max)) * N(r.MaxE)
	}
	return e
}

// conjugate returns the most, over all counts, of -y n less the price of n; y must be
// within -MaxE and MinE.
func conjugate[N number](r *Row, y N) N {
	switch {
	case y > N(r.PreferredE):
		return -y*N(r.Min) - N(r.PreferredE*(r.Preferred-r.Min))
	case y >= 0:
		return -y * N(r.Preferred)
	}
	return -y * N(r.Max)
}

// clip returns y within the row's prices.
func (r *Row) clip(y float64) float64 {
	return min(max(y, -float64(r.MaxE)), float64(r.MinE))
}

// adjust returns the row's price after a step of the given size from v on: up while
// fewer than wanted count, down while more do.
func (r *Row) adjust(v, step float64) float64 {
	p := float64(r.PreferredE)
	if u := v + step*float64(r.Min); u > p {
		return min(u, float64(r.MinE))
	}
	u := v + step*float64(r.Preferred)
	if u > p {
		return p
	}
	if u >= 0 {
		return u
	}
	if u = v + step*float64(r.Max); u > 0 {
		return 0
	}
	return max(u, -float64(r.MaxE))
}
