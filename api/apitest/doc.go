// Package apitest tests the API from outside: a real server on a loopback address, a real
// database in a file, a client for each role. Every answer that any test gets is checked
// against the OpenAPI document, and the table of routes is the list from which the tests
// of rights and of strict input are made: a new route is in them, or they fail.
package apitest
