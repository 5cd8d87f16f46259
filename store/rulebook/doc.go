// Package rulebook holds the figures of law, contract and policy that a rota goes by, as
// data: each with the place it comes from, the date on which that was read, how sure it is,
// who may change it, what of the program holds to it today, and what it means in plain
// words. Nothing is worked out here; package store resolves what holds for whom on what
// day, and applies it.
//
//	book := rulebook.UK()
//	rest, _ := book.Rule("rest_between_shifts")
//	rest.Words // "You get at least {value} off between the end of one shift and the start of the next."
//	rulebook.Text(rest.Unit, *rest.Value) // "11 h"
//
// The rulebook is what ships; it is never edited by a user. An organisation, a ward or a
// person has figures of its own above it (store.RuleFigure).
package rulebook
