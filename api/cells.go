package api

import (
	"context"
	"slices"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/store"
)

// RosterProblem is the problem that a roster answers, with the ids that its dense indices
// stand for.
type RosterProblem struct {
	Instance *nrp.Instance
	Roster   nrp.Roster
	// The ids are by index: [staff], [shift], [skill], [request].
	StaffIDs, ShiftIDs, SkillIDs, RequestIDs []string
	// FirstDay is the date of day 0.
	FirstDay store.Day
	// Law returns what the second referee alone finds in a roster of the problem; nil for no
	// second referee.
	Law func(nrp.Roster) ([]store.Finding, error)
}

type problemStore interface {
	// RosterProblem returns the problem of a roster as it stands now.
	RosterProblem(ctx context.Context, actor store.Actor, rosterID store.ID) (*RosterProblem, error)
}

// cellChange is what setting one cell breaks and mends.
type cellChange struct {
	// Delta is the change of the score by level.
	Delta   store.Levels   `json:"delta"`
	Added   []PlainFinding `json:"added"`
	Removed []PlainFinding `json:"removed"`
}

// editedRoster is a roster after an edit, with what the edit did.
type editedRoster struct {
	DraftView
	Change cellChange `json:"change"`
}

type cellBody struct {
	ShiftID *store.ID `json:"shift_id" nullable:"true" doc:"null for a day off."`
	SkillID store.ID  `json:"skill_id,omitempty"`
	Fixed   bool      `json:"fixed" doc:"Keep this cell when solving again."`
}

type tryBody struct {
	StaffID store.ID  `json:"staff_id"`
	Day     store.Day `json:"day"`
	ShiftID *store.ID `json:"shift_id" nullable:"true" doc:"null for a day off."`
	SkillID store.ID  `json:"skill_id,omitempty"`
}

func idOrNone(id *store.ID) store.ID {
	if id == nil {
		return ""
	}
	return *id
}

func (s *Server) editCell(ctx context.Context, c call, in *struct {
	RosterPath
	StaffID store.ID  `path:"staff_id"`
	Day     store.Day `path:"day"`
	Body    cellBody
},
) (*tagged[editedRoster], error) {
	cell := store.Cell{StaffID: in.StaffID, Day: in.Day, ShiftID: idOrNone(in.Body.ShiftID), SkillID: in.Body.SkillID, Fixed: in.Body.Fixed}
	// The change is reckoned before the edit; if another edit comes between, the version
	// no longer matches and the edit is refused.
	p, err := s.problems.RosterProblem(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	before, err := p.change(cell)
	if err != nil {
		return nil, err
	}
	v, err := s.db.EditCell(ctx, c.Actor, in.RosterID, c.Version, cell)
	if err != nil {
		return nil, err
	}
	view, w, err := s.viewOf(ctx, c.Actor, v)
	if err != nil {
		return nil, err
	}
	return &tagged[editedRoster]{ETag: etag(v.Roster.Version), Body: editedRoster{DraftView: *view, Change: w.change(before)}}, nil
}

// tryCell says what an edit would do; nothing is written.
func (s *Server) tryCell(ctx context.Context, c call, in *struct {
	RosterPath
	Body tryBody
},
) (*plain[cellChange], error) {
	v, err := s.db.RosterView(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	p, err := s.problems.RosterProblem(ctx, c.Actor, in.RosterID)
	if err != nil {
		return nil, err
	}
	change, err := p.change(store.Cell{StaffID: in.Body.StaffID, Day: in.Body.Day, ShiftID: idOrNone(in.Body.ShiftID), SkillID: in.Body.SkillID})
	if err != nil {
		return nil, err
	}
	w, err := s.wardWords(ctx, c.Actor, v.Roster.WardID, v.Roster.PeriodID)
	if err != nil {
		return nil, err
	}
	return &plain[cellChange]{Body: w.change(change)}, nil
}

// change is a cell's change in ids, before words are put to it.
type change struct {
	delta          store.Levels
	added, removed []store.Finding
}

// change runs the rules on one cell; Invalid names a field that the roster does not know.
func (p *RosterProblem) change(cell store.Cell) (change, error) {
	fault := func(pointer, detail string) (change, error) {
		return change{}, &store.Error{
			Kind: store.Invalid, Op: "change cell", Detail: "some of what was sent cannot be used; errors says what and why",
			Fields: []store.Field{{Pointer: pointer, Detail: detail}},
		}
	}
	staff := slices.Index(p.StaffIDs, string(cell.StaffID))
	day := p.FirstDay.Until(cell.Day)
	to := nrp.Off
	switch {
	case staff < 0:
		return fault("/staff_id", "nobody in this rota has that id")
	case day < 0 || day >= p.Instance.Horizon.Days:
		return fault("/day", "this rota does not have that day")
	}
	if cell.ShiftID != "" {
		if to.Shift = slices.Index(p.ShiftIDs, string(cell.ShiftID)); to.Shift < 0 {
			return fault("/shift_id", "this ward has no shift of that id")
		}
		if to.Skill = nrp.NoSkill; cell.SkillID != "" {
			if to.Skill = slices.Index(p.SkillIDs, string(cell.SkillID)); to.Skill < 0 {
				return fault("/skill_id", "there is no skill of that id")
			}
		}
	}
	model, err := rules.Compile(p.Instance)
	if err != nil {
		return change{}, &store.Error{Kind: store.Internal, Op: "compile the rules", Err: err}
	}
	delta, added, removed := model.Change(p.Roster, staff, day, to)
	c := change{delta: store.Levels(delta), added: p.findings(added), removed: p.findings(removed)}
	return c, p.lawChange(staff, day, to, &c)
}

// lawChange puts before the rest of a change what it adds to and removes from the findings of the law.
func (p *RosterProblem) lawChange(staff nrp.StaffIdx, day nrp.DayIdx, to nrp.Assignment, c *change) error {
	if p.Law == nil {
		return nil
	}
	changed := p.Roster.Clone()
	changed[staff][day] = to
	before, err := p.Law(p.Roster)
	if err != nil {
		return err
	}
	after, err := p.Law(changed)
	if err != nil {
		return err
	}
	c.added = append(without(after, before), c.added...)
	c.removed = append(without(before, after), c.removed...)
	return nil
}

// without returns the findings of the one list that the other does not have.
func without(of, those []store.Finding) []store.Finding {
	return slices.DeleteFunc(slices.Clone(of), func(f store.Finding) bool {
		return slices.ContainsFunc(those, func(o store.Finding) bool { return o.Key() == f.Key() })
	})
}

// findings turns violations into ids.
func (p *RosterProblem) findings(vs []nrp.Violation) []store.Finding {
	id := func(ids []string, i int) store.ID {
		if i < 0 || i >= len(ids) {
			return ""
		}
		return store.ID(ids[i])
	}
	out := make([]store.Finding, len(vs))
	for i, v := range vs {
		out[i] = store.Finding{
			Rule: string(v.Rule), Name: v.Name, Level: v.Cost.Level.String(), StaffID: id(p.StaffIDs, v.Staff),
			ShiftID: id(p.ShiftIDs, v.Shift), SkillID: id(p.SkillIDs, v.Skill), PreferenceID: id(p.RequestIDs, v.Request),
			Amount: v.Amount, Cost: v.Amount * v.Cost.Weight,
		}
		if v.Rule == nrp.RuleLink {
			out[i].Name = store.PairNameByID(v.Name, func(k int) string { return p.Instance.Staff[k].ID }, p.StaffIDs)
		}
		if v.Day >= 0 {
			out[i].Day = p.FirstDay.Add(v.Day)
		}
	}
	return out
}

func (w *words) change(c change) cellChange {
	out := cellChange{Delta: c.delta, Added: []PlainFinding{}, Removed: []PlainFinding{}}
	for _, f := range c.added {
		out.Added = append(out.Added, w.plain(f))
	}
	for _, f := range c.removed {
		out.Removed = append(out.Removed, w.plain(f))
	}
	return out
}
