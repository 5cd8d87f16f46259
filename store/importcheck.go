package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// importCheck gathers the faults of a WardImport and the local ids it has met.
type importCheck struct {
	known  map[string]map[ID]bool // kind of row -> local ids
	fields []Field
}

// at is the pointer of a field of a list's row.
func at(list string, i int, field string) string {
	return list + "/" + strconv.Itoa(i) + "/" + field
}

func (c *importCheck) fault(pointer, format string, args ...any) {
	c.fields = append(c.fields, Field{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
}

// take takes over the faults of a part whose place is base.
func (c *importCheck) take(base string, err error) {
	var e *Error
	if !errors.As(err, &e) {
		return
	}
	for _, f := range e.Fields {
		c.fault(base+f.Pointer, "%s", f.Detail)
	}
}

// words wants a text of 1 to 120 characters.
func (c *importCheck) words(pointer, s string) {
	if n := len([]rune(s)); strings.TrimSpace(s) == "" || n > 120 {
		c.fault(pointer, "must have 1 to 120 characters")
	}
}

// add takes up a row's local id.
func (c *importCheck) add(kind, pointer string, id ID) {
	if c.known[kind] == nil {
		c.known[kind] = map[ID]bool{}
	}
	switch {
	case id == "":
		c.fault(pointer, "a %s needs a local id", kind)
	case c.known[kind][id]:
		c.fault(pointer, "another %s has the local id %q already", kind, id)
	}
	c.known[kind][id] = true
}

// once wants a text that is not empty and stands once.
func (c *importCheck) once(seen map[string]bool, pointer, s string) {
	switch {
	case s == "":
		c.fault(pointer, "must not be empty")
	case seen[s]:
		c.fault(pointer, "%q stands twice", s)
	}
	seen[s] = true
}

// ref wants the local id of a row of the kind.
func (c *importCheck) ref(kind, pointer string, id ID, optional bool) {
	if id == "" && optional {
		return
	}
	if !c.known[kind][id] {
		c.fault(pointer, "there is no %s with the local id %q", kind, id)
	}
}

func (c *importCheck) within(p *RosterPeriod, pointer string, d Day) {
	if !d.Valid() || !p.Holds(d) {
		c.fault(pointer, "%q is not a day of the period %s to %s", d, p.FirstDay, p.LastDay)
	}
}

func (c *importCheck) people(pointer string, p People) {
	if p.Min < 0 || p.Preferred < p.Min || p.Max != -1 && p.Max < p.Preferred {
		c.fault(pointer, "0 <= min <= preferred <= max, where max -1 means none")
	}
}

// held wants a skill where somebody must hold one.
func (c *importCheck) held(pointer string, held bool, skill ID) {
	if held && skill == "" {
		c.fault(pointer, heldWithout)
	}
}

// checkTogether checks who works with whom.
func (w *WardImport) checkTogether(c *importCheck) {
	for i := range w.Together.Pairs {
		p := &w.Together.Pairs[i]
		c.ref("staff", at("/together/pairs", i, "staff_id"), p.StaffID, false)
		c.ref("staff", at("/together/pairs", i, "other_id"), p.OtherID, false)
	}
	for i := range w.Together.Learners {
		l := &w.Together.Learners[i]
		c.ref("staff", at("/together/learners", i, "staff_id"), l.StaffID, false)
		c.ref("skill", at("/together/learners", i, "skill_id"), l.SkillID, true)
		for k, s := range l.Supervisors {
			c.ref("staff", entry(at("/together/learners", i, "supervisors"), k), s, false)
		}
	}
	for i := range w.Together.Supernumerary {
		c.ref("staff", at("/together/supernumerary", i, "staff_id"), w.Together.Supernumerary[i].StaffID, false)
	}
}
