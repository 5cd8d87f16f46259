package colgen

// chunk is a run of lines, first to last-1, with memory of its own.
type chunk struct {
	first, last int
	sorted      []float64
	// load is what the lines' columns of xNext count for each row; [row].
	load []float64
	// moved is how far xNext is from x, squared.
	moved float64
}

const (
	// mostChunks is how many chunks there are where the matrix has chunkWork entries or more: an iteration takes
	// longer than telling workers of it.
	mostChunks = 4
	chunkWork  = 40_000
)

// split deals the lines to chunks.
func (m *master) split() {
	n := 1
	if len(m.index) >= chunkWork {
		n = mostChunks
	}
	for len(m.chunks) < n {
		m.chunks = append(m.chunks, chunk{load: make([]float64, len(m.rows))})
	}
	m.chunks = m.chunks[:n]
	at := 0
	for c := range m.chunks {
		m.chunks[c].first = at
		for at < len(m.lines) && (c == n-1 || int(m.start[m.at[at+1]]) <= len(m.index)*(c+1)/n) {
			at++
		}
		m.chunks[c].last = at
	}
}

// inChunks runs a task on each chunk.
func (m *master) inChunks(task func(c *chunk)) {
	if len(m.chunks) == 1 {
		task(&m.chunks[0])
		return
	}
	m.each.Run(len(m.chunks), func(k, _ int) { task(&m.chunks[k]) })
}

// descend sets xNext of a chunk's lines to x after a step, with what follows from it; fresh finds the gradient first.
func (m *master) descend(c *chunk, tau float64, fresh bool) {
	from, to := m.at[c.first], m.at[c.last]
	for j := from; j < to; j++ {
		if fresh {
			m.grad[j] = m.reduced(j, m.y)
		}
		m.xNext[j] = m.x[j] - tau*m.grad[j]
	}
	for i := c.first; i < c.last; i++ {
		x := m.xNext[m.at[i]:m.at[i+1]]
		c.simplex(x, x)
	}
	m.multiply(from, to, m.xNext, c.load)
	c.moved = 0
	for j := from; j < to; j++ {
		u := m.xNext[j] - m.x[j]
		c.moved += u * u
	}
}
