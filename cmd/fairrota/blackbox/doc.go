// Package blackbox holds the tests that start the real binary and speak to it as a person
// or an operator would: by its command line, over HTTP, and by kill -9. The binary is
// built once for all of them. What they need to know of the database they read from its
// file with another connection.
//
// How much is done is set by variables of the environment, which "make kill" and "make
// load" raise:
//
//	FAIRROTA_TEST_KILLS        how often a process is killed (default 20)
//	FAIRROTA_TEST_LOAD         how many preferences 64 clients put in (default 1280)
//	FAIRROTA_TEST_E2E_SECONDS  seconds of the solve of the published ward (default 10)
//	FAIRROTA_TEST_PG_DSN       a PostgreSQL server on which databases may be made; without it
//	                           the tests of several processes are skipped
//
// Tests that need published competition instances read them from ../shared/bench beside
// the checkout and are skipped where it is absent: the instances are not ours to pass on.
package blackbox
