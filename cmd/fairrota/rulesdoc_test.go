package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestRulesPageIsTheRulebooks(t *testing.T) {
	var page bytes.Buffer
	if err := (rulesDocCmd{}).Run(&page); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join(repository, "docs", "rules.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, page.Bytes()) {
		t.Error(`docs/rules.md is stale; run "make generate" and commit it`)
	}
}
