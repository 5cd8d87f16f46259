package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/fairrota/fairrota/store"
)

// loginOf makes a sign-in name of a staff number.
func loginOf(number string) string { return strings.ToLower(number) }

// addLeave gives some people a week of leave: in the last weeks, now, and in the period
// that is open.
func (s *demoSeeder) addLeave(w *store.WardImport) {
	for k, week := range []int{-7, -6, -4, -3, -2, 0, 1, 3, demoWeeks, demoWeeks + 1, demoWeeks + 2} {
		person := (3 + 5*k) % len(w.Staff)
		if person == demoNurseAt {
			person++
		}
		monday := s.monday.Add(7 * week)
		w.Leave = append(w.Leave, store.Leave{StaffID: w.Staff[person].ID, FirstDay: monday, LastDay: monday.Add(6), CreditMinutes: 2250 / 7})
	}
}

// addAgreed gives three people of the first ward an agreed pattern: a sister has Wednesdays off, the
// demo's nurse every second Wednesday, and an assistant never works nights. They hold since before the first
// rota and are looked at again after a year.
func (s *demoSeeder) addAgreed(w *store.WardImport) {
	since := s.monday.Add(-7 * demoSince)
	agree := func(person, weeks int, set func(days store.AgreedDays)) {
		days := make(store.AgreedDays, 7*weeks)
		for k := range days {
			days[k].Rule = store.NothingAgreed
		}
		set(days)
		w.Agreed = append(w.Agreed, store.AgreedPattern{
			StaffID: w.Staff[person].ID, FirstDay: since, Anchor: since, Days: days, AgreedOn: since.Add(-21), ReviewOn: since.Add(344),
		})
	}
	const wednesday = 2
	agree(1, 1, func(days store.AgreedDays) { days[wednesday].Rule = store.AgreedOff })
	agree(demoNurseAt, 2, func(days store.AgreedDays) { days[7+wednesday].Rule = store.AgreedOff })
	agree(len(w.Staff)-2, 1, func(days store.AgreedDays) {
		for k := range days {
			days[k] = store.AgreedDay{Rule: store.AgreedNever, Kinds: []store.ShiftKind{store.Night}}
		}
	})
}

// addStanding gives every fifth person a standing preference.
func (s *demoSeeder) addStanding(w *store.WardImport) {
	asks := []store.Ask{
		{Kind: store.DayOff, Strength: 2},
		{Kind: store.ShiftOff, ShiftID: "N", Strength: 1},
		{Kind: store.KindOn, ShiftKind: store.LongDay, Strength: 1},
	}
	for i := 1; i < len(w.Staff); i += 5 {
		if i == demoNurseAt {
			continue
		}
		w.Standing = append(w.Standing, store.StandingPreference{StaffID: w.Staff[i].ID, Weekday: i % 7, Ask: asks[i%len(asks)]})
	}
}

// pastPeriod takes a period of the wards, whose first day lies weeks after the Monday of
// the present week, all the way to publication.
func (s *demoSeeder) pastPeriod(ctx context.Context, wards []*seededWard, weeks int) error {
	published := weeks - demoNotice
	opens, closes, approval := s.at(published-3, 0, 9), s.at(published-1, 2, 12), s.at(published-1, 4, 16)
	publication := s.at(published, 0, 10)
	for _, w := range wards {
		s.goTo(opens.Add(-time.Hour))
		if err := s.plan(ctx, w, weeks, opens, closes, approval, publication); err != nil {
			return err
		}
	}
	s.goTo(opens)
	for _, w := range wards {
		if err := s.open(ctx, w, 3); err != nil {
			return err
		}
		if err := s.contest(ctx, w); err != nil {
			return err
		}
	}
	s.goTo(closes)
	for _, w := range wards {
		var err error
		if w.period, err = s.db.MovePeriod(ctx, w.manager, w.period.ID, w.period.Version, store.PeriodClosed); err != nil {
			return err
		}
	}
	s.reasonSteps = demoReasonSteps
	if err := s.solve(ctx, wards[:1]); err != nil {
		return err
	}
	s.reasonSteps = demoOtherReasonSteps
	if err := s.solve(ctx, wards[1:]); err != nil {
		return err
	}
	s.goTo(publication)
	for _, w := range wards {
		if err := s.publish(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// openPeriod plans the period after the present one and opens its bidding: since three
// days, and for four more.
func (s *demoSeeder) openPeriod(ctx context.Context, w *seededWard) error {
	today := store.DayOf(s.present, s.zone)
	noon := func(days int) time.Time { return today.Add(days).Midnight(s.zone).Add(12 * time.Hour) }
	opens := s.present.Add(-72 * time.Hour).Truncate(time.Minute)
	s.goTo(opens.Add(-time.Hour))
	if err := s.plan(ctx, w, demoWeeks, opens, noon(4), noon(7), noon(9)); err != nil {
		return err
	}
	s.goTo(opens)
	if err := s.open(ctx, w, 2); err != nil {
		return err
	}
	return s.contest(ctx, w)
}

func (s *demoSeeder) plan(ctx context.Context, w *seededWard, weeks int, opens, closes, approval, publication time.Time) error {
	first := s.monday.Add(7 * weeks)
	var err error
	w.period, err = s.db.CreatePeriod(ctx, w.manager, store.RosterPeriod{
		WardID: w.Ward.ID, FirstDay: first, LastDay: first.Add(7*demoWeeks - 1),
		BiddingOpensAt: opens, BiddingClosesAt: closes, ApprovalDueAt: approval, PublicationDueAt: publication,
	}, store.Once{})
	return err
}

// open opens bidding, and two of three people put in up to most preferences each; the
// demo's nurse puts in none of these.
func (s *demoSeeder) open(ctx context.Context, w *seededWard, most int) error {
	var err error
	if w.period, err = s.db.MovePeriod(ctx, w.manager, w.period.ID, w.period.Version, store.Open); err != nil {
		return err
	}
	for i, person := range w.people {
		if i%3 == 0 || w == s.wards[0] && i == demoNurseAt {
			continue
		}
		days := s.random.Perm(w.period.Days())
		for _, d := range days[:1+s.random.IntN(most)] {
			if err := s.put(ctx, w, person, w.period.FirstDay.Add(d), s.anyAsk(w), false); err != nil {
				return err
			}
		}
	}
	return nil
}

// anyAsk returns what people ask for: mostly days off.
func (s *demoSeeder) anyAsk(w *seededWard) store.Ask {
	ask := store.Ask{Kind: store.DayOff, Strength: 1 + s.random.IntN(3)}
	switch s.random.IntN(6) {
	case 0:
		ask.Kind, ask.ShiftID = store.ShiftOff, w.shifts[s.random.IntN(len(w.shifts))].ID
	case 1:
		ask.Kind, ask.ShiftKind = store.KindOn, store.LongDay
	case 2:
		ask.Kind, ask.ShiftID = store.ShiftOn, w.shifts[s.random.IntN(len(w.shifts))].ID
	}
	return ask
}

// contest has four of five people ask for the same two days off, more than the ward can
// spare, and some of them for the day after too: the second Saturday, or Christmas Day
// where the period has one, and the last Saturday. The demo's nurse is one of them in the
// past, and has put in nothing yet for the open period. One of four marks the first day with a token.
func (s *demoSeeder) contest(ctx context.Context, w *seededWard) error {
	days := []store.Day{w.period.FirstDay.Add(12), w.period.FirstDay.Add(26)}
	if christmas := w.period.FirstDay[:4] + "-12-25"; w.period.Holds(christmas) {
		days[0] = christmas
	}
	inPast := w.period.BiddingClosesAt.Before(s.present)
	for i, person := range w.people {
		isDemo := w == s.wards[0] && i == demoNurseAt
		if i%5 == 0 || isDemo && !inPast {
			continue
		}
		for _, day := range days {
			for d := range 1 + i%2 {
				ask := store.Ask{Kind: store.DayOff, Strength: 2 + i%2}
				if err := s.put(ctx, w, person, day.Add(d), ask, i%4 == 3 && day == days[0] && d == 0); err != nil {
					return err
				}
			}
		}
		if isDemo {
			if err := s.put(ctx, w, person, days[1].Add(-4), store.Ask{Kind: store.KindOn, ShiftKind: store.LongDay, Strength: 1}, false); err != nil {
				return err
			}
			if err := s.plans(ctx, w, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// put puts in a preference unless the person has one for the day already.
func (s *demoSeeder) put(ctx context.Context, w *seededWard, person store.Actor, day store.Day, ask store.Ask, token bool) error {
	p := store.Preference{
		ID: store.ID(uuid.Must(uuid.NewV7()).String()), PeriodID: w.period.ID, StaffID: person.StaffID, Day: day, Ask: ask, Token: token,
	}
	_, err := s.db.PutPreference(ctx, person, p, true)
	if store.KindOf(err) == store.Conflict {
		return nil
	}
	return err
}

// solve has the optimiser make the drafts of the wards, two at once.
func (s *demoSeeder) solve(ctx context.Context, wards []*seededWard) error {
	var all sync.WaitGroup
	slots := make(chan struct{}, 2)
	errs := make([]error, len(wards))
	for i, w := range wards {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			run, err := s.db.RequestRun(ctx, w.manager, w.period.ID, demoSeconds, store.Once{})
			if err == nil {
				_, err = s.jobs.Run(ctx, run.ID)
			}
			errs[i] = err
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("solve %s: %w", wards[i].Ward.Name, err)
		}
	}
	return nil
}

// publish approves and publishes the newest draft of the ward's period.
func (s *demoSeeder) publish(ctx context.Context, w *seededWard) error {
	rosters, err := s.db.Rosters(ctx, w.manager, w.period.ID)
	if err != nil {
		return err
	}
	if len(rosters) != 1 {
		return fmt.Errorf("%s has %d drafts", w.Ward.Name, len(rosters))
	}
	version, err := s.sayWhy(ctx, w, &rosters[0])
	if err != nil {
		return err
	}
	approved, err := s.db.Approve(ctx, w.manager, rosters[0].ID, version, store.Once{})
	if err != nil {
		return err
	}
	_, err = s.db.Publish(ctx, w.manager, approved.ID, approved.Version, store.Once{})
	return err
}

// sayWhy has the manager give a reason for each agreed day that a draft does not keep, and returns the
// draft's version after that.
func (s *demoSeeder) sayWhy(ctx context.Context, w *seededWard, roster *store.Roster) (int, error) {
	view, err := s.db.RosterView(ctx, w.manager, roster.ID)
	if err != nil {
		return 0, err
	}
	version := roster.Version
	for _, f := range view.Findings {
		if f.Rule != store.AgreedPatternRule {
			continue
		}
		o := store.Override{RosterID: roster.ID, FindingKey: f.Key(), Reason: "Talked over on the ward: nobody else could come that day."}
		if view, err = s.db.PutOverride(ctx, w.manager, o, version); err != nil {
			return 0, err
		}
		version = view.Roster.Version
	}
	return version, nil
}
