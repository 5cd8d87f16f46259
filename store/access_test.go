package store

import (
	"slices"
	"testing"
)

// TestPolicy states the whole policy a second time: who may do what on the own ward, on
// another and in the organisation. A right that is not listed is denied.
func TestPolicy(t *testing.T) {
	const own, other = ID("own"), ID("other")
	everywhere := []Right{Anyone, SignedIn}
	onWard := map[Role][]Right{
		Nurse:         {OwnPreferences, OwnRota, ReadWard},
		WardManager:   {ReadWard, ReadStaff, WriteWard, ReadDraft, WriteDraft, ApproveRoster, ReadAudit},
		HR:            {ReadFigures},
		Administrator: {ReadWard, ReadStaff, WriteWard, ReadAudit, ManageUsers, ManageWards, MoveClock},
	}
	all := []Right{
		Anyone, SignedIn, OwnPreferences, OwnRota, ReadWard, ReadStaff, WriteWard, ReadDraft, WriteDraft,
		ApproveRoster, ReadAudit, ReadFigures, ManageUsers, ManageWards, MoveClock,
	}
	for _, role := range Roles {
		local := Actor{UserID: "u", Grants: []Grant{{Role: role, WardID: own}}}
		global := Actor{UserID: "u", Grants: []Grant{{Role: role}}}
		for _, right := range all {
			holds := slices.Contains(onWard[role], right)
			always := slices.Contains(everywhere, right)
			for _, c := range []struct {
				name  string
				actor Actor
				ward  ID
				want  bool
			}{
				{"own ward", local, own, holds || always},
				{"another ward", local, other, always},
				{"the organisation by a ward's grant", local, "", always},
				{"any ward by a global grant", global, other, holds || always},
				{"the organisation", global, "", holds || always},
			} {
				if got := c.actor.Can(right, c.ward); got != c.want {
					t.Errorf("%s, %s, %s: %t, want %t", role, right, c.name, got, c.want)
				}
			}
			if got := local.CanSomewhere(right); got != (holds || always) {
				t.Errorf("%s, %s somewhere: %t", role, right, got)
			}
			if nobody := (Actor{}); nobody.Can(right, own) != (right == Anyone) || nobody.CanSomewhere(right) != (right == Anyone) {
				t.Errorf("nobody has %s", right)
			}
			if ghost := (Actor{Grants: []Grant{{Role: role}}}); ghost.Can(right, own) != (right == Anyone) {
				t.Errorf("grants without a user give %s", right)
			}
			if !SystemActor.Can(right, own) || !SystemActor.Can(right, "") {
				t.Errorf("the program may not %s", right)
			}
		}
	}
}

// TestMustHidesWhatMayNotBeKnown: another ward is not there, the own one is forbidden.
func TestMustHidesWhatMayNotBeKnown(t *testing.T) {
	nurse := Actor{UserID: "u", Grants: []Grant{{Role: Nurse, WardID: "own"}}}
	for ward, want := range map[ID]Kind{"own": Forbidden, "other": NotFound, "": Forbidden} {
		if err := nurse.Must("op", WriteWard, ward); KindOf(err) != want || err == nil {
			t.Errorf("ward %q: %v, want %s", ward, err, want)
		}
	}
	if err := nurse.Must("op", ReadWard, "own"); err != nil {
		t.Error(err)
	}
}
