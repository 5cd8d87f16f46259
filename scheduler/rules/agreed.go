package rules

import "github.com/fairrota/fairrota/scheduler/nrp"

// compileAgreed returns the index into Instance.Agreed of each cell, -1 for none. [staff*days+day]
func compileAgreed(in *nrp.Instance) []int32 {
	out := make([]int32, len(in.Staff)*in.Horizon.Days)
	for k := range out {
		out[k] = -1
	}
	for i, a := range in.Agreed {
		out[a.Staff*in.Horizon.Days+a.Day] = int32(i)
	}
	return out
}

// agreedBroken reports whether a shift, or the day off, breaks what is agreed for a cell, and the
// price of that. An agreed day is broken once, whatever is worked on it.
func (m *Model) agreedBroken(cell int, s nrp.ShiftIdx) (nrp.Cost, bool) {
	k := m.cells.agreed[cell]
	if k < 0 || !m.Inst.Agreed[k].Unwanted.Has(s) {
		return nrp.Cost{}, false
	}
	return m.Inst.Agreed[k].Cost, true
}
