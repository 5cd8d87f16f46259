package store

import "time"

// LedgerYear is the number of days after which a line of the ledger is worth nothing, and is
// shown no more.
const LedgerYear = 365

// LedgerLine is one counted thing of one person that a published rota or an import has brought.
// Lines are only ever added; one that is no longer true is taken back by another with the
// opposite Count.
type LedgerLine struct {
	ID      ID `json:"id" gorm:"column:id;primaryKey"`
	StaffID ID `json:"staff_id" gorm:"column:staff_id"`
	// WardID is the ward of the rota, or the one that the import named.
	WardID ID `json:"ward_id" gorm:"column:ward_id"`
	// PeriodID and RosterID are the rota that brought it; empty for an imported line, whose
	// ImportID is that of all lines of one import.
	PeriodID ID `json:"period_id,omitempty" gorm:"column:period_id"`
	RosterID ID `json:"roster_id,omitempty" gorm:"column:roster_id"`
	ImportID ID `json:"import_id,omitempty" gorm:"column:import_id"`
	// Day is from when the line grows old: the last day of the period.
	Day Day `json:"day" gorm:"column:day"`
	// Kind is a fairness.Kind.
	Kind  string `json:"kind" gorm:"column:kind"`
	Count int    `json:"count" gorm:"column:count"`
	// Points is what one weighs, in whole points, as it was when the line was written.
	Points int `json:"points" gorm:"column:points"`
	// Share / ShareOf is the contract's part of full time, Eligible / EligibleOf the part of the
	// period in which the thing could have fallen on the person.
	Share      int       `json:"share" gorm:"column:share"`
	ShareOf    int       `json:"share_of" gorm:"column:share_of"`
	Eligible   int       `json:"eligible" gorm:"column:eligible"`
	EligibleOf int       `json:"eligible_of" gorm:"column:eligible_of"`
	At         time.Time `json:"at" gorm:"column:at"`
}

// SameWorth reports whether two lines of one person, day and kind weigh the same apart from how
// many they count.
func (l *LedgerLine) SameWorth(o *LedgerLine) bool {
	return l.Points == o.Points && l.Share == o.Share && l.ShareOf == o.ShareOf && l.Eligible == o.Eligible && l.EligibleOf == o.EligibleOf
}

// LedgerEntry is a line with how it was reckoned. Amounts are in thousandths of a point.
type LedgerEntry struct {
	LedgerLine
	// FirstDay is the first day of the period, Day the last; both are the day of an imported line.
	FirstDay Day
	// Raw is count x points, Free that scaled by the days on which it could have been, Scaled that
	// scaled by the contract's share too, Worth that decayed to AsOf: what the line adds.
	Raw, Free, Scaled, Worth int64
	// AgeDays is the number of days since Day, 0 for a day to come; Steps of decay have gone by.
	AgeDays, Steps int
	// TakesBack marks a line that takes an earlier one back.
	TakesBack bool
}

// BurdenBand is how many people of a ward carry a burden of From or more and below To, in
// thousandths of a point; To is -1 in the last band, which is open.
type BurdenBand struct {
	From, To int64
	People   int
}

// MyLedger is what one person may see: all of the own lines, and of the others only how many
// stand in which band.
type MyLedger struct {
	// AsOf is the day to which lines are decayed: today in the ward's zone.
	AsOf Day
	// Burden is the sum of what the entries are worth, in thousandths of a point.
	Burden int64
	// Entries are those of the last twelve months, newest first.
	Entries []LedgerEntry
	// Bands are empty where the ward has too few people to show them; Mine is then -1, else the
	// index of the band in which the person stands.
	Bands []BurdenBand
	Mine  int
	// DecayPercent and DecayDays are what words need: that a line loses so many per cent every so
	// many days.
	DecayPercent, DecayDays int
}

// FairnessPoint is how evenly burden lay on a ward at the end of one published period.
type FairnessPoint struct {
	PeriodID ID
	FirstDay Day
	LastDay  Day
	// People is the number of those employed on the last day, Largest the largest burden among
	// them in thousandths of a point.
	People  int
	Largest int64
	// Jain is 1 and Gini 0 where all carry the same. They are for display only and decide nothing.
	Jain, Gini float64
}

// PersonBurden is what one person of a ward carries, by what it comes from, in thousandths of a point.
type PersonBurden struct {
	StaffID ID
	Name    string
	// Burden is the sum of the four below.
	Burden                           int64
	Refused, Nights, Weekends, Moves int64
}

// WardFairness is how burden lies on a ward, for those who may read its drafts.
type WardFairness struct {
	AsOf  Day
	Bands []BurdenBand
	// Trend is oldest first.
	Trend []FairnessPoint
	// People are those employed on AsOf, the largest burden first.
	People []PersonBurden
}

// The bounds of what a ward's people see of each other, the same as for HR's figures: a count
// of 1 to smallCount is never shown, nor anything of a group of fewer than fewPeople.
const (
	// BandLeast is the least number of people in a band.
	BandLeast = smallCount + 1
	// BandWidth is the grid of band edges, in thousandths of a point, so that no edge is anybody's
	// own burden.
	BandWidth = 5000
)

// EnoughForBands reports whether a ward has enough people to show how burden lies on it.
func EnoughForBands(people int) bool { return people >= fewPeople }
