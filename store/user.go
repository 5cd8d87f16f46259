package store

import (
	"strings"
	"time"
)

// UserState says whether a user may sign in.
type UserState string

// The user states.
const (
	Active    UserState = "active"
	Suspended UserState = "suspended"
)

// User is a login; it may be linked to one Staff.
type User struct {
	ID ID `json:"id" gorm:"column:id;primaryKey"`
	// Login is unique, lower case, 3..120 characters.
	Login string `json:"login" gorm:"column:login"`
	Name  string `json:"name" gorm:"column:name"`
	// PasswordHash is an argon2id PHC string; it never leaves the server.
	PasswordHash string    `json:"-" gorm:"column:password_hash"`
	StaffID      ID        `json:"staff_id,omitempty" gorm:"column:staff_id"`
	State        UserState `json:"state" gorm:"column:state"`
	Version      int       `json:"version" gorm:"column:version"`
	CreatedAt    time.Time `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	Grants       []Grant   `json:"grants" gorm:"-"`
}

// Grant gives a user a role, on one ward or (WardID empty) in the whole organisation.
type Grant struct {
	UserID ID   `json:"-" gorm:"column:user_id;primaryKey"`
	Role   Role `json:"role" gorm:"column:role;primaryKey"`
	WardID ID   `json:"ward_id,omitempty" gorm:"column:ward_id;primaryKey"`
}

// Session is a signed-in browser.
type Session struct {
	// TokenHash is the SHA-256 of the cookie's token, hex; the token itself is kept nowhere.
	TokenHash string    `json:"-" gorm:"column:token_hash;primaryKey"`
	UserID    ID        `json:"user_id" gorm:"column:user_id"`
	Data      []byte    `json:"-" gorm:"column:data"`
	ExpiresAt time.Time `json:"expires_at" gorm:"column:expires_at"`
}

// SignInFailure counts failed sign-ins by account or by network within a window.
type SignInFailure struct {
	// Scope is "account" or "network".
	Scope string `json:"scope" gorm:"column:scope;primaryKey"`
	// Key is the SHA-256 of the login or of the network's address, hex.
	Key      string    `json:"key" gorm:"column:key;primaryKey"`
	Failures int       `json:"failures" gorm:"column:failures"`
	Since    time.Time `json:"since" gorm:"column:since"`
}

// grants wants known roles, none twice.
func (f *faults) grants(grants []Grant) {
	seen := map[Grant]bool{}
	for i, g := range grants {
		oneOf(f, at("/grants", i, "role"), g.Role, Roles)
		f.id(at("/grants", i, "ward_id"), g.WardID, true)
		if (g.Role == HR || g.Role == Administrator) && g.WardID != "" {
			f.add(at("/grants", i, "ward_id"), "this role is for the whole organisation; leave the ward out")
		}
		g.UserID = ""
		if seen[g] {
			f.add(at("/grants", i, "role"), "stands twice")
		}
		seen[g] = true
	}
}

// Validate reports all faults of the new user as one Invalid error.
func (u *NewUser) Validate() error {
	var f faults
	if n := len(u.Login); n < 3 || n > 120 || strings.ToLower(u.Login) != u.Login || strings.ContainsFunc(u.Login, notLogin) {
		f.add("/login", "must have 3 to 120 characters out of a-z, 0-9 and . _ @ + -")
	}
	f.text("/name", u.Name, 120)
	if !strings.HasPrefix(u.PasswordHash, "$argon2id$") {
		f.add("/password", "must be given")
	}
	f.id("/staff_id", u.StaffID, true)
	f.grants(u.Grants)
	return f.err("validate user", "the user cannot be kept like this")
}

func notLogin(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("._@+-", r)
}

// Validate reports all faults of what may be changed of a user as one Invalid error.
func (u *User) Validate() error {
	var f faults
	f.text("/name", u.Name, 120)
	oneOf(&f, "/state", u.State, []UserState{Active, Suspended})
	f.id("/staff_id", u.StaffID, true)
	f.grants(u.Grants)
	return f.err("validate user", "the user cannot be kept like this")
}
