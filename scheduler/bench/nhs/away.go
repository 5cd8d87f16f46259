package nhs

// leave gives about one of seven weeks of a person off, in both periods: blocks of a week,
// or of a few days.
func (d *drawing) leave() {
	first := d.First
	if d.HasPast {
		first = d.PastFirst()
	}
	for i := range d.People {
		for monday := first.Monday(); monday <= d.Last(); monday += 7 {
			if d.rng.IntN(7) > 0 {
				continue
			}
			l := Leave{Person: i, First: monday, Last: monday + 6, Credit: d.Contracts[d.People[i].Contract].Weekly / 7}
			if d.rng.IntN(3) == 0 {
				l.First += Day(d.rng.IntN(3))
				l.Last = l.First + Day(1+d.rng.IntN(3))
			}
			d.Leave = append(d.Leave, l)
		}
	}
}

// unable gives some people days on which they cannot work: one or two weekdays off, or no nights.
func (d *drawing) unable() {
	first := d.First
	if d.HasPast {
		first = d.PastFirst()
	}
	for n := range d.k.unable {
		i := (1 + 4*n) % len(d.People)
		if n%2 == 1 {
			d.Away = append(d.Away, Away{Person: i, First: first, Last: d.Last(), Shift: len(d.Shifts) - 1})
			continue
		}
		weekday := d.rng.IntN(7)
		for day := first; day <= d.Last(); day++ {
			if day.Weekday() == weekday {
				d.Away = append(d.Away, Away{Person: i, First: day, Last: day, Shift: -1})
			}
		}
	}
}

// bank gives some people duties on other wards that are planned already: in the last period,
// in this one, and on the day after it. Each keeps every rule whatever was worked
// before: none lies in the first days of a period, where what went before could forbid it,
// and each person has one in a period, on a day on which he or she is there.
func (d *drawing) bank() {
	for n := range d.k.bankers {
		i := (7 + 5*n) % len(d.People)
		if d.HasPast {
			d.tryBank(i, d.PastFirst()+Day(4+d.rng.IntN(d.days()-8)))
		}
		d.tryBank(i, d.First+Day(4+d.rng.IntN(d.days()-8)))
		if d.rng.IntN(2) == 0 {
			d.tryBank(i, d.Last()+1)
		}
	}
}

func (d *drawing) tryBank(person int, day Day) {
	if d.there(person, day) {
		d.Bank = append(d.Bank, Bank{person, day})
	}
}

// there reports whether a person could work any shift of a day: employed, neither on leave nor
// away.
func (d *drawing) there(person int, day Day) bool {
	for _, l := range d.Leave {
		if l.Person == person && l.First <= day && day <= l.Last {
			return false
		}
	}
	for _, a := range d.Away {
		if a.Person == person && a.Shift < 0 && a.First <= day && day <= a.Last {
			return false
		}
	}
	return d.People[person].employed(day)
}
