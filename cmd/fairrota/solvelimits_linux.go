package main

import (
	"os/exec"
	"syscall"
)

// niceness is how much the solver stands back behind requests: 10 of 19.
const niceness = 10

// beNice lowers the priority of all threads of this process, which leads a group of its
// own: a priority set by process would reach one thread only.
func beNice() error { return syscall.Setpriority(syscall.PRIO_PGRP, 0, niceness) }

// limitMemory makes the system refuse private memory above the limit and a quarter of it
// for what the garbage collector does not count.
func limitMemory(mib int) error {
	limit := uint64(mib) << 20 / 4 * 5 //nolint:gosec // the settings let no negative limit pass
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: limit, Max: limit})
}

// ownGroup puts a child into a process group of its own, so that an interrupt from the
// terminal reaches the parent alone, which then asks the child for its answer.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
