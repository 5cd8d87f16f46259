package verify

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// respites: in each period that has a day of the horizon in it, so many rests, a rest of n
// times the length for n. All that is known to be work, before the horizon, in it and after
// it, is laid out on one line of time; the rest is rest.
func (p *person) respites(f *findings) {
	for i := range p.contract.Respites {
		r := &p.contract.Respites[i]
		work := p.workOf(r)
		for first := r.From; first < len(p.line); first += r.Span {
			if end := first + r.Span; end > 0 {
				h := p.inst.Horizon
				have := restsIn(work, h.Midnight(first), h.Midnight(end), r.Minutes)
				on := min(end, len(p.line)) - 1
				f.add(p.breach(nrp.RuleRespite, r.Name, on), int64(r.Times-have), r.Cost)
			}
			if !r.Repeats {
				break
			}
		}
	}
}

// workOf returns all known work of the person, by its start.
func (p *person) workOf(r *nrp.Respite) []nrp.Busy {
	work := slices.Clone(r.Ahead)
	for d := p.known(); d < len(p.line); d++ {
		if start, end, ok := p.atWork(d); ok {
			work = append(work, nrp.Busy{Start: start, End: end})
		}
	}
	slices.SortFunc(work, func(a, b nrp.Busy) int { return cmp.Compare(a.Start, b.Start) })
	return work
}

// restsIn counts the rests between two instants, the longer ones as often as they hold one.
func restsIn(work []nrp.Busy, from, to, length int) int {
	n, free := 0, from
	for _, w := range work {
		if w.Start >= to {
			break
		}
		n += max(0, w.Start-free) / length
		free = max(free, w.End)
	}
	return n + max(0, to-free)/length
}
