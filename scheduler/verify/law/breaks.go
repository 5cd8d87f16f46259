package law

// breaks: a duty of more than so much working time has a break (reg. 12), which is taken without
// interruption.
func (t *timeline) breaks() {
	f := t.figures
	for _, w := range t.work {
		after, want := f.BreakAfter, f.Break
		if t.isYoung(w.Start) {
			after, want = f.YoungBreakAfter, f.YoungBreak
		}
		if have, known := w.longestBreak(); known && w.minutes() > after.Value {
			t.least(Break, span{w.Start, w.End}, have, want.Value, want.Source)
		}
	}
}
