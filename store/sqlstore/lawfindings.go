package sqlstore

import (
	"slices"
	"time"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/planner"
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// assessedFindings are the findings of both referees, those of the law first.
func assessedFindings(p *planner.Problem, a *planner.Assessment) store.Findings {
	first := findingsOf(p, a.Violations)
	return withoutHome(p, append(lawFindings(p, &a.Law, first), first...))
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
		if !slices.ContainsFunc(first, func(x store.Finding) bool { return foundBoth(&f, &x) }) {
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
	return r == law.DailyRest || r == law.AverageWeek || r == law.TwoPlaces || r == law.OnAbsence
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
	if b.Rule == law.DailyRest {
		about = b.To
	}
	first, last := store.Day(p.FirstDay), store.Day(p.FirstDay).Add(p.Instance.Horizon.Days-1)
	f.Day = min(max(store.DayOf(time.Unix(int64(about)*60, 0), zone), first), last)
	return f
}

// foundBoth reports whether a finding of the law is one that the first referee has too, of the same
// person: short rest on the same day or before the next rota, weekly rest in the same weeks, a mean week that is too long, work on an absence, two duties on a day.
func foundBoth(of, first *store.Finding) bool {
	rule := law.Rule(of.Rule[len(store.LawPrefix):])
	if of.StaffID != first.StaffID || first.Level != nrp.LevelHard.String() {
		return false
	}
	if rule == law.WeeklyRest {
		// The one names the first day of the period, the other its last.
		return first.Rule == string(nrp.RuleRespite) && of.Day <= first.Day && first.Day < of.Day.Add(14)
	}
	if rule == law.AverageWeek {
		// The one tells the worst period, the other each one that it holds; nothing worse is left out.
		_, _, mean := store.ParseMeanWeek(first.Name)
		return mean && first.Rule == string(nrp.RuleCounter) && first.Amount >= of.Amount
	}
	if of.Day != first.Day {
		return false
	}
	switch rule {
	case law.DailyRest:
		return first.Rule == string(nrp.RuleRest) || first.Rule == string(nrp.RuleUnavailable) && first.Name == store.RestBeforeNext
	case law.OnAbsence:
		return first.Rule == string(nrp.RuleUnavailable) && first.Name != store.RestBeforeNext
	case law.TwoPlaces:
		return first.Rule == string(nrp.RuleFixed) || first.Rule == string(nrp.RuleRest)
	case law.LongDuty, law.WeeklyRest, law.AverageWeek, law.NightAverage, law.HazardDay, law.Break, law.YoungDay, law.YoungWeek, law.YoungNight:
	}
	return false
}
