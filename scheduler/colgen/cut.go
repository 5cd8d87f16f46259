package colgen

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/rules"
)

// Jump is what days that are held make of a state before them: the state after them,
// what they cost more than from the state that they have now, and what they add to the
// counters.
type Jump struct {
	Next   int32
	Energy int64
	Adds   []Touch
}

// Cut returns the shape of a line some days of which are held: its day j is day days[j]
// of s or, where that is negative, the jumps jumps[^days[j]], taken by cell 0; [state].
// What jumps add must not be negative. O(days + jumps x states).
func (s *Shape) Cut(days []int, jumps [][]Jump) *Shape {
	out, m := *s, *s.Machine
	out.Machine, out.Days = &m, len(days)
	m.Steps, m.Effects, out.Energy = slices.Clip(m.Steps), slices.Clip(m.Effects), slices.Clip(s.Energy)
	out.most = slices.Clip(s.most)
	// amounts stay those of s: jumps add sums and differences of them, which go in the same units.
	none := int32(len(s.Touches) / s.Cells)
	out.Touches = append(slices.Clip(s.Touches), make([][]Touch, s.Cells)...)
	first := int32(len(m.Steps))
	for _, jump := range jumps {
		steps, most := make([]rules.Step, m.States*s.Cells), make([]int64, len(s.Counters))
		for q, to := range jump {
			step := &steps[q*s.Cells]
			step.Next = to.Next
			if to.Energy == 0 && len(to.Adds) == 0 {
				continue // Effects[0] is nothing
			}
			step.Effect = int32(len(m.Effects))
			var e rules.Effect
			for _, a := range to.Adds {
				e.Adds = append(e.Adds, rules.Add{Counter: int(a.Counter), Units: a.Amount})
				most[a.Counter] = max(most[a.Counter], a.Amount)
			}
			m.Effects = append(m.Effects, e)
			out.Energy = append(out.Energy, to.Energy)
		}
		m.Steps = append(m.Steps, steps)
		var touches []Touch
		for k, v := range most {
			if v > 0 {
				touches = append(touches, Touch{int32(k), v})
			}
		}
		out.most = append(out.most, touches)
	}
	m.Class, out.Class = make([]int32, len(days)), make([]int32, len(days))
	for j, d := range days {
		if d >= 0 {
			m.Class[j], out.Class[j] = s.Machine.Class[d], s.Class[d]
		} else {
			m.Class[j], out.Class[j] = first+int32(^d), none
		}
	}
	return &out
}
