package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

const loginTaken = "there is a user with this login, or for this person, already"

// UserByLogin returns the user who signs in by this name, without asking who wants to
// know: it is for signing in and for the program itself.
func (db *DB) UserByLogin(ctx context.Context, login string) (*store.User, error) {
	const op = "load user"
	var user store.User
	if err := db.read(ctx).Where("login = ?", login).Take(&user).Error; err != nil {
		return nil, db.fault(op, err)
	}
	var err error
	user.Grants, err = grantsOf(db.read(ctx), user.ID)
	return result(&user, db.fault(op, err))
}

func grantsOf(read *gorm.DB, userID store.ID) ([]store.Grant, error) {
	return all[store.Grant](read.Where("user_id = ?", userID).Order("role, ward_id"))
}

// Users lists all users by login with their grants.
func (db *DB) Users(ctx context.Context, actor store.Actor) ([]store.User, error) {
	const op = "list users"
	if err := actor.Must(op, store.ManageUsers, ""); err != nil {
		return nil, err
	}
	var users []store.User
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var err error
		if users, err = all[store.User](read.Order("login")); err != nil {
			return err
		}
		grants, err := all[store.Grant](read.Order("role, ward_id"))
		if err != nil {
			return err
		}
		held := map[store.ID][]store.Grant{}
		for _, g := range grants {
			held[g.UserID] = append(held[g.UserID], g)
		}
		for i := range users {
			if users[i].Grants = held[users[i].ID]; users[i].Grants == nil {
				users[i].Grants = []store.Grant{}
			}
		}
		return nil
	})
	return users, err
}

// CreateUser makes an active user with the grants.
func (db *DB) CreateUser(ctx context.Context, actor store.Actor, n store.NewUser, o store.Once) (*store.User, error) {
	const op = "create user"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.User, error) {
		if err := actor.Must(op, store.ManageUsers, ""); err != nil {
			return nil, err
		}
		if err := n.Validate(); err != nil {
			return nil, err
		}
		user := store.User{
			ID: newID(), Login: n.Login, Name: n.Name, PasswordHash: n.PasswordHash, StaffID: n.StaffID,
			State: store.Active, Version: 1, CreatedAt: tx.Now, Grants: n.Grants,
		}
		if err := tx.checkUser(&user); err != nil {
			return nil, err
		}
		if err := tx.create(&user, loginTaken); err != nil {
			return nil, err
		}
		if err := tx.putGrants(&user); err != nil {
			return nil, err
		}
		return &user, tx.audit(actor, "", "user.create", user.ID, user)
	})
}

// checkUser checks what a user refers to.
func (tx *Tx) checkUser(u *store.User) error {
	if u.StaffID != "" {
		if err := tx.refersTo("staff", "/staff_id", u.StaffID); err != nil {
			return err
		}
	}
	for i, g := range u.Grants {
		if g.WardID == "" {
			continue
		}
		if err := tx.refersTo("wards", fmt.Sprintf("/grants/%d/ward_id", i), g.WardID); err != nil {
			return err
		}
	}
	return nil
}

// putGrants makes the grants of a user those in u.Grants.
func (tx *Tx) putGrants(u *store.User) error {
	if err := tx.db.Exec("DELETE FROM grants WHERE user_id = ?", u.ID).Error; err != nil {
		return fmt.Errorf("take back grants: %w", err)
	}
	grants := make([]store.Grant, len(u.Grants))
	for i, g := range u.Grants {
		grants[i] = store.Grant{UserID: u.ID, Role: g.Role, WardID: g.WardID}
	}
	u.Grants = grants
	if len(grants) == 0 {
		return nil
	}
	if err := tx.db.Create(&grants).Error; err != nil {
		return fmt.Errorf("give grants: %w", err)
	}
	return nil
}

// UpdateUser changes a user's name, state, link to a person and grants. Suspension and a
// change of grants end the user's sessions. Conflict where nobody would be left who may
// manage users.
func (db *DB) UpdateUser(ctx context.Context, actor store.Actor, u store.User) (*store.User, error) {
	const op = "update user"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		if err := actor.Must(op, store.ManageUsers, ""); err != nil {
			return err
		}
		old, err := byID[store.User](tx.db, u.ID)
		if err != nil {
			return err
		}
		u.Login, u.PasswordHash, u.CreatedAt = old.Login, old.PasswordHash, old.CreatedAt
		if err := u.Validate(); err != nil {
			return err
		}
		if err := tx.checkUser(&u); err != nil {
			return err
		}
		if old.Grants, err = grantsOf(tx.db, u.ID); err != nil {
			return err
		}
		saw := u.Version
		u.Version++
		if err := tx.replace(op, &u, u.ID, saw, loginTaken, "name", "state", "staff_id"); err != nil {
			return err
		}
		if err := tx.putGrants(&u); err != nil {
			return err
		}
		if old.State == store.Active && isAdministrator(old.Grants) {
			if err := tx.managerStays(op); err != nil {
				return err
			}
		}
		if u.State == store.Suspended || !sameGrants(old.Grants, u.Grants) {
			if err := tx.endSessions(u.ID); err != nil {
				return err
			}
		}
		return tx.audit(actor, "", "user.update", u.ID, u)
	})
	return result(&u, err)
}

func isAdministrator(grants []store.Grant) bool {
	return slices.ContainsFunc(grants, func(g store.Grant) bool { return g.Role == store.Administrator })
}

func sameGrants(a, b []store.Grant) bool {
	have := map[store.Grant]bool{}
	for _, g := range a {
		have[g] = true
	}
	for _, g := range b {
		if !have[g] {
			return false
		}
	}
	return len(a) == len(b)
}

// managerStays refuses to leave the organisation without an active administrator.
func (tx *Tx) managerStays(op string) error {
	var n int64
	err := tx.db.Table("users").Where("state = ? AND id IN (SELECT user_id FROM grants WHERE role = ?)", store.Active, store.Administrator).Count(&n).Error
	if err != nil {
		return err
	}
	if n == 0 {
		return store.Errorf(store.Conflict, op, "this is the last active administrator; make another one first")
	}
	return nil
}

// endSessions signs a user out everywhere.
func (tx *Tx) endSessions(userID store.ID) error {
	if err := tx.db.Exec("DELETE FROM sessions WHERE user_id = ?", userID).Error; err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// SetPassword sets the argon2id hash of a user's password and ends all of the user's
// sessions. Users set their own; those who manage users set any.
func (db *DB) SetPassword(ctx context.Context, actor store.Actor, userID store.ID, hash string, o store.Once) error {
	const op = "set password"
	return db.inTx(ctx, op, func(tx *Tx) error {
		return onceDone(tx, actor, o, func() error { return tx.setPassword(op, actor, userID, hash) })
	})
}

func (tx *Tx) setPassword(op string, actor store.Actor, userID store.ID, hash string) error {
	if actor.UserID == "" || actor.UserID != userID {
		if err := actor.Must(op, store.ManageUsers, ""); err != nil {
			return err
		}
	}
	if _, err := byID[store.User](tx.db, userID); err != nil {
		return err
	}
	if err := changed(op, tx.db.Exec("UPDATE users SET password_hash = ?, version = version + 1 WHERE id = ?", hash, userID)); err != nil {
		return err
	}
	if err := tx.endSessions(userID); err != nil {
		return err
	}
	return tx.audit(actor, "", "user.password", userID, map[string]any{})
}

// Actor returns what a user may do now: Unauthenticated where the user is gone or
// suspended.
func (db *DB) Actor(ctx context.Context, userID store.ID) (store.Actor, error) {
	const op = "load actor"
	users, err := all[store.User](db.read(ctx).Where("id = ? AND state = ?", userID, store.Active).Limit(1))
	if err != nil {
		return store.Actor{}, db.fault(op, err)
	}
	if len(users) == 0 {
		return store.Actor{}, store.Errorf(store.Unauthenticated, op, "sign in again")
	}
	grants, err := grantsOf(db.read(ctx), userID)
	if err != nil {
		return store.Actor{}, db.fault(op, err)
	}
	return store.Actor{UserID: userID, StaffID: users[0].StaffID, Name: users[0].Name, Grants: grants}, nil
}

// Me returns the actor's own user, and the person and home ward linked to it; nil where
// there are none.
func (db *DB) Me(ctx context.Context, actor store.Actor) (*store.User, *store.Staff, *store.Ward, error) {
	const op = "load own user"
	if err := actor.Must(op, store.SignedIn, ""); err != nil {
		return nil, nil, nil, err
	}
	read := db.read(ctx)
	user, err := byID[store.User](read, actor.UserID)
	if err != nil {
		return nil, nil, nil, db.fault(op, err)
	}
	if user.Grants, err = grantsOf(read, user.ID); err != nil || user.StaffID == "" {
		return user, nil, nil, db.fault(op, err)
	}
	person, err := byID[store.Staff](read, user.StaffID)
	if err != nil {
		return nil, nil, nil, db.fault(op, err)
	}
	if person.Skills, err = all[store.StaffSkill](read.Where("staff_id = ?", person.ID).Order("skill_id")); err != nil {
		return nil, nil, nil, db.fault(op, err)
	}
	ward, err := byID[store.Ward](read, person.WardID)
	return user, person, ward, db.fault(op, err)
}
