package fairness

import "fmt"

// saturday is the weekday on which a weekend begins, counted from 0 Monday.
const saturday = 5

// Tally counts what one rota asks of one person: it is the one statement of what a duty and
// a refusal count as, for the ledger and for whoever weighs a rota that is still a draft. The
// zero value has counted nothing. Not for concurrent use.
type Tally struct {
	counts   map[Kind]int64
	weekends map[int]bool
}

// Add counts n things of a kind.
func (t *Tally) Add(k Kind, n int64) {
	if t.counts == nil {
		t.counts = map[Kind]int64{}
	}
	t.counts[k] += n
}

// Duty counts a duty that begins on a day, a number that rises by one from date to date, and on
// a weekday, 0 Monday to 6 Sunday. A weekend counts once, however many duties it has, also where
// the rota holds only one of its days; a night belongs to the day on which it begins.
func (t *Tally) Duty(day, weekday int, night bool) {
	if night {
		t.Add(NightDuty, 1)
	}
	if weekday < saturday {
		return
	}
	begins := day - (weekday - saturday)
	if t.weekends == nil {
		t.weekends = map[int]bool{}
	}
	if !t.weekends[begins] {
		t.weekends[begins] = true
		t.Add(WeekendWorked, 1)
	}
}

// Refusal returns the kind of a preference that is not met, by its strength, 1 to 3, or by its
// token. The error is for another strength.
func Refusal(strength int, token bool) (Kind, error) {
	k, ok := RefusedKind(strength)
	switch {
	case !ok:
		return "", fmt.Errorf("a preference has strength %d, it must be 1, 2 or 3", strength)
	case token:
		return RefusedToken, nil
	}
	return k, nil
}

// Count returns how many of a kind were counted.
func (t *Tally) Count(k Kind) int64 { return t.counts[k] }

// Part is by what a person's lines of one period are divided: the contract's part of full time,
// and the parts of the period in which anything, a night or a weekend could have fallen on them.
type Part struct {
	Share    Ratio `json:"share"`
	Days     Ratio `json:"days"`
	Nights   Ratio `json:"nights"`
	Weekends Ratio `json:"weekends"`
}

// Eligible returns the part of the period in which a kind could have fallen on the person.
func (p Part) Eligible(k Kind) Ratio {
	switch k { //nolint:exhaustive // the others can fall on any day
	case NightDuty:
		return p.Nights
	case WeekendWorked:
		return p.Weekends
	}
	return p.Days
}

// Line returns the line of so many things of a kind, of no age.
func (p Part) Line(k Kind, count int64) Line {
	return Line{Count: count, Points: Points(k), Share: p.Share, Eligible: p.Eligible(k)}
}

// Worth returns what the ledger will say that the counted things are worth, each kind a line of
// its own.
func (t *Tally) Worth(f Figures, p Part) Milli {
	var sum Milli
	for _, k := range Kinds {
		if n := t.counts[k]; n != 0 {
			sum += f.Worth(p.Line(k, n))
		}
	}
	return sum
}
