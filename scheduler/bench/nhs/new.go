package nhs

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// New draws a ward of a size from a seed, on the clock of a zone. Its past is not solved
// yet. Size.Least is at least 12 and at most Size.Most, which is at most 200; New panics on
// other sizes, since they are written in code.
func New(seed uint64, size Size, zone *time.Location) *Ward {
	if size.Least < 12 || size.Most < size.Least || size.Most > 200 {
		panic(fmt.Sprintf("nhs: a ward has 12 to 200 people, not %d to %d", size.Least, size.Most))
	}
	stream := uint64(size.Least)<<32 | uint64(size.Most)
	rng, more := rand.New(rand.NewPCG(seed, stream)), rand.New(rand.NewPCG(seed, ^stream))
	k := draw(rng, size)
	k.extras = drawExtras(more)
	if k.eights {
		k.pattern = patternEights
	}
	return build(seed, k, zone, rng, more)
}

// Forty draws a ward of 40 people over six weeks that has every feature.
func Forty(seed uint64, zone *time.Location) *Ward {
	rng, more := rand.New(rand.NewPCG(seed, 40)), rand.New(rand.NewPCG(seed, ^uint64(40)))
	return build(seed, full(), zone, rng, more)
}

// build makes the ward: first who there is, then when they are away, and from what is
// left of their hours what cover the ward asks for; what people ask for comes last.
func build(seed uint64, k knobs, zone *time.Location, rng, more *rand.Rand) *Ward {
	w := &Ward{
		Name: fmt.Sprintf("nhs-%d-%d-%d", k.people, k.weeks, seed), Seed: seed, Zone: zone, First: k.first, Weeks: k.weeks, HasPast: k.past, QuietHolidays: k.quiet,
	}
	d := &drawing{Ward: w, k: k, rng: rng, more: more}
	d.shifts()
	d.breaks()
	d.rules()
	d.contracts()
	d.team()
	d.recent()
	d.leave()
	d.unable()
	d.bank()
	d.demand()
	d.held()
	d.asks()
	d.together()
	d.agreed()
	d.plans()
	d.terms()
	return w
}

// drawing is a ward in the making.
type drawing struct {
	*Ward
	k   knobs
	rng *rand.Rand
	// more draws the extras, so that they change nothing of what rng draws.
	more *rand.Rand
	// skill is where a code stands in Skills.
	skill map[string]int
	// support are the people who are not registered nurses, learners the learners. [person]
	support, learner []bool
}
