package verify

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/scheduler/nrp"
)

// TestCover has three people on the early of day 0, of whom the first two hold charge
// (0) and all hold nurse (1); the first works as charge, the others as nurses.
func TestCover(t *testing.T) {
	in := one(1, nrp.Contract{})
	in.Staff = []nrp.Staff{{Skills: []int{0, 1}}, {Skills: []int{0, 1}}, {Skills: []int{1}}, {Skills: []int{1}}}
	r := nrp.NewRoster(4, 1)
	for i, skill := range []nrp.SkillIdx{0, 1, 1} {
		r[i][0] = nrp.Assignment{Shift: early, Skill: skill}
	}
	type units struct{ Under, Preferred, Over int64 }
	tests := map[string]struct {
		c    nrp.Cover
		want units
	}{
		"anyone_is_three":                {nrp.Cover{Skill: nrp.NoSkill, Min: 3, Preferred: 3, Max: 3}, units{}},
		"min+1":                          {nrp.Cover{Skill: nrp.NoSkill, Min: 4, Preferred: 4, Max: 9}, units{1, 0, 0}},
		"preferred+1":                    {nrp.Cover{Skill: nrp.NoSkill, Min: 3, Preferred: 4, Max: 9}, units{0, 1, 0}},
		"max-1":                          {nrp.Cover{Skill: nrp.NoSkill, Min: 0, Preferred: 0, Max: 2}, units{0, 0, 1}},
		"no_limit":                       {nrp.Cover{Skill: nrp.NoSkill, Max: nrp.NoLimit}, units{}},
		"worked_as_charge_is_one":        {nrp.Cover{Skill: 0, Min: 2, Preferred: 4, Max: 4}, units{1, 2, 0}}, // 2-1; 4-max(2,1)
		"holding_charge_is_two":          {nrp.Cover{Skill: 0, Held: true, Min: 2, Preferred: 4, Max: 4}, units{0, 2, 0}},
		"worked_as_nurse_is_two":         {nrp.Cover{Skill: 1, Min: 2, Preferred: 2, Max: 2}, units{}},
		"nobody_on_nights":               {nrp.Cover{Shift: night, Skill: nrp.NoSkill, Min: 2, Preferred: 3, Max: 3}, units{2, 1, 0}},
		"below_min_and_below_preferred":  {nrp.Cover{Skill: nrp.NoSkill, Min: 5, Preferred: 6, Max: 6}, units{2, 1, 0}},
		"between_min_and_preferred":      {nrp.Cover{Skill: nrp.NoSkill, Min: 1, Preferred: 5, Max: 6}, units{0, 2, 0}},
		"holding_nurse_counts_all_three": {nrp.Cover{Skill: 1, Held: true, Max: 2}, units{0, 0, 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.c.MinCost = nrp.Cost{Level: nrp.LevelCover, Weight: 100}
			tt.c.PreferredCost, tt.c.MaxCost = seven, nrp.Cost{Level: nrp.LevelRest, Weight: 1000}
			in.Cover = []nrp.Cover{tt.c}
			score, found, err := Check(in, r)
			if err != nil {
				t.Fatal(err)
			}
			var got units
			for _, v := range found {
				if v.Staff != -1 || v.Day != 0 || v.Shift != tt.c.Shift || v.Skill != tt.c.Skill {
					t.Errorf("breach %+v is not of the row", v)
				}
				switch v.Rule {
				case nrp.RuleCoverMin:
					got.Under = v.Amount
				case nrp.RuleCoverPreferred:
					got.Preferred = v.Amount
				case nrp.RuleCoverMax:
					got.Over = v.Amount
				default:
					t.Errorf("breach of %s", v.Rule)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
			w := tt.want
			if want := (nrp.Score{nrp.LevelCover: 100 * w.Under, nrp.LevelRest: 7*w.Preferred + 1000*w.Over}); score != want {
				t.Errorf("score %v, want %v", score, want)
			}
		})
	}
}

// TestHeldSkillExpires: who held charge until day 1 is no nurse in charge from then on.
func TestHeldSkillExpires(t *testing.T) {
	in := one(2, nrp.Contract{})
	in.Staff[0].Skills, in.Staff[0].SkillUntil = []int{0, 1}, []int{1, 9}
	for d := range 2 {
		in.Cover = append(in.Cover, nrp.Cover{Day: d, Shift: early, Skill: 0, Held: true, Min: 1, MinCost: seven, Preferred: 1, Max: nrp.NoLimit})
	}
	r := nrp.NewRoster(1, 2)
	r[0][0], r[0][1] = nrp.Assignment{Shift: early, Skill: 1}, nrp.Assignment{Shift: early, Skill: 1}
	score, found, err := Check(in, r)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Day != 1 || score != (nrp.Score{nrp.LevelRest: 7}) {
		t.Errorf("score %v, breaches %+v, want one on day 1, 1 x 7", score, found)
	}
}
