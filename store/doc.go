// Package store is the domain of Fairrota: what the organisation keeps, what is
// allowed, and what moves follow what. It holds types, validation, state machines
// as data and the access policy (deny by default), and knows neither SQL nor HTTP.
//
// One database is one organisation: divisions hold wards, a ward holds staff,
// contracts, shifts, demand and roster periods. A person has one home ward.
//
// Conventions: ids are UUIDv7 (ID), local dates are Day, instants are time.Time in
// UTC, amounts of time are whole minutes. Every row that a person edits carries
// Version, which starts at 1 and rises by one with each change; an edit names the
// version that it saw and is refused as Stale when another came first.
//
// The gorm tags on these structs name columns and nothing else, so that one struct
// serves domain and row; only store/sqlstore acts on them.
package store
