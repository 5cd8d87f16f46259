package nhs

import "slices"

// Strength is how much a rule between named people counts, the strongest first.
type Strength int

// The strengths: one is never broken, one comes after minimum cover, one last of all.
const (
	Must Strength = iota
	Should
	IfPossible
)

// Pair is a rule between two people.
type Pair struct {
	// Person comes before Other.
	Person, Other int
	// Apart says that the two are never at work at the same time, otherwise that neither works
	// without the other.
	Apart    bool
	Strength Strength
	// Last is 0 for no end.
	First, Last Day
}

// Learner is somebody who works shifts of some kinds beside a supervisor only.
type Learner struct {
	Person int
	// Skill is that of those who may supervise, -1 for the named ones alone.
	Skill int
	// Supervisors are named.
	Supervisors []int
	// Kinds are those of the shifts that need one, none for all.
	Kinds    []string
	Strength Strength
	// Last is 0 for no end.
	First, Last Day
}

// Supernumerary is when somebody works and does not count for cover.
type Supernumerary struct {
	Person      int
	First, Last Day
}

// strengthsOf is how many strengths there are.
const strengthsOf = 3

// inCharge is the skill of those who may be in charge of a shift; it is held and never worked in.
const inCharge = "NIC"

// charge gives the skill of those in charge to the nurses of the higher bands and to a third of the
// others. Demand asks for it in every shift.
func (d *drawing) charge(registered int) {
	if !d.k.inCharge {
		return
	}
	lowest := len(bandsOf[d.k.bands][0])
	for i := range registered {
		if p := &d.People[i]; lowest > 1 && len(p.Skills) > 1 || i%3 == 2 {
			p.Skills = append(p.Skills, Held{Skill: d.skill[inCharge]})
			slices.SortFunc(p.Skills, func(x, y Held) int { return x.Skill - y.Skill })
		}
	}
}

// held asks for somebody in charge in every shift, without a maximum.
func (d *drawing) held() {
	if !d.k.inCharge {
		return
	}
	for weekday := range 7 {
		for s := range d.Shifts {
			d.Demand = append(d.Demand, Demand{Weekday: weekday, Shift: s, Skill: d.skill[inCharge], Min: 1, Preferred: 1, Max: -1, Held: true})
		}
	}
}

// together draws who works with whom.
func (d *drawing) together() {
	strength := d.more.IntN(strengthsOf)
	for n := range d.k.apart {
		d.pair(true, Strength((strength+n)%strengthsOf))
	}
	for n := range d.k.beside {
		d.pair(false, Strength((strength+n)%strengthsOf))
	}
	for i := range d.People {
		if d.learner[i] && d.k.supervised > 0 || !d.support[i] && d.more.IntN(len(d.People)) < d.k.supervised {
			d.supervise(i)
		}
	}
	for n := range d.k.supernumerary {
		i := d.more.IntN(len(d.People))
		if starter := slices.IndexFunc(d.People, func(p Person) bool { return p.From > d.First }); starter >= 0 && d.more.IntN(2) == 0 {
			i = starter
		}
		first := d.PastFirst() + Day(d.more.IntN(2*d.days()))
		if n == 0 {
			first = d.First + Day(d.more.IntN(d.days()/2))
		}
		first = max(first, d.People[i].From)
		d.Supernumerary = append(d.Supernumerary, Supernumerary{i, first, first + Day(d.more.IntN(21))})
	}
}

// pair draws a rule between two of whom no other one speaks.
func (d *drawing) pair(apart bool, strength Strength) {
	for {
		x, y := d.more.IntN(len(d.People)), d.more.IntN(len(d.People))
		p := Pair{Person: min(x, y), Other: max(x, y), Apart: apart, Strength: strength}
		p.First, p.Last = d.span()
		same := func(o Pair) bool { return o.Person == p.Person && o.Other == p.Other }
		if x != y && !slices.ContainsFunc(d.Pairs, same) {
			d.Pairs = append(d.Pairs, p)
			return
		}
	}
}

// supervise makes somebody a learner: beside whoever holds the lowest band of nurses or is in charge, or
// beside one or two named people.
func (d *drawing) supervise(person int) {
	bands := bandsOf[d.k.bands][0]
	l := Learner{Person: person, Skill: d.skill[bands[len(bands)-1]], Strength: Strength(d.more.IntN(strengthsOf))}
	if d.k.inCharge && !d.learner[person] {
		l.Skill = d.skill[inCharge]
	}
	if d.more.IntN(3) == 0 {
		l.Skill = -1
	}
	for range 2 {
		other := d.more.IntN(len(d.People))
		if (l.Skill < 0 || d.more.IntN(3) == 0) && other != person && !slices.Contains(l.Supervisors, other) {
			l.Supervisors = append(l.Supervisors, other)
		}
	}
	if l.Skill < 0 && l.Supervisors == nil {
		return
	}
	slices.Sort(l.Supervisors)
	if d.more.IntN(3) == 0 {
		l.Kinds = []string{d.Shifts[0].Kind, d.Shifts[len(d.Shifts)-1].Kind}
	}
	l.First, l.Last = d.span()
	d.Learners = append(d.Learners, l)
}

// span draws from when on something holds and to when, 0 for no end: from before the last period, or from a
// day of either.
func (d *drawing) span() (first, last Day) {
	first = d.PastFirst() - Day(d.more.IntN(60))
	if d.more.IntN(3) == 0 {
		first = d.PastFirst() + Day(d.more.IntN(2*d.days()-1))
	}
	if d.more.IntN(3) == 0 {
		last = max(first, d.First+Day(d.more.IntN(d.days()))) + Day(d.more.IntN(7))
	}
	return first, last
}
