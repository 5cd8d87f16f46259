package nrptest

import (
	"os"
	"strconv"
	"testing"
)

// Setting reads how much a long test is to do from the environment: a whole number, least or more, or what is said otherwise where the
// variable is empty. Anything else fails the test.
func Setting(t testing.TB, name string, otherwise, least int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		t.Fatalf("%s is %q, it must be a whole number, %d or more", name, text, least)
	}
	return n
}
