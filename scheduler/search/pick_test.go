package search

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFormsOfAShortHorizon: six weeks as a whole, a week and two of it; of one week there is no part.
func TestFormsOfAShortHorizon(t *testing.T) {
	for days, want := range map[int][]Form{
		42: {{Blocks: 1, Days: 42}, {Blocks: 1, Days: 7}, {Blocks: 1, Days: 14}},
		14: {{Blocks: 1, Days: 14}, {Blocks: 1, Days: 7}},
		7:  {{Blocks: 1, Days: 7}},
	} {
		p := &Problem{Days: days}
		if diff := cmp.Diff(want, p.Forms()); diff != "" {
			t.Errorf("%d days (-want +got):\n%s", days, diff)
		}
	}
}

// TestFormsOfALongHorizon: of twelve weeks that can be priced whole there are also all with few people, and eight together or apart.
func TestFormsOfALongHorizon(t *testing.T) {
	want := []Form{
		{Blocks: 1, Days: 7},
		{Blocks: 1, Days: 14},
		{Blocks: 1, Days: 21},
		{Blocks: 1, Days: 28},
		{Blocks: 1, Days: 42},
		{Blocks: 2, Days: 14},
		{Blocks: 3, Days: 14},
		{Blocks: 4, Days: 7},
		{Blocks: 1, Days: 84},
		{Blocks: 1, Days: 56},
		{Blocks: 2, Days: 28},
		{Blocks: 4, Days: 14},
	}
	p := &Problem{Days: 84}
	if diff := cmp.Diff(want, p.Forms()); diff != "" {
		t.Errorf("84 days (-want +got):\n%s", diff)
	}
}

// TestBlocksGoWhereCoverCosts draws 400 blocks of 7 of 56 days, of which only day 30 lacks
// somebody. Every other block is drawn by cost and so has day 30, one that begins on 24 to
// 30; of the rest, drawn from 50 first days, 7 in 50 have: 200 + 28 = 228 are expected. A
// block never has a day that another window has.
func TestBlocksGoWhereCoverCosts(t *testing.T) {
	p := problemOf(t, weekends(), 3)
	s := NewState(p, nil)
	work := p.options[0][1]
	s.Carry([]Segment{
		{Staff: 0, Day: 0, To: slices.Repeat([]Duty{work}, 30)},
		{Staff: 1, Day: 31, To: slices.Repeat([]Duty{work}, 25)},
	})
	var r random
	r.seed(1, 1)
	w := p.NewDraw(nil)
	short := 0
	for range 400 {
		if from := w.block(s, &r, 7); from <= 30 && 30 < from+7 {
			short++
		}
	}
	if short < 200 || short > 256 {
		t.Errorf("%d of 400 blocks have the day that is short, want about 228", short)
	}
	busy := p.Whole()
	busy.From, busy.To = 28, 42
	w = p.NewDraw([]Region{busy})
	for range 100 {
		if from := w.block(s, &r, 7); from+7 > 28 && from < 42 {
			t.Fatalf("days %d to %d are drawn beside a window that has 28 to 41", from, from+6)
		}
	}
}
