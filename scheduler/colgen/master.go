package colgen

import (
	"cmp"
	"math"
	"slices"
)

// master is the restricted master problem of a part: mix each line's columns, the
// weights of a line adding up to one, such that the mix and what cover costs on the
// average counts are cheapest,
//
//	min over x  max over y   sum c[j] x[j]  -  sum y[k] (A x)[k]  -  sum h[k](y[k])
//
// where x[j] is the weight of column j, A counts columns for rows, y[k] is what a
// row pays for one more person, between -MaxE and MinE, and h is the conjugate of
// the row's price, so that both sides are exact: any x gives an upper and any y a
// lower bound of the optimum.
//
// It is solved by the primal-dual hybrid gradient method with averaging, restarts
// and adaptive steps. Matrix-vector products are all it needs, so rows may be
// thousands, and it starts from wherever the last solve ended. Its prices lie
// inside the optimal face rather than at a corner, which makes column generation
// steadier.
//
// Chambolle & Pock (2011), doi:10.1007/s10851-010-0251-1; restarts and steps as in
// Applegate et al. (2021), Practical large-scale linear programming using
// primal-dual hybrid gradient, arXiv:2106.04756.
type master struct {
	rows []Row
	// lines holds the columns of each line; at[i] is its first variable.
	lines [][]Column
	at    []int
	// cost, start and index are the columns in one array: index[start[j]:start[j+1]]
	// are the rows of column j.
	cost  []float64
	start []int32
	index []int32

	x, xSum, xNext []float64
	y, ySum, yNext []float64
	// load is A x; loadNext and loadSum go with xNext and xSum.
	load, loadNext, loadSum []float64
	grad                    []float64
	// chunks are runs of lines of about the same work, tasks of each: so many whatever the number of workers, that sums
	// do not depend on it.
	chunks []chunk
	// each runs the tasks.
	each         Each
	step, weight float64
	// least is what prices are taken to be at least, in the mean of squares, where steps are balanced.
	least      float64
	iterations int64
}

// Tolerances of the method.
const (
	// checkEvery is the number of iterations between two looks at the gap.
	checkEvery = 32
	// restartAt and restartIf are the shares of the last restart's gap at which a
	// restart is made at once, and at which it is made if the gap grows again.
	restartAt = 0.2
	restartIf = 0.8
	// restartAge is the share of all iterations since the last restart that forces one.
	restartAge = 0.36
	// balance is the balance of primal and dual steps in terms of what the norms of prices
	// and weights suggest: tried from 0.05 to 1. leastPrice is the share of what a person
	// missing costs that prices are taken to have at least, in the row than which one in cheapRows
	// is cheaper: rows of the levels above cost far more than prices ever come to.
	balance    = 0.15
	leastPrice = 0.01
	cheapRows  = 10
	// longestStep keeps steps finite where columns count for no row.
	longestStep = 100
)

func newMaster(rows []Row, lines int, each Each) *master {
	n := len(rows)
	var e []float64
	for k := range rows {
		if v := cmp.Or(rows[k].PreferredE, rows[k].MaxE, rows[k].MinE); v > 0 {
			e = append(e, float64(v))
		}
	}
	slices.Sort(e)
	m := &master{rows: rows, lines: make([][]Column, lines), at: make([]int, lines+1), step: 0.1, each: each}
	for _, v := range []*[]float64{&m.y, &m.ySum, &m.yNext, &m.load, &m.loadNext, &m.loadSum} {
		*v = make([]float64, n)
	}
	if len(e) > 0 {
		m.least = leastPrice * e[len(e)/cheapRows]
	}
	return m
}

// add gives a line another column, of weight zero unless it is the first.
func (m *master) add(i int, c Column) {
	m.lines[i] = append(m.lines[i], c)
	end := m.at[i+1]
	w := 0.0
	if len(m.lines[i]) == 1 {
		w = 1
	}
	m.x = slices.Insert(m.x, end, w)
	for k := i + 1; k < len(m.at); k++ {
		m.at[k]++
	}
}

// keep drops the columns of a line for which stay, asked once for each in order, is
// false; one at least must stay. The weights left are scaled to add up to one; where
// none is left, all get the same.
func (m *master) keep(i int, stay func(c *Column, weight float64) bool) {
	a, n, sum := m.at[i], 0, 0.0
	for j := range m.lines[i] {
		if w := m.x[a+j]; stay(&m.lines[i][j], w) {
			m.lines[i][n] = m.lines[i][j]
			m.x[a+n] = w
			sum += w
			n++
		}
	}
	m.x = slices.Delete(m.x, a+n, m.at[i+1])
	out := len(m.lines[i]) - n
	clear(m.lines[i][n:])
	m.lines[i] = m.lines[i][:n]
	for k := i + 1; k < len(m.at); k++ {
		m.at[k] -= out
	}
	for j := a; j < a+n; j++ {
		if sum > 0 {
			m.x[j] /= sum
		} else {
			m.x[j] = 1 / float64(n)
		}
	}
}

// pack puts the columns into one array, after they have changed.
func (m *master) pack() {
	m.cost, m.start, m.index = m.cost[:0], append(m.start[:0], 0), m.index[:0]
	for i := range m.lines {
		for j := range m.lines[i] {
			c := &m.lines[i][j]
			m.cost = append(m.cost, float64(c.Energy))
			m.index = append(m.index, c.Rows...)
			m.start = append(m.start, int32(len(m.index)))
		}
	}
	n := len(m.x)
	for _, v := range []*[]float64{&m.xSum, &m.xNext, &m.grad} {
		*v = slices.Grow((*v)[:0], n)[:n]
	}
	m.split()
}

// multiply sets out to what columns from..to-1 of x count for each row.
func (m *master) multiply(from, to int, x, out []float64) {
	clear(out)
	for j := from; j < to; j++ {
		w := x[j]
		if w == 0 {
			continue
		}
		for _, k := range m.index[m.start[j]:m.start[j+1]] {
			out[k] += w
		}
	}
}

// reduced returns what column j costs at prices y.
func (m *master) reduced(j int, y []float64) float64 {
	c := m.cost[j]
	for _, k := range m.index[m.start[j]:m.start[j+1]] {
		c -= y[k]
	}
	return c
}

// upper and lower are the two bounds: what a mix with the given load costs, and what
// no mix is cheaper than at prices y.
func (m *master) upper(x, load []float64) float64 {
	e := 0.0
	for j, w := range x {
		if w != 0 {
			e += w * m.cost[j]
		}
	}
	for k := range m.rows {
		e += price(&m.rows[k], load[k])
	}
	return e
}

func (m *master) lower(y []float64) float64 {
	e := 0.0
	for i := range m.lines {
		best := math.Inf(1)
		for j := m.at[i]; j < m.at[i+1]; j++ {
			best = min(best, m.reduced(j, y))
		}
		e += best
	}
	for k := range m.rows {
		e -= conjugate(&m.rows[k], y[k])
	}
	return e
}

// solve improves x and y until their gap is at most tolerance or iterations are
// used up or stop says so, and returns the two bounds.
func (m *master) solve(tolerance float64, iterations int, stop func() bool) (lower, upper float64) {
	for k := range m.y {
		m.y[k] = m.rows[k].clip(m.y[k])
	}
	m.weigh()
	m.multiply(0, len(m.x), m.x, m.load)
	lower, upper = m.lower(m.y), m.upper(m.x, m.load)
	anchor, last := upper-lower, math.Inf(1)
	m.mark()
	sum, age := 0.0, 0
	for it := 1; it <= iterations && upper-lower > tolerance; it++ {
		m.iterations++
		sum += m.advance()
		age++
		if it%checkEvery != 0 {
			continue
		}
		if stop() {
			break
		}
		lo, up, average := m.measure(sum)
		gap := up - lo
		if gap <= restartAt*anchor || gap <= restartIf*anchor && gap > last || float64(age) >= restartAge*float64(it) {
			if average {
				m.settle(sum)
			}
			m.mark()
			m.weigh()
			sum, age, anchor, last = 0, 0, gap, math.Inf(1)
			lower, upper = lo, up
			continue
		}
		last = gap
		lower, upper = lo, up
	}
	if sum > 0 {
		var average bool
		if lower, upper, average = m.measure(sum); average {
			m.settle(sum)
		}
	}
	return lower, upper
}

// settle goes to the average.
func (m *master) settle(sum float64) {
	scale(m.x, m.xSum, 1/sum)
	scale(m.y, m.ySum, 1/sum)
	scale(m.load, m.loadSum, 1/sum)
}

// mark begins a new average at the point at hand.
func (m *master) mark() {
	clear(m.xSum)
	clear(m.ySum)
	clear(m.loadSum)
}

// measure returns the bounds of the better of the point at hand and the average.
func (m *master) measure(sum float64) (lower, upper float64, average bool) {
	lower, upper = m.lower(m.y), m.upper(m.x, m.load)
	scale(m.xNext, m.xSum, 1/sum)
	scale(m.yNext, m.ySum, 1/sum)
	scale(m.loadNext, m.loadSum, 1/sum)
	lo, up := m.lower(m.yNext), m.upper(m.xNext, m.loadNext)
	if up-lo < upper-lower {
		return lo, up, true
	}
	return lower, upper, false
}

// weigh sets the balance of primal and dual steps: as prices are to weights. The balance
// that the movement since the last restart suggests, as in the paper, is not used: where
// prices have nearly settled and the mix has not, it leaves the prices no room to tell
// the mix where it fits badly.
func (m *master) weigh() {
	prices, mix := 0.0, 0.0
	for _, y := range m.y {
		prices += y * y
	}
	least := float64(len(m.rows)) * m.least * m.least
	for _, w := range m.x {
		mix += w * w
	}
	if m.weight = balance * math.Sqrt(max(prices, least)/mix); m.weight == 0 {
		m.weight = 1
	}
}

// advance makes one step of a length that the movement itself allows, and returns it.
func (m *master) advance() float64 {
	for fresh := true; ; fresh = false {
		tau, sigma := m.step/m.weight, m.step*m.weight
		m.inChunks(func(c *chunk) { m.descend(c, tau, fresh) })
		clear(m.loadNext)
		for c := range m.chunks {
			for k, w := range m.chunks[c].load {
				m.loadNext[k] += w
			}
		}
		cross, dy := 0.0, 0.0
		for k := range m.rows {
			v := m.y[k] - sigma*(2*m.loadNext[k]-m.load[k])
			m.yNext[k] = m.rows[k].adjust(v, sigma)
			u := m.yNext[k] - m.y[k]
			dy += u * u
			cross += u * (m.loadNext[k] - m.load[k])
		}
		dx := 0.0
		for c := range m.chunks {
			dx += m.chunks[c].moved
		}
		limit := math.Inf(1)
		if c := math.Abs(cross); c > 0 {
			limit = (m.weight*dx + dy/m.weight) / (2 * c)
		}
		used := m.step
		n := float64(m.iterations + 1)
		m.step = min((1-math.Pow(n, -0.3))*limit, (1+math.Pow(n, -0.6))*m.step, longestStep)
		if used > limit {
			continue
		}
		m.x, m.xNext = m.xNext, m.x
		m.y, m.yNext = m.yNext, m.y
		m.load, m.loadNext = m.loadNext, m.load
		for j, w := range m.x {
			m.xSum[j] += used * w
		}
		for k, w := range m.y {
			m.ySum[k] += used * w
			m.loadSum[k] += used * m.load[k]
		}
		return used
	}
}

func scale(out, v []float64, by float64) {
	for j, w := range v {
		out[j] = w * by
	}
}
