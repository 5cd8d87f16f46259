// Package sqlstore keeps the domain of package store in SQLite or PostgreSQL. It alone
// knows gorm, SQL and the job queue's tables.
//
// On SQLite there are two pools: one connection that writes (its transactions begin
// immediate, so that they wait for the lock instead of failing, and a commit reaches the
// disk), and several that can only read. On PostgreSQL one pool serves both and writing
// transactions are SERIALIZABLE.
//
// Every write is one transaction run by DB.inTx: it loads what it is about, asks the
// access policy, validates, compares the version that the caller saw, changes the rows
// and appends to the audit chain. Inside it only the *Tx may be used: any other use of
// the database would wait for the one writing connection for ever.
//
// Empty ids and empty days are NULL. Instants are UTC, whole microseconds; on SQLite
// they are text in one fixed form, so that they compare as text.
package sqlstore
