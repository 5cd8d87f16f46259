//go:build !linux

package main

import (
	"errors"
	"os/exec"
)

// beNice is for Linux only.
func beNice() error { return errors.ErrUnsupported }

// limitMemory is for Linux only; the garbage collector's own limit holds everywhere.
func limitMemory(int) error { return errors.ErrUnsupported }

// ownGroup is for Linux only.
func ownGroup(*exec.Cmd) {}
