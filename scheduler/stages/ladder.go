package stages

import (
	"slices"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

const (
	// fewValues is how many values all people's burdens may have together for each to be a bend.
	fewValues = 600
	// steepest is the largest slope of a ladder, so that energies of all levels fit.
	steepest = 1 << 10
	// wideGrowth is how many times as steep each bend of a ladder of rungs is as the one below. They are
	// rungStep apart from rungsBelow what is proved of the largest burden to rungsAbove it.
	wideGrowth                = 1.5
	rungStep   fairness.Milli = 2_000
	rungsBelow fairness.Milli = 16_000
	rungsAbove fairness.Milli = 8_000
)

// values returns all burdens that people can have whatever else they do, rising, as the meter
// counts them; nil where there are more than fewValues of them.
func values(in *nrp.Instance, f *Fair, m *meter) []fairness.Milli {
	has := map[fairness.Milli]bool{}
	weekends := int64(in.Horizon.Days/7 + 2)
	for i, p := range f.People {
		sums := map[fairness.Milli]bool{p.Base: true}
		counts := map[fairness.Kind]int64{fairness.NightDuty: int64(in.Horizon.Days), fairness.WeekendWorked: weekends}
		had := map[int]bool{}
		for k := range in.Requests {
			if q := &in.Requests[k]; q.Staff == i && !had[q.Choice] {
				counts[f.Refusals[k]]++
				had[q.Choice] = q.Choice > 0
			}
		}
		for _, kind := range fairness.Kinds {
			next := map[fairness.Milli]bool{}
			for s := range sums {
				for n := range counts[kind] + 1 {
					next[s+fairness.Milli(n)*m.each[i][kind]] = true
				}
				if len(next) > fewValues {
					return nil
				}
			}
			sums = next
		}
		for s := range sums {
			has[s] = true
		}
	}
	if len(has) > fewValues {
		return nil
	}
	out := make([]fairness.Milli, 0, len(has))
	for v := range has {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// steep returns bends below the largest of some burdens, at the values that they can have, as
// many as slopes up to steepest allow: one person at a value costs more than all people at the
// value below.
func steep(all []fairness.Milli, largest fairness.Milli, people int, unit fairness.Milli) []bend {
	top, _ := slices.BinarySearch(all, largest)
	for n := top; n > 0; n-- {
		if bends := steps(all[top-n:min(top+1, len(all))], int64(people), unit); bends != nil {
			return bends
		}
	}
	return []bend{{at: largest - 1, slope: 1}}
}

// steps returns the bends of a window of rising values; nil where one is too steep.
func steps(window []fairness.Milli, people int64, unit fairness.Milli) []bend {
	var out []bend
	cost, slope := int64(0), int64(0)
	for j := 1; j < len(window); j++ {
		gap := max(1, int64((window[j]-window[j-1])/unit))
		// At this value one person is to cost more than people times the cost at the value before.
		more := (people*cost + 1 - cost + gap - 1) / gap
		if next := max(slope, more); next > slope {
			out = append(out, bend{at: window[j-1], slope: next - slope})
			slope = next
		}
		if slope > steepest {
			return nil
		}
		cost += slope * gap
	}
	return out
}

// rungs returns bends from below what is proved of the largest burden up to the largest: even where nearly
// everybody may come to stand, wider apart beyond, each wideGrowth times as steep as the one below.
func rungs(largest, least, unit fairness.Milli) []bend {
	top := largest - unit
	var out []bend
	step, slope, sum := rungStep, 1.0, int64(0)
	for at := least - rungsBelow; at < top; at += step {
		if s := int64(slope); s > sum && s <= steepest {
			out = append(out, bend{at: at, slope: s - sum})
			sum = s
		}
		slope *= wideGrowth
		if at >= least+rungsAbove {
			step += step / 2
		}
	}
	if len(out) == 0 {
		out = append(out, bend{at: top, slope: 1})
	}
	return out
}
