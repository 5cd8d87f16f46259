package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fortnight is agreed from Wednesday 3 March 2027 on: in the first week Wednesdays off, in the second
// early shifts only on Fridays and never a night on Sundays.
func fortnight() *AgreedPattern {
	p := &AgreedPattern{
		StaffID: "01900000-0000-7000-8000-000000000001", FirstDay: "2027-03-03", Anchor: "2027-03-01",
		Days: make(AgreedDays, 14), AgreedOn: "2027-02-01", ReviewOn: "2027-08-01",
	}
	for k := range p.Days {
		p.Days[k].Rule = NothingAgreed
	}
	p.Days[2].Rule = AgreedOff
	p.Days[11] = AgreedDay{Rule: AgreedOnly, ShiftIDs: []ID{"01900000-0000-7000-8000-00000000000e"}}
	p.Days[13] = AgreedDay{Rule: AgreedNever, Kinds: []ShiftKind{Night}}
	return p
}

// weeks is a cycle of so many weeks with Mondays off.
func weeks(n int) AgreedDays {
	days := make(AgreedDays, 7*n)
	for k := range days {
		days[k].Rule = NothingAgreed
		if k%7 == 0 {
			days[k].Rule = AgreedOff
		}
	}
	return days
}

// The cycle begins on 1 March: day 0. 3 March is day 2, 12 March day 11, 14 March day 13, 17 March day
// 16 = 2 again. 3 January is 57 days before 1 March: -57 mod 14 = 13.
func TestAgreedPatternOnDays(t *testing.T) {
	for _, tt := range []struct {
		name string
		day  Day
		turn func(*AgreedPattern)
		want AgreedRule
	}{
		{"its first day", "2027-03-03", nil, AgreedOff},
		{"the day before", "2027-03-02", func(p *AgreedPattern) { p.Days[1].Rule = AgreedOff }, ""},
		{"a day with nothing agreed", "2027-03-04", nil, ""},
		{"the second week", "2027-03-12", nil, AgreedOnly},
		{"the last day of the cycle", "2027-03-14", nil, AgreedNever},
		{"the cycle goes round", "2027-03-17", nil, AgreedOff},
		{"across the clock change of 28 March", "2027-03-31", nil, AgreedOff},
		{"across that of 31 October", "2027-11-10", nil, AgreedOff}, // 254 days = 18 x 14 + 2
		{"its last day", "2027-03-17", func(p *AgreedPattern) { p.LastDay = "2027-03-17" }, AgreedOff},
		{"the day after", "2027-03-17", func(p *AgreedPattern) { p.LastDay = "2027-03-16" }, ""},
		{"before the anchor", "2027-01-03", func(p *AgreedPattern) { p.FirstDay = "2027-01-01" }, AgreedNever},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := fortnight()
			if tt.turn != nil {
				tt.turn(p)
			}
			got := AgreedRule("")
			if d := p.On(tt.day); d != nil {
				got = d.Rule
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestAgreedDayForbids(t *testing.T) {
	early, night := &Shift{ID: "e", Kind: Early}, &Shift{ID: "n", Kind: Night}
	for name, tt := range map[string]struct {
		day  AgreedDay
		want [2]bool
	}{
		"nothing":      {AgreedDay{Rule: NothingAgreed}, [2]bool{false, false}},
		"off":          {AgreedDay{Rule: AgreedOff}, [2]bool{true, true}},
		"only a shift": {AgreedDay{Rule: AgreedOnly, ShiftIDs: []ID{"e"}}, [2]bool{false, true}},
		"only a kind":  {AgreedDay{Rule: AgreedOnly, Kinds: []ShiftKind{Night}}, [2]bool{true, false}},
		"only either":  {AgreedDay{Rule: AgreedOnly, ShiftIDs: []ID{"e"}, Kinds: []ShiftKind{Night}}, [2]bool{false, false}},
		"never":        {AgreedDay{Rule: AgreedNever, Kinds: []ShiftKind{Night}}, [2]bool{false, true}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := [2]bool{tt.day.Forbids(early), tt.day.Forbids(night)}; got != tt.want {
				t.Errorf("early, night: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAgreedPatternNamesItsFaults(t *testing.T) {
	if err := fortnight().Validate(); err != nil {
		t.Fatalf("a sound one: %v", err)
	}
	for name, tt := range map[string]struct {
		spoil   func(*AgreedPattern)
		pointer string
	}{
		"no first day":               {func(p *AgreedPattern) { p.FirstDay = "" }, "/first_day"},
		"two days before it begins":  {func(p *AgreedPattern) { p.LastDay = "2027-03-01" }, "/last_day"},
		"a Tuesday":                  {func(p *AgreedPattern) { p.Anchor = "2027-03-02" }, "/anchor"},
		"13 days":                    {func(p *AgreedPattern) { p.Days = p.Days[:13] }, "/days"},
		"nine weeks":                 {func(p *AgreedPattern) { p.Days = weeks(9) }, "/days"},
		"nothing on any day":         {func(p *AgreedPattern) { p.Days = p.Days[3:10] }, "/days"},
		"an unknown rule":            {func(p *AgreedPattern) { p.Days[0].Rule = "maybe" }, "/days/0/rule"},
		"only nothing":               {func(p *AgreedPattern) { p.Days[11].ShiftIDs = nil }, "/days/11"},
		"a day off with a shift":     {func(p *AgreedPattern) { p.Days[2].Kinds = []ShiftKind{Early} }, "/days/2"},
		"an unknown kind":            {func(p *AgreedPattern) { p.Days[13].Kinds[0] = "dusk" }, "/days/13/kinds/0"},
		"a kind twice":               {func(p *AgreedPattern) { p.Days[13].Kinds = []ShiftKind{Night, Night} }, "/days/13/kinds/1"},
		"a shift that is no id":      {func(p *AgreedPattern) { p.Days[11].ShiftIDs[0] = "E" }, "/days/11/shift_ids/0"},
		"a shift twice":              {func(p *AgreedPattern) { d := &p.Days[11]; d.ShiftIDs = append(d.ShiftIDs, d.ShiftIDs[0]) }, "/days/11/shift_ids/1"},
		"a review on the same day":   {func(p *AgreedPattern) { p.ReviewOn = p.AgreedOn }, "/review_on"},
		"no date of the agreement":   {func(p *AgreedPattern) { p.AgreedOn = "" }, "/agreed_on"},
		"nobody":                     {func(p *AgreedPattern) { p.StaffID = "" }, "/staff_id"},
		"a first day that is no day": {func(p *AgreedPattern) { p.FirstDay = "2027-02-30" }, "/first_day"},
	} {
		t.Run(name, func(t *testing.T) {
			p := fortnight()
			tt.spoil(p)
			var e *Error
			if err := p.Validate(); !errors.As(err, &e) || e.Kind != Invalid {
				t.Fatalf("error %v", err)
			}
			var pointers []string
			for _, f := range e.Fields {
				pointers = append(pointers, f.Pointer)
			}
			if diff := cmp.Diff([]string{tt.pointer}, pointers); diff != "" {
				t.Errorf("pointers (-want +got):\n%s", diff)
			}
		})
	}
	whole := fortnight()
	whole.Days = weeks(8)
	if err := whole.Validate(); err != nil {
		t.Errorf("eight weeks: %v", err)
	}
}

func TestAgreedPatternsOverlap(t *testing.T) {
	for name, tt := range map[string]struct {
		last, first Day
		want        bool
	}{
		"ends the day before":   {"2027-03-31", "2027-04-01", false},
		"ends on the first day": {"2027-04-01", "2027-04-01", true},
		"open":                  {"", "2031-01-01", true},
		"taken back":            {"2027-03-02", "2027-03-03", false},
	} {
		t.Run(name, func(t *testing.T) {
			p, o := fortnight(), fortnight()
			p.LastDay, o.FirstDay = tt.last, tt.first
			if p.Overlaps(o) != tt.want || o.Overlaps(p) != tt.want {
				t.Errorf("overlap %v and %v, want %v", p.Overlaps(o), o.Overlaps(p), tt.want)
			}
		})
	}
}

func TestAgreedPatternsOnlyEnd(t *testing.T) {
	for name, tt := range map[string]struct {
		was, is Day
		ok      bool
	}{
		"an open end is set":     {"", "2027-05-31", true},
		"an end comes earlier":   {"2027-05-31", "2027-05-30", true},
		"an end stays":           {"2027-05-31", "2027-05-31", true},
		"an end does not go on":  {"2027-05-31", "2027-06-01", false},
		"an end does not go off": {"2027-05-31", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := fortnight()
			p.LastDay = tt.was
			if err := (AgreedChange{LastDay: tt.is, ReviewOn: "2028-01-01"}).Apply(p); (err == nil) != tt.ok {
				t.Errorf("error %v", err)
			} else if tt.ok && (p.LastDay != tt.is || p.ReviewOn != "2028-01-01") {
				t.Errorf("changed to %+v", p)
			}
		})
	}
}
