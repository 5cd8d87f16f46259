package nhs

// asks draws preferences: up to two a week and person, for a day each. As many as
// the ward's conflict says want the same few days off, most of them at weekends.
func (d *drawing) asks() {
	var wanted []Day
	for range 2 + d.rng.IntN(3) {
		day := d.First + Day(d.rng.IntN(d.days()))
		if d.rng.IntN(4) > 0 {
			day = day.Monday() + Day(5+d.rng.IntN(2))
		}
		if day >= d.First && day <= d.Last() {
			wanted = append(wanted, day)
		}
	}
	for i := range d.People {
		taken, tokens := map[Day]bool{}, 0
		for range d.rng.IntN(2*d.Weeks + 1) {
			a := d.anyAsk(i)
			if len(wanted) > 0 && d.rng.IntN(100) < d.k.conflict {
				a = Ask{Person: i, Day: wanted[d.rng.IntN(len(wanted))], Kind: "day_off", Shift: -1, Strength: 1 + d.rng.IntN(3)}
			}
			if taken[a.Day] || !d.there(i, a.Day) {
				continue
			}
			taken[a.Day] = true
			if d.k.contestedTokens && a.Kind == "day_off" && tokens < 2 && d.rng.IntN(4) == 0 {
				a.Token = true
				tokens++
			}
			d.Asks = append(d.Asks, a)
		}
	}
}

// anyAsk draws what is asked for: a day off two times of three.
func (d *drawing) anyAsk(person int) Ask {
	a := Ask{Person: person, Day: d.First + Day(d.rng.IntN(d.days())), Kind: "day_off", Shift: -1, Strength: 1 + d.rng.IntN(3)}
	s := d.rng.IntN(len(d.Shifts))
	switch d.rng.IntN(12) {
	case 0:
		a.Kind = "day_on"
	case 1:
		a.Kind, a.Shift = "shift_on", s
	case 2:
		a.Kind, a.Shift = "shift_off", s
	case 3:
		a.Kind, a.ShiftKind = "kind", d.Shifts[s].Kind
	}
	return a
}
