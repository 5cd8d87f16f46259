package repair

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// copied returns a deep copy of an instance.
func copied(in *nrp.Instance) (*nrp.Instance, error) {
	encoded, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("copy the instance: %w", err)
	}
	var out nrp.Instance
	if err := json.Unmarshal(encoded, &out); err != nil {
		return nil, fmt.Errorf("copy the instance: %w", err)
	}
	return &out, nil
}

// reprice puts each price of an instance through f. It finds the prices by their type, so that a
// kind of rule that is added later is not forgotten.
func reprice(in *nrp.Instance, f func(nrp.Cost) nrp.Cost) {
	walk(reflect.ValueOf(in), f)
}

var costType = reflect.TypeFor[nrp.Cost]()

func walk(v reflect.Value, f func(nrp.Cost) nrp.Cost) {
	if v.Type() == costType {
		v.Set(reflect.ValueOf(f(v.Interface().(nrp.Cost)))) //nolint:forcetypeassert // its type is what was asked for
		return
	}
	switch v.Kind() { //nolint:exhaustive // nothing else holds a price
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			walk(v.Index(i), f)
		}
	}
}

// The levels of a derived instance. Their meaning is this package's own; the first two are the
// same as everywhere.
const (
	levelSoon  = nrp.LevelBurden     // changes at up to 7 days of notice
	levelLater = nrp.LevelPreference // changes at longer notice, and what those moved carry
	levelElse  = nrp.LevelRest       // all that is soft
)

// softly moves everything soft to the last level, what stood above the rest there a hundred times as
// dear. A minimum of people stays at its level, or is paid at cover.
func softly(cover nrp.Cost) func(nrp.Cost) nrp.Cost {
	return func(c nrp.Cost) nrp.Cost {
		switch c.Level {
		case nrp.LevelHard, nrp.LevelPattern:
			return c
		case nrp.LevelCover:
			return nrp.Cost{Level: cover.Level, Weight: c.Weight * cover.Weight}
		case nrp.LevelBurden, nrp.LevelPreference:
			return nrp.Cost{Level: levelElse, Weight: min(c.Weight*100, nrp.MaxWeight)}
		case nrp.LevelRest:
		}
		return nrp.Cost{Level: levelElse, Weight: c.Weight}
	}
}

const (
	// rungs is how many people a deep shortfall is told apart by: each of them costs more than the
	// one before.
	rungs = 3
	// deeper is how many shallow shortfalls a deeper one outweighs.
	deeper = 4
)

// deepen adds rows of cover that make the second person missing of one row dearer than the first of
// several, and the third than the second.
func deepen(in *nrp.Instance) {
	for _, c := range in.Cover {
		weight := c.MinCost.Weight
		for k := 1; k < rungs && c.Min > k && c.MinCost.Level == nrp.LevelCover && weight > 0; k++ {
			weight *= deeper
			row := c
			row.Min, row.Preferred, row.Max = c.Min-k, c.Min-k, nrp.NoLimit
			row.MinCost.Weight, row.PreferredCost, row.MaxCost = weight, nrp.Cost{}, nrp.Cost{}
			in.Cover = append(in.Cover, row)
		}
	}
}
