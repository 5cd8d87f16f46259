package nrp

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
)

// hashVersion is hashed first; raise it when equal bytes come to mean another problem.
const hashVersion = "fairrota/nrp/2"

// Hash returns the SHA-256 of the whole instance in hexadecimal: equal instances have
// equal hashes wherever they came from, and a slice that is nil counts as empty. It is
// kept with a run, so that one can tell whether a roster was made for this instance.
// O(size of the instance).
func (in *Instance) Hash() string {
	h := sha256.New()
	c := canon{h: h}
	c.text(hashVersion)
	c.value(reflect.ValueOf(*in))
	return hex.EncodeToString(h.Sum(nil))
}

// sparse marks, as a struct tag named hash, a field that came later than stored hashes: it
// is hashed only where it is not zero, after present, which is no length, level or index.
const (
	sparse  = "sparse"
	present = 1 << 63
)

// canon writes values so that different values give different bytes: numbers have
// eight bytes, texts and slices are led by their length, pointers by whether there is
// something, and the fields of a struct follow one another in order. Reflection sees
// to it that no field is left out, a later one included.
type canon struct {
	h hash.Hash
}

func (c canon) number(n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	c.h.Write(b[:])
}

func (c canon) text(s string) {
	c.number(uint64(len(s)))
	c.h.Write([]byte(s))
}

func (c canon) value(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // the default refuses every kind an instance has no use for
	case reflect.Bool:
		if v.Bool() {
			c.number(1)
		} else {
			c.number(0)
		}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		c.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint16, reflect.Uint8:
		c.number(v.Uint())
	case reflect.String:
		c.text(v.String())
	case reflect.Pointer:
		if v.IsNil() {
			c.number(0)
			return
		}
		c.number(1)
		c.value(v.Elem())
	case reflect.Slice:
		c.number(uint64(v.Len()))
		for i := range v.Len() {
			c.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("hash") == sparse {
				if f := v.Field(i); f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0 {
					continue
				}
				c.number(present)
			}
			c.value(v.Field(i))
		}
	default:
		panic(fmt.Sprintf("nrp: hash of an instance with a %s", v.Kind()))
	}
}
