package sqlstore

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/store"
)

// LoanCandidates returns who of the other wards of the division could fill a gap, the best first: people who
// hold its skill and have nothing else on that day, legal by the rules of the gap's ward and by the law. Of
// those who may not, nobody is told why: their absences and their rota are their own ward's. Their names and
// what they carry are only for those who may read their ward's staff. NotFound where the rota has no such gap.
func (db *DB) LoanCandidates(ctx context.Context, actor store.Actor, at store.GapAt) ([]store.Candidate, error) {
	const op = "look who of other wards can fill a gap"
	out := []store.Candidate{}
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		free := []guestDay{}
		d, err := gapDesk(read, op, actor, store.ReadDraft, &at, func(r *store.Roster) (*fillDesk, error) {
			var err error
			if free, err = freeOf(read, r.WardID, &at); err != nil {
				return nil, err
			}
			return openDesk(read, r, now, free...)
		})
		if err != nil {
			return err
		}
		gap, _, ok := d.gapAt(at.Day, at.ShiftID, at.SkillID)
		if !ok {
			return store.Errorf(store.NotFound, op, "nobody is missing there; load the gaps again")
		}
		var among []nrp.StaffIdx
		for _, x := range free {
			if i, known := d.staffAt(x.StaffID); known {
				among = append(among, i)
			}
		}
		if len(among) == 0 {
			return nil
		}
		list, err := d.judge.Candidates(gap, among...)
		if err != nil {
			return err
		}
		asked, err := askedFor(read, &at, d.roster.PeriodID)
		if err != nil {
			return err
		}
		for i := range list {
			if !list[i].Legal {
				continue
			}
			c := d.candidate(&list[i], gap.Day)
			c.Reply = asked[c.StaffID]
			if err := hideGuest(read, actor, d.person(c.StaffID), &c); err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

// hideGuest names the ward of a candidate from another one, and takes out what only those who may read
// that ward's staff are told.
func hideGuest(read *gorm.DB, actor store.Actor, person *store.Staff, c *store.Candidate) error {
	home, err := byID[store.Ward](read, person.WardID)
	if err != nil {
		return err
	}
	c.WardName = home.Name
	if actor.Can(store.ReadStaff, home.ID) {
		return nil
	}
	c.Name = ""
	if c.Effect != nil {
		c.Effect.BurdenWas, c.Effect.BurdenIs = 0, c.Effect.BurdenIs-c.Effect.BurdenWas
	}
	return nil
}

// freeOf returns the people of the other wards of a ward's division who hold a gap's skill on its day, are
// employed, not away, not supernumerary, and have no duty on a published rota that day.
func freeOf(g *gorm.DB, wardID store.ID, at *store.GapAt) ([]guestDay, error) {
	people, err := all[store.Staff](g.Where(`ward_id IN (SELECT o.id FROM wards o JOIN wards w ON w.division_id = o.division_id WHERE w.id = ? AND w.source = '' AND o.id <> w.id AND o.source = '')
		AND (first_day IS NULL OR first_day <= ?) AND (last_day IS NULL OR last_day >= ?)
		AND NOT EXISTS (SELECT 1 FROM leave WHERE leave.staff_id = staff.id AND leave.first_day <= ? AND leave.last_day >= ?)
		AND NOT EXISTS (SELECT 1 FROM availability a WHERE a.staff_id = staff.id AND a.shift_id IS NULL AND a.first_day <= ? AND a.last_day >= ?)
		AND NOT EXISTS (SELECT 1 FROM supernumerary x WHERE x.staff_id = staff.id AND x.first_day <= ? AND (x.last_day IS NULL OR x.last_day >= ?))
		AND NOT EXISTS (SELECT 1 FROM duties JOIN rosters ON rosters.id = duties.roster_id WHERE rosters.state = 'published' AND duties.staff_id = staff.id AND duties.day = ?)`,
		wardID, at.Day, at.Day, at.Day, at.Day, at.Day, at.Day, at.Day, at.Day, at.Day).Order("number, id"))
	if err != nil {
		return nil, err
	}
	holds := map[store.ID]bool{}
	if at.SkillID != "" {
		skills, err := all[store.StaffSkill](g.Where("skill_id = ? AND (last_day IS NULL OR last_day >= ?)", at.SkillID, at.Day))
		if err != nil {
			return nil, err
		}
		for _, k := range skills {
			holds[k.StaffID] = true
		}
	}
	out := []guestDay{}
	for i := range people {
		if at.SkillID == "" || holds[people[i].ID] {
			out = append(out, guestDay{people[i].ID, at.Day, at.ShiftID})
		}
	}
	return out, nil
}

// loanOf returns somebody of another ward as a guest for a gap; none for somebody of the gap's own ward, and
// Invalid for somebody who may not be lent.
func loanOf(g *gorm.DB, wardID store.ID, at *store.GapAt, staffID store.ID) ([]guestDay, error) {
	people, err := all[store.Staff](g.Where("id = ? AND ward_id <> ?", staffID, wardID))
	if err != nil || len(people) == 0 {
		return nil, err
	}
	free, err := freeOf(g, wardID, at)
	if err != nil {
		return nil, err
	}
	free = slices.DeleteFunc(free, func(x guestDay) bool { return x.StaffID != staffID })
	if len(free) == 0 {
		return nil, wrongField("/staff_id", "choose a person of this ward, or one of the list of other wards; load the list again")
	}
	return free, nil
}

// homeOf returns how somebody of another ward than a swap's is named as long as they have not said yes: by
// their ward alone. Empty for somebody of the same ward, and once the duty is theirs.
func homeOf(g *gorm.DB, s *store.Swap, person *store.Staff) (string, error) {
	if person.WardID == s.WardID || s.State == store.SwapApproved {
		return "", nil
	}
	home, err := byID[store.Ward](g, person.WardID)
	if err != nil {
		return "", err
	}
	return "Somebody from " + home.Name, nil
}

// tellHome tells the managers of a person's home ward that the person will work on another one.
func (tx *Tx) tellHome(s *store.Swap, d *fillDesk, shift nrp.ShiftIdx) error {
	person := d.person(s.PartnerID)
	if person.WardID == "" || person.WardID == s.WardID {
		return nil
	}
	words := person.Name + " works on " + d.rows.Ward.Name + " on " + dayWords(s.Day) + ": " + d.shiftName(shift) + ". It counts on your rota as work elsewhere."
	lent := *s
	lent.WardID = person.WardID
	return tx.notifySwapManagers(&lent, store.Notice{Kind: "swap_answered", Detail: words})
}

// shiftName is the name of one of the ward's shifts.
func (d *fillDesk) shiftName(s nrp.ShiftIdx) string {
	for i := range d.rows.Shifts {
		if d.rows.Shifts[i].ID == shiftID(d.problem, s) {
			return d.rows.Shifts[i].Name
		}
	}
	return ""
}

// own leaves out people of other wards.
func (d *fillDesk) own(ids []store.ID) []store.ID {
	return slices.DeleteFunc(ids, func(id store.ID) bool { return d.rows.isGuest(id) })
}
