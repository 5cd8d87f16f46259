package scheduler

import "github.com/fairrota/fairrota/scheduler/search"

// open makes the first roster by looking ahead where only one level beside the law decides: the
// whole problem with a price on every counter, an outlook, is made to converge as far as
// there is time, which gives a bound, and dived into. Lines of what that comes to which
// break the law are mended. False if that is not the way.
func (r *run) open() bool {
	if !r.looksAhead() {
		return false
	}
	r.gen = generation{pool: search.NewPool(r.p)}
	r.prepare()
	state := search.NewState(r.p, nil)
	o, ok := search.NewOutlook(state, r.workers())
	if !ok || !r.lookAhead(o) {
		return false
	}
	r.gen.outlook = o
	r.alight(nil)
	return true
}

// alight dives from the outlook, mends what the roster breaks of the law, and takes it if it is better; it returns what it came
// to, nil if it was stopped on the way.
func (r *run) alight(waver func() float64) *search.State {
	o, began := r.gen.outlook.Fork(), r.share()
	if !o.Relaxation().Dive(func() float64 { return (r.share() - began) / outlookDive }, waver, func() bool { return r.looked(o) }) {
		return nil
	}
	s := search.NewState(r.p, nil)
	o.Carry(s)
	r.setAside(s) // it is worth mending though it may break more of the law at first
	r.mend()
	r.amend()
	s = search.NewState(r.p, r.best)
	r.takeBack()
	r.raiseAhead()
	return s
}

// looksAhead reports whether the run looks ahead: where there is no roster to go on from, one energy stands for all that is
// compared, and columns for the whole problem are not found more quickly still.
func (r *run) looksAhead() bool {
	return r.does(PartOutlook) && r.opt.Start == nil && r.p.Priceable() && !r.several() && !r.rootFits(easyRounds) && r.limited()
}

// lookAhead makes an outlook converge for a share of the run at most, and keeps its bound, lines and prices.
func (r *run) lookAhead(o *search.Outlook) bool {
	from := r.share()
	o.Relaxation().Run(outlookRounds, func() bool { return r.looked(o) || r.share() >= from+outlookShare })
	r.looked(o)
	if b, ok := o.Bound(); ok {
		r.gen.ahead = &b
	}
	r.raiseAhead()
	o.Keep(r.gen.pool)
	r.gen.priced = true
	return r.goOn()
}

// raiseAhead raises the bound to that of looking ahead, which says more of the last level the less is paid above.
func (r *run) raiseAhead() {
	if r.gen.ahead != nil {
		r.raiseTo(*r.gen.ahead)
	}
}

// looked counts what has been done, and reports whether the run is to stop.
func (r *run) looked(o *search.Outlook) bool {
	r.steps += o.Relaxation().Spent() / stepWork
	r.tell(false)
	return r.stop()
}

const (
	// outlookRounds is the most rounds of looking ahead, outlookShare the most of the run that they take, outlookDive the
	// most that the dive does.
	outlookRounds = 2000
	outlookShare  = 0.15
	outlookDive   = 0.15
)
