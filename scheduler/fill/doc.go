// Package fill says who could take a duty of a rota that is out already, and what it would do
// to them: a gap that nobody works, a duty that somebody gives away, two duties that two people
// exchange.
//
// A Change is a set of cells, each with what it becomes; everything else stays. A Judge holds
// one ward and its rota and tries changes on it. A change is legal if
//
//   - no cell of it has begun, and nobody is to work two shifts on one day,
//   - it adds nothing to any hard rule (package rules, which the optimiser goes by, and package
//     verify, which shares no code with it),
//   - it makes no breach of working-time law that stands in the way (package verify/law, on instants),
//   - and no shift has fewer people below its minimum than before.
//
// What was broken before and stays as it is stands in nobody's way. What a change does beside
// that is told as figures, not decided: rest in minutes, hours, burden, preferences, and what
// the score loses at each level.
//
// Words. A Duty is a shift on a day in a skill, and who has it. A Candidate is a person who could
// take a duty, an Option a way for somebody to be rid of one. Indices are those of package nrp.
//
// Invariants. Nothing that is given to New is changed. Equal input gives equal answers in equal
// order. An option of a nurse is ordered by what the ward and she herself would have of it, so
// that the order says nothing of what a colleague asked for or carries.
//
//	j, err := fill.New(&fill.Ward{Inst: inst, Roster: rota, Notice: notice})
//	list, err := j.Candidates(fill.Duty{Day: 3, Shift: night, Skill: nurse, From: fill.Nobody})
//	for _, c := range list {
//		// c.Staff, c.Verdict.Legal, c.Verdict.Obstacles, c.Place, c.Because
//	}
package fill
