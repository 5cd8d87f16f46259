package api

import (
	"strconv"
	"strings"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// burdenName begins the name of a finding of what a person would carry; "ahead by" and a number
// of points follow where that person carries so much more than the one who asked.
const (
	burdenName  = "burden"
	burdenAhead = burdenName + ", ahead by "
)

// burdenFinding reports whether a finding says what a person would carry, in thousandths of a point.
func burdenFinding(f store.Finding) bool {
	return f.Rule == string(nrp.RuleCounter) && f.Level == nrp.LevelBurden.String() && (f.Name == burdenName || strings.HasPrefix(f.Name, burdenAhead))
}

// ledgerPriority says that somebody else comes first by the ledger, and by how much where it is
// five points and more, in steps of five. It names nobody.
func ledgerPriority(f store.Finding) string {
	text := "Somebody else already carries more than you. They would have to carry still more."
	points, err := strconv.Atoi(strings.TrimPrefix(f.Name, burdenAhead))
	if err != nil {
		return "Somebody else comes first. They would have to do more nights or weekends, or give up an ask."
	}
	return text + " They are ahead by " + strconv.Itoa(points) + " points or more."
}

// pointsWords says thousandths of a point with one digit.
func pointsWords(milli int64) string {
	n := strconv.FormatFloat(float64(milli)/1000, 'f', 1, 64)
	if n = strings.TrimSuffix(n, ".0"); n == "1" {
		return "1 point"
	}
	return n + " points"
}
