package store

// LeaveStanding is how leave of a person on some days would stand now.
type LeaveStanding struct {
	FirstDay, LastDay Day
	// Code is what stands in the way first, empty for nothing; Day is the first day that does, empty
	// where no single one does.
	Code LeaveCode
	Day  Day
	// Days are what each day takes, Minutes all of them.
	Days    []LeaveDay
	Minutes int
	// Left is what would be left in the leave year in which that is least.
	Left int
	// Little is set where a day has room for just one more.
	Little bool
	// Counted is set where a quota holds on each day, so that the program can say that there is room;
	// Making where the rota of a day is being made.
	Counted, Making bool
}

// AtOnce reports whether the program may agree by itself on a ward that wants that.
func (s *LeaveStanding) AtOnce() bool { return s.Code == "" && s.Counted && !s.Making }

// Stand judges leave of a person on the days first..last: whether it is too late, whether each day has
// room, and whether enough is left, in this order. Whether the person is away already is not looked at.
func (b *LeaveBook) Stand(s *Staff, first, last Day) LeaveStanding {
	out := LeaveStanding{FirstDay: first, LastDay: last, Days: b.Charge(s, first, last), Counted: true}
	out.Minutes = leaveMinutes(out.Days)
	var late, full Day
	for _, d := range out.Days {
		switch b.Room(s, d.Day, d.Minutes) {
		case RoomLate:
			late = earliest(late, d.Day)
		case RoomFull:
			full = earliest(full, d.Day)
		case RoomLittle:
			out.Little = true
		case RoomUnset:
			out.Counted = false
		case RoomEnough:
		}
		out.Making = out.Making || b.Making(d.Day)
	}
	enough := b.enough(s, &out)
	switch {
	case late != "":
		out.Code, out.Day = LeaveTooLate, late
	case full != "":
		out.Code, out.Day = LeaveFull, full
	case !enough:
		out.Code = LeaveNotEnough
	}
	return out
}

func earliest(a, b Day) Day {
	if a == "" {
		return b
	}
	return min(a, b)
}

// enough works out what would be left, and whether each leave year has as much as it takes.
func (b *LeaveBook) enough(s *Staff, out *LeaveStanding) bool {
	enough := true
	for i, d := range out.Days {
		year, end := b.Year(d.Day)
		if i > 0 && d.Day != year {
			continue
		}
		takes := inYear(out.Days, year, end)
		left := b.Balance(s, d.Day).Left - takes
		if i == 0 || left < out.Left {
			out.Left = left
		}
		enough = enough && (takes == 0 || left >= 0)
	}
	return enough
}

// Busy returns a day from first to last on which the person is on leave already or has asked to be,
// other than by the request except; empty where there is none.
func (b *LeaveBook) Busy(s *Staff, first, last Day, except ID) Day {
	for d := first; d <= last; d = d.Add(1) {
		if b.Away(s.ID, d) {
			return d
		}
		for i := range b.Requests {
			if r := &b.Requests[i]; r.StaffID == s.ID && r.ID != except && r.Touches(d, d) {
				return d
			}
		}
	}
	return ""
}

const (
	// nearDays is how far from the days that were asked for others are looked for, in days.
	nearDays = 60
	// nearSpans is how many are offered at most.
	nearSpans = 3
)

// Nearest returns the nearest spans of the same length that would be agreed to as Stand judges, the
// nearest first and of two the earlier first. No two of them share a day. except is the request for which
// they are looked for, whose own days are no obstacle; empty for none.
func (b *LeaveBook) Nearest(s *Staff, first, last Day, except ID) []LeaveStanding {
	length := first.Until(last)
	var out []LeaveStanding
	for off := 1; off <= nearDays && len(out) < nearSpans; off++ {
		for _, from := range []Day{first.Add(-off), first.Add(off)} {
			to := from.Add(length)
			if len(out) == nearSpans || !b.Covers(from, to) || sharesDay(out, from, to) || !s.Employed(from) || !s.Employed(to) || b.Busy(s, from, to, except) != "" {
				continue
			}
			if at := b.Stand(s, from, to); at.Code == "" {
				out = append(out, at)
			}
		}
	}
	return out
}

func sharesDay(spans []LeaveStanding, first, last Day) bool {
	for i := range spans {
		if spans[i].FirstDay <= last && spans[i].LastDay >= first {
			return true
		}
	}
	return false
}
