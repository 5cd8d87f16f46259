package api

import (
	"strings"
	"testing"
)

func TestCheckJSON(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, c := range []struct {
		name, in, want string
	}{
		{"an object", `{"day":"2026-03-14","items":[1,{"a":null}]}`, ""},
		{"one key twice", `{"day":1,"day":2}`, "one key twice"},
		{"one key in two cases", `{"day":1,"DAY":2}`, "one key twice"},
		// encoding/json takes the long s for an s and the Kelvin sign for a k.
		{"one key in two foldings", `{"kind":1,"` + "\u212a" + `ind":2}`, "one key twice"},
		{"one key in two escapes", `{"day":1,"d\u0061y":2}`, "one key twice"},
		{"the same key in two objects", `[{"a":1},{"a":2}]`, ""},
		{"nested key twice", `{"x":{"a":1,"a":2}}`, "one key twice"},
		{"as deep as allowed", deep(maxDepth), ""},
		{"deeper", deep(maxDepth + 1), "nested more than 32"},
		{"two values", `{} {}`, "after the end"},
		{"cut short", `{"a":`, "not JSON"},
		{"nothing", ``, "not JSON"},
		{"no JSON", `day=1`, "not JSON"},
		{"closed wrongly", `{"a":[1}`, "not JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := checkJSON([]byte(c.in))
			switch {
			case c.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestCheckJSONNamesNoValue(t *testing.T) {
	const secret = "hunter2hunter2"
	for _, in := range []string{`{"password":` + secret + `}`, `{"` + secret + `":1,"` + secret + `":2}`, `"` + secret + `" 1`} {
		if err := checkJSON([]byte(in)); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("the error for %s is %v", in, err)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	for _, s := range []string{`{"a":1}`, `[]`, `{"a":{"b":[1,2,"x"]}}`, `{"a":1,"A":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// What passes must be what encoding/json reads too, and reading it back must be a
		// fixed point: nothing was dropped.
		if checkJSON(data) != nil {
			return
		}
		var v any
		if err := strictJSON.Unmarshal(data, &v); err != nil {
			t.Fatalf("%q passes and cannot be read: %v", data, err)
		}
	})
}
