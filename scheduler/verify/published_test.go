package verify_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/formats/curtois"
	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// benchFolder returns the folder with the published instances and their referees,
// which stands beside the project, and python3; it skips the test where one is missing.
func benchFolder(t *testing.T) (folder, python string) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	folder = filepath.Join(dir, "..", "shared", "bench")
	if _, err := os.Stat(filepath.Join(folder, "curtois_eval.py")); err != nil {
		t.Skip("the published instances are not here: they belong in ../shared/bench, beside the project")
	}
	python, err = exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here: the published referees need it")
	}
	return folder, python
}

// judge runs a published referee and decodes what it prints into verdict. The referee
// exits with 1 where a hard rule is broken.
func judge(t *testing.T, python string, verdict any, args ...string) {
	t.Helper()
	out, err := exec.Command(python, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() != 1 {
		t.Fatalf("referee: %v: %s", err, exit.Stderr)
	}
	if err := json.Unmarshal(out, verdict); err != nil {
		t.Fatalf("referee: %v: %q", err, out)
	}
}

func write(t *testing.T, path string, to func(*bytes.Buffer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := to(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// blocks returns a roster of random runs of one shift, mostly in a skill that is held,
// so that rosters keep and break rules of every kind.
func blocks(in *nrp.Instance, rng *rand.Rand) nrp.Roster {
	r := nrp.NewRoster(len(in.Staff), in.Horizon.Days)
	density := rng.Float64()
	for i := range r {
		held := in.Staff[i].Skills
		for d := 0; d < len(r[i]); {
			a := nrp.Off
			if rng.Float64() < density {
				a.Shift = rng.IntN(len(in.Shifts))
				if len(held) > 0 {
					a.Skill = held[rng.IntN(len(held))]
				}
			}
			for n := 1 + rng.IntN(7); n > 0 && d < len(r[i]); n-- {
				r[i][d] = a
				if a != nrp.Off && len(in.Skills) > 0 && rng.IntN(50) == 0 {
					r[i][d].Skill = rng.IntN(len(in.Skills))
				}
				d++
			}
		}
	}
	return r
}

// hardBreaches counts the breaches at the hard level, by rule and, for totals and runs, by name.
func hardBreaches(found []nrp.Violation) map[string]int64 {
	breaches := map[string]int64{}
	for _, v := range found {
		if v.Cost.Level != nrp.LevelHard {
			continue
		}
		key := string(v.Rule)
		if v.Rule == nrp.RuleCounter || v.Rule == nrp.RuleStretch {
			key += " " + v.Name
		}
		breaches[key]++
	}
	return breaches
}

// TestAgreesWithTheCurtoisReferee compares cost and hard breaches. Where the published
// referee counts otherwise, what can be compared is: it counts a run once however much
// too long it is, and does not tell the two sides of a total apart by units.
func TestAgreesWithTheCurtoisReferee(t *testing.T) {
	folder, python := benchFolder(t)
	rng := rand.New(rand.NewPCG(7, 1))
	for _, k := range []int{1, 2, 5, 8, 10, 12, 14, 16, 20} {
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			path := filepath.Join(folder, "curtois", fmt.Sprintf("Instance%d.txt", k))
			text, err := os.ReadFile(path)
			if err != nil {
				t.Skipf("%v", err)
			}
			in, err := curtois.Read(bytes.NewReader(text), path)
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				r := blocks(in, rng)
				score, found, err := verify.Check(in, r)
				if err != nil {
					t.Fatal(err)
				}
				solution := filepath.Join(t.TempDir(), "roster.tsv")
				write(t, solution, func(b *bytes.Buffer) error { return curtois.WriteRoster(b, in, r) })
				var want struct {
					Hard     map[string]int64 `json:"hard"`
					Total    int64            `json:"total"`
					Feasible bool             `json:"feasible"`
				}
				judge(t, python, &want, filepath.Join(folder, "curtois_eval.py"), "--json", path, solution)
				if got := curtois.Cost(score); got != want.Total {
					t.Errorf("cost %d, the published referee says %d", got, want.Total)
				}
				if got := score[nrp.LevelHard] == 0; got != want.Feasible {
					t.Errorf("feasible %v, the published referee says %v", got, want.Feasible)
				}
				compareCurtoisHard(t, found, want.Hard)
			}
		})
	}
}

func compareCurtoisHard(t *testing.T, found []nrp.Violation, want map[string]int64) {
	t.Helper()
	breaches := hardBreaches(found)
	got := map[string]int64{"max_shifts": 0}
	got["day_off"] = breaches["unavailable"]
	got["rotation"] = breaches["succession"]
	got["max_weekends"] = breaches["counter weekends"]
	for key, n := range breaches {
		if strings.HasPrefix(key, "counter shifts ") {
			got["max_shifts"] += n
		}
	}
	got["minutes"] = breaches["counter minutes"]
	want["minutes"] = want["min_minutes"] + want["max_minutes"]
	got["min_days_off"] = breaches["stretch days off in a row"]
	for key, n := range got {
		if n != want[key] {
			t.Errorf("%s: %d, the published referee says %d", key, n, want[key])
		}
	}
}

// TestAgreesWithTheINRC2Referee compares every hard and soft constraint in units.
func TestAgreesWithTheINRC2Referee(t *testing.T) {
	folder, python := benchFolder(t)
	rng := rand.New(rand.NewPCG(7, 2))
	for _, name := range []string{"n005w4_0_1-2-3-4", "n012w8_2_3-5-0-2-0-4-5-2", "n021w4_1_0-9-9-9", "n030w4_1_6-2-9-1", "n060w4_1_6-1-1-5", "n120w8_0_0-9-9-4-5-1-0-3"} {
		t.Run(name, func(t *testing.T) {
			part := strings.Split(name, "_")
			file := func(kind, number string) string {
				return filepath.Join(folder, "inrc2", part[0], kind+"-"+part[0]+number+".json")
			}
			scenario, history := file("Sc", ""), file("H0", "-"+part[1])
			args := []string{filepath.Join(folder, "inrc2_eval.py"), "--json", "--sce", scenario, "--his", history, "--weeks"}
			var weeks []inrc2.Source
			for _, w := range strings.Split(part[2], "-") {
				args = append(args, file("WD", "-"+w))
				weeks = append(weeks, source(t, args[len(args)-1]))
			}
			p, err := inrc2.Read(source(t, scenario), source(t, history), weeks)
			if err != nil {
				t.Fatal(err)
			}
			for range 4 {
				compareINRC2(t, p, blocks(p.Instance, rng), python, args)
			}
		})
	}
}

func source(t *testing.T, path string) inrc2.Source {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("%v", err)
	}
	return inrc2.Source{Name: path, Reader: bytes.NewReader(text)}
}

func compareINRC2(t *testing.T, p *inrc2.Problem, r nrp.Roster, python string, args []string) {
	t.Helper()
	score, found, err := verify.Check(p.Instance, r)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args = append(args, "--sols")
	var back []inrc2.Source
	for k := range p.Weeks {
		path := filepath.Join(dir, inrc2.SolutionName(k))
		write(t, path, func(b *bytes.Buffer) error { return inrc2.WriteWeek(b, p.Scenario.ID, p.Instance, r, k) })
		args = append(args, path)
		back = append(back, source(t, path))
	}
	again, err := inrc2.ReadSolutions(p, back)
	if err != nil {
		t.Fatal(err)
	}
	if s, _, err := verify.Check(p.Instance, again); err != nil || s != score {
		t.Errorf("read back, the roster has score %v and error %v, before it had %v", s, err, score)
	}
	var want struct {
		Hard  map[string]int64 `json:"hard"`
		Units map[string]int64 `json:"units"`
		Total int64            `json:"total"`
	}
	judge(t, python, &want, args...)
	got := inrc2Units(found)
	for _, key := range []string{"H3", "H4", "H2", "H2missing"} {
		if got[key] != want.Hard[key] {
			t.Errorf("%s: %d, the published referee says %d", key, got[key], want.Hard[key])
		}
	}
	for _, key := range []string{"S1", "S2shift", "S2work", "S3", "S4", "S5", "S6", "S7"} {
		if got[key] != want.Units[key] {
			t.Errorf("%s: %d units, the published referee says %d", key, got[key], want.Units[key])
		}
	}
	// The published referee charges no S1 where the minimum is missed; ours does.
	if got := inrc2.Cost(score) - 30*got["S1below"]; got != want.Total {
		t.Errorf("cost %d, the published referee says %d", got, want.Total)
	}
}

// inrc2Units names what was found as the competition does. S1below is what is missing
// to the optimum where the minimum is missed too.
func inrc2Units(found []nrp.Violation) map[string]int64 {
	units := map[string]int64{}
	below := map[string]bool{}
	row := func(v nrp.Violation) string {
		return strconv.Itoa(v.Day) + "/" + strconv.Itoa(v.Shift) + "/" + strconv.Itoa(v.Skill)
	}
	for _, v := range found {
		if v.Rule == nrp.RuleCoverMin {
			units["H2"]++
			units["H2missing"] += v.Amount
			below[row(v)] = true
		}
	}
	for _, v := range found {
		switch v.Rule {
		case nrp.RuleSuccession:
			units["H3"] += v.Amount
		case nrp.RuleSkill:
			units["H4"] += v.Amount
		case nrp.RuleCoverPreferred:
			if below[row(v)] {
				units["S1below"] += v.Amount
			} else {
				units["S1"] += v.Amount
			}
		case nrp.RuleStretch:
			switch v.Name {
			case "consecutive working days":
				units["S2work"] += v.Amount
			case "consecutive days off":
				units["S3"] += v.Amount
			default:
				units["S2shift"] += v.Amount
			}
		case nrp.RuleRequest:
			units["S4"] += v.Amount
		case nrp.RuleWeekend:
			units["S5"] += v.Amount
		case nrp.RuleCounter:
			if v.Name == "assignments" {
				units["S6"] += v.Amount
			} else {
				units["S7"] += v.Amount
			}
		}
	}
	return units
}
