package colgen

// simplex sets x to the point of the unit simplex nearest to v, which is
// overwritten (Duchi et al. 2008, doi:10.1145/1390156.1390191).
func (c *chunk) simplex(v, x []float64) {
	// Only differences matter: taking the largest off keeps the digits of the others.
	top := v[0]
	for _, w := range v {
		top = max(top, w)
	}
	s := c.sorted[:0]
	for j := range v {
		v[j] -= top
		s = append(s, v[j])
	}
	c.sorted = s
	// Michelot's rounds: drop what lies below the threshold until nothing does.
	sum := 0.0
	for _, w := range s {
		sum += w
	}
	theta := (sum - 1) / float64(len(s))
	for {
		n, kept := 0, 0.0
		for _, w := range s {
			if w > theta {
				s[n] = w
				kept += w
				n++
			}
		}
		if n == len(s) || n == 0 {
			break
		}
		s = s[:n]
		theta = (kept - 1) / float64(n)
	}
	for j, w := range v {
		x[j] = max(0, w-theta)
	}
}
