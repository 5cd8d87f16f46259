package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"

	"github.com/danielgtaylor/huma/v2"
)

const (
	// maxBody is the largest request body, in bytes.
	maxBody = 64 << 10
	// maxDepth is how deep arrays and objects of a request may be nested.
	maxDepth = 32
)

// strictJSON reads requests by checkJSON and writes answers without HTML escapes.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if err := checkJSON(data); err != nil {
			return err
		}
		if err := json.Unmarshal(data, v); err != nil {
			return errors.New("the JSON does not fit what is expected here")
		}
		return nil
	},
}

// checkJSON refuses what encoding/json lets pass: a second value for a key (also one
// that differs in case only, since the later would win in silence), nesting below
// maxDepth, and anything after the value. Its errors name no value of the input.
func checkJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := checkValue(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something after the end of the JSON")
	}
	return nil
}

func checkValue(d *json.Decoder, depth int) error {
	t, err := d.Token()
	if err != nil {
		return notJSON(d)
	}
	open, nested := t.(json.Delim)
	if !nested {
		return nil
	}
	if depth++; depth > maxDepth {
		return fmt.Errorf("the JSON is nested more than %d deep", maxDepth)
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return notJSON(d)
			}
			folded := foldKey(fmt.Sprint(key))
			if seen[folded] {
				return errors.New("the JSON gives one key twice")
			}
			seen[folded] = true
		}
		if err := checkValue(d, depth); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return notJSON(d)
	}
	return nil
}

func notJSON(d *json.Decoder) error {
	return fmt.Errorf("this is not JSON: it goes wrong near byte %d", d.InputOffset())
}

// foldKey maps keys that encoding/json takes for the same to the same text: each rune
// to the least of its case-folding orbit.
func foldKey(key string) string {
	runes := []rune(key)
	for i, r := range runes {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		runes[i] = least
	}
	return string(runes)
}
