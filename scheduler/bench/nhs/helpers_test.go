package nhs_test

import (
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
