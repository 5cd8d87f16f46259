package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"sync"
)

// complaintBytes is how much of a child's standard error is kept.
const complaintBytes = 4 << 10

// solveProcess is one running child.
type solveProcess struct {
	cmd    *exec.Cmd
	input  io.WriteCloser
	output io.ReadCloser
	stderr tailBuffer
	once   sync.Once
}

// start begins a child that waits for its request.
func (c *childSolver) start() (*solveProcess, error) {
	p := &solveProcess{cmd: exec.Command(c.path, c.args...)} //nolint:gosec,noctx // this program's own file; the end of a context asks for the answer first
	// The child needs none of the environment, which may hold the database's password.
	p.cmd.Env = append([]string{}, c.env...)
	ownGroup(p.cmd)
	p.cmd.Stderr = &p.stderr
	var err error
	if p.input, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("solver process: %w", err)
	}
	if p.output, err = p.cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("solver process: %w", err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("solver process: %w", err)
	}
	return p, nil
}

// send writes the request. A child that died meanwhile shows when its answer is read.
func (p *solveProcess) send(q solveRequest) { _ = json.NewEncoder(p.input).Encode(q) }

// closeInput tells the child to end.
func (p *solveProcess) closeInput() { p.once.Do(func() { _ = p.input.Close() }) }

// kill ends the child at once; one that has ended already is left alone.
func (p *solveProcess) kill() { _ = p.cmd.Process.Kill() }

// read returns the child's result.
func (p *solveProcess) read(tell func(solveReply)) (solveReply, error) {
	return readReplies(p.output, tell)
}

// wait returns how the child ended, after all of its output.
func (p *solveProcess) wait() error {
	_, _ = io.Copy(io.Discard, p.output)
	return p.cmd.Wait()
}

// complaint is the end of what the child wrote to standard error.
func (p *solveProcess) complaint() string { return string(p.stderr.bytes) }

// tailBuffer keeps the last complaintBytes of what is written to it.
type tailBuffer struct{ bytes []byte }

// Write never fails.
func (b *tailBuffer) Write(p []byte) (int, error) {
	b.bytes = append(b.bytes, p...)
	if over := len(b.bytes) - complaintBytes; over > 0 {
		b.bytes = b.bytes[over:]
	}
	return len(p), nil
}
