package stages

import (
	"reflect"
	"testing"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// Whatever costs something in a contract is seen, so that a rule of a new kind is not left at the
// level of burden; and what the instance holds stays as it is.
func TestEachCostOfAContractIsSeen(t *testing.T) {
	price := nrp.Cost{Level: nrp.LevelBurden, Weight: 7}
	c := nrp.Contract{}
	all := fill(reflect.ValueOf(&c).Elem(), price)
	if all < 12 {
		t.Fatalf("%d costs were found in a contract, want all", all)
	}
	was := nrp.Instance{Contracts: []nrp.Contract{c}}
	out := was
	out.Contracts = []nrp.Contract{c}
	seen := 0
	costs(&out, func(c *nrp.Cost, _ string) { seen, c.Weight = seen+1, 0 })
	if seen != all {
		t.Errorf("%d costs were seen of %d", seen, all)
	}
	if got := was.Contracts[0].Respites[0].Cost; got != price {
		t.Errorf("the respite of the first instance costs %v now, want %v", got, price)
	}
}

// fill puts one element into each slice and pointer, a price into each cost, and returns how
// many costs there are.
func fill(v reflect.Value, price nrp.Cost) int {
	if v.Type() == reflect.TypeFor[nrp.Cost]() {
		v.Set(reflect.ValueOf(price))
		return 1
	}
	n := 0
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			n += fill(v.Field(i), price)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		n = fill(v.Index(0), price)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		n = fill(v.Elem(), price)
	default:
	}
	return n
}
