// Package storetest holds what tests of a database need: a clock that a test moves,
// databases of both kinds to open, a World of people and a ward to begin with, and
// Exercise, the one suite that every kind of database must pass.
//
//	db := storetest.SQLite(t, clock)
//	world := storetest.NewWorld(t, db, clock, storetest.Options{State: store.Open})
//	preference, err := db.PutPreference(ctx, world.Nurses[0], ...)
package storetest
