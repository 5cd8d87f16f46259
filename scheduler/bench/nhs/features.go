package nhs

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Feature names something that a ward has.
type Feature string

// features tell whether a ward has them, in the order in which they are reported.
var features = []struct {
	name Feature
	has  func(w *Ward) bool
}{
	{"3_bands", func(w *Ward) bool { return w.bands() == 3 }},
	{"4_bands", func(w *Ward) bool { return w.bands() == 4 }},
	{"5_bands", func(w *Ward) bool { return w.bands() == 5 }},
	{"competency", func(w *Ward) bool { return slices.Contains(w.Skills, competency) }},
	{"skill_ends", func(w *Ward) bool {
		return w.anyone(func(p *Person) bool {
			return slices.ContainsFunc(p.Skills, func(k Held) bool { return k.Until >= w.First && k.Until < w.Last() })
		})
	}},
	{"learners", func(w *Ward) bool { return slices.Contains(w.Skills, learning) }},
	{"part_timers", func(w *Ward) bool {
		return w.anyone(func(p *Person) bool { return w.Contracts[p.Contract].Weekly < 2250 })
	}},
	{"own_limits", func(w *Ward) bool {
		return w.anyone(func(p *Person) bool { return p.WeekMost > 0 || p.NightsInARow > 0 })
	}},
	{"starter", func(w *Ward) bool { return w.anyone(func(p *Person) bool { return p.From > w.First }) }},
	{"leaver", func(w *Ward) bool {
		return w.anyone(func(p *Person) bool { return p.To >= w.First && p.To < w.Last() })
	}},
	{"unavailable_days", func(w *Ward) bool { return slices.ContainsFunc(w.Away, func(a Away) bool { return a.Shift < 0 }) }},
	{"unavailable_nights", func(w *Ward) bool { return slices.ContainsFunc(w.Away, func(a Away) bool { return a.Shift >= 0 }) }},
	{"agreed_day_off", func(w *Ward) bool { return w.agrees(AgreedOff) }},
	{"agreed_only", func(w *Ward) bool { return w.agrees(AgreedOnly) }},
	{"agreed_never", func(w *Ward) bool { return w.agrees(AgreedNever) }},
	{"agreement_ends", func(w *Ward) bool {
		return slices.ContainsFunc(w.Agreed, func(a Agreed) bool { return a.Last >= w.First && a.Last < w.Last() })
	}},
	{"under_18", func(w *Ward) bool { return w.under(Young, w.First) }},
	{"becomes_adult", func(w *Ward) bool {
		return slices.ContainsFunc(w.Terms, func(t Term) bool { return t.Kind == Young && t.Until > w.First && t.Until <= w.Last() })
	}},
	{"opt_out", func(w *Ward) bool { return w.anyDay(func(d Day) bool { return w.under(OptOut, d) }) }},
	{"opt_out_ends", func(w *Ward) bool {
		return slices.ContainsFunc(w.Terms, func(t Term) bool { return t.Kind == OptOut && t.Until > w.First && t.Until <= w.Last() })
	}},
	{"night_worker", func(w *Ward) bool { return w.under(NightWorker, w.First) || w.under(NightWorker, w.Last()) }},
	{"opted_out_night_worker", func(w *Ward) bool {
		return slices.ContainsFunc(w.Terms, func(t Term) bool {
			return t.Kind == OptOut && w.anyDay(func(d Day) bool { return t.on(d) && w.holds(t.Person, NightWorker, d) })
		})
	}},
	{"hazard", func(w *Ward) bool {
		return slices.ContainsFunc(w.Shifts, func(s Shift) bool { return s.Hazard }) && (w.under(NightWorker, w.First) || w.under(NightWorker, w.Last()))
	}},
	{"breaks_known", func(w *Ward) bool { return slices.ContainsFunc(w.Shifts, func(s Shift) bool { return s.Break >= 0 }) }},
	{"began_before", func(w *Ward) bool {
		return w.anyone(func(p *Person) bool { return p.From > 0 && p.From <= w.First })
	}},
	{"clock_change_before", func(w *Ward) bool {
		for d := w.PastFirst(); w.HasPast && d < w.First; d++ {
			if d.minutes(w.Zone) != 1440 {
				return true
			}
		}
		return false
	}},
	{"leave", func(w *Ward) bool {
		return slices.ContainsFunc(w.Leave, func(l Leave) bool { return l.Last >= w.First && l.First <= w.Last() })
	}},
	{"history", func(w *Ward) bool { return w.HasPast }},
	{"no_history", func(w *Ward) bool { return !w.HasPast }},
	{"bank_shift", func(w *Ward) bool {
		return slices.ContainsFunc(w.Bank, func(b Bank) bool { return b.Day >= w.First && b.Day <= w.Last() })
	}},
	{"bank_shift_next_day", func(w *Ward) bool {
		return slices.ContainsFunc(w.Bank, func(b Bank) bool { return b.Day == w.Last()+1 })
	}},
	{"spring_forward", func(w *Ward) bool { return w.anyDay(func(d Day) bool { return d.minutes(w.Zone) < 1440 }) }},
	{"autumn_back", func(w *Ward) bool { return w.anyDay(func(d Day) bool { return d.minutes(w.Zone) > 1440 }) }},
	{"quiet_bank_holiday", func(w *Ward) bool { return w.anyDay(func(d Day) bool { return len(w.Quieter(d)) > 0 }) }},
	{"split_week", func(w *Ward) bool { return w.First.Weekday() != 0 }},
	{"understaffed", func(w *Ward) bool { have, want := w.balance(); return have*100 < want*90 }},
	{"well_staffed", func(w *Ward) bool { have, want := w.balance(); return have >= want }},
	{"contested", (*Ward).contested},
	{"tokens", func(w *Ward) bool { return slices.ContainsFunc(w.Asks, func(a Ask) bool { return a.Token }) }},
	{"both_or_neither", func(w *Ward) bool { return w.chooses(func(plans []int) bool { return slices.Max(plans) > 1 }) }},
	{"plan_b", func(w *Ward) bool { return w.chooses(func(plans []int) bool { return plans[0]*plans[1] > 0 }) }},
	{"plan_c", func(w *Ward) bool { return w.chooses(func(plans []int) bool { return plans[0]*plans[1]*plans[2] > 0 }) }},
	{"successions", func(w *Ward) bool { return len(w.Rules.Successions) > 0 }},
	{"hard_rest_after_nights", func(w *Ward) bool { return w.Rules.HardAfterNights }},
	{"long_days", func(w *Ward) bool {
		return slices.ContainsFunc(w.Shifts, func(s Shift) bool { return s.Kind == "long_day" })
	}},
	{"short_shifts_only", func(w *Ward) bool {
		return !slices.ContainsFunc(w.Shifts, func(s Shift) bool { return s.Kind == "long_day" })
	}},
	{"apart", func(w *Ward) bool {
		return slices.ContainsFunc(w.Pairs, func(p Pair) bool { return p.Apart && w.meets(p.First, p.Last) })
	}},
	{"together", func(w *Ward) bool {
		return slices.ContainsFunc(w.Pairs, func(p Pair) bool { return !p.Apart && w.meets(p.First, p.Last) })
	}},
	{"must_together", func(w *Ward) bool {
		return slices.ContainsFunc(w.Pairs, func(p Pair) bool { return !p.Apart && p.Strength == Must && w.meets(p.First, p.Last) })
	}},
	{"supervised", func(w *Ward) bool {
		return slices.ContainsFunc(w.Learners, func(l Learner) bool { return w.meets(l.First, l.Last) })
	}},
	{"supernumerary", func(w *Ward) bool {
		return slices.ContainsFunc(w.Supernumerary, func(s Supernumerary) bool { return w.meets(s.First, s.Last) })
	}},
	{"in_charge", func(w *Ward) bool { return slices.Contains(w.Skills, inCharge) }},
	{"twilight", func(w *Ward) bool {
		return slices.ContainsFunc(w.Shifts, func(s Shift) bool { return s.Kind == "other" })
	}},
}

// AllFeatures are the names of all features, in their order.
func AllFeatures() []Feature {
	out := make([]Feature, len(features))
	for i, f := range features {
		out[i] = f.name
	}
	return out
}

// Features returns what the ward has, in the order of AllFeatures.
func (w *Ward) Features() []Feature {
	var out []Feature
	for _, f := range features {
		if f.has(w) {
			out = append(out, f.name)
		}
	}
	return out
}

// agrees reports whether an agreement that holds in the period has a day with a rule.
func (w *Ward) agrees(rule AgreedRule) bool {
	return slices.ContainsFunc(w.Agreed, func(a Agreed) bool {
		return w.meets(a.First, a.Last) && slices.ContainsFunc(a.Days, func(d AgreedDay) bool { return d.Rule == rule })
	})
}

// chooses reports whether a choice of somebody is like this; plans has the number of asks of each plan.
func (w *Ward) chooses(like func(plans []int) bool) bool {
	of := map[[2]int][]int{}
	for _, a := range w.Asks {
		if key := [2]int{a.Person, a.Choice}; a.Choice > 0 {
			if of[key] == nil {
				of[key] = make([]int, nrp.MaxPlans)
			}
			of[key][a.Plan-1]++
		}
	}
	for _, plans := range of {
		if like(plans) {
			return true
		}
	}
	return false
}

// under reports whether a term of a kind holds for somebody on a day.
func (w *Ward) under(kind TermKind, d Day) bool {
	return slices.ContainsFunc(w.Terms, func(t Term) bool { return t.Kind == kind && t.on(d) })
}

// meets reports whether a span of days, its last one 0 for no end, has a day of the period.
func (w *Ward) meets(first, last Day) bool {
	return first <= w.Last() && (last == 0 || last >= w.First)
}

func (w *Ward) anyone(has func(p *Person) bool) bool {
	for i := range w.People {
		if has(&w.People[i]) {
			return true
		}
	}
	return false
}

func (w *Ward) anyDay(has func(d Day) bool) bool {
	for d := w.First; d <= w.Last(); d++ {
		if has(d) {
			return true
		}
	}
	return false
}

// bands is the number of skills that are bands.
func (w *Ward) bands() int {
	n := 0
	for _, code := range w.Skills {
		if code != competency && code != learning && code != inCharge {
			n++
		}
	}
	return n
}

// balance returns the paid time that contracts give in the period and what minimum cover
// wants, minutes.
func (w *Ward) balance() (have, want int) {
	for d := w.First; d <= w.Last(); d++ {
		for i := range w.People {
			if p := &w.People[i]; p.employed(d) {
				have += w.Contracts[p.Contract].Weekly / 7
			}
		}
		for _, l := range w.Leave {
			if l.First <= d && d <= l.Last {
				have -= l.Credit
			}
		}
		for _, row := range w.demandOn(d) {
			if !row.Held {
				want += row.Min * w.Shifts[row.Shift].Paid
			}
		}
	}
	return have, want
}

// contested reports whether a third of the people want one and the same day off.
func (w *Ward) contested() bool {
	asks := map[Day]int{}
	for _, a := range w.Asks {
		if a.Kind == "day_off" {
			asks[a.Day]++
		}
	}
	for _, n := range asks {
		if 3*n >= len(w.People) {
			return true
		}
	}
	return false
}
