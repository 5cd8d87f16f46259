package nrp

// EvenCover reports whether a person missing below the minimum costs the same in each cover row that has one, so that shortfalls
// can be told from what they cost. O(rows).
func (in *Instance) EvenCover() bool {
	var first *Cover
	for k := range in.Cover {
		switch c := &in.Cover[k]; {
		case c.Min == 0 || c.MinCost.Weight == 0:
		case first == nil:
			first = c
		case c.MinCost != first.MinCost:
			return false
		}
	}
	return true
}
