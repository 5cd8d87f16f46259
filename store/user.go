package store

import "time"

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
