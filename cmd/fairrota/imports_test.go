package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/fairrota/fairrota"

// fence says what the Go files of one folder and all below it may import. The fence of
// the longest folder that holds a file counts.
type fence struct {
	folder string
	// own are the packages of this module that may be imported, besides the file's own
	// folder; "..." at the end means all below.
	own []string
	// others are the modules or packages outside the standard library; a name stands for
	// all below it.
	others []string
	// deny are packages refused even in tests, those of the standard library too.
	deny []string
	// inTests are packages that files named _test.go may import besides.
	inTests []string
	// forTests says that the folder only helps tests: it may touch the world as they may, and only they may import it.
	forTests bool
}

var (
	noIO      = []string{"net/http", "database/sql", "os"}
	testTools = []string{"github.com/google/go-cmp", "pgregory.net/rapid"}
	// A test may compare any two parts of the scheduler.
	inScheduler = []string{module + "/scheduler/..."}
)

// fences hold the house's order: the scheduler is a pure library, the store knows
// nothing of HTTP, the API nothing of gorm, and cmd wires them.
var fences = []fence{
	{folder: "scheduler", own: []string{"scheduler/..."}, deny: []string{"net/http", "database/sql"}},
	{folder: "scheduler/nrp", inTests: inScheduler},
	{folder: "scheduler/nrp/nrptest", own: []string{"scheduler/nrp"}, forTests: true},
	{folder: "scheduler/verify", own: []string{"scheduler/nrp"}, inTests: inScheduler},
	// The referee of the law shares nothing with anything, not even the problem's words (decision 0015).
	{folder: "scheduler/verify/law", inTests: inScheduler},
	{folder: "scheduler/rules", own: []string{"scheduler/nrp"}, inTests: inScheduler},
	{folder: "scheduler/formats", own: []string{"scheduler/nrp", "scheduler/formats/..."}, inTests: inScheduler},
	{folder: "scheduler/planner", own: []string{"scheduler", "scheduler/nrp", "scheduler/rules", "scheduler/explain", "scheduler/fairness", "scheduler/stages", "scheduler/verify", "scheduler/verify/law"}, deny: []string{"net/http", "database/sql"}, inTests: inScheduler},
	{folder: "store", own: []string{"store/rulebook"}, deny: []string{"net/http", "gorm.io", "github.com/labstack"}, inTests: []string{module + "/store/...", module + "/scheduler/nrp"}},
	// The rulebook is data that could be published alone.
	{folder: "store/rulebook", deny: []string{"net/http", "database/sql", "os"}},
	{
		folder: "store/storetest", own: []string{"store", "store/rulebook", "store/sqlstore", "scheduler/nrp", "scheduler/planner"},
		others: append([]string{"github.com/google/uuid", "github.com/jackc/pgx/v5"}, testTools...), deny: []string{"net/http"}, forTests: true,
	},
	{
		folder: "store/sqlstore",
		own:    []string{"store", "store/rulebook", "scheduler/nrp", "scheduler/planner", "scheduler/explain", "scheduler/fairness", "scheduler/fill", "scheduler/repair", "scheduler/stages", "scheduler/verify/law"},
		others: []string{
			"gorm.io", "github.com/mattn/go-sqlite3", "github.com/jackc/pgx/v5", "github.com/riverqueue/river",
			"github.com/pressly/goose/v3", "github.com/google/uuid",
		},
		deny:    []string{"net/http", "github.com/labstack"},
		inTests: []string{module + "/store/storetest", module + "/scheduler", module + "/scheduler/rules", module + "/scheduler/verify"},
	},
	{
		folder: "api", own: []string{"store", "store/rulebook", "scheduler/nrp", "scheduler/rules", "scheduler/explain"},
		others: []string{
			"github.com/labstack/echo/v4", "github.com/danielgtaylor/huma/v2", "github.com/alexedwards",
			"github.com/google/uuid", "golang.org/x",
		},
		deny:    []string{"gorm.io"},
		inTests: []string{module + "/api/...", module + "/store/...", "github.com/getkin/kin-openapi"},
	},
	{
		folder: "api/apitest", own: []string{"api", "store", "store/rulebook", "store/sqlstore", "store/storetest"},
		others: append([]string{"github.com/getkin/kin-openapi", "github.com/google/uuid"}, testTools...), deny: []string{"gorm.io"}, inTests: inScheduler, forTests: true,
	},
	{folder: "frontend"},
}

// covers reports whether one of names allows the import: equal to it, above it where
// plain is false or the name ends in "/...".
func covers(names []string, imported string, plain bool) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		below, deep := strings.CutSuffix(name, "/...")
		return imported == name || imported == below && deep || (deep || !plain) && strings.HasPrefix(imported, below+"/")
	})
}

// fenceOf returns the fence of the longest folder that holds the folder, nil if none does.
func fenceOf(folder string) (rule *fence) {
	for i, f := range fences {
		if (folder == f.folder || strings.HasPrefix(folder, f.folder+"/")) && (rule == nil || len(f.folder) > len(rule.folder)) {
			rule = &fences[i]
		}
	}
	return rule
}

// importFault says why the file (a slash path from the repository's root) may not import
// a package, "" if it may.
func importFault(file, imported string) string {
	folder := path.Dir(file)
	rule := fenceOf(folder)
	inModule, ours := strings.CutPrefix(imported, module+"/")
	isTest := strings.HasSuffix(file, "_test.go")
	helps := isTest || rule != nil && rule.forTests
	if into := fenceOf(inModule); ours && !helps && into != nil && into.forTests {
		return fmt.Sprintf("%s: may not import %s, which only helps tests", file, imported)
	}
	if rule == nil {
		return "" // cmd: it wires everything
	}
	switch {
	case covers(rule.deny, imported, false),
		!helps && strings.HasPrefix(folder, "scheduler") && covers(noIO, imported, false):
		return fmt.Sprintf("%s: may not import %s", file, imported)
	case isTest && (covers(rule.inTests, imported, true) || covers(testTools, imported, false)):
		return ""
	}
	domain, _, _ := strings.Cut(imported, "/")
	switch {
	case ours && (inModule == folder || covers(rule.own, inModule, true)),
		!ours && !strings.Contains(domain, "."), // the standard library
		!ours && covers(rule.others, imported, false):
		return ""
	}
	return fmt.Sprintf("%s: may not import %s", file, imported)
}

// importFaults parses every Go file below root, whatever its build tags, and returns the
// faults in the order of the files. It asks no other program: what "go list" prints would
// be cached with this test's result.
func importFaults(t *testing.T, root string) (faults []string, files int) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (base == "node_modules" || base == "testdata" || base != "." && strings.HasPrefix(base, ".")):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, filepath.FromSlash(name)), nil, parser.ImportsOnly)
		if err != nil {
			return fmt.Errorf("parse %s: %w", name, err)
		}
		files++
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return fmt.Errorf("import of %s: %w", name, err)
			}
			if fault := importFault(name, imported); fault != "" {
				faults = append(faults, fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return faults, files
}

// repository is the root of the checkout as seen from this package's folder.
const repository = "../.."

func TestImportsKeepTheFences(t *testing.T) {
	faults, files := importFaults(t, repository)
	if files < 10 {
		t.Fatalf("only %d files found: the fence looks at nothing", files)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestImportFaultsFindsPlantedOnes(t *testing.T) {
	root := t.TempDir()
	plant := func(file string, imports ...string) {
		full := filepath.Join(root, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(full), 0o750); err != nil {
			t.Fatal(err)
		}
		source := []byte("//go:build never\n\npackage planted\n")
		for _, imported := range imports {
			source = fmt.Appendf(source, "import %q\n", imported)
		}
		if err := os.WriteFile(full, source, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := func(name string) string { return module + "/" + name }
	plant("api/a.go", "net/http", own("store"), own("scheduler/rules"), "github.com/labstack/echo/v4/middleware",
		own("store/sqlstore"), "gorm.io/gorm", own("scheduler"), own("scheduler/planner"))
	plant("api/a_test.go", own("store/sqlstore"), own("api/apitest"), "gorm.io/gorm")
	plant("cmd/fairrota/a.go", own("api"), "gorm.io/gorm", own("store/sqlstore"), own("store/storetest"))
	plant("scheduler/a.go", own("scheduler/search"), "math/rand/v2", "os", "github.com/google/uuid", own("store"))
	plant("scheduler/a_test.go", "os", "pgregory.net/rapid", "net/http")
	plant("scheduler/nrp/a.go", "slices", own("scheduler/rules"), own("scheduler/nrp/nrptest"))
	plant("scheduler/nrp/a_test.go", own("scheduler/nrp/nrptest"))
	plant("scheduler/nrp/nrptest/a.go", "os", "testing", own("scheduler/nrp"), own("scheduler/rules"))
	plant("scheduler/planner/a.go", own("scheduler"), own("scheduler/search"), "database/sql")
	plant("scheduler/verify/a.go", own("scheduler/nrp"), own("scheduler/rules"))
	plant("store/a.go", "time", own("scheduler/nrp"), "net/http", "gorm.io/gorm")
	plant("store/sqlstore/a.go", "gorm.io/gorm", own("store"), own("api"), "net/http", "github.com/labstack/echo/v4")
	plant("store/testdata/a.go", "gorm.io/gorm")
	got, _ := importFaults(t, root)
	want := []string{
		"api/a.go: may not import " + own("store/sqlstore"),
		"api/a.go: may not import gorm.io/gorm",
		"api/a.go: may not import " + own("scheduler"),
		"api/a.go: may not import " + own("scheduler/planner"),
		"api/a_test.go: may not import gorm.io/gorm",
		"cmd/fairrota/a.go: may not import " + own("store/storetest") + ", which only helps tests",
		"scheduler/a.go: may not import os",
		"scheduler/a.go: may not import github.com/google/uuid",
		"scheduler/a.go: may not import " + own("store"),
		"scheduler/a_test.go: may not import net/http",
		"scheduler/nrp/a.go: may not import " + own("scheduler/rules"),
		"scheduler/nrp/a.go: may not import " + own("scheduler/nrp/nrptest") + ", which only helps tests",
		"scheduler/nrp/nrptest/a.go: may not import " + own("scheduler/rules"),
		"scheduler/planner/a.go: may not import " + own("scheduler/search"),
		"scheduler/planner/a.go: may not import database/sql",
		"scheduler/verify/a.go: may not import " + own("scheduler/rules"),
		"store/a.go: may not import " + own("scheduler/nrp"),
		"store/a.go: may not import net/http",
		"store/a.go: may not import gorm.io/gorm",
		"store/sqlstore/a.go: may not import " + own("api"),
		"store/sqlstore/a.go: may not import net/http",
		"store/sqlstore/a.go: may not import github.com/labstack/echo/v4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// strangers returns the names that do not belong at the top level of the repository:
// neither part of the fixed list, nor a dotfile, nor a folder that git ignores.
func strangers(names []string) []string {
	fixed := []string{
		"cmd", "scheduler", "api", "store", "frontend", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE", "CHANGELOG.md", "docs",
		"bin", "var", "coverage",
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return strings.HasPrefix(name, ".") || slices.Contains(fixed, name)
	})
}

func TestTopLevelIsTheFixedList(t *testing.T) {
	entries, err := os.ReadDir(repository)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if got := strangers(names); len(got) > 0 {
		t.Errorf("these do not belong at the top level: %q", got)
	}
	if got := strangers([]string{"cmd", ".ci", "scripts", "tools.go", "bin"}); !slices.Equal(got, []string{"scripts", "tools.go"}) {
		t.Errorf("planted strangers: got %q", got)
	}
}
