package nhs

import (
	"fmt"
	"slices"
)

// The bands by number of bands: registered nurses first, the lowest of them last, then
// support staff in the same way. Whoever holds a band can work a duty of the lower ones.
var bandsOf = map[int][2][]string{
	3: {{"B6", "B5"}, {"B3"}},
	4: {{"B7", "B6", "B5"}, {"B2"}},
	5: {{"B7", "B6", "B5"}, {"B4", "B3"}},
}

// The codes of what is not a band: a competency that nurses of each band may have, and
// learners, who work beside others and for nobody.
const (
	competency = "IV"
	learning   = "LRN"
)

// team draws the people: about three fifths registered nurses.
func (d *drawing) team() {
	bands := bandsOf[d.k.bands]
	d.skills(bands)
	registered := (d.k.people - d.k.learners) * 3 / 5
	for i := range d.k.people {
		p := Person{Number: fmt.Sprintf("W%d-%03d", d.Seed, i+1), Contract: d.anyContract()}
		isLearner, isSupport := i >= d.k.people-d.k.learners, i >= registered
		switch {
		case isLearner:
			p.Skills = []Held{{Skill: d.skill[learning]}}
		case isSupport:
			p.Skills = d.banded(bands[1], i-registered, 4)
		default:
			p.Skills = d.banded(bands[0], i, 4)
			if d.k.competency && i%2 == 0 {
				p.Skills = append(p.Skills, Held{Skill: d.skill[competency]})
			}
		}
		slices.SortFunc(p.Skills, func(x, y Held) int { return x.Skill - y.Skill })
		d.People = append(d.People, p)
		d.support, d.learner = append(d.support, isSupport), append(d.learner, isLearner)
	}
	d.changes(registered)
	d.charge(registered)
}

// skills names the skills that the ward has, ascending.
func (d *drawing) skills(bands [2][]string) {
	d.Skills = append(slices.Clone(bands[0]), bands[1]...)
	if d.k.competency {
		d.Skills = append(d.Skills, competency)
	}
	if d.k.inCharge {
		d.Skills = append(d.Skills, inCharge)
	}
	if d.k.learners > 0 {
		d.Skills = append(d.Skills, learning)
	}
	slices.Sort(d.Skills)
	d.skill = map[string]int{}
	for i, code := range d.Skills {
		d.skill[code] = i
	}
}

func (d *drawing) anyContract() int {
	if d.rng.IntN(100) >= d.k.partTime {
		return 0
	}
	return 1 + d.rng.IntN(3)
}

// banded returns the band of the n-th of a group with those below it: one of the first band,
// one of each of so many of the second, the others of the lowest.
func (d *drawing) banded(bands []string, n, each int) []Held {
	band := len(bands) - 1
	switch {
	case n == 0:
		band = 0
	case n%each == 1:
		band = min(1, len(bands)-1)
	}
	var out []Held
	for _, code := range bands[band:] {
		out = append(out, Held{Skill: d.skill[code]})
	}
	return out
}

// changes draws who comes and who goes, whose competency ends, and who has limits of their
// own. None of them is the first of a band.
func (d *drawing) changes(registered int) {
	at := func(n int) *Person { return &d.People[2+n%(len(d.People)-2)] }
	for i := range d.k.leavers {
		at(3 + i).To = d.First + Day(6+d.rng.IntN(d.days()-7))
	}
	for i := range d.k.starters {
		p := at(registered - 3 - i)
		p.From = d.First.Monday() + 7*Day(1+d.rng.IntN(d.Weeks-1))
	}
	for i := range d.k.expiring {
		p := at(4 + i)
		k := d.rng.IntN(len(p.Skills))
		p.Skills[k].Until = d.First + Day(d.rng.IntN(d.days()-1))
	}
	for i := range d.k.own {
		p := at(5 + 3*i)
		if i%2 == 0 {
			p.NightsInARow = d.Rules.NightsInARow - 1
		} else {
			p.WeekMost = min(d.Contracts[p.Contract].Weekly+450, 2700)
		}
	}
}
