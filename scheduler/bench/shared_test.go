package bench_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fairrota/fairrota/scheduler/bench"
	"github.com/fairrota/fairrota/scheduler/formats/curtois"
	"github.com/fairrota/fairrota/scheduler/formats/inrc2"
)

// publishedSteps are worth about two seconds on two cores.
const publishedSteps = 64_000_000

// published returns a few published instances, which are not ours to keep; it skips the
// test where their folder does not stand beside the project. It does so too under the
// race detector, which makes them fourteen times as slow: make test-bench runs them
// without.
func published(t *testing.T) []bench.Case {
	t.Helper()
	if raceDetector() {
		t.Skip("too slow with the race detector: make test-bench runs it without")
	}
	var list []bench.Case
	for _, name := range []string{"Instance1", "Instance2", "Instance4", "Instance7"} {
		list = append(list, curtoisCase(t, name))
	}
	return append(list, inrcCase(t, "n030w4", 1, 6, 2, 9, 1))
}

// curtoisCase reads a published instance by its name.
func curtoisCase(t *testing.T, name string) bench.Case {
	t.Helper()
	in, err := curtois.Read(shared(t, "curtois", name+".txt"), name)
	if err != nil {
		t.Fatal(err)
	}
	return bench.Case{Name: name, Inst: in, Steps: publishedSteps, Seed: 1}
}

// inrcCase reads a published instance by the name of its scenario, the number of its history and those of its weeks.
func inrcCase(t *testing.T, scenario string, history int, weeks ...int) bench.Case {
	t.Helper()
	source := func(name string) inrc2.Source {
		return inrc2.Source{Name: name, Reader: shared(t, "inrc2", scenario, name+".json")}
	}
	name, demand := fmt.Sprintf("%s_%d_", scenario, history), []inrc2.Source(nil)
	for k, n := range weeks {
		if k > 0 {
			name += "-"
		}
		name += fmt.Sprint(n)
		demand = append(demand, source(fmt.Sprintf("WD-%s-%d", scenario, n)))
	}
	p, err := inrc2.Read(source("Sc-"+scenario), source(fmt.Sprintf("H0-%s-%d", scenario, history)), demand)
	if err != nil {
		t.Fatal(err)
	}
	return bench.Case{Name: name, Inst: p.Instance, Steps: publishedSteps, Seed: 1}
}

// shared opens a file of the published instances; it skips the test where their folder does not stand beside the project.
func shared(t *testing.T, parts ...string) *os.File {
	t.Helper()
	folder := filepath.Join("..", "..", "..", "shared", "bench")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no published instances: ../shared/bench does not stand beside the checkout")
	}
	f, err := os.Open(filepath.Join(append([]string{folder}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
