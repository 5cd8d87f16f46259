package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/verify"
)

// checkCmd has the referee judge a roster of a published problem.
type checkCmd struct {
	problemFiles
	Roster string `arg:"" help:"The roster: a file (curtois), or the folder of sol-week0.json and so on (inrc2)."`
	Brief  bool   `help:"Print the score, not every finding."`
}

// Run prints the cost, the score by level and rule, and every finding, the gravest first.
// It fails if the roster breaks a hard rule.
func (c *checkCmd) Run(out io.Writer) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	r, err := p.read(c.Roster)
	if err != nil {
		return err
	}
	score, found, err := verify.Check(p.inst, r)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "cost %d\n\n", p.cost(score)); err != nil {
		return err
	}
	if err := printScore(out, score, found); err != nil {
		return err
	}
	if !c.Brief && len(found) > 0 {
		if err := printFindings(out, p.inst, found); err != nil {
			return err
		}
	}
	return illegal(p.inst, found)
}

func printFindings(out io.Writer, inst *nrp.Instance, found []nrp.Violation) error {
	sorted := slices.Clone(found)
	slices.SortStableFunc(sorted, func(a, b nrp.Violation) int { return int(a.Cost.Level - b.Cost.Level) })
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	for _, v := range sorted {
		if _, err := fmt.Fprintln(out, describe(inst, v)); err != nil {
			return err
		}
	}
	return nil
}
