package store

import (
	"math"
	"slices"
)

// The bounds of disclosure control, after the national practice for hospital statistics
// below national level and the patient survey's floor.
const (
	// smallCount: a count from 1 to it is not shown; 0 is.
	smallCount = 7
	// roundTo: other counts are rounded to the nearest multiple of it.
	roundTo = 5
	// fewPeople: a ward or division of fewer people is shown only as part of what is above it.
	fewPeople = 10
	// LongNotice is the lead time in days that a published rota ought to have.
	LongNotice = 42
	// manyAsks is the number of granted and refused preferences from which on somebody with none
	// granted counts as worst served.
	manyAsks = 3
)

// Figure is a number that may be held back because it could tell of single people.
type Figure struct {
	// Value is nil where the figure is suppressed or there is nothing to measure.
	Value      *float64 `json:"value"`
	Suppressed bool     `json:"suppressed"`
}

// FiguresRow is what a ward, a division or the organisation did in a range of days.
// Counts are rounded to 5; shares are per cent, 0 to 100, out of rounded counts.
type FiguresRow struct {
	// ID is empty for the organisation.
	ID         ID     `json:"id,omitempty"`
	Name       string `json:"name"`
	DivisionID ID     `json:"division_id,omitempty"`
	// RolledUp marks a row with 1 to 9 people, whose figures are all suppressed
	// and count in the row above only.
	RolledUp bool `json:"rolled_up"`
	// Staff is the number of people with a duty.
	Staff Figure `json:"staff"`
	// Duties is the number of duties worked, Unfilled of those with nobody.
	Duties   Figure `json:"duties"`
	Unfilled Figure `json:"unfilled"`
	// Granted and Refused are numbers of preferences.
	Granted Figure `json:"granted"`
	Refused Figure `json:"refused"`
	// FulfilmentRate is granted / (granted + refused).
	FulfilmentRate Figure `json:"fulfilment_rate"`
	// RequestedShare is the share of duties that somebody asked to work: granted
	// preferences for work / duties.
	RequestedShare Figure `json:"requested_share"`
	// WorstServed is the number of people with at least 3 preferences granted or refused
	// and none granted.
	WorstServed Figure `json:"worst_served"`
	// Weekends is the number of weekends touched, person by person; Nights of night duties.
	Weekends Figure `json:"weekends"`
	Nights   Figure `json:"nights"`
	// AgreedPeople is the number of people with a day of an agreed pattern of work in the rotas;
	// AgreedKept the share of those days that was kept, kept / (kept + not kept).
	AgreedPeople Figure `json:"agreed_people"`
	AgreedKept   Figure `json:"agreed_kept_share"`
	// Rotas is the number of published rotas, LeadTime the median of days from first
	// publication to the first day, LongNotice the share with at least 42 days. They do
	// not tell of people and are not suppressed.
	Rotas      int    `json:"rotas"`
	LeadTime   Figure `json:"lead_time_days"`
	LongNotice Figure `json:"long_notice_share"`
}

// FiguresMonth is the organisation's row for the rotas that begin in one month.
type FiguresMonth struct {
	// Month is its first day.
	Month Day `json:"month"`
	FiguresRow
}

// Figures are the statistics of published rotas whose first day is in a range of whole
// months.
type Figures struct {
	// From and To are the first and the last day of the range: the months that were asked
	// for, made whole, so that no two ranges differ by single days.
	From         Day            `json:"from"`
	To           Day            `json:"to"`
	Organisation FiguresRow     `json:"organisation"`
	Divisions    []FiguresRow   `json:"divisions"`
	Wards        []FiguresRow   `json:"wards"`
	Months       []FiguresMonth `json:"months"`
}

// RotaFacts are the facts of one published rota: what Figures are made of.
type RotaFacts struct {
	WardID, DivisionID ID
	FirstDay           Day
	// LeadDays is the number of days from first publication to the first day.
	LeadDays int
	Unfilled int
	// People are the facts of each person with a duty or a preference.
	People []PersonFacts
}

// PersonFacts are the facts of one person in one rota.
type PersonFacts struct {
	StaffID ID
	Duties  int
	Nights  int
	// Weekends is the number of weekends touched.
	Weekends         int
	Granted, Refused int
	// GrantedWork are the granted preferences that asked for work.
	GrantedWork int
	// AgreedKept and AgreedBroken are days of the person's agreed pattern.
	AgreedKept, AgreedBroken int
}

// WholeMonths widens a range of days to whole months; Invalid unless both are dates in
// order.
func WholeMonths(from, to Day) (first, last Day, err error) {
	var f faults
	f.day("/from", from, false)
	f.day("/to", to, false)
	if len(f) == 0 && to < from {
		f.add("/to", "must not be before the first day")
	}
	if err := f.err("widen range", "the range of days has a fault"); err != nil {
		return "", "", err
	}
	u := to.utc()
	return from[:8] + "01", DayOf(u.AddDate(0, 1, -u.Day()), u.Location()), nil
}

// The counts of a row, as indices of tally.counts.
const (
	countStaff = iota
	countDuties
	countUnfilled
	countGranted
	countRefused
	countGrantedWork
	countWorstServed
	countWeekends
	countNights
	countAgreedPeople
	countAgreedKept
	countAgreedBroken
	numCounts
)

// tally sums facts. The rows of one level (the wards of a division, the divisions, the
// months) add up to the row above, so their counts are suppressed together.
type tally struct {
	counts [numCounts]int
	// hidden marks counts that are not shown. [count]
	hidden [numCounts]bool
	leads  []int
	people map[ID]*PersonFacts
}

func newTally() *tally { return &tally{people: map[ID]*PersonFacts{}} }

func (t *tally) add(r *RotaFacts) {
	t.leads = append(t.leads, r.LeadDays)
	t.counts[countUnfilled] += r.Unfilled
	for _, p := range r.People {
		sum := t.people[p.StaffID]
		if sum == nil {
			sum = &PersonFacts{StaffID: p.StaffID}
			t.people[p.StaffID] = sum
		}
		sum.Duties += p.Duties
		sum.Nights += p.Nights
		sum.Weekends += p.Weekends
		sum.Granted += p.Granted
		sum.Refused += p.Refused
		sum.GrantedWork += p.GrantedWork
		sum.AgreedKept += p.AgreedKept
		sum.AgreedBroken += p.AgreedBroken
	}
}

// sum fills the counts from the people.
func (t *tally) sum() {
	for _, p := range t.people {
		if p.Duties > 0 {
			t.counts[countStaff]++
		}
		if p.Granted+p.Refused >= manyAsks && p.Granted == 0 {
			t.counts[countWorstServed]++
		}
		t.counts[countDuties] += p.Duties
		t.counts[countNights] += p.Nights
		t.counts[countWeekends] += p.Weekends
		t.counts[countGranted] += p.Granted
		t.counts[countRefused] += p.Refused
		t.counts[countGrantedWork] += p.GrantedWork
		if p.AgreedKept+p.AgreedBroken > 0 {
			t.counts[countAgreedPeople]++
		}
		t.counts[countAgreedKept] += p.AgreedKept
		t.counts[countAgreedBroken] += p.AgreedBroken
	}
}

// few reports whether the row is about some people, but not enough.
func (t *tally) few() bool { return len(t.people) > 0 && len(t.people) < fewPeople }

// suppress marks what may not be shown of rows that add up to the row above: small
// counts, all counts of rows with few people, and for each count as many more as it
// takes that what is hidden cannot be worked out from the total and the rest.
func suppress(rows []*tally) {
	for c := range numCounts {
		var shown []*tally
		hidden, sum := 0, 0
		for _, t := range rows {
			t.hidden[c] = t.hidden[c] || t.few() || small(t.counts[c])
			if t.hidden[c] {
				hidden++
				sum += t.counts[c]
			} else {
				shown = append(shown, t)
			}
		}
		slices.SortStableFunc(shown, func(a, b *tally) int { return a.counts[c] - b.counts[c] })
		for _, t := range shown {
			if hidden == 0 || hidden > 1 && !small(sum) {
				break
			}
			t.hidden[c] = true
			hidden++
			sum += t.counts[c]
		}
	}
}

func small(n int) bool { return 1 <= n && n <= smallCount }

func rounded(n int) int { return (n + roundTo/2) / roundTo * roundTo }

// row shows a tally.
func (t *tally) row(id, divisionID ID, name string) FiguresRow {
	r := FiguresRow{
		ID: id, Name: name, DivisionID: divisionID, RolledUp: t.few(),
		Staff: t.count(countStaff), Duties: t.count(countDuties), Unfilled: t.count(countUnfilled),
		Granted: t.count(countGranted), Refused: t.count(countRefused), WorstServed: t.count(countWorstServed),
		Weekends: t.count(countWeekends), Nights: t.count(countNights), AgreedPeople: t.count(countAgreedPeople), Rotas: len(t.leads),
	}
	r.FulfilmentRate = t.share(countGranted, countGranted, countRefused)
	r.AgreedKept = t.share(countAgreedKept, countAgreedKept, countAgreedBroken)
	r.RequestedShare = t.share(countGrantedWork, countDuties)
	if len(t.leads) > 0 {
		long := 0
		for _, d := range t.leads {
			if d >= LongNotice {
				long++
			}
		}
		r.LeadTime = shown(median(t.leads))
		r.LongNotice = shown(math.Round(100 * float64(long) / float64(len(t.leads))))
	}
	return r
}

func shown(v float64) Figure { return Figure{Value: &v} }

func (t *tally) count(c int) Figure {
	if t.hidden[c] {
		return Figure{Suppressed: true}
	}
	return shown(float64(rounded(t.counts[c])))
}

// share is part / sum of whole in per cent, suppressed where one of them is; whole
// numbers, since a decimal would tell more than the rounded parts do.
func (t *tally) share(part int, whole ...int) Figure {
	sum := 0
	for _, c := range whole {
		if t.hidden[c] {
			return Figure{Suppressed: true}
		}
		sum += rounded(t.counts[c])
	}
	if t.hidden[part] {
		return Figure{Suppressed: true}
	}
	if sum == 0 {
		return Figure{}
	}
	return shown(math.Min(100, math.Round(100*float64(rounded(t.counts[part]))/float64(sum))))
}

func median(v []int) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	n := len(v)
	return float64(v[(n-1)/2]+v[n/2]) / 2
}
