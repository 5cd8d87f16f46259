package nrp_test

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// chosen is one person who asks for day 0 off, else for days 1 and 2 off.
func chosen(change func(in *nrp.Instance, c *nrp.Choice)) *nrp.Instance {
	in := &nrp.Instance{
		Horizon: nrp.Horizon{Days: 3}, Shifts: []nrp.Shift{{ID: "E"}}, Staff: []nrp.Staff{{ID: "a"}},
		Contracts: []nrp.Contract{{ID: "c", Choices: []nrp.Choice{{
			Plans: [][]nrp.PlanCell{{{Day: 0, Unwanted: 2}}, {{Day: 1, Unwanted: 2}, {Day: 2, Unwanted: 2}}}, Else: []nrp.Cost{{Weight: 1}, {Weight: 2}},
		}}}},
		Requests: []nrp.Request{{Day: 0, Unwanted: 2, Choice: 1, Plan: 1}, {Day: 1, Unwanted: 2, Choice: 1, Plan: 2}, {Day: 2, Unwanted: 2, Choice: 1, Plan: 2}},
	}
	change(in, &in.Contracts[0].Choices[0])
	return in
}

func TestFaultsOfChoicesAreNamed(t *testing.T) {
	if err := chosen(func(*nrp.Instance, *nrp.Choice) {}).Validate(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(in *nrp.Instance, c *nrp.Choice){
		"contracts[0].choices: 4 of them":                    func(in *nrp.Instance, c *nrp.Choice) { in.Contracts[0].Choices = []nrp.Choice{*c, *c, *c, *c} },
		"choices[0].plans: 4 of them: give from 1 to 3":      func(_ *nrp.Instance, c *nrp.Choice) { c.Plans = append(c.Plans, c.Plans...) },
		"choices[0].else: 1 entries":                         func(_ *nrp.Instance, c *nrp.Choice) { c.Else = c.Else[:1] },
		"choices[0].else[1].weight: -1":                      func(_ *nrp.Instance, c *nrp.Choice) { c.Else[1].Weight = -1 },
		"choices[0].plans[0]: it has no cells":               func(_ *nrp.Instance, c *nrp.Choice) { c.Plans[0] = nil },
		"choices[0].plans[1][1].day: 3 is not":               func(_ *nrp.Instance, c *nrp.Choice) { c.Plans[1][1].Day = 3 },
		"choices[0].plans[0][0].unwanted: no cell":           func(_ *nrp.Instance, c *nrp.Choice) { c.Plans[0][0].Unwanted = 0 },
		"requests[0].choice: 2: the person's":                func(in *nrp.Instance, _ *nrp.Choice) { in.Requests[0].Choice = 2 },
		"requests[0].plan: 3: the choice has 2 plans":        func(in *nrp.Instance, _ *nrp.Choice) { in.Requests[0].Plan = 3 },
		"requests[0].choice: 0: the person's":                func(in *nrp.Instance, _ *nrp.Choice) { in.Requests[0].Choice = 0 },
		"requests[1].plan: the plan has no cell on day 1":    func(in *nrp.Instance, _ *nrp.Choice) { in.Requests[1].Unwanted = 1 },
		"requests[0].plan: the plan has no cell on day 0 wi": func(in *nrp.Instance, _ *nrp.Choice) { in.Requests[0].Plan = 2 },
	} {
		if err := chosen(change).Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
}

// Hashes that are stored with rosters stay what they were where nobody has plans: nil choices, and
// requests that name none, leave no trace.
func TestChoicesAreHashedWhereThereAreSome(t *testing.T) {
	plain := func(in *nrp.Instance, _ *nrp.Choice) {
		in.Contracts[0].Choices = nil
		for k := range in.Requests {
			in.Requests[k].Choice, in.Requests[k].Plan = 0, 0
		}
	}
	const before = "f0c4cd66e8ae19d4b081434a14e5143ee4f3cd2587bdf0ea3f18d6ccb2827c8a"
	if h := chosen(plain).Hash(); h != before {
		t.Errorf("hash %s of an instance without plans, want %s as before there were any", h, before)
	}
	if chosen(plain).Hash() == chosen(func(*nrp.Instance, *nrp.Choice) {}).Hash() {
		t.Error("plans do not change the hash")
	}
}

// Off on day 0 keeps the first plan whatever comes after; off on days 1 and 2 the second; one of the
// two is none. Requests by themselves count one by one, those of the choice once.
func TestWhatCountsAsUnmet(t *testing.T) {
	in := chosen(func(in *nrp.Instance, _ *nrp.Choice) {
		in.Requests = append(in.Requests, nrp.Request{Day: 1, Unwanted: 1})
	})
	for line, want := range map[string]struct {
		first int
		unmet []int
	}{
		"...": {0, []int{3}}, ".EE": {0, nil}, "E..": {1, []int{3}}, "EE.": {2, []int{0}}, "E.E": {2, []int{0, 3}}, "EEE": {2, []int{0}},
	} {
		l := make(nrp.Line, 3)
		for d := range l {
			if l[d] = nrp.Off; line[d] == 'E' {
				l[d] = nrp.Assignment{Shift: 0, Skill: nrp.NoSkill}
			}
		}
		if got := in.Contracts[0].Choices[0].First(l); got != want.first {
			t.Errorf("%s keeps plan %d first, want %d", line, got, want.first)
		}
		got := in.Unmet(0, l)
		if len(got) != len(want.unmet) {
			t.Errorf("%s: unmet %v, want %v", line, got, want.unmet)
			continue
		}
		for k := range got {
			if got[k] != want.unmet[k] {
				t.Errorf("%s: unmet %v, want %v", line, got, want.unmet)
			}
		}
	}
}
