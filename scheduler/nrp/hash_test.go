package nrp

import (
	"encoding/json"
	"reflect"
	"strconv"
	"testing"
)

func TestHashOfEqualInstancesIsEqual(t *testing.T) {
	in := whole()
	want := in.Hash()
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var back Instance
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Hash(); got != want {
		t.Errorf("after a trip through JSON the hash is %s, before it was %s", got, want)
	}
	if len(want) != 64 {
		t.Errorf("hash %q has %d digits, want 64", want, len(want))
	}
}

func TestHashTakesNilForEmpty(t *testing.T) {
	a, b := Instance{Horizon: Horizon{Days: 1}}, Instance{Horizon: Horizon{Days: 1}, Staff: []Staff{}, Cover: []Cover{}}
	if a.Hash() != b.Hash() {
		t.Error("nil and empty slices have different hashes")
	}
}

func TestHashKeepsNeighboursApart(t *testing.T) {
	a := Instance{Skills: []Skill{{ID: "ab"}, {ID: "c"}}}
	b := Instance{Skills: []Skill{{ID: "a"}, {ID: "bc"}}}
	if a.Hash() == b.Hash() {
		t.Error("a letter moved from one id to the next and the hash stayed")
	}
}

// TestHashSeesEveryField changes each number, text, flag, length and pointer of an
// instance in turn.
func TestHashSeesEveryField(t *testing.T) {
	in := whole()
	seen := map[string]string{in.Hash(): "the instance itself"}
	changes := 0
	check := func(path string) {
		changes++
		h := in.Hash()
		if other, twice := seen[h]; twice {
			t.Errorf("changing %s gives the hash of %s", path, other)
		}
		seen[h] = path
	}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
			return
		case reflect.Slice:
			if v.Len() == 0 {
				t.Fatalf("%s is empty: whole must use every field", path)
			}
			v.Set(v.Slice(0, v.Len()-1))
			check(path + " shortened")
			v.Set(old)
			for i := range v.Len() {
				walk(v.Index(i), path+"["+strconv.Itoa(i)+"]")
			}
			return
		case reflect.Pointer:
			if v.IsNil() {
				t.Fatalf("%s is nil: whole must use every field", path)
			}
			v.SetZero()
			check(path + " removed")
			v.Set(old)
			walk(v.Elem(), path)
			return
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Int, reflect.Int64:
			v.SetInt(v.Int() + 1000)
		case reflect.Uint8, reflect.Uint64:
			v.SetUint(v.Uint() ^ 64)
		default:
			t.Fatalf("%s is a %s", path, v.Kind())
		}
		check(path)
		v.Set(old)
	}
	// Slices of counters differ in what they use, so the walk takes the fields that are there.
	in.Contracts[0].Counters = in.Contracts[0].Counters[:1]
	in.Contracts[0].Counters[0].Of = 1
	in.Contracts[0].Counters[0].Charges = &Charges{Weekend: 1, Cells: []Charge{{Day: 1, Cells: 1, Amount: 1}}, Choices: []ChoiceCharge{{Choice: 1, Amount: 1}}}
	seen[in.Hash()] = "the instance walked"
	walk(reflect.ValueOf(in).Elem(), "instance")
	if changes < 90 {
		t.Errorf("%d changes tried, want at least one for each of some 90 fields", changes)
	}
}
