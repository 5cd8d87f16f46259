package nhs

import "slices"

// TermKind is what working-time law tells people apart by.
type TermKind string

// The kinds, as the product's records have them: under 18, an agreement to longer weeks, a night worker.
const (
	Young       TermKind = "young"
	OptOut      TermKind = "opt_out"
	NightWorker TermKind = "night_worker"
)

// Term is a span of days in which the law says more of somebody than of others. A person has one of each
// kind at most.
type Term struct {
	Person int
	Kind   TermKind
	// From is 0 for Young. Until is the first day on which it holds no more, 0 for no end; of Young
	// the day of becoming an adult.
	From, Until Day
	// Late says that the contract of somebody under 18 has work after 22:00.
	Late bool
}

// on reports whether it holds on a day.
func (t *Term) on(d Day) bool { return t.From <= d && (t.Until == 0 || d < t.Until) }

// term returns what the law says of somebody, nil for nothing.
func (w *Ward) term(person int, kind TermKind) *Term {
	at := slices.IndexFunc(w.Terms, func(t Term) bool { return t.Person == person && t.Kind == kind })
	if at < 0 {
		return nil
	}
	return &w.Terms[at]
}

// holds reports whether a term of somebody is in force on a day.
func (w *Ward) holds(person int, kind TermKind, d Day) bool {
	t := w.term(person, kind)
	return t != nil && t.on(d)
}

// terms draws whom the law says more of.
func (d *drawing) terms() {
	for n := range d.k.young {
		for try := 0; try < 20 && !d.under18(n); try++ {
		}
	}
	for n := range d.k.optOuts {
		// Who is new and works much is whom the mean week stops first.
		i := slices.IndexFunc(d.People, func(p Person) bool { return p.From != 0 })
		if i < 0 || n > 0 || d.more.IntN(4) == 0 {
			i = d.more.IntN(len(d.People))
		}
		t := Term{Person: i, Kind: OptOut, From: max(d.People[i].From, d.PastFirst()-Day(d.more.IntN(60)))}
		if d.more.IntN(3) == 0 {
			t.From = max(t.From, d.First+Day(d.more.IntN(d.days())))
		}
		if n > 0 || d.more.IntN(3) == 0 {
			t.Until = max(t.From+1, d.First+1+Day(d.more.IntN(d.days()+7)))
		}
		d.tell(t)
	}
	for n := range d.k.nightWorkers {
		t := Term{Person: d.more.IntN(len(d.People)), Kind: NightWorker, From: d.PastFirst() - Day(d.more.IntN(60))}
		if at := slices.IndexFunc(d.Terms, func(t Term) bool { return t.Kind == OptOut }); at >= 0 && n == 0 {
			t.Person = d.Terms[at].Person
		}
		if d.more.IntN(3) == 0 {
			t.From = d.First + Day(d.more.IntN(d.days()))
		}
		if d.more.IntN(3) == 0 {
			t.Until = max(t.From+1, d.First+Day(d.more.IntN(d.days()+21)))
		}
		d.tell(t)
	}
}

// tell keeps a term of somebody of whom nothing of the kind is said, and nothing else where one is under 18.
func (d *drawing) tell(t Term) {
	if d.term(t.Person, t.Kind) == nil && d.term(t.Person, Young) == nil {
		d.Terms = append(d.Terms, t)
	}
}

// under18 makes one of the support staff young: an adult in the last period, in this one or later. A ward whose
// shortest day is too long for that has none, and nobody who works on other wards is, where a day may be too.
func (d *drawing) under18(n int) bool {
	i := len(d.People)*3/5 + d.more.IntN(len(d.People)*2/5)
	works := slices.ContainsFunc(d.Bank, func(b Bank) bool { return b.Person == i })
	t := Term{Person: i, Kind: Young, Late: d.more.IntN(3) == 0}
	switch {
	case n == 0 && d.more.IntN(2) == 0:
		t.Until = d.First + 1 + Day(d.more.IntN(d.days()-1))
	case d.more.IntN(3) == 0:
		t.Until = d.PastFirst() + Day(d.more.IntN(d.days()+1))
	default:
		t.Until = d.Last() + 1 + Day(d.more.IntN(100))
	}
	if !d.support[i] || works || d.Shifts[0].Paid > 480 || d.term(i, Young) != nil {
		return false
	}
	d.Terms = append(d.Terms, t)
	return true
}

// recent lets people begin shortly before the period: in the one before it, where there is one.
func (d *drawing) recent() {
	for range d.k.recent {
		p := &d.People[2+d.more.IntN(len(d.People)-2)]
		if p.From == 0 && p.To == 0 {
			p.From = d.First - Day(1+d.more.IntN(d.days()))
		}
	}
}

// breaks says how shifts are broken, where that is known, and which nights have special hazards.
func (d *drawing) breaks() {
	for i := range d.Shifts {
		s := &d.Shifts[i]
		s.Break = -1
		if d.k.breaks && d.more.IntN(4) > 0 {
			s.Break = 30 // as somebody under 18 needs; 20 are enough for adults
			if d.k.young == 0 && d.more.IntN(2) == 0 {
				s.Break = 20
			}
		}
		s.Hazard = d.k.hazard && s.Kind == "night"
	}
	d.BankShift.Break = -1
}
