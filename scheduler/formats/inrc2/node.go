package inrc2

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MaxBytes is the largest file that is read: 64 MiB.
const MaxBytes = 64 << 20

// maxDepth is how deep the format's JSON goes at most, and then some.
const maxDepth = 8

// Source is a file and the name by which errors call it.
type Source struct {
	Name string
	io.Reader
}

// node is one JSON value with its place in the file, so that errors can name it and
// nothing in the file is passed over in silence.
type node struct {
	file    string
	pointer string // RFC 6901
	line    int
	value   any // string, json.Number, bool, nil, []*node or map[string]*node
}

func (n *node) fail(format string, args ...any) error {
	where := n.pointer
	if where == "" {
		where = "/"
	}
	return fmt.Errorf("%s: line %d: %s: %w", n.file, n.line, where, fmt.Errorf(format, args...))
}

// parse reads one JSON value and nothing after it.
func parse(src Source) (*node, error) {
	b, err := io.ReadAll(io.LimitReader(src, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: read: %w", src.Name, err)
	}
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("%s: the file is larger than %d MiB: give a smaller one", src.Name, MaxBytes>>20)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	p := &parser{file: src.Name, text: b, dec: json.NewDecoder(bytes.NewReader(b))}
	p.dec.UseNumber()
	n, err := p.value("", 0)
	if err != nil {
		return nil, err
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, p.here("").fail("something follows the end of the JSON value: remove it")
	}
	return n, nil
}

type parser struct {
	file string
	text []byte
	dec  *json.Decoder
	// line is the number of the line on which text[:seen] ends, less one.
	line, seen int
}

// here returns an empty node at the parser's place.
func (p *parser) here(pointer string) *node {
	if at := int(p.dec.InputOffset()); at > p.seen {
		p.line += bytes.Count(p.text[p.seen:at], []byte("\n"))
		p.seen = at
	}
	return &node{file: p.file, pointer: pointer, line: p.line + 1}
}

func (p *parser) value(pointer string, depth int) (*node, error) {
	tok, err := p.dec.Token()
	n := p.here(pointer)
	if err != nil {
		return nil, n.fail("not JSON: %w", err)
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		n.value = tok
		return n, nil
	}
	if depth == maxDepth {
		return nil, n.fail("nested more than %d deep: this is not a file of the competition", maxDepth)
	}
	if delim == '{' {
		err = p.object(n, depth)
	} else {
		err = p.array(n, depth)
	}
	return n, err
}

func (p *parser) object(n *node, depth int) error {
	fields := map[string]*node{}
	for p.dec.More() {
		tok, err := p.dec.Token()
		if err != nil {
			return p.here(n.pointer).fail("not JSON: %w", err)
		}
		key, _ := tok.(string)
		v, err := p.value(n.pointer+"/"+escape(key), depth+1)
		if err != nil {
			return err
		}
		if _, twice := fields[key]; twice {
			return v.fail("the field stands here for the second time: keep one")
		}
		fields[key] = v
	}
	n.value = fields
	return p.end(n)
}

func (p *parser) array(n *node, depth int) error {
	items := []*node{}
	for p.dec.More() {
		v, err := p.value(n.pointer+"/"+strconv.Itoa(len(items)), depth+1)
		if err != nil {
			return err
		}
		items = append(items, v)
	}
	n.value = items
	return p.end(n)
}

// end reads the closing bracket.
func (p *parser) end(n *node) error {
	if _, err := p.dec.Token(); err != nil {
		return p.here(n.pointer).fail("not JSON: %w", err)
	}
	return nil
}

// escape writes a key as RFC 6901 wants it.
func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
