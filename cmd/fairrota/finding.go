package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

var weekdayNames = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// broken returns the findings that make a roster illegal: those of law and minimum cover,
// which the published formats hold to be hard.
func broken(found []nrp.Violation) []nrp.Violation {
	var out []nrp.Violation
	for _, v := range found {
		if v.Cost.Level <= nrp.LevelCover && v.Cost.Weight > 0 {
			out = append(out, v)
		}
	}
	return out
}

// namedAtMost is how many findings an error names.
const namedAtMost = 10

// illegal returns an error that names the findings that make a roster illegal, nil if
// there are none.
func illegal(inst *nrp.Instance, found []nrp.Violation) error {
	all := broken(found)
	if len(all) == 0 {
		return nil
	}
	count := fmt.Sprintf("%d findings", len(all))
	if len(all) > namedAtMost {
		count += fmt.Sprintf(", of which %d are named", namedAtMost)
		all = all[:namedAtMost]
	}
	var names strings.Builder
	for _, v := range all {
		names.WriteString("\n  " + describe(inst, v))
	}
	return fmt.Errorf("the roster breaks hard rules (%s):%s", count, names.String())
}

// describe names a finding in one line: level, rule, who or which duty, when, how much.
func describe(inst *nrp.Instance, v nrp.Violation) string {
	parts := []string{v.Cost.Level.String(), ruleName(v)}
	if v.Staff >= 0 {
		parts = append(parts, inst.Staff[v.Staff].ID)
	}
	if v.Day >= 0 {
		week, weekday := v.Day/7, weekdayNames[inst.Horizon.Weekday(v.Day)]
		parts = append(parts, fmt.Sprintf("day %d (%s of week %d)", v.Day, weekday, week))
	}
	if v.Shift != nrp.NoShift {
		parts = append(parts, "shift "+inst.Shifts[v.Shift].ID)
	}
	if v.Skill != nrp.NoSkill {
		parts = append(parts, "skill "+inst.Skills[v.Skill].ID)
	}
	return fmt.Sprintf("%s: %d x %d", strings.Join(parts, ", "), v.Amount, v.Cost.Weight)
}

func ruleName(v nrp.Violation) string {
	if v.Name == "" {
		return string(v.Rule)
	}
	return fmt.Sprintf("%s (%s)", v.Rule, v.Name)
}

// levels returns a score by the names of its levels.
func levels(s nrp.Score) map[string]int64 {
	out := make(map[string]int64, len(s))
	for l, n := range s {
		out[nrp.Level(l).String()] = n
	}
	return out
}

// printScore prints a score by level and by rule.
func printScore(out io.Writer, score nrp.Score, found []nrp.Violation) error {
	type key struct {
		level nrp.Level
		rule  string
	}
	type sum struct{ findings, units, cost int64 }
	sums := map[key]sum{}
	for _, v := range found {
		k := key{v.Cost.Level, ruleName(v)}
		s := sums[k]
		sums[k] = sum{s.findings + 1, s.units + v.Amount, s.cost + v.Amount*v.Cost.Weight}
	}
	keys := slices.SortedFunc(maps.Keys(sums), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.level, b.level), strings.Compare(a.rule, b.rule))
	})
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "level\trule\tfindings\tunits\tcost")
	for l, n := range score {
		fmt.Fprintf(w, "%s\t\t\t\t%d\n", nrp.Level(l), n)
		for _, k := range keys {
			if s := sums[k]; k.level == nrp.Level(l) {
				fmt.Fprintf(w, "\t%s\t%d\t%d\t%d\n", k.rule, s.findings, s.units, s.cost)
			}
		}
	}
	return w.Flush()
}
