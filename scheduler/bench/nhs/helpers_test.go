package nhs_test

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// results is the folder of what long runs found.
const results = "../results/"

// london is the clock of the wards.
func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// number reads a whole number from the environment.
func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s is %q, it must be a whole number", name, text)
	}
	return n
}
