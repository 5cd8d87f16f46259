package rulebook

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		unit  Unit
		value int
		want  string
	}{
		{Minutes, 660, "11 h"},
		{Minutes, 450, "7 h 30"},
		{Minutes, 485, "8 h 05"},
		{Minutes, 20, "20 minutes"},
		{Minutes, 1, "1 minute"},
		{Clock, 1200, "20:00"},
		{Clock, 365, "06:05"},
		{Nights, 1, "1 night"},
		{Nights, 4, "4 nights"},
		{Days, 0, "0 days"},
		{People, 1, "1 person"},
		{People, 2, "2 people"},
		{Percent, 41, "41 %"},
	} {
		if got := Text(c.unit, c.value); got != c.want {
			t.Errorf("%d %s: %q, want %q", c.value, c.unit, got, c.want)
		}
	}
	for _, u := range Units {
		if u != Minutes && u != Clock && u != Percent && singular[u] == "" {
			t.Errorf("one of %s has no name", u)
		}
	}
}

func TestSayPutsInFiguresOfOtherRulesToo(t *testing.T) {
	book := UK()
	rule, _ := book.Rule("break_after")
	three := 180
	got := Say(book, rule, rule.Words, func(r *Rule) *int {
		switch r.Key {
		case "break_after":
			return &three
		case "break_length":
			return nil
		}
		t.Errorf("asked for %s", r.Key)
		return nil
	})
	if want := "If you work more than 3 h, you get a break of at least no set number."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLooserGoesBothWays(t *testing.T) {
	rest, run, clock := &Rule{Stricter: Higher}, &Rule{Stricter: Lower}, &Rule{}
	for _, c := range []struct {
		rule *Rule
		a, b int
		want bool
	}{
		{rest, 659, 660, true},
		{rest, 660, 660, false},
		{rest, 661, 660, false},
		{run, 5, 4, true},
		{run, 4, 4, false},
		{run, 3, 4, false},
		{clock, 1, 2, false},
		{clock, 2, 1, false},
	} {
		if got := c.rule.Looser(c.a, c.b); got != c.want {
			t.Errorf("stricter %q: %d looser than %d: %t", c.rule.Stricter, c.a, c.b, got)
		}
	}
}

// TestUKHasTheFiguresOfTheFieldNotes: a sample by hand, so that a slip of the pen in the data
// is seen. The sources stand beside each figure.
func TestUKHasTheFiguresOfTheFieldNotes(t *testing.T) {
	want := map[string]int{
		"rest_between_shifts": 11 * 60, "young_rest": 12 * 60, "weekly_rest": 24 * 60, "fortnightly_rest": 48 * 60,
		"average_week": 48 * 60, "average_week_weeks": 17, "night_average": 8 * 60, "night_worker_hours": 3 * 60,
		"break_after": 6 * 60, "break_length": 20, "young_break_after": 4*60 + 30, "young_break_length": 30,
		"young_day": 8 * 60, "young_week": 40 * 60, "leave_law": 28, "leave_start": 27, "leave_5": 29, "leave_10": 33,
		"full_time_week": 37*60 + 30, "toil_months": 3, "unsocial_band_2": 41, "sunday_band_4": 60, "publication_days": 42,
		"night_time_start": 23 * 60, "night_time_end": 6 * 60,
	}
	got := map[string]int{}
	for key := range want {
		if r, ok := UK().Rule(key); ok && r.Value != nil {
			got[key] = *r.Value
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLawHasItsLooserBoundAtTheLaw: nobody can set a figure of law looser than the law. Only
// the weeks of the mean week may go beyond the rulebook's own figure, as regulation 21 allows.
func TestLawHasItsLooserBoundAtTheLaw(t *testing.T) {
	beyond := map[string]int{"average_week_weeks": 26}
	for i := range UK().Rules {
		r := &UK().Rules[i]
		if r.Kind != Law || r.Value == nil {
			continue
		}
		want := *r.Value
		if v, ok := beyond[r.Key]; ok {
			want = v
		}
		switch r.Stricter {
		case Higher:
			if r.Least != want {
				t.Errorf("%s: at least %d can be set, the law says %d", r.Key, r.Least, want)
			}
		case Lower:
			if r.Most != want {
				t.Errorf("%s: at most %d can be set, the law says %d", r.Key, r.Most, want)
			}
		case Neither:
			if r.Unit != Clock {
				t.Errorf("%s: a figure of law has a stricter side", r.Key)
			}
		}
	}
}

func TestParseReportsFaults(t *testing.T) {
	good := map[string]any{
		"key": "rest", "group": "rest", "title": "T", "words": "At least {value}.", "managers": "M", "kind": "law", "level": "hard",
		"enforced_by": "engine", "value": 1, "unit": "days", "least": 0, "most": 2, "stricter": "higher", "scopes": []string{"org", "ward"},
		"source": "S", "url": "https://www.legislation.gov.uk/x", "read": "2026-11-26", "sure": "B",
	}
	parse := func(change map[string]any) error {
		rule := map[string]any{}
		for k, v := range good {
			rule[k] = v
		}
		for k, v := range change {
			if rule[k] = v; v == nil {
				delete(rule, k)
			}
		}
		text, err := json.Marshal(map[string]any{"name": "x", "title": "X", "version": 1, "read": "2026-11-26", "rules": []any{rule}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Parse(text)
		return err
	}
	if err := parse(nil); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]map[string]any{
		"unknown field":    {"limit": 3},
		"lower-case":       {"key": "Rest"},
		"no group":         {"group": "sleep"},
		"say something":    {"words": ""},
		"law, contract":    {"kind": "custom"},
		"engine, referee":  {"enforced_by": "nobody"},
		"no level":         {"level": "soft"},
		"no place":         {"set_in": "drawer"},
		"names its source": {"source": ""},
		"address of the":   {"url": nil},
		"A, B or C":        {"sure": "D"},
		"read is a date":   {"read": "26 Nov"},
		"not between":      {"value": 3},
		"no unit":          {"unit": "hours"},
		"go with a value":  {"value": nil, "words": "At least some."},
		"in this order":    {"scopes": []string{"ward", "org"}},
		"for no rule":      {"words": "At least {other}."},
		"set here":         {"set_in": "shift"},
		"higher or lower":  {"stricter": "more"},
	} {
		if err := parse(change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want a fault with %q", change, err, want)
		}
	}
}

// grade is the Flesch-Kincaid grade of a text in school years of the United States; reading
// age is about five years more (Kincaid et al. 1975). Syllables are counted as runs of
// vowels, which is right to within a tenth for words like these.
func grade(text string) float64 {
	sentences := float64(len(regexp.MustCompile(`[.!?](\s|$)`).FindAllString(text, -1)))
	words := regexp.MustCompile(`[A-Za-z]+`).FindAllString(text, -1)
	syllables := 0
	for _, w := range words {
		w = strings.ToLower(w)
		n := len(regexp.MustCompile(`[aeiouy]+`).FindAllString(w, -1))
		if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") && n > 1 {
			n--
		}
		syllables += max(n, 1)
	}
	return 0.39*float64(len(words))/sentences + 11.8*float64(syllables)/float64(len(words)) - 15.59
}

func TestGradeTellsPlainFromHard(t *testing.T) {
	// 6 words, 1 sentence, 6 syllables: 0.39 x 6 + 11.8 x 1 - 15.59 = -1.45
	if got := grade("The cat sat on the mat."); got < -1.46 || got > -1.44 {
		t.Errorf("grade %.2f, want -1.45", got)
	}
	if got := grade("Compensatory entitlements notwithstanding, organisational considerations necessitate reconsideration."); got < 20 {
		t.Errorf("grade %.1f of a hard sentence", got)
	}
}

// TestWordsCanBeReadAtElevenYears: the words of every rule, with its figures in them.
func TestWordsCanBeReadAtElevenYears(t *testing.T) {
	book := UK()
	for i := range book.Rules {
		r := &book.Rules[i]
		text := Say(book, r, r.Words, Own)
		if got := grade(text); got > 6.5 {
			t.Errorf("%s: grade %.1f: %s", r.Key, got, text)
		}
	}
}

func TestMarkdownListsEveryRuleWithItsSource(t *testing.T) {
	var page bytes.Buffer
	if err := UK().Markdown(&page); err != nil {
		t.Fatal(err)
	}
	for i := range UK().Rules {
		r := &UK().Rules[i]
		for _, part := range []string{"### " + r.Title + "\n", "`" + r.Key + "`", r.Source, r.URL} {
			if !strings.Contains(page.String(), part) {
				t.Errorf("%s: %q is not in the page", r.Key, part)
			}
		}
	}
	if strings.Contains(page.String(), "{") {
		t.Error("a placeholder is left in the page")
	}
}
