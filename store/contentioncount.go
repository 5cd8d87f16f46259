package store

// ContentionRows is what the asks of a period are counted against.
type ContentionRows struct {
	Period      RosterPeriod
	Shifts      []Shift
	Demand      []Demand
	Staff       []Staff
	Leave       []Leave
	Away        []Availability
	Preferences []Preference
}

// CountContention counts for each day of the period the people who ask for a day off, against those
// who are at work on the ward and not needed for its minimum, and for each kind of shift wanted
// on the day the people who ask for it, against the duties that the ward would like to fill. Asks to
// work any shift, and not to work one, leave too much open to count for anything.
func (r *ContentionRows) CountContention() []Wanted {
	kind := map[ID]ShiftKind{}
	for _, s := range r.Shifts {
		kind[s.ID] = s.Kind
	}
	type want struct {
		day  Day
		want string
	}
	asking := map[want]map[ID]bool{}
	for _, p := range r.Preferences {
		w := want{p.Day, ""}
		switch p.Kind {
		case DayOff:
			w.want = WantOff
		case ShiftOn:
			w.want = string(kind[p.ShiftID])
		case KindOn:
			w.want = string(p.ShiftKind)
		case DayOn, ShiftOff:
			continue
		}
		if asking[w] == nil {
			asking[w] = map[ID]bool{}
		}
		asking[w][p.StaffID] = true
	}
	needed, wished := map[Day]int{}, map[want]int{}
	for _, d := range r.Demand {
		needed[d.Day] += d.Min
		wished[want{d.Day, string(kind[d.ShiftID])}] += d.Preferred
	}
	out := []Wanted{}
	for day := r.Period.FirstDay; day <= r.Period.LastDay; day = day.Add(1) {
		out = append(out, Wanted{day, WantOff, len(asking[want{day, WantOff}]), r.present(day) - needed[day]})
		for _, k := range ShiftKinds {
			w := want{day, string(k)}
			if wished[w] > 0 {
				out = append(out, Wanted{day, w.want, len(asking[w]), wished[w]})
			}
		}
	}
	return out
}

// present counts the people who could be asked to work on a day.
func (r *ContentionRows) present(day Day) int {
	absent := map[ID]bool{}
	for _, l := range r.Leave {
		if l.FirstDay <= day && day <= l.LastDay {
			absent[l.StaffID] = true
		}
	}
	for _, a := range r.Away {
		if a.ShiftID == "" && a.FirstDay <= day && day <= a.LastDay {
			absent[a.StaffID] = true
		}
	}
	n := 0
	for i := range r.Staff {
		if s := &r.Staff[i]; s.Employed(day) && !absent[s.ID] {
			n++
		}
	}
	return n
}
