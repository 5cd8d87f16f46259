package store

import (
	"cmp"
	"database/sql/driver"
	"slices"
	"time"
)

// Band says how contested something is; the words are all that leaves the nightly job.
type Band string

// The bands. Low also stands where fewer than ContentionPeople people ask.
const (
	BandLow  Band = "low"  // less than half of the places are asked for
	BandMid  Band = "mid"  // half of them or more, and not more than there are
	BandHigh Band = "high" // more people ask than there are places: somebody will be refused
)

// Bands lists all bands, in rising order.
var Bands = []Band{BandLow, BandMid, BandHigh}

// ContentionPeople is the fewest people of whom anything is shown: that many must have put in
// preferences before there is a picture, have changed theirs before it is drawn anew, and ask for
// the same thing before its band is above low.
const ContentionPeople = 3

// WantOff is the want of a day off; every other want is a ShiftKind that people ask to work.
const WantOff = "off"

// ContentionBand is how contested one want is on one day.
type ContentionBand struct {
	Day Day `json:"day"`
	// Want is WantOff or a kind of shift.
	Want string `json:"want"`
	Band Band   `json:"band"`
}

// ContentionBands is a picture kept in one column, in the order of day and want.
type ContentionBands []ContentionBand

// Value writes the bands as a JSON array; nil as an empty one.
func (b ContentionBands) Value() (driver.Value, error) {
	if b == nil {
		b = ContentionBands{}
	}
	return jsonValue(b)
}

// Scan reads a JSON array.
func (b *ContentionBands) Scan(v any) error { return jsonScan(v, b) }

// Contention is the picture of a period that people see while bidding is open. It is written
// by the nightly job only.
type Contention struct {
	PeriodID ID `json:"period_id" gorm:"column:period_id;primaryKey"`
	WardID   ID `json:"-" gorm:"column:ward_id"`
	// Night is the last one in which the job looked, whether it drew anything or not: the date
	// on which that night ended.
	Night Day `json:"night" gorm:"column:night"`
	// DrawnAt is when the bands were drawn; nil as long as there are none.
	DrawnAt *time.Time      `json:"drawn_at" gorm:"column:drawn_at"`
	Bands   ContentionBands `json:"bands" gorm:"column:bands"`
}

// contentionHour is the hour of the ward's clock at which a night ends for the picture.
const contentionHour = 3

// ContentionNight returns the newest night that has ended at an instant, by the ward's clock,
// and the instant at which it ended.
func ContentionNight(now time.Time, zone *time.Location) (Day, time.Time) {
	local := now.In(zone)
	end := time.Date(local.Year(), local.Month(), local.Day(), contentionHour, 0, 0, 0, zone)
	if now.Before(end) {
		end = time.Date(local.Year(), local.Month(), local.Day()-1, contentionHour, 0, 0, 0, zone)
	}
	return DayOf(end, zone), end.UTC()
}

// Wanted is how many people ask for one thing on one day, and how many could have it.
type Wanted struct {
	Day  Day
	Want string
	// People ask; each is counted once, whatever the strength and number of the asks.
	People int
	// Places is how many could have it; 0 and less mean nobody could.
	Places int
}

// BandOf returns the band of a want.
func BandOf(w Wanted) Band {
	switch {
	case w.People < ContentionPeople:
		return BandLow
	case w.People > w.Places:
		return BandHigh
	case 2*w.People >= w.Places:
		return BandMid
	}
	return BandLow
}

// DrawContention draws the picture of a period: the bands of all its wants. What is counted does
// not matter to the caller: only bands come out.
func DrawContention(wanted []Wanted) ContentionBands {
	out := make(ContentionBands, 0, len(wanted))
	for _, w := range wanted {
		out = append(out, ContentionBand{Day: w.Day, Want: w.Want, Band: BandOf(w)})
	}
	slices.SortFunc(out, func(a, b ContentionBand) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Want, b.Want))
	})
	return out
}
