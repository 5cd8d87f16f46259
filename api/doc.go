// Package api is the HTTP face of Fairrota: huma on echo, under /api/v1, and the web
// app beside it.
//
// One table (routes.go) holds every route with the right that it needs; a route
// without a right cannot be mounted, and whatever is not in the table is not there.
// A handler decodes strictly, calls one function of the store and encodes; what it
// calls is an interface declared in its own file, and cmd wires the database to them
// (Backend). The actor is an explicit argument of every call, and the store checks
// the actor's right on the ward again once it has loaded the object.
//
// Errors of the domain (store.Error) become RFC 9457 problems in one function
// (problem.go). A 5xx says nothing but its request id.
//
// Types of echo and huma stay inside this package.
package api
