package store

// Worker is what working-time law says of one person, with the records that say so.
type Worker struct {
	StaffID ID
	WardID  ID
	Number  string
	Name    string
	// Terms are in the order in which they were written.
	Terms WorkerTerms
	// Night is how the person's published duties lie; zero where it was not asked for.
	Night NightWork
}

// NightWork is how many of a person's duties in the last 17 weeks have three hours or more of
// night time in them.
type NightWork struct {
	Duties, Nights int
}

// nightShare: somebody is likely to be a night worker whose every third duty is one, of at least
// nightLeast known ones. What a normal course is the law leaves open (Working Time Regulations
// 1998 reg. 2(1)): most days are one for certain; one week in three has been held to be enough.
const (
	nightShare = 3
	nightLeast = 6
)

// Suggests reports whether the duties look like those of a night worker. It is a hint to a manager
// and no more: what counts is the record.
func (n NightWork) Suggests() bool { return n.Duties >= nightLeast && n.Nights*nightShare >= n.Duties }

// OptedOut is one line of the register of those who have agreed to work more than 48 hours a week
// (Working Time Regulations 1998 reg. 4(2), 5).
type OptedOut struct {
	StaffID  ID
	Number   string
	Name     string
	WardID   ID
	WardName string
	TermSpan
}
