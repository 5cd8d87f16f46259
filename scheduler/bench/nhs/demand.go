package nhs

// weights say how the people wanted on a day divide among its shifts, on Monday to Friday and
// at the weekend.
var weights = map[string][2]int{"E": {8, 6}, "L": {7, 6}, "LD": {9, 8}, "T": {3, 2}, "V": {2, 2}, "N": {7, 7}}

// demand asks registered nurses and support staff for as many hours as the ward has at its
// level of staffing, leave taken off. Learners are wanted beside them and never needed.
func (d *drawing) demand() {
	bands := bandsOf[d.k.bands]
	for group := range bands {
		lowest := bands[group][len(bands[group])-1]
		people := d.spread(d.hours(group == 1) * 100 / d.k.staffing)
		for weekday := range 7 {
			for s := range d.Shifts {
				d.wanted(weekday, s, people[weekday][s], bands[group], lowest, group == 0)
			}
		}
	}
	if d.k.learners > 0 {
		for weekday := range 5 {
			d.Demand = append(d.Demand, Demand{Weekday: weekday, Shift: 0, Skill: d.skill[learning], Preferred: 1, Max: d.k.learners})
		}
	}
}

// wanted asks for n people of a group in one shift of a weekday. Of three or more one is of a
// higher band by day, and of two nurses one has the competency where the ward knows it.
func (d *drawing) wanted(weekday, s, n int, bands []string, lowest string, registered bool) {
	row := func(code string, n, more, most int) {
		if n+more > 0 {
			d.Demand = append(d.Demand, Demand{Weekday: weekday, Shift: s, Skill: d.skill[code], Min: n, Preferred: n + more, Max: n + more + most})
		}
	}
	byDay := d.Shifts[s].Kind != "night"
	if n >= 3 && byDay && weekday < 5 && len(bands) > 1 {
		row(bands[len(bands)-2], 1, 0, 1)
		n--
	}
	if registered && d.k.competency && n >= 2 && byDay {
		row(competency, 1, 0, 1)
		n--
	}
	more := 0
	if d.rng.IntN(3) == 0 {
		more = 1
	}
	row(lowest, n, more, 1+d.rng.IntN(2))
}

// hours is the paid time that a group has in a week of the period on average, leave and
// learners left out, minutes.
func (d *drawing) hours(support bool) int {
	total := 0
	for i := range d.People {
		p := &d.People[i]
		if d.support[i] != support || d.learner[i] {
			continue
		}
		for day := d.First; day <= d.Last(); day++ {
			if p.employed(day) {
				total += d.Contracts[p.Contract].Weekly / 7
			}
		}
		for _, l := range d.Leave {
			if l.Person != i {
				continue
			}
			for day := max(l.First, d.First); day <= min(l.Last, d.Last()); day++ {
				total -= l.Credit
			}
		}
	}
	return max(total, 0) / d.Weeks
}

// spread divides minutes a week among weekdays and shifts by their weights, in whole people; what
// is left over from one day goes to the next. [weekday][shift]
func (d *drawing) spread(minutes int) [7][]int {
	total := 0
	for weekday := range 7 {
		for _, s := range d.Shifts {
			total += weights[s.Code][weekday/5] * s.Paid
		}
	}
	var out [7][]int
	left := make([]int, len(d.Shifts))
	for s := range left {
		left[s] = d.rng.IntN(total)
	}
	for weekday := range 7 {
		out[weekday] = make([]int, len(d.Shifts))
		for s, shift := range d.Shifts {
			left[s] += minutes * weights[shift.Code][weekday/5]
			out[weekday][s] = left[s] / total
			left[s] %= total
		}
	}
	return out
}
