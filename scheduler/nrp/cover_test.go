package nrp

import "testing"

func TestEvenCover(t *testing.T) {
	row := func(least int, level Level, weight int64) Cover {
		return Cover{Min: least, MinCost: Cost{Level: level, Weight: weight}}
	}
	for name, tt := range map[string]struct {
		rows []Cover
		want bool
	}{
		"none":                   {nil, true},
		"alike":                  {[]Cover{row(1, LevelCover, 3), row(2, LevelCover, 3)}, true},
		"one weighs more":        {[]Cover{row(1, LevelCover, 3), row(2, LevelCover, 4)}, false},
		"another level":          {[]Cover{row(1, LevelCover, 3), row(2, LevelRest, 3)}, false},
		"one without a minimum":  {[]Cover{row(1, LevelCover, 3), row(0, LevelCover, 4)}, true},
		"one that costs nothing": {[]Cover{row(1, LevelCover, 3), row(1, LevelCover, 0)}, true},
	} {
		if got := (&Instance{Cover: tt.rows}).EvenCover(); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
