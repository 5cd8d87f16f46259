package nhs

import (
	"testing"
	"time"
)

// The bank holidays of England and Wales as the government lists them.
func TestBankHolidays(t *testing.T) {
	want := map[int][]string{
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
		2028: {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26"},
	}
	for year, list := range want {
		var got []string
		for d := DayOf(year, time.January, 1); d < DayOf(year+1, time.January, 1); d++ {
			if bankHoliday(d) {
				got = append(got, d.String())
			}
		}
		if len(got) != len(list) {
			t.Errorf("%d: %v, want %v", year, got, list)
			continue
		}
		for i := range list {
			if got[i] != list[i] {
				t.Errorf("%d: %v, want %v", year, got, list)
				break
			}
		}
	}
}
