package store

import (
	"database/sql/driver"
	"slices"
	"strconv"
)

// KindSet is a set of kinds of shift kept in one column; empty stands for all.
type KindSet []ShiftKind

// Value writes the kinds as a JSON array; nil as an empty one.
func (k KindSet) Value() (driver.Value, error) {
	if k == nil {
		return "[]", nil
	}
	return jsonValue(k)
}

// Scan reads a JSON array.
func (k *KindSet) Scan(v any) error { return jsonScan(v, k) }

// Has reports whether a kind is one of the set.
func (k KindSet) Has(kind ShiftKind) bool { return len(k) == 0 || slices.Contains(k, kind) }

// Learner is a person who works shifts of some kinds only beside a supervisor: somebody named,
// or anybody who holds a skill and is not supernumerary.
type Learner struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	WardID  ID `json:"ward_id" gorm:"column:ward_id"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// SkillID is the skill whose holders may supervise; empty for named people alone.
	SkillID ID `json:"skill_id,omitempty" gorm:"column:skill_id"`
	// Kinds are those of the shifts that need a supervisor; empty for all.
	Kinds    KindSet  `json:"kinds" gorm:"column:kinds"`
	Strength Strength `json:"strength" gorm:"column:strength"`
	FirstDay Day      `json:"first_day" gorm:"column:first_day"`
	// LastDay is the last day on which the person is a learner; empty where that is not known.
	LastDay Day `json:"last_day,omitempty" gorm:"column:last_day"`
	Version int `json:"version" gorm:"column:version"`
	// Supervisors are the named ones.
	Supervisors []ID `json:"supervisors" gorm:"-"`
}

// Supervisor is one named supervisor of one learner.
type Supervisor struct {
	LearnerID ID `gorm:"column:learner_id;primaryKey"`
	StaffID   ID `gorm:"column:staff_id;primaryKey"`
}

// mostSupervisors bounds the named supervisors of one learner.
const mostSupervisors = 40

// Validate reports all faults of the learner as one Invalid error.
func (l *Learner) Validate() error {
	var f faults
	f.id("/staff_id", l.StaffID, false)
	f.id("/skill_id", l.SkillID, true)
	oneOf(&f, "/strength", l.Strength, Strengths)
	f.span(l.FirstDay, l.LastDay)
	for i, k := range l.Kinds {
		oneOf(&f, entry("/kinds", i), k, ShiftKinds)
		if slices.Contains(l.Kinds[:i], k) {
			f.add(entry("/kinds", i), "stands twice")
		}
	}
	for i, s := range l.Supervisors {
		pointer := entry("/supervisors", i)
		f.id(pointer, s, false)
		switch {
		case s == l.StaffID:
			f.add(pointer, "nobody supervises themselves; choose another person")
		case slices.Contains(l.Supervisors[:i], s):
			f.add(pointer, "stands twice")
		}
	}
	switch {
	case l.SkillID == "" && len(l.Supervisors) == 0:
		f.add("/supervisors", "name somebody who supervises, or choose a skill whose holders do")
	case len(l.Supervisors) > mostSupervisors:
		f.add("/supervisors", "at most %d people", mostSupervisors)
	}
	return f.err("validate learner", "the learner cannot be kept like this")
}

// entry is the pointer of one entry of a list.
func entry(list string, i int) string { return list + "/" + strconv.Itoa(i) }

// Overlaps reports whether two entries are of one person and hold on one day at least.
func (l *Learner) Overlaps(o *Learner) bool {
	return l.StaffID == o.StaffID && overlap(l.FirstDay, l.LastDay, o.FirstDay, o.LastDay)
}

// Supernumerary is a span of days on which a person works and does not count for cover.
type Supernumerary struct {
	ID       ID  `json:"id" gorm:"column:id;primaryKey"`
	WardID   ID  `json:"ward_id" gorm:"column:ward_id"`
	StaffID  ID  `json:"staff_id" gorm:"column:staff_id"`
	FirstDay Day `json:"first_day" gorm:"column:first_day"`
	LastDay  Day `json:"last_day" gorm:"column:last_day"`
	Version  int `json:"version" gorm:"column:version"`
}

// Validate reports all faults of the span as one Invalid error.
func (s *Supernumerary) Validate() error {
	var f faults
	f.id("/staff_id", s.StaffID, false)
	f.days(s.FirstDay, s.LastDay, false)
	return f.err("validate supernumerary time", "the supernumerary time cannot be kept like this")
}

// WorkingTogether is all that is said on a ward of who works with whom.
type WorkingTogether struct {
	Pairs         []Pair
	Learners      []Learner
	Supernumerary []Supernumerary
}
