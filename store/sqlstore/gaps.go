package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/fairrota/fairrota/store"
)

// Gaps lists the duties of a ward's published rotas that nobody works and that have not begun, in the
// order in which they begin, with the offers that are live.
func (db *DB) Gaps(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Gap, error) {
	const op = "list gaps"
	gaps := []store.Gap{}
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		ward, err := byID[store.Ward](read, wardID)
		if err != nil {
			return err
		}
		if err := actor.Must(op, store.ReadDraft, wardID); err != nil {
			return err
		}
		today := store.DayOf(now, ward.Zone())
		duties, err := all[store.Duty](read.Where(`staff_id IS NULL AND day >= ? AND roster_id IN (SELECT rosters.id FROM rosters JOIN periods ON periods.id = rosters.period_id
			WHERE rosters.ward_id = ? AND rosters.state = 'published' AND periods.state = 'published')`, today, wardID).Order("day, shift_id, skill_id, id"))
		if err != nil {
			return err
		}
		shifts, err := all[store.Shift](read.Where("ward_id = ?", wardID))
		if err != nil {
			return err
		}
		for _, d := range duties {
			at := store.GapAt{RosterID: d.RosterID, Day: d.Day, ShiftID: d.ShiftID, SkillID: d.SkillID}
			if n := len(gaps); n > 0 && gaps[n-1].GapAt == at {
				gaps[n-1].Missing++
				continue
			}
			i := slices.IndexFunc(shifts, func(s store.Shift) bool { return s.ID == d.ShiftID })
			if i < 0 {
				return fmt.Errorf("duty %s has a shift of another ward", d.ID)
			}
			begins, _ := shifts[i].Clock(d.Day, ward.Zone())
			if !begins.Before(now) {
				gaps = append(gaps, store.Gap{GapAt: at, Missing: 1, BeginsAt: begins.UTC(), Offers: []store.SwapView{}})
			}
		}
		slices.SortStableFunc(gaps, func(a, b store.Gap) int {
			return cmp.Or(a.BeginsAt.Compare(b.BeginsAt), cmp.Compare(a.SkillID, b.SkillID))
		})
		return addOffers(read, wardID, gaps)
	})
	return gaps, err
}

// addOffers puts live offers beside their gaps.
func addOffers(read *gorm.DB, wardID store.ID, gaps []store.Gap) error {
	offers, err := all[store.Swap](read.Where("ward_id = ? AND kind = 'gap' AND state IN ('offered', 'accepted')", wardID).Order("created_at, id"))
	if err != nil {
		return err
	}
	for i := range offers {
		for k := range gaps {
			if g := &gaps[k]; g.Day == offers[i].Day && g.ShiftID == offers[i].ShiftID && g.SkillID == offers[i].SkillID {
				v, err := viewSwap(read, &offers[i], "")
				if err != nil {
					return err
				}
				g.Offers = append(g.Offers, *v)
			}
		}
	}
	return nil
}

// Candidates returns who of the ward could fill a gap: all its people, those who may take it first and the best
// of them first. NotFound where the rota has no such gap.
func (db *DB) Candidates(ctx context.Context, actor store.Actor, at store.GapAt) ([]store.Candidate, error) {
	const op = "look who can fill a gap"
	out := []store.Candidate{}
	now := db.now()
	err := db.snapshot(ctx, op, func(read *gorm.DB) error {
		d, err := gapDesk(read, op, actor, store.ReadDraft, &at, func(r *store.Roster) (*fillDesk, error) { return openDesk(read, r, now) })
		if err != nil {
			return err
		}
		gap, _, ok := d.gapAt(at.Day, at.ShiftID, at.SkillID)
		if !ok {
			return store.Errorf(store.NotFound, op, "nobody is missing there; load the gaps again")
		}
		among := d.ownPeople()
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
			c := d.candidate(&list[i], gap.Day)
			c.Reply = asked[c.StaffID]
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

// gapDesk checks who looks at a gap and lays out its rota.
func gapDesk(g *gorm.DB, op string, actor store.Actor, right store.Right, at *store.GapAt, open func(*store.Roster) (*fillDesk, error)) (*fillDesk, error) {
	roster, err := byID[store.Roster](g, at.RosterID)
	if err != nil {
		return nil, err
	}
	if err := actor.Must(op, right, roster.WardID); err != nil {
		return nil, err
	}
	if err := at.Validate(); err != nil {
		return nil, err
	}
	if roster.State != store.RosterPublished {
		return nil, store.Errorf(store.Closed, op, "this version of the rota is %s; look at the published one", roster.State)
	}
	return open(roster)
}

// askedFor returns what people have said to live offers of a gap.
func askedFor(g *gorm.DB, at *store.GapAt, periodID store.ID) (map[store.ID]store.SwapReply, error) {
	q := g.Where(`swap_id IN (SELECT id FROM swaps WHERE kind = 'gap' AND state IN ('offered', 'accepted') AND period_id = ? AND day = ? AND shift_id = ?
		AND COALESCE(CAST(skill_id AS text), '') = ?)`, periodID, at.Day, at.ShiftID, string(at.SkillID))
	answers, err := all[store.SwapAnswer](q)
	out := map[store.ID]store.SwapReply{}
	for _, a := range answers {
		out[a.StaffID] = a.Reply
	}
	return out, err
}

// OfferGap asks somebody whether they would fill a gap, who may take it; the yes makes the change at once.
// No more people are asked at once than are missing. Conflict where the person may not take it, with
// what stands in the way.
func (db *DB) OfferGap(ctx context.Context, actor store.Actor, at store.GapAt, staffID store.ID, o store.Once) (*store.SwapView, error) {
	const op = "offer a gap"
	var out *store.SwapView
	err := db.inTxWithin(ctx, op, longDeadline, "", func(tx *Tx) error {
		var err error
		out, err = once(tx, actor, o, func() (*store.SwapView, error) { return tx.offerGap(op, actor, &at, staffID) })
		return err
	})
	return out, err
}

func (tx *Tx) offerGap(op string, actor store.Actor, at *store.GapAt, staffID store.ID) (*store.SwapView, error) {
	d, err := gapDesk(tx.db, op, actor, store.ApproveRoster, at, func(r *store.Roster) (*fillDesk, error) {
		loan, err := loanOf(tx.db, r.WardID, at, staffID)
		if err != nil {
			return nil, err
		}
		return openDesk(tx.db, r, tx.Now, loan...)
	})
	if err != nil {
		return nil, err
	}
	if actor.UserID == "" {
		return nil, store.Errorf(store.Forbidden, op, "only a named person can offer a shift")
	}
	gap, missing, ok := d.gapAt(at.Day, at.ShiftID, at.SkillID)
	if !ok {
		return nil, store.Errorf(store.NotFound, op, "nobody is missing there; load the gaps again")
	}
	by, known := d.staffAt(staffID)
	if !known {
		return nil, wrongField("/staff_id", "choose a person who works on this ward in this period")
	}
	if err := tx.mayOffer(op, at, d.roster.PeriodID, staffID, missing); err != nil {
		return nil, err
	}
	c, err := d.judge.CandidateFor(gap, by)
	if err != nil {
		return nil, err
	}
	if !c.Legal {
		bad := &store.Error{Kind: store.Conflict, Op: op, Detail: "this person may not take the shift; choose another one"}
		if d.rows.isGuest(staffID) {
			return nil, bad // what stands in the way is the other ward's
		}
		for _, f := range d.findings(c.Obstacles) {
			bad.Fields = append(bad.Fields, store.Field{Pointer: "/staff_id", Detail: findingWords(d.problem, f)})
		}
		return nil, bad
	}
	s := &store.Swap{
		WardID: d.roster.WardID, PeriodID: d.roster.PeriodID, RosterID: d.roster.ID, Kind: store.GapOffer,
		Day: at.Day, ShiftID: at.ShiftID, SkillID: at.SkillID, PartnerID: staffID,
	}
	s.BeginsAt, _ = d.begins(gap.Day, gap.Shift)
	if err := tx.createSwap(actor, s, []store.ID{staffID}); err != nil {
		return nil, err
	}
	words, err := tx.swapWords(s)
	if err != nil {
		return nil, err
	}
	if err := tx.notifyPeople(s, store.Notice{Kind: "gap_offered", Detail: words.asked()}, staffID); err != nil {
		return nil, err
	}
	return viewSwap(tx.db, s, "")
}

// mayOffer refuses a second offer to one person and more offers than people are missing.
func (tx *Tx) mayOffer(op string, at *store.GapAt, periodID, staffID store.ID, missing int) error {
	asked, err := askedFor(tx.db, at, periodID)
	if err != nil {
		return err
	}
	if asked[staffID] != "" {
		return store.Errorf(store.Conflict, op, "this person has been asked already; wait for the answer or take the offer back")
	}
	if len(asked) >= missing {
		return store.Errorf(store.Conflict, op, "as many people are asked as are missing; wait for an answer or take an offer back")
	}
	return nil
}
