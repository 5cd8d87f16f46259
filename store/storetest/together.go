package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fairrota/fairrota/store"
)

// exerciseTogether: pairs, learners and supernumerary time come and go with their versions, for
// people of the ward alone, and no two rules are said of the same people on one day.
func exerciseTogether(t *testing.T, open Opener) {
	w := opened(t, open, Options{})
	ctx, ward := t.Context(), w.Ward.ID
	a, b, c := w.Staff[0].ID, w.Staff[1].ID, w.Staff[2].ID

	pair := store.Pair{WardID: ward, StaffID: a, OtherID: b, Kind: store.WorkApart, Strength: store.Must, FirstDay: "2027-03-01", LastDay: "2027-03-31"}
	made, err := w.DB.CreatePair(ctx, w.Manager, pair, store.Once{})
	ok(t, "pair", err)
	again := pair
	again.StaffID, again.OtherID, again.Kind, again.FirstDay, again.LastDay = b, a, store.WorkTogether, "2027-03-31", ""
	_, err = w.DB.CreatePair(ctx, w.Manager, again, store.Once{})
	wantField(t, "the same two on one day", err, "/other_id")
	again.FirstDay = "2027-04-01"
	next, err := w.DB.CreatePair(ctx, w.Manager, again, store.Once{})
	ok(t, "the same two from the day after", err)
	made.LastDay, made.Strength = "2027-03-30", store.IfPossible
	changed, err := w.DB.UpdatePair(ctx, w.Manager, *made)
	ok(t, "change", err)
	_, err = w.DB.UpdatePair(ctx, w.Manager, *made)
	wantKind(t, "change at an old version", err, store.Stale)

	learner := store.Learner{
		WardID: ward, StaffID: c, SkillID: w.RN.ID, Supervisors: []store.ID{a}, Kinds: store.KindSet{store.Night}, Strength: store.Should, FirstDay: "2027-03-01",
	}
	learns, err := w.DB.CreateLearner(ctx, w.Manager, learner, store.Once{})
	ok(t, "learner", err)
	_, err = w.DB.CreateLearner(ctx, w.Manager, learner, store.Once{})
	wantField(t, "a learner twice", err, "/staff_id")
	learns.Supervisors, learns.Kinds, learns.LastDay = []store.ID{b}, store.KindSet{}, "2027-06-30"
	learns, err = w.DB.UpdateLearner(ctx, w.Manager, *learns)
	ok(t, "change of a learner", err)

	extra, err := w.DB.CreateSupernumerary(ctx, w.Manager, store.Supernumerary{WardID: ward, StaffID: c, FirstDay: "2027-03-01", LastDay: "2027-03-14"}, store.Once{})
	ok(t, "supernumerary", err)
	extra.LastDay = "2027-03-21"
	extra, err = w.DB.UpdateSupernumerary(ctx, w.Manager, *extra)
	ok(t, "change of supernumerary time", err)

	want := &store.WorkingTogether{Pairs: []store.Pair{*changed, *next}, Learners: []store.Learner{*learns}, Supernumerary: []store.Supernumerary{*extra}}
	got, err := w.DB.Together(ctx, w.Manager, ward)
	ok(t, "list", err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("who works with whom (-want +got):\n%s", diff)
	}
	_, err = w.DB.Together(ctx, w.Nurses[0], ward)
	wantKind(t, "a nurse does not read it", err, store.Forbidden)
	togetherRefusals(t, w, pair, learner)

	wantKind(t, "removed at an old version", w.DB.DeletePair(ctx, w.Manager, made.ID, 1), store.Stale)
	ok(t, "pair removed", w.DB.DeletePair(ctx, w.Manager, changed.ID, changed.Version))
	ok(t, "the other removed", w.DB.DeletePair(ctx, w.Manager, next.ID, next.Version))
	ok(t, "learner removed", w.DB.DeleteLearner(ctx, w.Manager, learns.ID, learns.Version))
	ok(t, "time removed", w.DB.DeleteSupernumerary(ctx, w.Manager, extra.ID, extra.Version))
	got, err = w.DB.Together(ctx, w.Manager, ward)
	ok(t, "list of what is left", err)
	if n := len(got.Pairs) + len(got.Learners) + len(got.Supernumerary); n != 0 {
		t.Errorf("%d entries are left", n)
	}
}

// togetherRefusals: what cannot be kept is refused by field.
func togetherRefusals(t *testing.T, w *World, pair store.Pair, learner store.Learner) {
	t.Helper()
	ctx := t.Context()
	other := NewWorld(t, w.DB, w.Clock, Options{Name: "Ward 2", Staff: 2})
	for what, tc := range map[string]struct {
		change func(p *store.Pair)
		field  string
	}{
		"with oneself":           {func(p *store.Pair) { p.OtherID = p.StaffID }, "/other_id"},
		"a person of elsewhere":  {func(p *store.Pair) { p.OtherID = other.Staff[0].ID }, "/other_id"},
		"an unknown kind":        {func(p *store.Pair) { p.Kind = "near" }, "/kind"},
		"an unknown strength":    {func(p *store.Pair) { p.Strength = "very" }, "/strength"},
		"no first day":           {func(p *store.Pair) { p.FirstDay = "" }, "/first_day"},
		"days turned round":      {func(p *store.Pair) { p.LastDay = "2027-02-01" }, "/last_day"},
		"a day that there isn't": {func(p *store.Pair) { p.LastDay = "2027-02-30" }, "/last_day"},
	} {
		p := pair
		tc.change(&p)
		_, err := w.DB.CreatePair(ctx, w.Manager, p, store.Once{})
		wantField(t, what, err, tc.field)
	}
	for what, tc := range map[string]struct {
		change func(l *store.Learner)
		field  string
	}{
		"nobody to learn beside":    {func(l *store.Learner) { l.SkillID, l.Supervisors = "", nil }, "/supervisors"},
		"their own supervisor":      {func(l *store.Learner) { l.Supervisors = []store.ID{l.StaffID} }, "/supervisors/0"},
		"a supervisor twice":        {func(l *store.Learner) { l.Supervisors = []store.ID{w.Staff[0].ID, w.Staff[0].ID} }, "/supervisors/1"},
		"a supervisor of elsewhere": {func(l *store.Learner) { l.Supervisors = []store.ID{other.Staff[0].ID} }, "/supervisors/0"},
		"a kind that there isn't":   {func(l *store.Learner) { l.Kinds = store.KindSet{"dusk"} }, "/kinds/0"},
		"no such skill":             {func(l *store.Learner) { l.SkillID = NewID() }, "/skill_id"},
	} {
		l := learner
		l.StaffID = w.Staff[1].ID
		tc.change(&l)
		_, err := w.DB.CreateLearner(ctx, w.Manager, l, store.Once{})
		wantField(t, what, err, tc.field)
	}
	_, err := w.DB.CreateSupernumerary(ctx, w.Manager, store.Supernumerary{WardID: w.Ward.ID, StaffID: w.Staff[0].ID, FirstDay: "2027-03-01"}, store.Once{})
	wantField(t, "no last day", err, "/last_day")
	_, err = w.DB.CreatePair(ctx, other.Manager, pair, store.Once{})
	wantKind(t, "a manager of another ward", err, store.NotFound)
	_, err = w.DB.CreatePair(ctx, w.Nurses[0], pair, store.Once{})
	wantKind(t, "a nurse", err, store.Forbidden)
}

// guardedTogether are who works with whom; whoever may write is told that a version is old or that
// an entry has faults.
func guardedTogether(t *testing.T, w *World) []guarded {
	t.Helper()
	ctx, db := t.Context(), w.DB
	first := w.Period.FirstDay
	pair, err := db.CreatePair(ctx, store.SystemActor, store.Pair{
		WardID: w.Ward.ID, StaffID: w.Staff[0].ID, OtherID: w.Staff[1].ID, Kind: store.WorkApart, Strength: store.Should, FirstDay: first,
	}, store.Once{})
	ok(t, "pair", err)
	learner, err := db.CreateLearner(ctx, store.SystemActor, store.Learner{
		WardID: w.Ward.ID, StaffID: w.Staff[0].ID, SkillID: w.RN.ID, Strength: store.Should, FirstDay: first,
	}, store.Once{})
	ok(t, "learner", err)
	extra, err := db.CreateSupernumerary(ctx, store.SystemActor, store.Supernumerary{WardID: w.Ward.ID, StaffID: w.Staff[0].ID, FirstDay: first, LastDay: first}, store.Once{})
	ok(t, "supernumerary time", err)
	old := func() (store.Pair, store.Learner, store.Supernumerary) {
		p, l, s := *pair, *learner, *extra
		p.Version, l.Version, s.Version = neverVersion, neverVersion, neverVersion
		return p, l, s
	}
	p, l, s := old()
	return []guarded{
		{"Together", store.ReadStaff, false, func(a store.Actor) error { _, err := db.Together(ctx, a, w.Ward.ID); return err }},
		{"CreatePair", store.WriteWard, false, func(a store.Actor) error { _, err := db.CreatePair(ctx, a, p, store.Once{}); return err }},
		{"UpdatePair", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdatePair(ctx, a, p); return err }},
		{"DeletePair", store.WriteWard, false, func(a store.Actor) error { return db.DeletePair(ctx, a, p.ID, neverVersion) }},
		{"CreateLearner", store.WriteWard, false, func(a store.Actor) error { _, err := db.CreateLearner(ctx, a, l, store.Once{}); return err }},
		{"UpdateLearner", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateLearner(ctx, a, l); return err }},
		{"DeleteLearner", store.WriteWard, false, func(a store.Actor) error { return db.DeleteLearner(ctx, a, l.ID, neverVersion) }},
		{"CreateSupernumerary", store.WriteWard, false, func(a store.Actor) error { _, err := db.CreateSupernumerary(ctx, a, s, store.Once{}); return err }},
		{"UpdateSupernumerary", store.WriteWard, false, func(a store.Actor) error { _, err := db.UpdateSupernumerary(ctx, a, s); return err }},
		{"DeleteSupernumerary", store.WriteWard, false, func(a store.Actor) error { return db.DeleteSupernumerary(ctx, a, s.ID, neverVersion) }},
	}
}
