package colgen

const (
	// firstWidth is the number of labels kept on a day when a line is priced: few, since
	// most rounds are far from the best prices; where the bound wants more, it is widened, wider times as much each time, up
	// to lastWidth.
	firstWidth = 80
	lastWidth  = 20_000
	wider      = 8
)

// Within sets the most work, in the pricer's steps, that a round may be expected to take for lines to be priced more widely,
// 0 for no limit, and returns the generator; forks have the same limit. Where counters of several kinds bind at once, a line can take
// thousands of labels a day, and a round a minute.
func (g *Generator) Within(most int64) *Generator {
	g.most = most
	return g
}

// widen has those lines priced more widely that the last round did not price exactly, and reports whether there are some and there
// is the room for it.
func (g *Generator) widen() bool {
	work, some := int64(0), false
	for i := range g.found {
		w := g.found[i].work
		if g.mayWiden(i) {
			w, some = w*wider, true
		}
		work += w
	}
	if !some || g.most > 0 && work > g.most {
		return false
	}
	for i := range g.found {
		if g.mayWiden(i) {
			g.width[i] = min(lastWidth, g.width[i]*wider)
		}
	}
	return true
}

// mayWiden reports whether a line was not priced exactly in the last round and may be more widely.
func (g *Generator) mayWiden(i int) bool { return !g.found[i].exact && g.width[i] < lastWidth }
