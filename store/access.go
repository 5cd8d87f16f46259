package store

// Role is a set of rights.
type Role string

// The roles.
const (
	Nurse         Role = "nurse"
	WardManager   Role = "ward_manager"
	HR            Role = "hr"
	Administrator Role = "administrator"
)

// Roles lists them all.
var Roles = []Role{Nurse, WardManager, HR, Administrator}

// Right is one thing that somebody may do. Each route of the API names one.
type Right string

// The rights.
const (
	// Anyone is the right of a route that needs no sign-in; SignedIn of one that every user has.
	Anyone   Right = "anyone"
	SignedIn Right = "signed_in"
	// OwnPreferences and OwnRota belong to the person linked to the user.
	OwnPreferences Right = "own_preferences"
	OwnRota        Right = "own_rota"
	ReadWard       Right = "read_ward"    // ward, shifts, skills, periods, published rota
	ReadStaff      Right = "read_staff"   // staff, contracts, absence days, demand
	WriteWard      Right = "write_ward"   // staff, contracts, shifts, demand, periods, absence
	ReadDraft      Right = "read_draft"   // drafts, reasons, runs
	WriteDraft     Right = "write_draft"  // edit cells, start and stop runs
	ApproveRoster  Right = "approve"      // approve and publish
	ReadAudit      Right = "read_audit"   // the ward's audit chain
	ReadFigures    Right = "read_figures" // HR statistics, suppressed
	// ReadOptOuts: the register of those who have agreed to more than 48 hours a week
	// (Working Time Regulations 1998 reg. 4(2)).
	ReadOptOuts Right = "read_opt_outs"
	ManageUsers Right = "manage_users" // users and grants
	ManageWards Right = "manage_wards" // create divisions, wards, skills
	MoveClock   Right = "move_clock"   // serve --demo only
)

// rights is the whole policy; what is not here is denied.
var rights = map[Role][]Right{
	Nurse:         {OwnPreferences, OwnRota, ReadWard},
	WardManager:   {ReadWard, ReadStaff, WriteWard, ReadDraft, WriteDraft, ApproveRoster, ReadAudit, ReadOptOuts},
	HR:            {ReadFigures, ReadOptOuts},
	Administrator: {ReadWard, ReadStaff, WriteWard, ReadAudit, ReadOptOuts, ManageUsers, ManageWards, MoveClock},
}

// Actor is who does this request: a user with what they were granted.
type Actor struct {
	UserID  ID
	StaffID ID
	Name    string
	Grants  []Grant
	// System marks the program itself (nightly run, command line), which may do all.
	System bool
}

// SystemActor is the program itself.
var SystemActor = Actor{System: true, Name: "fairrota"}

// Can reports whether the actor has the right on the ward; wardID empty asks for a
// right over the whole organisation.
func (a Actor) Can(r Right, wardID ID) bool {
	if a.System || r == Anyone {
		return true
	}
	if a.UserID == "" {
		return false
	}
	if r == SignedIn {
		return true
	}
	for _, g := range a.Grants {
		if (g.WardID == "" || g.WardID == wardID) && roleHas(g.Role, r) {
			return true
		}
	}
	return false
}

// CanSomewhere reports whether the actor has the right on any ward at all; a route
// is refused outright where not.
func (a Actor) CanSomewhere(r Right) bool {
	if a.Can(r, "") {
		return true
	}
	for _, g := range a.Grants {
		if a.UserID != "" && roleHas(g.Role, r) {
			return true
		}
	}
	return false
}

// Must returns nil if the actor has the right on the ward. Otherwise it is NotFound
// where the actor may not even know of the ward, and Forbidden where they may.
func (a Actor) Must(op string, r Right, wardID ID) error {
	if a.Can(r, wardID) {
		return nil
	}
	if wardID != "" && !a.Can(ReadWard, wardID) {
		return Errorf(NotFound, op, "there is nothing here under that id")
	}
	return Errorf(Forbidden, op, "your role does not allow this")
}

func roleHas(role Role, r Right) bool {
	for _, have := range rights[role] {
		if have == r {
			return true
		}
	}
	return false
}
