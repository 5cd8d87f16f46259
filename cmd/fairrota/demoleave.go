package main

import (
	"context"
	"fmt"

	"github.com/fairrota/fairrota/store"
)

// The demo's weeks of leave, counted from the present one: they lie after the period that is open.
const (
	demoLeaveFrom = 2*demoWeeks + 1
	demoLeaveTo   = demoLeaveFrom + 6
)

// askForLeave gives a ward limits of leave and requests in every state: most of them agreed, so that some
// weeks are full; the demo's nurse has one of each, and one more waits that cannot be agreed to.
func (s *demoSeeder) askForLeave(ctx context.Context, w *seededWard) error {
	ward, err := s.db.Ward(ctx, w.manager, w.Ward.ID)
	if err != nil {
		return err
	}
	skills, err := s.db.Skills(ctx, w.manager)
	if err != nil {
		return err
	}
	rules := store.LeaveRules{WardID: w.Ward.ID, YearMonth: store.StandardYearMonth, Version: ward.Version}
	rules.Quotas = append(rules.Quotas, store.LeaveQuota{FirstDay: s.monday, Unit: store.LeavePeople, Most: 4})
	for i := range skills {
		if skills[i].Code == "RN" {
			rules.Quotas = append(rules.Quotas, store.LeaveQuota{SkillID: skills[i].ID, FirstDay: s.monday, Unit: store.LeavePeople, Most: 2})
		}
	}
	if _, err := s.db.PutLeaveRules(ctx, w.manager, rules); err != nil {
		return err
	}
	for week := demoLeaveFrom; week < demoLeaveTo; week++ {
		for k := range 3 {
			person := (week*3 + k*8) % len(w.people)
			if person == demoNurseAt {
				continue
			}
			if err := s.leave(ctx, w, person, week, store.LeaveAgreed); err != nil {
				return err
			}
		}
	}
	for i, want := range []store.LeaveState{store.LeaveAgreed, store.LeaveRefused, store.LeaveWithdrawn, store.LeaveAsked} {
		if err := s.leave(ctx, w, demoNurseAt, demoLeaveTo+1+i, want); err != nil {
			return err
		}
	}
	// Two nurses have a week; a third asks for it too.
	for i, want := range []store.LeaveState{store.LeaveAgreed, store.LeaveAgreed, store.LeaveAsked} {
		if err := s.leave(ctx, w, demoNurseAt+1+i, demoLeaveTo+6, want); err != nil {
			return err
		}
	}
	return nil
}

// leave has a person ask for the Monday to Friday of a week, and brings the request into the state.
func (s *demoSeeder) leave(ctx context.Context, w *seededWard, person, week int, want store.LeaveState) error {
	monday := s.monday.Add(7 * week)
	asker := w.people[person]
	r, err := s.db.AskLeave(ctx, asker, monday, monday.Add(4), store.Once{})
	if err != nil {
		return fmt.Errorf("ask for leave from %s: %w", monday, err)
	}
	switch want {
	case store.LeaveAsked:
		return nil
	case store.LeaveAgreed:
		if r.Standing != nil && r.Standing.Code != "" {
			return nil // it waits: the week is full
		}
		_, err = s.db.DecideLeave(ctx, w.manager, r.ID, r.Version, true, "", store.Once{})
	case store.LeaveRefused:
		_, err = s.db.DecideLeave(ctx, w.manager, r.ID, r.Version, false, store.LeaveWardNeeds, store.Once{})
	case store.LeaveWithdrawn:
		_, err = s.db.WithdrawLeave(ctx, asker, r.ID, r.Version, store.Once{})
	}
	if err != nil {
		return fmt.Errorf("leave from %s to be %s: %w", monday, want, err)
	}
	return nil
}
