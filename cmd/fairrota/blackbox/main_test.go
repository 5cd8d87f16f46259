package blackbox

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is the path of the program under test.
var binary string

func TestMain(m *testing.M) { os.Exit(runAll(m)) }

// runAll builds the program with the flags of "make build" and runs the tests.
func runAll(m *testing.M) int {
	dir, err := os.MkdirTemp("", "fairrota-blackbox-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "fairrota")
	build := exec.Command("go", "build", "-o", binary, "..")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build the program:", err)
		return 1
	}
	return m.Run()
}

// root is the repository's folder, found by its go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = parent
	}
}

// bench returns a path in the folder of published instances, and skips the test where
// that is absent.
func bench(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(root(t), "..", "shared", "bench")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no published instances: ../shared/bench does not stand beside the checkout")
	}
	return filepath.Join(append([]string{dir}, parts...)...)
}
