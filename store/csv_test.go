package store

import "testing"

func TestInertCell(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "Ada": "Ada", "2027-03-14": "2027-03-14", "a=b": "a=b", "'": "'",
		"=HYPERLINK(1)": "'=HYPERLINK(1)", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
	} {
		if got := InertCell(cell); got != want {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	}
}
