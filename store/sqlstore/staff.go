package sqlstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

const numberTaken = "there is a person with this staff number already"

// StaffList lists the people whose home ward it is, by name, with their skills.
func (db *DB) StaffList(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Staff, error) {
	const op = "list staff"
	if err := actor.Must(op, store.ReadStaff, wardID); err != nil {
		return nil, err
	}
	var people []store.Staff
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		var err error
		people, err = staffOf(read, wardID)
		return err
	})
	return people, err
}

// staffOf loads the people of a ward, by name, with their skills.
func staffOf(read *gorm.DB, wardID store.ID) ([]store.Staff, error) {
	people, err := all[store.Staff](read.Where("ward_id = ?", wardID).Order("name, id"))
	if err != nil {
		return nil, err
	}
	skills, err := all[store.StaffSkill](read.Where("staff_id IN (SELECT id FROM staff WHERE ward_id = ?)", wardID).Order("staff_id, skill_id"))
	if err != nil {
		return nil, err
	}
	held := map[store.ID][]store.StaffSkill{}
	for _, k := range skills {
		held[k.StaffID] = append(held[k.StaffID], k)
	}
	for i := range people {
		if people[i].Skills = held[people[i].ID]; people[i].Skills == nil {
			people[i].Skills = []store.StaffSkill{}
		}
	}
	return people, nil
}

// CreateStaff makes a person of the ward s.WardID with the skills in s.Skills.
func (db *DB) CreateStaff(ctx context.Context, actor store.Actor, s store.Staff, o store.Once) (*store.Staff, error) {
	const op = "create staff"
	return createRow(ctx, db, op, actor, o, func(tx *Tx) (*store.Staff, error) {
		if err := tx.wardToWrite(op, actor, s.WardID); err != nil {
			return nil, err
		}
		s.ID, s.Version = newID(), 1
		if err := tx.checkStaff(&s); err != nil {
			return nil, err
		}
		if err := tx.create(&s, numberTaken); err != nil {
			return nil, err
		}
		if err := tx.putSkills(&s); err != nil {
			return nil, err
		}
		return &s, tx.audit(actor, s.WardID, "staff.create", s.ID, s)
	})
}

// checkStaff validates a person and what the person refers to.
func (tx *Tx) checkStaff(s *store.Staff) error {
	if err := s.Validate(); err != nil {
		return err
	}
	var n int64
	if err := tx.db.Table("contracts").Where("id = ? AND ward_id = ?", s.ContractID, s.WardID).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return wrongField("/contract_id", "the ward has no such contract; choose one of its contracts")
	}
	for i, k := range s.Skills {
		if err := tx.refersTo("skills", fmt.Sprintf("/skills/%d/skill_id", i), k.SkillID); err != nil {
			return err
		}
	}
	return nil
}

// putSkills makes the skills of a person those in s.Skills.
func (tx *Tx) putSkills(s *store.Staff) error {
	if err := tx.db.Exec("DELETE FROM staff_skills WHERE staff_id = ?", s.ID).Error; err != nil {
		return fmt.Errorf("take back skills: %w", err)
	}
	if s.Skills == nil {
		s.Skills = []store.StaffSkill{}
	}
	for i := range s.Skills {
		s.Skills[i].StaffID = s.ID
	}
	if len(s.Skills) == 0 {
		return nil
	}
	if err := tx.db.Create(&s.Skills).Error; err != nil {
		return fmt.Errorf("give skills: %w", err)
	}
	return nil
}

// UpdateStaff changes a person and the person's skills; the home ward stays.
func (db *DB) UpdateStaff(ctx context.Context, actor store.Actor, s store.Staff) (*store.Staff, error) {
	const op = "update staff"
	err := db.inTx(ctx, op, func(tx *Tx) error {
		old, err := byID[store.Staff](tx.db, s.ID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.WriteWard, old.WardID); err != nil {
			return err
		}
		s.WardID = old.WardID
		if err := tx.checkStaff(&s); err != nil {
			return err
		}
		saw := s.Version
		s.Version++
		if err := tx.replace(op, &s, s.ID, saw, numberTaken, "contract_id", "number", "name", "first_day", "last_day"); err != nil {
			return err
		}
		if err := tx.putSkills(&s); err != nil {
			return err
		}
		return tx.audit(actor, s.WardID, "staff.update", s.ID, s)
	})
	return result(&s, err)
}
