package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// faults gathers what is wrong with an input, so that a person is told all of it at once.
type faults []Field

func (f *faults) add(pointer, format string, args ...any) {
	*f = append(*f, Field{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
}

// err is nil where nothing is wrong.
func (f *faults) err(op, detail string) error {
	if len(*f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Op: op, Detail: detail, Fields: *f}
}

// text wants most characters at most, not only space, and none that does not print.
func (f *faults) text(pointer, s string, most int) {
	switch n := len([]rune(s)); {
	case strings.TrimSpace(s) == "" || n > most:
		f.add(pointer, "must have 1 to %d characters", most)
	case strings.TrimSpace(s) != s:
		f.add(pointer, "must not begin or end with a space")
	case strings.ContainsFunc(s, unicode.IsControl):
		f.add(pointer, "must be on one line, without control characters")
	}
}

func (f *faults) between(pointer string, v, least, most int) {
	if v < least || v > most {
		f.add(pointer, "must be between %d and %d", least, most)
	}
}

func (f *faults) id(pointer string, id ID, optional bool) {
	if id == "" && optional {
		return
	}
	if _, err := ParseID(string(id)); err != nil {
		f.add(pointer, "must be the id of something that is there")
	}
}

func (f *faults) day(pointer string, d Day, optional bool) {
	if d == "" && optional {
		return
	}
	if !d.Valid() {
		f.add(pointer, "a date has the form YYYY-MM-DD, such as 2026-03-14")
	}
}

// days wants two real dates in order.
func (f *faults) days(first, last Day, optional bool) {
	before := len(*f)
	f.day("/first_day", first, optional)
	f.day("/last_day", last, optional)
	if len(*f) == before && first != "" && last != "" && last < first {
		f.add("/last_day", "must not be before the first day")
	}
}

func (f *faults) instant(pointer string, t time.Time) {
	if t.Year() < 1970 || t.Year() > 2199 {
		f.add(pointer, "an instant has the form YYYY-MM-DDThh:mm:ssZ, in the years 1970 to 2199")
	}
}

func oneOf[T ~string](f *faults, pointer string, v T, known []T) {
	if !slices.Contains(known, v) {
		names := make([]string, len(known))
		for i, k := range known {
			names[i] = string(k)
		}
		f.add(pointer, "must be one of %s", strings.Join(names, ", "))
	}
}

// atMost wants least <= most where most is a bound; 0 means no bound.
func (f *faults) atMost(pointer string, least, most int, what string) {
	if most != 0 && least > most {
		f.add(pointer, "must not be below the least %s, %d; 0 means no bound", what, least)
	}
}
