package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// written makes records one minute after the other.
func written(terms ...WorkerTerm) WorkerTerms {
	for i := range terms {
		terms[i].At = time.Date(2027, 1, 1, 0, i, 0, 0, time.UTC)
	}
	return terms
}

func TestWorkerTermsHoldOnDays(t *testing.T) {
	agreed := func(from, until Day) WorkerTerm {
		return WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: from, UntilDay: until}
	}
	ended := func(from Day) WorkerTerm { return WorkerTerm{Kind: TermOptOut, FromDay: from} }
	young := func(until Day) WorkerTerm {
		return WorkerTerm{Kind: TermYoung, Holds: until != "", UntilDay: until}
	}
	for name, c := range map[string]struct {
		terms WorkerTerms
		kind  TermKind
		want  [][2]Day
	}{
		"nothing":                         {nil, TermOptOut, nil},
		"another kind":                    {written(agreed("2027-03-01", "")), TermNightWorker, nil},
		"without an end":                  {written(agreed("2027-03-01", "")), TermOptOut, [][2]Day{{"2027-03-01", ""}}},
		"with one":                        {written(agreed("2027-03-01", "2027-04-01")), TermOptOut, [][2]Day{{"2027-03-01", "2027-04-01"}}},
		"ended":                           {written(agreed("2027-03-01", ""), ended("2027-03-08")), TermOptOut, [][2]Day{{"2027-03-01", "2027-03-08"}}},
		"ended earlier by another notice": {written(agreed("2027-03-01", ""), ended("2027-05-01"), ended("2027-03-08")), TermOptOut, [][2]Day{{"2027-03-01", "2027-03-08"}}},
		"taken back":                      {written(agreed("2027-03-01", ""), ended("2027-03-01")), TermOptOut, nil},
		"anew":                            {written(agreed("2027-03-01", ""), ended("2027-03-08"), agreed("2027-06-01", "")), TermOptOut, [][2]Day{{"2027-03-01", "2027-03-08"}, {"2027-06-01", ""}}},
		"under 18":                        {written(young("2027-06-01")), TermYoung, [][2]Day{{"", "2027-06-01"}}},
		"under 18, another day":           {written(young("2027-06-01"), young("2027-07-01")), TermYoung, [][2]Day{{"", "2027-07-01"}}},
		"an adult after all":              {written(young("2027-06-01"), young("")), TermYoung, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got [][2]Day
			for _, s := range c.terms.Spans(c.kind) {
				got = append(got, [2]Day{s.From, s.Until})
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWorkerTermsAreChecked: today is 1 March 2027; an agreement of 28 days of notice is in force.
func TestWorkerTermsAreChecked(t *testing.T) {
	const today Day = "2027-03-01"
	had := written(
		WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-02-01", SignedOn: "2027-01-31", NoticeDays: 28},
		WorkerTerm{Kind: TermYoung, Holds: true, UntilDay: "2027-05-01"},
	)
	agreed := WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", SignedOn: "2027-03-01", NoticeDays: 7}
	for name, c := range map[string]struct {
		term  WorkerTerm
		field string // "" where it may be kept
	}{
		"an agreement":                      {agreed, ""},
		"unsigned":                          {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", NoticeDays: 7}, "/signed_on"},
		"before it was signed":              {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-02-28", SignedOn: "2027-03-01", NoticeDays: 7}, "/from_day"},
		"signed tomorrow":                   {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", SignedOn: "2027-03-02", NoticeDays: 7}, "/signed_on"},
		"under 18":                          {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-04-30", SignedOn: "2027-03-01", NoticeDays: 7}, "/from_day"},
		"6 days of notice":                  {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", SignedOn: "2027-03-01", NoticeDays: 6}, "/notice_days"},
		"three months of notice":            {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", SignedOn: "2027-03-01", NoticeDays: 92}, ""},
		"93 days of notice":                 {WorkerTerm{Kind: TermOptOut, Holds: true, FromDay: "2027-05-01", SignedOn: "2027-03-01", NoticeDays: 93}, "/notice_days"},
		"ended after 27 days":               {WorkerTerm{Kind: TermOptOut, FromDay: "2027-03-28", SignedOn: "2027-03-01"}, "/from_day"},
		"ended after 28 days":               {WorkerTerm{Kind: TermOptOut, FromDay: "2027-03-29", SignedOn: "2027-03-01"}, ""},
		"ended without a notice":            {WorkerTerm{Kind: TermOptOut, FromDay: "2027-03-29"}, "/signed_on"},
		"ended before it began":             {WorkerTerm{Kind: TermOptOut, FromDay: "2027-01-15", SignedOn: "2027-01-01"}, "/from_day"},
		"taken back":                        {WorkerTerm{Kind: TermOptOut, FromDay: "2027-02-01"}, ""},
		"an adult today":                    {WorkerTerm{Kind: TermYoung, Holds: true, UntilDay: "2027-03-01"}, "/until_day"},
		"an adult tomorrow":                 {WorkerTerm{Kind: TermYoung, Holds: true, UntilDay: "2027-03-02"}, ""},
		"an adult in three years":           {WorkerTerm{Kind: TermYoung, Holds: true, UntilDay: "2030-03-01"}, ""},
		"an adult in three years and a day": {WorkerTerm{Kind: TermYoung, Holds: true, UntilDay: "2030-03-02"}, "/until_day"},
		"no night worker":                   {WorkerTerm{Kind: TermNightWorker, FromDay: "2027-01-01"}, ""},
		"a night worker without a day":      {WorkerTerm{Kind: TermNightWorker, Holds: true}, "/from_day"},
		"a night worker with late work":     {WorkerTerm{Kind: TermNightWorker, Holds: true, FromDay: "2027-01-01", LateContract: true}, "/late_contract"},
		"a kind of its own":                 {WorkerTerm{Kind: "tired", Holds: true, FromDay: "2027-01-01"}, "/kind"},
	} {
		t.Run(name, func(t *testing.T) {
			err := had.Check(&c.term, today)
			var bad *Error
			switch {
			case c.field == "" && err != nil:
				t.Error(err)
			case c.field != "" && (!errors.As(err, &bad) || len(bad.Fields) != 1 || bad.Fields[0].Pointer != c.field):
				t.Errorf("%+v, want a fault of %s", err, c.field)
			}
		})
	}
}

func TestNightWorkSuggestsFromAThirdOfSixDuties(t *testing.T) {
	for _, c := range []struct {
		duties, nights int
		want           bool
	}{{5, 5, false}, {6, 1, false}, {6, 2, true}, {7, 2, false}, {30, 10, true}, {31, 10, false}} {
		if got := (NightWork{c.duties, c.nights}).Suggests(); got != c.want {
			t.Errorf("%d of %d: %t", c.nights, c.duties, got)
		}
	}
}
