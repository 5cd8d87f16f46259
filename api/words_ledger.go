package api

import (
	"fmt"
	"strconv"

	"github.com/fairrota/fairrota/store"
)

// ledgerTitle names what a line counts: "4 nights".
func ledgerTitle(e *store.LedgerEntry) string {
	n := int64(max(e.Count, -e.Count))
	title := ledgerThing(e.Kind, n)
	if e.TakesBack {
		return "Taken back: " + title
	}
	return title
}

// ledgerThing says how many of a kind.
func ledgerThing(kind string, n int64) string {
	asks := count(n, "ask", "asks")
	days := count(n, "day", "days")
	switch kind {
	case "night":
		return count(n, "night", "nights")
	case "weekend":
		return count(n, "weekend", "weekends")
	case "refused_1":
		return asks + " not met (would like)"
	case "refused_2":
		return asks + " not met (matters)"
	case "refused_3":
		return asks + " not met (really matters)"
	case "refused_token":
		return asks + " not met (with a token)"
	case "moved_1d":
		return days + " changed, told a day before or later"
	case "moved_3d":
		return days + " changed, told 1 to 3 days before"
	case "moved_7d":
		return days + " changed, told 3 to 7 days before"
	case "moved_14d":
		return days + " changed, told 7 to 14 days before"
	case "moved_42d":
		return days + " changed, told 14 to 42 days before"
	case "moved_from_wish":
		return asks + " met at first, then not"
	}
	return count(n, "other thing", "other things")
}

// ledgerSteps says how a line was reckoned, one step a sentence, each with what stands then. A
// step that changes nothing is left out, but for the last.
func ledgerSteps(e *store.LedgerEntry, mine *store.MyLedger) []ledgerStep {
	steps := []ledgerStep{{Text: fmt.Sprintf("%d × %s.", max(e.Count, -e.Count), count(int64(e.Points), "point", "points")), Value: e.Raw}}
	if e.TakesBack {
		steps[0].Text = "The rota was changed, so this is taken off again: " + steps[0].Text
	}
	if e.Free != e.Raw {
		steps = append(steps, ledgerStep{Text: eligibleWords(e), Value: e.Free})
	}
	if e.Scaled != e.Free {
		steps = append(steps, ledgerStep{Text: shareWords(e), Value: e.Scaled})
	}
	return append(steps, ledgerStep{Text: ageWords(e, mine), Value: e.Worth})
}

// quarter says that a part is raised to the least that is counted.
const quarter = " We never go below a quarter."

func eligibleWords(e *store.LedgerEntry) string {
	text := fmt.Sprintf("You could work on %d of %d days. In less time, each one weighs more.", e.Eligible, e.EligibleOf)
	switch {
	case e.ImportID != "":
		text = fmt.Sprintf("This could only come to you in %d %% of the time. So each one weighs more.", 100*e.Eligible/e.EligibleOf)
	case e.Kind == "night":
		text = fmt.Sprintf("You could work nights on %d of %d days. In less time, each one weighs more.", e.Eligible, e.EligibleOf)
	case e.Kind == "weekend":
		text = fmt.Sprintf("You could work on %d of %d weekends. In less time, each one weighs more.", e.Eligible, e.EligibleOf)
	}
	if 4*e.Eligible < e.EligibleOf {
		text += quarter
	}
	return text
}

func shareWords(e *store.LedgerEntry) string {
	percent := (100*e.Share + e.ShareOf/2) / e.ShareOf
	if e.Share > e.ShareOf {
		return fmt.Sprintf("You work %d %% of a full week. With more hours, each one weighs less.", percent)
	}
	text := fmt.Sprintf("You work %d %% of a full week. With fewer hours, each one weighs more.", percent)
	if 4*e.Share < e.ShareOf {
		text += quarter
	}
	return text
}

func ageWords(e *store.LedgerEntry, mine *store.MyLedger) string {
	switch {
	case mine.AsOf <= e.Day:
		return "This rota is not over yet, so all of it counts."
	case e.Steps == 0:
		return fmt.Sprintf("It is %s old. All of it counts for the first %d days.", count(int64(e.AgeDays), "day", "days"), mine.DecayDays)
	default:
		return fmt.Sprintf("It is %d days old. It gets %d %% less every %d days, so far %s.", e.AgeDays, mine.DecayPercent, mine.DecayDays, times(e.Steps))
	}
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// pointWords writes an amount in thousandths as points with one decimal: "43.9 points".
func pointWords(thousandths int64) string {
	if number := pointNumber(thousandths); number != "1" {
		return number + " points"
	}
	return "1 point"
}

// pointNumber is an amount in thousandths as a number with at most one decimal.
func pointNumber(thousandths int64) string {
	sign := ""
	if thousandths < 0 {
		sign, thousandths = "−", -thousandths
	}
	tenths := (thousandths + 50) / 100
	if tenths%10 == 0 {
		if tenths == 0 {
			sign = ""
		}
		return sign + strconv.FormatInt(tenths/10, 10)
	}
	return fmt.Sprintf("%s%d.%d", sign, tenths/10, tenths%10)
}

func bandWords(b store.BurdenBand) string {
	switch {
	case b.To < 0 && b.From == 0:
		return "any points"
	case b.To < 0:
		return pointNumber(b.From) + " points or more"
	case b.From == 0:
		return "less than " + pointNumber(b.To) + " points"
	}
	return pointNumber(b.From) + " to " + pointNumber(b.To) + " points"
}

// standingWords says where a person stands on the ward.
func standingWords(mine *store.MyLedger) string {
	if mine.Mine < 0 || mine.Mine >= len(mine.Bands) {
		return "Your ward is small. If we showed how much others carry, you could tell who they are. So we do not."
	}
	if len(mine.Bands) == 1 {
		return "We cannot split your ward into groups so that nobody can be picked out. So we show none."
	}
	b := mine.Bands[mine.Mine]
	less, more := 0, 0
	for i := range mine.Bands {
		switch {
		case i < mine.Mine:
			less += mine.Bands[i].People
		case i > mine.Mine:
			more += mine.Bands[i].People
		}
	}
	text := fmt.Sprintf("You are one of %d people with %s.", b.People, bandWords(b))
	if less > 0 {
		text += fmt.Sprintf(" %d people have less.", less)
	}
	if more > 0 {
		text += fmt.Sprintf(" %d people have more.", more)
	}
	return text
}

// ledgerExplained answers what a reader of the ledger may ask.
func ledgerExplained(mine *store.MyLedger) []explanation {
	return []explanation{
		{"What is a point?", "A point is a bit of load. A night is 2 points and a weekend is 3. An ask that was not met is 1, 3 or 9, by how much it matters. With a token it is 27."},
		{"What if my rota is changed?", "A day that is changed late adds points too. The later we tell you, the more it adds."},
		{"Why do some weigh more?", "If you work fewer hours, or could work on fewer days, each night and weekend is a bigger part of your time. So it weighs more."},
		{"Do points go away?", fmt.Sprintf("Yes. They get %d %% less every %d days. After a year they are gone.", mine.DecayPercent, mine.DecayDays)},
		{"What are the points for?", "They show who has had the most load. It should not be the same people each time."},
		{"Who can see this?", "You see all of your own lines. Your ward manager sees your sums. Others on your ward see only how many people are in each group, with no names."},
	}
}
