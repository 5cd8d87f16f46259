package sqlstore

import (
	"cmp"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// people takes the staff who are employed on some day of the period.
func (b *problemBuilder) people() error {
	p := &b.rows.Period
	for _, s := range b.rows.Staff {
		if (s.FirstDay == "" || s.FirstDay <= p.LastDay) && (s.LastDay == "" || s.LastDay >= p.FirstDay) {
			b.staff = append(b.staff, s)
		}
	}
	slices.SortFunc(b.staff, func(x, y store.Staff) int { return cmp.Compare(x.Number, y.Number) })
	b.staffOf = map[store.ID]nrp.StaffIdx{}
	for i, s := range b.staff {
		b.staffOf[s.ID] = i
		b.out.StaffIDs = append(b.out.StaffIDs, string(s.ID))
	}
	lines, ahead := b.histories(), b.busyAhead()
	b.known, b.mean = b.knowWork(), make([]meanCounters, len(b.staff))
	for i := range b.staff {
		s := &b.staff[i]
		contract := slices.IndexFunc(b.contract, func(c store.Contract) bool { return c.ID == s.ContractID })
		if contract < 0 {
			return problemFault("staff member %s has a contract of another ward; give them one of this ward", s.Number)
		}
		contract, err := b.contractOf(s, contract, ahead[i])
		if err != nil {
			return err
		}
		x := nrp.Staff{ID: s.Number, Contract: contract, History: lines[i]}
		b.skillsOf(s, &x)
		x.CounterBase = b.counterBase(s, contract, lines[i])
		b.inst.Staff = append(b.inst.Staff, x)
	}
	return nil
}

// skillsOf sets the skills held on the first day or later, with their ends.
func (b *problemBuilder) skillsOf(s *store.Staff, x *nrp.Staff) {
	type held struct {
		skill nrp.SkillIdx
		until nrp.DayIdx
	}
	var skills []held
	ends, days := false, b.inst.Horizon.Days
	for _, k := range s.Skills {
		h := held{b.skillOf[k.SkillID], days}
		if k.LastDay != "" && b.day(k.LastDay)+1 < days {
			h.until = b.day(k.LastDay) + 1
		}
		if h.until > 0 {
			skills = append(skills, h)
			ends = ends || h.until < days
		}
	}
	slices.SortFunc(skills, func(x, y held) int { return cmp.Compare(x.skill, y.skill) })
	for _, h := range skills {
		x.Skills = append(x.Skills, h.skill)
		if ends {
			x.SkillUntil = append(x.SkillUntil, h.until)
		}
	}
}

// counterBase is what each counter of the contract stands at before day 0: credited
// minutes and imported totals, imported weekends, the minutes of the first week that
// were worked before day 0, known work of the reference periods of the mean week. nil where
// all is zero.
func (b *problemBuilder) counterBase(s *store.Staff, contract int, past nrp.History) []int64 {
	var imported store.History
	if b.rows.Past == nil {
		for _, h := range b.rows.History {
			if h.StaffID == s.ID {
				imported = h
			}
		}
	}
	counters, mean := b.inst.Contracts[contract].Counters, b.mean[b.staffOf[s.ID]].base
	base := make([]int64, 0, len(counters))
	for i := range counters[:len(counters)-len(mean)] {
		c := &counters[i]
		var n int64
		switch {
		case c.Kind == nrp.CountWeekends:
			n = int64(imported.Weekends)
		case c.To == 0:
			n = int64(imported.Total)
			if b.rows.Rules.Measure == store.Minutes {
				n += b.creditedMinutes(s) + b.offContract(s.ID)
			}
		case c.From == 0 && past.Known:
			back := min(b.inst.Horizon.FirstWeekday, len(past.Line))
			for _, shift := range past.Line[len(past.Line)-back:] {
				if shift != nrp.NoShift {
					n += int64(b.inst.Shifts[shift].Minutes)
				}
			}
		}
		if c.Kind == nrp.CountAmounts && c.To != 0 {
			n += b.besideMinutes(s.ID, c.From, c.To)
		}
		base = append(base, n)
	}
	base = append(base, mean...)
	if !slices.ContainsFunc(base, func(n int64) bool { return n != 0 }) {
		return nil
	}
	return base
}

// creditedMinutes are those of leave within the period and, for days on which the
// person is not employed, a seventh of the agreed week each, so that the contract's
// totals shrink with the time employed.
func (b *problemBuilder) creditedMinutes(s *store.Staff) int64 {
	credit := make([]int64, b.inst.Horizon.Days)
	for _, l := range b.rows.Leaves {
		if l.StaffID == s.ID {
			for d := max(b.day(l.FirstDay), 0); d <= min(b.day(l.LastDay), len(credit)-1); d++ {
				credit[d] = max(credit[d], int64(l.CreditMinutes))
			}
		}
	}
	var total, gone int64
	for d := range credit {
		if b.employed(s, d) {
			total += credit[d]
		} else {
			gone++
		}
	}
	i := slices.IndexFunc(b.contract, func(c store.Contract) bool { return c.ID == s.ContractID })
	return total + gone*int64(b.contract[i].WeeklyMinutes)/7
}

// employed reports whether the person is employed on a day of the horizon.
func (b *problemBuilder) employed(s *store.Staff, d nrp.DayIdx) bool {
	day := b.rows.Period.FirstDay.Add(d)
	return (s.FirstDay == "" || s.FirstDay <= day) && (s.LastDay == "" || day <= s.LastDay)
}
