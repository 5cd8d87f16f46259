package sqlstore

import (
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// byID loads one row by its id; NotFound where there is none.
func byID[T any](db *gorm.DB, id store.ID) (*T, error) {
	var row T
	err := db.Where("id = ?", id).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load %T: %w", row, err)
	}
	return &row, nil
}

// notFound is the same for what is not there and for what the actor may not know of.
func notFound() error {
	return store.Errorf(store.NotFound, "", "there is nothing here under that id")
}

// all loads the rows of a query; an empty slice where there are none.
func all[T any](query *gorm.DB) ([]T, error) {
	rows := []T{}
	if err := query.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list %T: %w", rows, err)
	}
	return rows, nil
}

// create writes a new row. taken is what to tell a person where the row breaks a UNIQUE
// key.
func (tx *Tx) create(row any, taken string) error {
	err := tx.db.Create(row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return &store.Error{Kind: store.Conflict, Detail: taken, Err: err}
	}
	return err
}

// replace writes the named columns of a row that is at version, and version + 1; Stale
// where the row is at another version by now. row points to a struct whose Version has
// been raised already.
func (tx *Tx) replace(op string, row any, id store.ID, version int, taken string, columns ...string) error {
	result := tx.db.Model(row).Where("id = ? AND version = ?", id, version).Select(append(slices.Clone(columns), "version")).Updates(row)
	if errors.Is(result.Error, gorm.ErrDuplicatedKey) {
		return &store.Error{Kind: store.Conflict, Detail: taken, Err: result.Error}
	}
	return changed(op, result)
}

// wrongField is an Invalid error about one field.
func wrongField(pointer, format string, args ...any) error {
	return &store.Error{
		Kind: store.Invalid, Detail: "the input has a fault",
		Fields: []store.Field{{Pointer: pointer, Detail: fmt.Sprintf(format, args...)}},
	}
}
