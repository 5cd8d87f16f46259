package law

// hazard: a night worker works not more than 8 hours in any 24 in which there is night work
// with special hazards (reg. 6(7)). Of the 24 hours round each duty with such night work the worst
// are told. Whether somebody is a night worker goes by the instant at which that duty begins.
//
// Work in a moving window is largest where the window begins with a piece of work or ends
// with one; and, since it must hold a minute of night work, where it has just come to hold one.
func (t *timeline) hazard() {
	limit := t.figures.HazardDay
	if len(t.person.NightWorker) == 0 || limit.Value == 0 {
		return
	}
	var pieces []span
	for i := range t.work {
		pieces = append(pieces, t.work[i].pieces()...)
	}
	for i := range t.work {
		if !t.work[i].Hazard || !holds(t.person.NightWorker, t.work[i].Start) {
			continue
		}
		worst, at := 0, span{}
		for _, night := range t.nightOf(&t.work[i]) {
			for _, start := range windows(night, pieces) {
				w := span{start, start + day}
				if n := within(w, pieces); n > worst {
					worst, at = n, w
				}
			}
		}
		t.most(HazardDay, at, worst, limit.Value, limit.Source)
	}
}

// nightOf returns the working time of a duty that lies in night time.
func (t *timeline) nightOf(w *Work) []span {
	var out []span
	for _, p := range w.pieces() {
		for d := t.cal.day(p.start) - 1; t.cal.clock(d, 0) < p.end; d++ {
			night := span{t.cal.clock(d, t.figures.NightFrom.Value), t.cal.clock(d+1, t.figures.NightTo.Value)}
			if s := (span{max(p.start, night.start), min(p.end, night.end)}); s.start < s.end {
				out = append(out, s)
			}
		}
	}
	return out
}

// windows returns the starts of 24 hours that hold some of a night and may hold the most work.
func windows(night span, pieces []span) []Instant {
	earliest, latest := night.start+1-day, night.end-1
	out := []Instant{earliest, latest}
	for _, p := range pieces {
		for _, s := range []Instant{p.start, p.end - day} {
			if s > earliest && s < latest {
				out = append(out, s)
			}
		}
	}
	return out
}

// within is the work in a span.
func within(w span, pieces []span) int {
	n := 0
	for _, p := range pieces {
		n += w.overlap(p)
	}
	return n
}
