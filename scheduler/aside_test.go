package scheduler

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/search"
)

// TestWhatIsSetAsideIsToldAndTakenBack sets a roster that lacks nobody aside for one that lacks one person. Meanwhile the run is told
// of by the one set aside, and nothing is traced; what is proved of rosters that lack nobody is not taken to hold. Afterwards the
// roster set aside is the best again, with what was proved.
func TestWhatIsSetAsideIsToldAndTakenBack(t *testing.T) {
	var told []int64
	r := runOf(t, oneWanted(), Options{Progress: func(p Progress) { told = append(told, p.Score[nrp.LevelCover]) }})
	on := nrp.Roster{{{Shift: 0, Skill: nrp.NoSkill}}}
	r.state = search.NewState(r.p, on)
	r.note()
	bound := *r.bound
	bound[nrp.LevelRest] = 7
	r.bound = &bound
	traced := len(r.trace)

	r.setAside(search.NewState(r.p, nrp.Roster{{nrp.Off}}))
	if r.bestScore[nrp.LevelCover] != 1 || r.bound[nrp.LevelRest] != 0 {
		t.Errorf("score %v, bound %v while the other is set aside, want 1 missing and no bound of the rest", r.bestScore, *r.bound)
	}
	told = nil
	r.tell(true)
	if diff := cmp.Diff([]int64{0}, told); diff != "" {
		t.Errorf("missing as told meanwhile (-want +got):\n%s", diff)
	}
	r.takeBack()
	if diff := cmp.Diff(on, r.best); diff != "" || *r.bound != bound || len(r.trace) != traced {
		t.Errorf("bound %v, %d traced of %d before, roster (-want +got):\n%s", *r.bound, len(r.trace), traced, diff)
	}
}

// TestWhatBecomesBetterStays sets a roster that lacks somebody aside and goes on from it: what then lacks nobody is the best, and is
// traced once.
func TestWhatBecomesBetterStays(t *testing.T) {
	r := runOf(t, oneWanted(), Options{})
	traced := len(r.trace)
	r.setAside(search.NewState(r.p, nrp.Roster{{nrp.Off}}))
	on := nrp.Roster{{{Shift: 0, Skill: nrp.NoSkill}}}
	r.state = search.NewState(r.p, on)
	r.note()
	r.takeBack()
	if diff := cmp.Diff(on, r.best); diff != "" || r.bestScore[nrp.LevelCover] != 0 || len(r.trace) != traced+1 {
		t.Errorf("score %v, %d traced of %d before, roster (-want +got):\n%s", r.bestScore, len(r.trace), traced, diff)
	}
}

// TestWindowsThatTakeTooLongShrinkMost: one that is given up at its limit leaves seven tenths of its size, one in which nothing is
// found little less than it had, and none fewer cells than two people have in four weeks.
func TestWindowsThatTakeTooLongShrinkMost(t *testing.T) {
	s := &shape{size: 1000, streak: 3}
	s.cut()
	if s.size != 700 || s.streak != 0 {
		t.Errorf("size %v, streak %d, want 700 and 0", s.size, s.streak)
	}
	s.shrink()
	if s.size < 673 || s.size > 674 {
		t.Errorf("size %v, want 673", s.size)
	}
	for range 20 {
		s.cut()
	}
	if s.size != 56 {
		t.Errorf("size %v, want 56", s.size)
	}
}
