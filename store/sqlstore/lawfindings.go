package sqlstore

import (
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// assessedFindings are the findings of both referees, those of the law first. A breach that both find
// is told once: as the first referee's, whose words name the rule set, but of the limits of somebody under
// 18 as the law's, which nobody can override.
func assessedFindings(p *planner.Problem, a *planner.Assessment) store.Findings {
	first := findingsOf(p, a.Violations)
	second := lawFindings(p, &a.Law, first)
	first = slices.DeleteFunc(first, func(x store.Finding) bool {
		return slices.ContainsFunc(second, func(f store.Finding) bool { return f.OfYoungLaw() && foundBoth(&f, &x) })
	})
	return withoutHome(p, append(second, first...))
}

// LawFindings are what the second referee alone finds in a roster of the problem.
func LawFindings(p *planner.Problem, r nrp.Roster) (store.Findings, error) {
	a, err := planner.Judge(p, r)
	if err != nil {
		return nil, &store.Error{Kind: store.Internal, Op: "judge roster", Err: err}
	}
	return lawFindings(p, &a.Law, findingsOf(p, a.Violations)), nil
}

// lawFindings turns breaches of the law into findings. Those that the rota makes and that
// the law has no second form of stand in the way of publication; the others are shown
// (decision 0015). What the first referee has found already is left out.
func lawFindings(p *planner.Problem, l *planner.Lawful, first store.Findings) store.Findings {
	out := store.Findings{}
	for _, b := range l.Made {
		level := nrp.LevelRest
		if lawBlocks(b.Rule) {
			level = nrp.LevelHard
		}
		f := lawFinding(p, b, level)
		if f.OfYoungLaw() || !slices.ContainsFunc(first, func(x store.Finding) bool { return foundBoth(&f, &x) }) {
			out = append(out, f)
		}
	}
	for _, b := range l.Given {
		out = append(out, lawFinding(p, b, nrp.LevelRest))
	}
	return out
}

// lawBlocks reports whether a rota that makes a breach of the rule may be published only where
// a named person overrides it, or not at all.
func lawBlocks(r law.Rule) bool {
	switch r {
	case law.DailyRest, law.AverageWeek, law.NightAverage, law.HazardDay, law.TwoPlaces, law.OnAbsence:
		return true
	case law.LongDuty, law.WeeklyRest, law.Break, law.YoungDay, law.YoungWeek, law.YoungNight, law.YoungRest, law.YoungWeeklyRest:
	}
	return r.Young()
}

// lawFinding is a breach in ids. Its name is the breach in words; its day the one on which the duty
// begins that the breach is about, or the first one of the period. It costs nothing in the score,
// which is the optimiser's.
func lawFinding(p *planner.Problem, b law.Breach, level nrp.Level) store.Finding {
	zone := p.Law.Around.Zone
	f := store.Finding{Rule: store.LawPrefix + string(b.Rule), Name: b.Sentence(zone), Level: level.String(), Amount: int64(b.Excess())}
	for i := range p.Instance.Staff {
		if p.Instance.Staff[i].ID == b.Person {
			f.StaffID = store.ID(p.StaffIDs[i])
		}
	}
	about := b.From
	if b.Rule == law.DailyRest || b.Rule == law.YoungRest {
		about = b.To
	}
	first, last := store.Day(p.FirstDay), store.Day(p.FirstDay).Add(p.Instance.Horizon.Days-1)
	f.Day = min(max(store.DayOf(time.Unix(int64(about)*60, 0), zone), first), last)
	return f
}

// foundBoth reports whether a finding of the law is one that the first referee has too, of the same
// person: short rest on the same day or before the next rota, weekly rest in the same weeks, a mean that is
// too long, work on an absence, two duties on a day, and what those under 18 and night workers may not do.
func foundBoth(of, first *store.Finding) bool {
	rule := law.Rule(of.Rule[len(store.LawPrefix):])
	if of.StaffID != first.StaffID || first.Level != nrp.LevelHard.String() {
		return false
	}
	switch rule {
	case law.WeeklyRest:
		// The one names the first day of the period, the other its last.
		return is(first, nrp.RuleRespite, "") && !store.OfYoung(first.Name) && of.Day <= first.Day && first.Day < of.Day.Add(14)
	case law.YoungWeeklyRest:
		return of.Day <= first.Day && first.Day < of.Day.Add(7) && (is(first, nrp.RuleRespite, store.YoungWeeklyRest) || is(first, nrp.RuleUnavailable, store.YoungWeeklyRest))
	case law.AverageWeek, law.NightAverage:
		return foundMean(rule, of, first)
	case law.YoungWeek:
		monday, week := store.ParseYoungWeek(first.Name)
		return week && monday <= of.Day && of.Day < monday.Add(7)
	case law.HazardDay:
		// The 24 hours may begin on the day before, and end on the day after.
		return (is(first, nrp.RuleUnavailable, store.HazardNight) || is(first, nrp.RulePattern, store.HazardNight)) && of.Day.Add(-1) <= first.Day && first.Day <= of.Day.Add(2)
	case law.DailyRest, law.OnAbsence, law.TwoPlaces, law.LongDuty, law.Break, law.YoungDay, law.YoungNight, law.YoungRest:
	}
	return of.Day == first.Day && foundThatDay(rule, first)
}

// foundThatDay is foundBoth for rules of one day.
func foundThatDay(rule law.Rule, first *store.Finding) bool {
	switch rule {
	case law.DailyRest:
		return is(first, nrp.RuleRest, "") || is(first, nrp.RuleUnavailable, store.RestBeforeNext)
	case law.YoungRest:
		return is(first, nrp.RuleRest, store.YoungRest) || is(first, nrp.RuleUnavailable, store.RestBeforeNext)
	case law.OnAbsence:
		return first.Rule == string(nrp.RuleUnavailable) && first.Name == ""
	case law.TwoPlaces:
		return is(first, nrp.RuleFixed, "") || is(first, nrp.RuleRest, "")
	case law.YoungDay:
		return is(first, nrp.RuleUnavailable, store.YoungLong)
	case law.YoungNight:
		return is(first, nrp.RuleUnavailable, store.YoungNight)
	case law.LongDuty, law.WeeklyRest, law.AverageWeek, law.NightAverage, law.HazardDay, law.Break, law.YoungWeek, law.YoungWeeklyRest:
	}
	return false
}

// foundMean is foundBoth for averages. The one tells the worst period, the other each one that it
// holds; nothing worse is left out. Where the mean week holds it implies a night worker's average, which
// then has no counter of its own.
func foundMean(rule law.Rule, of, first *store.Finding) bool {
	_, _, mean := store.ParseMeanWeek(first.Name)
	_, _, night := store.ParseNightMean(first.Name)
	return first.Rule == string(nrp.RuleCounter) && (mean || night && rule == law.NightAverage) && first.Amount >= of.Amount
}

// is reports whether a finding is of a rule, and of a name unless that is empty.
func is(f *store.Finding, rule nrp.RuleCode, name string) bool {
	return f.Rule == string(rule) && (name == "" || f.Name == name)
}
