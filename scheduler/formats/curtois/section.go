package curtois

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MaxBytes is the largest instance or roster that is read: 64 MiB.
const MaxBytes = 64 << 20

// The sections of an instance file.
const (
	secHorizon  = "SECTION_HORIZON"
	secShifts   = "SECTION_SHIFTS"
	secStaff    = "SECTION_STAFF"
	secDaysOff  = "SECTION_DAYS_OFF"
	secShiftOn  = "SECTION_SHIFT_ON_REQUESTS"
	secShiftOff = "SECTION_SHIFT_OFF_REQUESTS"
	secCover    = "SECTION_COVER"
)

var knownSections = []string{secHorizon, secShifts, secStaff, secDaysOff, secShiftOn, secShiftOff, secCover}

// row is one data line: its number in the file, its section and its fields.
type row struct {
	line    int
	section string
	fields  []string
}

// fail returns an error that names the row's place in the file.
func (r row) fail(format string, args ...any) error {
	return fmt.Errorf("line %d (%s): %w", r.line, r.section, fmt.Errorf(format, args...))
}

// number reads field i as a whole number from lo to hi.
func (r row) number(i int, what string, lo, hi int) (int, error) {
	n, err := strconv.Atoi(r.fields[i])
	if err != nil {
		return 0, r.fail("field %d, %s, is %q: write a whole number", i+1, what, r.fields[i])
	}
	if n < lo || n > hi {
		return 0, r.fail("field %d, %s, is %d: it must be from %d to %d", i+1, what, n, lo, hi)
	}
	return n, nil
}

// want checks the number of fields; form shows how the line is written.
func (r row) want(n int, form string) error {
	if len(r.fields) != n {
		return r.fail("%d fields, want %d: %s", len(r.fields), n, form)
	}
	return nil
}

// readAll reads at most MaxBytes and drops a byte order mark.
func readAll(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return "", fmt.Errorf("read: %w", err)
	}
	if len(b) > MaxBytes {
		return "", fmt.Errorf("the file is larger than %d MiB: give a smaller one", MaxBytes>>20)
	}
	return strings.TrimPrefix(string(b), "\ufeff"), nil
}

// split sorts the data lines by section. Sections may stand in any order, each once.
func split(text string) (map[string][]row, error) {
	sections := map[string][]row{}
	current, n := "", 0
	for raw := range strings.Lines(text) {
		n++
		line := strings.TrimSpace(raw)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "SECTION_"):
			if !isKnown(line) {
				return nil, fmt.Errorf("line %d: unknown section %q: the sections are %s", n, line, strings.Join(knownSections, ", "))
			}
			if _, twice := sections[line]; twice {
				return nil, fmt.Errorf("line %d: section %s stands here for the second time: merge the two", n, line)
			}
			sections[line], current = []row{}, line
		case current == "":
			return nil, fmt.Errorf("line %d: data before the first section: begin with %s", n, secHorizon)
		default:
			fields := strings.Split(line, ",")
			for i := range fields {
				fields[i] = strings.TrimSpace(fields[i])
			}
			sections[current] = append(sections[current], row{n, current, fields})
		}
	}
	var missing []error
	for _, s := range []string{secHorizon, secShifts, secStaff, secCover} {
		if len(sections[s]) == 0 {
			missing = append(missing, fmt.Errorf("section %s is missing or empty: add it", s))
		}
	}
	return sections, errors.Join(missing...)
}

func isKnown(section string) bool {
	for _, s := range knownSections {
		if s == section {
			return true
		}
	}
	return false
}
