// Package explain says why a preference was not met.
//
// InThisRota looks at one finished rota only: the cell that the preference is about is
// changed so that it is met, everything else stays as it is, and the rules that this would
// newly break are the reason (ScopeInThisRota).
//
// Explain looks beyond: is there another rota that meets the preference and is as good? Its
// answer is the best rota with the preference met, compared with the one at hand level by
// level. The first level at which it is worse is the decisive one, and what must be paid
// there names the reason (Code). There are three ways to it:
//
//   - The person's own line alone cannot hold the preference: every cell that would meet it
//     is forbidden, or the line, solved alone with the cell forced and nothing else asked of it,
//     breaks the law. This is proved, whatever everybody else does.
//   - The instance is solved anew with the preference forced: some people's lines with everybody else's held, at first and again
//     where the whole is not enough; as a whole where it is small, and where time is left for what is not proved yet. A solve of
//     the whole has a bound; where that bound is above the rota at hand at the decisive level, the reason is proved.
//   - scheduler.Series.Force makes the whole problem converge once for all preferences that one level decides, and from there
//     once more with each of them forced: a bound that proves more than the whole solve's, or a rota that leaves a level
//     further down to decide, which is looked at next.
//
// A proof also needs that nothing is better than the rota at hand at the levels above the
// decisive one, which the bound of the solve says (settledAbove). Where a forced solve finds a
// better rota, the one at hand does not stand: the better one takes its place and is explained.
// As scores can only fall so often, this ends. What is neither proved nor examined says so
// (BestFound, NotExamined).
//
// A Nearest preference is one for which a rota was found that is at no level down to that of the one refused worse than
// the one at hand (had it been asked for, what comes after would have paid for it), meets everything that this one meets, and has passed the referee. For a day of a plan it is
// the whole plan on other days.
//
// Lawful rosters are those that the solver may make: no absence, fixed cell or skill that
// is law is broken.
//
//	rep, err := explain.Explain(ctx, inst, res.Roster, res.Bound, explain.Options{TimeLimit: 20 * time.Second, Clock: time.Now})
//	for _, why := range rep.Reasons {
//		// why.Code, why.Proof, why.Cost, why.Nearest
//	}
package explain
