package fill

import (
	"errors"
	"fmt"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// ErrBadChange is what a change that makes no sense for the ward comes with.
var ErrBadChange = errors.New("fill: this is no change of the rota")

// Nobody is who has a duty that nobody works.
const Nobody nrp.StaffIdx = -1

// Duty is a shift on a day.
type Duty struct {
	Day   nrp.DayIdx
	Shift nrp.ShiftIdx
	// Skill is the one it is worked in; NoSkill where none is asked.
	Skill nrp.SkillIdx
	// From is who has it now; Nobody for a gap.
	From nrp.StaffIdx
}

func (d Duty) cell() nrp.Assignment { return nrp.Assignment{Shift: d.Shift, Skill: d.Skill} }

// Move is one cell with what it becomes.
type Move struct {
	Staff nrp.StaffIdx
	Day   nrp.DayIdx
	To    nrp.Assignment
	// Asked is set where the person asked for the change: then the ledger counts it neither as a move
	// nor, where it breaks a wish of that day, as a refusal.
	Asked bool
}

// Change is moves that are made together, at most one of a person and day.
type Change []Move

// Take is what it means that a person takes a duty: whoever has it asked for that and is off then.
func Take(d Duty, by nrp.StaffIdx) Change {
	c := Change{{Staff: by, Day: d.Day, To: d.cell()}}
	if d.From != Nobody {
		c = append(c, Move{Staff: d.From, Day: d.Day, To: nrp.Off, Asked: true})
	}
	return c
}

// Swap is what it means that two people exchange two duties, both of them held by somebody. The one
// who has the first asked for it.
func Swap(a, b Duty) Change {
	c := Change{{Staff: a.From, Day: b.Day, To: b.cell(), Asked: true}, {Staff: b.From, Day: a.Day, To: a.cell()}}
	if a.Day != b.Day {
		c = append(c, Move{Staff: a.From, Day: a.Day, To: nrp.Off, Asked: true}, Move{Staff: b.From, Day: b.Day, To: nrp.Off})
	}
	return c
}

// check reports a move that the rota has no place for.
func (c Change) check(w *Ward) error {
	if len(c) == 0 {
		return fmt.Errorf("%w: nothing is changed", ErrBadChange)
	}
	in := w.Inst
	seen := map[[2]int]bool{}
	for i, m := range c {
		switch at := fmt.Sprintf("move %d", i); {
		case m.Staff < 0 || m.Staff >= len(in.Staff):
			return fmt.Errorf("%w: %s has no person %d", ErrBadChange, at, m.Staff)
		case m.Day < 0 || m.Day >= in.Horizon.Days:
			return fmt.Errorf("%w: %s has no day %d", ErrBadChange, at, m.Day)
		case m.To.Shift < nrp.NoShift || m.To.Shift >= len(in.Shifts):
			return fmt.Errorf("%w: %s has no shift %d", ErrBadChange, at, m.To.Shift)
		case m.To.Shift == nrp.NoShift && m.To.Skill != nrp.NoSkill, m.To.Skill < nrp.NoSkill, m.To.Skill >= len(in.Skills):
			return fmt.Errorf("%w: %s has no skill %d", ErrBadChange, at, m.To.Skill)
		case m.To.Shift != nrp.NoShift && in.Shifts[m.To.Shift].FixedOnly:
			return fmt.Errorf("%w: %s hands out a shift of another ward", ErrBadChange, at)
		case seen[[2]int{m.Staff, m.Day}]:
			return fmt.Errorf("%w: %s is the second of one person and day", ErrBadChange, at)
		}
		seen[[2]int{m.Staff, m.Day}] = true
	}
	return nil
}

// apply returns the rota with the change made; lines that are not touched are shared.
func (c Change) apply(r nrp.Roster) nrp.Roster {
	out := append(nrp.Roster(nil), r...)
	own := map[nrp.StaffIdx]bool{}
	for _, m := range c {
		if !own[m.Staff] {
			own[m.Staff] = true
			out[m.Staff] = append(nrp.Line(nil), r[m.Staff]...)
		}
		out[m.Staff][m.Day] = m.To
	}
	return out
}

// people returns who is touched, in the order of the moves.
func (c Change) people() []nrp.StaffIdx {
	var out []nrp.StaffIdx
	seen := map[nrp.StaffIdx]bool{}
	for _, m := range c {
		if !seen[m.Staff] {
			seen[m.Staff] = true
			out = append(out, m.Staff)
		}
	}
	return out
}
