package inrc2

import (
	"encoding/json"
	"slices"
	"strings"
)

// object reads the fields of one JSON object. The first fault is kept in err; after
// it the getters return zero values.
type object struct {
	*node
	fields map[string]*node
	err    *error
}

// object opens a node as an object that may have these fields and no others.
func (n *node) object(err *error, known ...string) object {
	fields, ok := n.value.(map[string]*node)
	if !ok {
		keep(err, n.fail("want a JSON object, {...}"))
	}
	var unknown []*node
	for name, v := range fields {
		if !slices.Contains(known, name) {
			unknown = append(unknown, v)
		}
	}
	if len(unknown) > 0 {
		first := slices.MinFunc(unknown, func(a, b *node) int { return strings.Compare(a.pointer, b.pointer) })
		keep(err, first.fail("unknown field: the fields are %s", strings.Join(known, ", ")))
	}
	return object{n, fields, err}
}

func keep(err *error, fault error) {
	if *err == nil {
		*err = fault
	}
}

// get returns a field that must be there, nil after a fault.
func (o object) get(name string) *node {
	n, ok := o.fields[name]
	if !ok {
		keep(o.err, o.fail("field %q is missing: add it", name))
	}
	if *o.err != nil {
		return nil
	}
	return n
}

func (o object) text(name string) string {
	n := o.get(name)
	if n == nil {
		return ""
	}
	return n.text(o.err)
}

func (n *node) text(err *error) string {
	s, ok := n.value.(string)
	if !ok || s == "" {
		keep(err, n.fail("want a text in quotes that is not empty"))
	}
	return s
}

// number reads a whole number from lo to hi.
func (o object) number(name string, lo, hi int64) int {
	n := o.get(name)
	if n == nil {
		return 0
	}
	num, ok := n.value.(json.Number)
	v, err := num.Int64()
	switch {
	case !ok || err != nil:
		keep(o.err, n.fail("want a whole number"))
	case v < lo || v > hi:
		keep(o.err, n.fail("%d is out of range: it must be from %d to %d", v, lo, hi))
	default:
		return int(v)
	}
	return 0
}

// flag reads 0, 1, false or true.
func (o object) flag(name string) bool {
	n := o.get(name)
	if n == nil {
		return false
	}
	switch n.value {
	case true, json.Number("1"):
		return true
	case false, json.Number("0"):
		return false
	}
	keep(o.err, n.fail("want 0 or 1"))
	return false
}

// list calls read for each item of an array until there is a fault.
func (o object) list(name string, read func(item *node)) {
	n := o.get(name)
	if n == nil {
		return
	}
	items, ok := n.value.([]*node)
	if !ok {
		keep(o.err, n.fail("want a JSON array, [...]"))
	}
	for _, item := range items {
		if *o.err != nil {
			return
		}
		read(item)
	}
}

// texts reads an array of different texts.
func (o object) texts(name string) []string {
	out := []string{}
	o.list(name, func(item *node) {
		s := item.text(o.err)
		if slices.Contains(out, s) {
			keep(o.err, item.fail("%q stands here for the second time: keep one", s))
		}
		out = append(out, s)
	})
	return out
}
