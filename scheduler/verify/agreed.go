package verify

import "github.com/fairrota/fairrota/scheduler/nrp"

// agreed looks for days of the person's agreed pattern of work on which something else than agreed
// is worked: one breach for each such day.
func (p *person) agreed(f *findings) {
	for _, a := range p.inst.Agreed {
		if a.Staff != p.index {
			continue
		}
		if worked := p.line[a.Day].Shift; in(a.Unwanted, worked) {
			f.add(p.breach(nrp.RuleAgreed, "", a.Day), 1, a.Cost)
		}
	}
}
