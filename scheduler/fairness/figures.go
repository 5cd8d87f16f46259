package fairness

// Kind is what a line counts. The list is append-only: lines are kept for as long as the database.
type Kind string

// The kinds of line.
const (
	// Refused1 to Refused3 are preferences not met, by strength: would like, matters, really
	// matters. RefusedToken is one that was marked with a token.
	Refused1     Kind = "refused_1"
	Refused2     Kind = "refused_2"
	Refused3     Kind = "refused_3"
	RefusedToken Kind = "refused_token"
	// NightDuty is a duty of kind night, WeekendWorked a Saturday and Sunday with a duty on either.
	NightDuty     Kind = "night"
	WeekendWorked Kind = "weekend"
	// Moved1Day to Moved42Days are published duties that were moved, by notice: at most one day,
	// then at most 3, 7, 14 and 42 days. See MoveKind.
	Moved1Day   Kind = "moved_1d"
	Moved3Days  Kind = "moved_3d"
	Moved7Days  Kind = "moved_7d"
	Moved14Days Kind = "moved_14d"
	Moved42Days Kind = "moved_42d"
	// MovedFromWish is a preference that a published rota had met and a later version took back.
	MovedFromWish Kind = "moved_from_wish"
)

// Kinds lists them all, in the order in which they are shown.
var Kinds = []Kind{
	RefusedToken, Refused3, Refused2, Refused1, NightDuty, WeekendWorked,
	Moved1Day, Moved3Days, Moved7Days, Moved14Days, Moved42Days, MovedFromWish,
}

// points are what one thing of a kind weighs before it is scaled, in whole points. They are
// choices of this program, not law: the weights by strength are three times apart, so that
// nobody's stronger wish is outweighed by two weaker ones.
var points = map[Kind]int64{
	Refused1: 1, Refused2: 3, Refused3: 9, RefusedToken: 27,
	NightDuty: 2, WeekendWorked: 3,
	Moved1Day: 8, Moved3Days: 6, Moved7Days: 4, Moved14Days: 2, Moved42Days: 1,
	MovedFromWish: 1,
}

// Points returns what one thing of the kind weighs, in whole points; 0 for a kind that there is not.
func Points(k Kind) int64 { return points[k] }

// RefusedKind returns the kind of a refused preference by its strength, 1 to 3; false for another
// strength.
func RefusedKind(strength int) (Kind, bool) {
	switch strength {
	case 1:
		return Refused1, true
	case 2:
		return Refused2, true
	case 3:
		return Refused3, true
	}
	return "", false
}

// minutesPerDay is how many minutes of notice make a day.
const minutesPerDay = 24 * 60

// MoveKind returns the kind of a move by its notice: the minutes from when it was published to
// when the work begins or would have begun, negative for a change of what has begun already. False
// for notice of more than 42 days, which is no burden.
func MoveKind(noticeMinutes int64) (Kind, bool) {
	for _, band := range []struct {
		days int64
		kind Kind
	}{{1, Moved1Day}, {3, Moved3Days}, {7, Moved7Days}, {14, Moved14Days}, {42, Moved42Days}} {
		if noticeMinutes <= band.days*minutesPerDay {
			return band.kind, true
		}
	}
	return "", false
}

// Figures are the numbers by which lines are scaled and decay.
type Figures struct {
	// Decay is what each whole step of DecayDays days multiplies a line by, in 0..1.
	Decay     Ratio
	DecayDays int
	// CutDays is the age in days from which on a line is worth nothing.
	CutDays int
	// Floor is the least share and the least eligible part that a line is divided by, so that
	// few hours or few free days never make one night outweigh a year.
	Floor Ratio
	// FullTimeMinutes is the paid time a week of a full-time contract: 37.5 hours under Agenda
	// for Change (NHS Terms and Conditions of Service Handbook, section 10).
	FullTimeMinutes int64
}

// Standard are the figures that the program uses: 0.94 every 28 days, which leaves a half after
// 11 steps (308 days), cut at 365 days; a floor of a quarter.
func Standard() Figures {
	return Figures{Decay: Ratio{47, 50}, DecayDays: 28, CutDays: 365, Floor: Ratio{1, 4}, FullTimeMinutes: 2250}
}
