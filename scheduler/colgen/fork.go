package colgen

// Fork returns a generator with the same columns, mix and bans, which goes its own
// way. The two share their workers' memory and must not run at once.
func (g *Generator) Fork() *Generator {
	f := *g
	m := *g.m
	f.m = &m
	m.lines = make([][]Column, len(g.m.lines))
	for i := range m.lines {
		m.lines[i] = append([]Column(nil), g.m.lines[i]...)
	}
	m.at = append([]int(nil), g.m.at...)
	for _, v := range []*[]float64{
		&m.x, &m.y, &m.load, &m.xSum, &m.ySum, &m.xNext, &m.yNext, &m.loadNext, &m.loadSum, &m.grad,
	} {
		*v = append([]float64(nil), *v...)
	}
	m.cost, m.start, m.index, m.chunks = nil, nil, nil, nil
	f.known = make([]map[uint64]struct{}, len(g.known))
	f.banned = make([][]bool, len(g.banned))
	f.learnt = make([]Known, len(g.learnt))
	for i := range g.known {
		f.known[i] = make(map[uint64]struct{}, len(g.known[i]))
		for h := range g.known[i] {
			f.known[i][h] = struct{}{}
		}
		f.banned[i] = append([]bool(nil), g.banned[i]...)
		f.learnt[i] = Known{append([]int32(nil), g.learnt[i].held...), append([]int64(nil), g.learnt[i].price...)}
	}
	f.prices = append([]int64(nil), g.prices...)
	f.centre = append([]int64(nil), g.centre...)
	f.found = make([]priced, len(g.found))
	f.width = append([]int(nil), g.width...)
	m.pack()
	return &f
}

// Apart returns a Fork with memory of its own, which may run beside the generator and other forks. It counts its work by itself.
func (g *Generator) Apart(e Each) *Generator {
	f := g.Fork()
	f.each, f.m.each, f.work, f.spent = e, e, nil, new(int64)
	for range e.Workers {
		f.work = append(f.work, &worker{})
	}
	return f
}
