package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

func TestLedgerWords(t *testing.T) {
	mine := &store.MyLedger{AsOf: "2026-05-30", DecayPercent: 6, DecayDays: 28}
	line := func(kind string, n int) store.LedgerLine {
		return store.LedgerLine{Kind: kind, Count: n, Points: 2, Share: 1125, ShareOf: 2250, Eligible: 21, EligibleOf: 28, Day: "2026-03-31"}
	}
	whole := line("refused_3", 1)
	whole.Share, whole.ShareOf, whole.Eligible, whole.EligibleOf, whole.Points = 1, 1, 28, 28, 9
	few := line("weekend", 2)
	few.Share, few.Eligible, few.EligibleOf = 450, 1, 5
	imported := line("night", 1)
	imported.ImportID, imported.Eligible, imported.EligibleOf = "x", 80, 100
	more := whole
	more.Share, more.ShareOf = 2475, 2250
	for _, c := range []struct {
		name, title string
		entry       store.LedgerEntry
		want        []ledgerStep
	}{
		{
			"nights of somebody part-time", "4 nights",
			store.LedgerEntry{LedgerLine: line("night", 4), Raw: 8000, Free: 10667, Scaled: 21333, Worth: 18850, AgeDays: 60, Steps: 2},
			[]ledgerStep{
				{"4 × 2 points.", 8000},
				{"You could work nights on 21 of 28 days. In less time, each one weighs more.", 10667},
				{"You work 50 % of a full week. With fewer hours, each one weighs more.", 21333},
				{"It is 60 days old. It gets 6 % less every 28 days, so far twice.", 18850},
			},
		},
		{
			"nothing to scale", "1 ask not met (really matters)",
			store.LedgerEntry{LedgerLine: whole, Raw: 9000, Free: 9000, Scaled: 9000, Worth: 9000, AgeDays: 1},
			[]ledgerStep{{"1 × 9 points.", 9000}, {"It is 1 day old. All of it counts for the first 28 days.", 9000}},
		},
		{
			"floors", "2 weekends",
			store.LedgerEntry{LedgerLine: few, Raw: 4000, Free: 16000, Scaled: 64000, Worth: 60160, AgeDays: 30, Steps: 1},
			[]ledgerStep{
				{"2 × 2 points.", 4000},
				{"You could work on 1 of 5 weekends. In less time, each one weighs more. We never go below a quarter.", 16000},
				{"You work 20 % of a full week. With fewer hours, each one weighs more. We never go below a quarter.", 64000},
				{"It is 30 days old. It gets 6 % less every 28 days, so far once.", 60160},
			},
		},
		{
			"imported", "1 night",
			store.LedgerEntry{LedgerLine: imported, Raw: 2000, Free: 2500, Scaled: 2500, Worth: 2076, AgeDays: 84, Steps: 3},
			[]ledgerStep{
				{"1 × 2 points.", 2000},
				{"This could only come to you in 80 % of the time. So each one weighs more.", 2500},
				{"It is 84 days old. It gets 6 % less every 28 days, so far 3 times.", 2076},
			},
		},
		{
			"more than full time", "1 ask not met (really matters)",
			store.LedgerEntry{LedgerLine: more, Raw: 9000, Free: 9000, Scaled: 8182, Worth: 8182},
			[]ledgerStep{
				{"1 × 9 points.", 9000},
				{"You work 110 % of a full week. With more hours, each one weighs less.", 8182},
				{"It is 0 days old. All of it counts for the first 28 days.", 8182},
			},
		},
	} {
		if got := ledgerTitle(&c.entry); got != c.title {
			t.Errorf("%s: %q, want %q", c.name, got, c.title)
		}
		if diff := cmp.Diff(c.want, ledgerSteps(&c.entry, mine)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	back := store.LedgerEntry{LedgerLine: whole, TakesBack: true, Raw: -9000, Free: -9000, Scaled: -9000, Worth: -9000}
	back.Count, back.Day = -1, "2026-06-21"
	if got := ledgerTitle(&back); got != "Taken back: 1 ask not met (really matters)" {
		t.Errorf("%q", got)
	}
	want := []ledgerStep{{"The rota was changed, so this is taken off again: 1 × 9 points.", -9000}, {"This rota is not over yet, so all of it counts.", -9000}}
	if diff := cmp.Diff(want, ledgerSteps(&back, mine)); diff != "" {
		t.Error(diff)
	}
}

func TestPointWords(t *testing.T) {
	for thousandths, want := range map[int64]string{
		0: "0 points", 1000: "1 point", 43_919: "43.9 points", 43_950: "44 points", 949: "0.9 points", 950: "1 point", 40: "0 points",
		-40: "0 points", -9000: "−9 points", -2_650: "−2.7 points",
	} {
		if got := pointWords(thousandths); got != want {
			t.Errorf("%d: %q, want %q", thousandths, got, want)
		}
	}
}

func TestStandingWords(t *testing.T) {
	bands := []store.BurdenBand{{From: 0, To: 10_000, People: 9}, {From: 10_000, To: 25_000, People: 8}, {From: 25_000, To: -1, People: 12}}
	for _, c := range []struct {
		mine store.MyLedger
		want string
	}{
		{store.MyLedger{Bands: bands, Mine: 0}, "You are one of 9 people with less than 10 points. 20 people have more."},
		{store.MyLedger{Bands: bands, Mine: 1}, "You are one of 8 people with 10 to 25 points. 9 people have less. 12 people have more."},
		{store.MyLedger{Bands: bands, Mine: 2}, "You are one of 12 people with 25 points or more. 17 people have less."},
		{store.MyLedger{Mine: -1}, "Your ward is small. If we showed how much others carry, you could tell who they are. So we do not."},
		{store.MyLedger{Bands: []store.BurdenBand{{To: -1, People: 11}}}, "We cannot split your ward into groups so that nobody can be picked out. So we show none."},
	} {
		if got := standingWords(&c.mine); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// What a nurse reads of the ledger is for a reading age of 9 to 11: at most grade 6.
func TestLedgerReadsAtElevenYears(t *testing.T) {
	mine := &store.MyLedger{AsOf: "2026-05-30", DecayPercent: 6, DecayDays: 28}
	texts := []string{standingWords(&store.MyLedger{Mine: -1})}
	for i := range 3 {
		bands := []store.BurdenBand{{From: 0, To: 10_000, People: 9}, {From: 10_000, To: 25_000, People: 8}, {From: 25_000, To: -1, People: 12}}
		texts = append(texts, standingWords(&store.MyLedger{Bands: bands, Mine: i}))
	}
	for _, x := range ledgerExplained(mine) {
		texts = append(texts, x.Question+" "+x.Answer)
	}
	for _, kind := range []string{"night", "weekend", "refused_1"} {
		e := store.LedgerEntry{
			LedgerLine: store.LedgerLine{Kind: kind, Count: 1, Points: 2, Share: 1, ShareOf: 2, Eligible: 2, EligibleOf: 3, Day: "2026-03-31"},
			Raw:        1, Free: 2, Scaled: 3, AgeDays: 60, Steps: 2,
		}
		for _, s := range ledgerSteps(&e, mine)[1:] {
			texts = append(texts, s.Text)
		}
	}
	for _, text := range texts {
		if g := grade(text); g > 6 {
			t.Errorf("grade %.1f: %s", g, text)
		}
	}
	if g := grade("Proportional redistribution considerations necessitate individualised eligibility determinations."); g < 12 {
		t.Errorf("the measure finds grade %.1f in what nobody can read", g)
	}
}
