package store

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Day is a local date in the form YYYY-MM-DD; it has no time and no zone, and days
// compare as text. The empty Day stands for none. A night belongs to the day on
// which it begins.
type Day string

const dayLayout = "2006-01-02"

// ParseDay reads a date as it came from outside; Invalid unless it is a real date
// in the form YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(dayLayout, s)
	if err != nil || t.Year() < 1970 || t.Year() > 2199 {
		return "", Errorf(Invalid, "parse day", "a date has the form YYYY-MM-DD, such as 2026-03-14")
	}
	return Day(s), nil
}

// DayOf returns the local date of an instant in a zone.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(dayLayout)) }

// Valid reports whether d is a real date.
func (d Day) Valid() bool { _, err := ParseDay(string(d)); return err == nil }

// Add returns the date n days later; n may be negative. d must be valid.
func (d Day) Add(n int) Day { return Day(d.utc().AddDate(0, 0, n).Format(dayLayout)) }

// Until returns the number of days from d to e: 0 for the same day, negative when e
// is earlier. Both must be valid.
func (d Day) Until(e Day) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// Weekday returns 0 for Monday .. 6 for Sunday. d must be valid.
func (d Day) Weekday() int { return (int(d.utc().Weekday()) + 6) % 7 }

// Midnight returns the instant at which the day begins in the zone. Where the clock
// skips midnight it is the first instant of the day.
func (d Day) Midnight(zone *time.Location) time.Time {
	u := d.utc()
	return time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, zone)
}

func (d Day) utc() time.Time {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		panic(fmt.Sprintf("store: day %q was not validated", string(d)))
	}
	return t
}

// Value writes the date as text; the empty Day as NULL.
func (d Day) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Scan reads text, or the timestamp that a driver makes of a date column.
func (d *Day) Scan(v any) error {
	switch x := v.(type) {
	case nil:
		*d = ""
	case string:
		*d = Day(x)
	case []byte:
		*d = Day(x)
	case time.Time:
		*d = Day(x.Format(dayLayout))
	default:
		return fmt.Errorf("scan day: unexpected %T", v)
	}
	if len(*d) > len(dayLayout) {
		*d = (*d)[:len(dayLayout)]
	}
	return nil
}

// years returns the day so many years later.
func (d Day) years(n int) Day { return Day(d.utc().AddDate(n, 0, 0).Format(dayLayout)) }
