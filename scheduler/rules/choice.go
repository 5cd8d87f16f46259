package rules

import (
	"fmt"
	"math/bits"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// keeper reads a choice day by day. Its state is the set of plans that can still be kept (bit p:
// plan p); it is all of them before the first day of the choice and after the last, so that a line has
// nothing to remember outside.
type keeper struct {
	choice *nrp.Choice
	last   nrp.DayIdx
}

func keeperOf(c *nrp.Choice) keeper {
	k := keeper{choice: c}
	for _, cells := range c.Plans {
		for _, x := range cells {
			k.last = max(k.last, x.Day)
		}
	}
	return k
}

func (k keeper) all() uint8 { return 1<<len(k.choice.Plans) - 1 }

// read takes one cell in. On the last day first is the first plan that was kept, len(Plans) for none;
// on other days it is 0, which costs nothing either.
func (k keeper) read(d nrp.DayIdx, alive uint8, cell int) (next uint8, first int) {
	for p, cells := range k.choice.Plans {
		for _, x := range cells {
			if x.Day == d && holds(x.Unwanted, cell) {
				alive &^= 1 << p
			}
		}
	}
	if d != k.last {
		return alive, 0
	}
	return k.all(), min(bits.TrailingZeros8(alive), len(k.choice.Plans))
}

// key tells apart days on which a choice reads cells differently: the day itself where it has cells.
func (k keeper) key(d nrp.DayIdx) int {
	for _, cells := range k.choice.Plans {
		for _, x := range cells {
			if x.Day == d {
				return d
			}
		}
	}
	return -1
}

// compileChoice states that the first plan of a choice shall be kept, or else the next. What is not
// is paid on the last day on which any plan has a cell.
func compileChoice(h nrp.Horizon, cells int, c *nrp.Choice) automaton {
	a := automaton{rule: nrp.RuleChoice, name: c.Name, costs: c.Else, counter: -1}
	k := keeperOf(c)
	var first []int
	a.class, first = classesOf(h.Days, k.key)
	explore(&a, first, cells, []uint8{k.all()}, func(d int, alive uint8, cell int) (uint8, transition) {
		next, plan := k.read(d, alive, cell)
		if plan == 0 {
			return next, transition{}
		}
		return next, transition{units: 1, cost: int32(plan - 1)}
	})
	a.start = func(*nrp.History) int32 { return 0 }
	return a
}

// refused is the state of some choices that are charged where no plan is kept.
type refused struct {
	keepers []keeper
	charges []nrp.ChoiceCharge
}

// alive is the state of up to nrp.MaxChoices choices.
type alive [nrp.MaxChoices]uint8

func refusedOf(choices []nrp.Choice, charges []nrp.ChoiceCharge) refused {
	r := refused{charges: charges}
	for _, x := range charges {
		r.keepers = append(r.keepers, keeperOf(&choices[x.Choice]))
	}
	return r
}

func (r refused) start() (out alive) {
	for i, k := range r.keepers {
		out[i] = k.all()
	}
	return out
}

// read takes one cell in and returns what is charged on the day.
func (r refused) read(d nrp.DayIdx, from alive, cell int) (next alive, units int64) {
	for i, k := range r.keepers {
		var plan int
		next[i], plan = k.read(d, from[i], cell)
		if plan == len(k.choice.Plans) {
			units += r.charges[i].Amount
		}
	}
	return next, units
}

func (r refused) key(d nrp.DayIdx) string {
	keys := make([]int, 0, nrp.MaxChoices)
	for _, k := range r.keepers {
		keys = append(keys, k.key(d))
	}
	return fmt.Sprint(keys)
}
