package api

// PasswordChecks is how many passwords have been compared with a hash since the start:
// what guessing costs, and what the limits on it bound.
func (s *Server) PasswordChecks() int64 { return s.hasher.checks.Load() }

// HashSlots is how many passwords may be hashed at once.
func (s *Server) HashSlots() int { return cap(s.hasher.slots) }
