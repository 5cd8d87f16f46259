package main

import (
	"io"

	"github.com/fairrota/fairrota/store/rulebook"
)

// rulesDocCmd writes docs/rules.md from the rulebook, for "make generate".
type rulesDocCmd struct{}

// Run prints the page.
func (rulesDocCmd) Run(out io.Writer) error { return rulebook.UK().Markdown(out) }
