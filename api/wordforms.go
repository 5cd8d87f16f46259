package api

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/fairrota/fairrota/store"
)

func kindWords(k store.ShiftKind) string {
	switch k {
	case store.Early:
		return "an early shift"
	case store.Late:
		return "a late shift"
	case store.LongDay:
		return "a long day"
	case store.Night:
		return "a night shift"
	case store.OtherKind:
		return "another kind of shift"
	}
	return "that kind of shift"
}

func stretchWords(name string) string {
	switch name {
	case "consecutive working days":
		return "working days"
	case "consecutive days off":
		return "days off"
	case "nights in a row":
		return "nights"
	}
	if code, ok := strings.CutPrefix(name, "consecutive "); ok {
		return code + " shifts"
	}
	return "days alike"
}

func dayWords(d store.Day) string {
	if !d.Valid() {
		return "that day"
	}
	return d.Midnight(time.UTC).Format("Mon 2 Jan")
}

func durationWords(minutes int64) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %02d", h, m)
	}
}

// respiteWords says which long rest is missing.
func respiteWords(f store.Finding) string {
	switch f.Name {
	case store.CompensatoryRest:
		return "rest that is owed is not given back in time"
	case "weekly rest":
		return "no weekly rest in the 7 days up to this one"
	case store.YoungWeeklyRest:
		return "no " + respiteShort(f.Name) + " in the week up to this day, under 18"
	}
	return count(f.Amount, "weekly rest", "weekly rests") + " missing in the 14 days up to this one"
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func capital(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// lowerFirst makes "Long day" fit into a sentence; a code such as "N1" stays.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsLower(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}
