package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// demoFuture is how far ahead of the machine's clock a demonstration may go.
const demoFuture = 5 * 365 * 24 * time.Hour

// demoClock is the clock of a demonstration: the machine's, and ahead of it by as much as
// somebody has moved it. It goes back with the process: data from its future stays.
type demoClock struct {
	base Clock

	mu    sync.Mutex
	ahead time.Duration
}

// Now returns the demonstration's present.
func (c *demoClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base().Add(c.ahead)
}

// move sets the present; it cannot go back, nor further ahead than demoFuture.
func (c *demoClock) move(to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	base := c.base()
	switch ahead := to.Sub(base); {
	case ahead < c.ahead:
		return errors.New("the clock only moves forward")
	case ahead > demoFuture:
		return fmt.Errorf("the clock moves at most to %s", base.Add(demoFuture).UTC().Format(time.RFC3339))
	default:
		c.ahead = ahead
		return nil
	}
}
