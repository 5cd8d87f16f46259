package api

import (
	"fmt"
	"slices"

	"github.com/fairrota/fairrota/store"
)

// repair puts words and figures to what has happened and to the ways to repair it.
func (w *words) repair(r *store.Repair) repairView {
	v := repairView{
		ID: r.ID, PeriodID: r.PeriodID, RosterID: r.RosterID, State: r.State, Kind: r.Kind, Reason: r.Reason, Text: []string{}, Failure: r.Failure,
		AmendmentID: r.AmendmentID, CreatedAt: r.CreatedAt, Ways: []repairWay{},
	}
	for _, a := range r.Facts.Absent {
		text := capital(w.personOf(a.StaffID).subject) + " cannot work on " + dayWords(a.FirstDay) + "."
		if a.FirstDay != a.LastDay {
			text = capital(w.personOf(a.StaffID).subject) + " cannot work from " + dayWords(a.FirstDay) + " to " + dayWords(a.LastDay) + "."
		}
		v.Text = append(v.Text, text)
	}
	for _, l := range r.Facts.Leavers {
		v.Text = append(v.Text, capital(w.personOf(l.StaffID).subject)+" leaves; the last day is "+dayWords(l.LastDay)+".")
	}
	for _, d := range r.Facts.Raised {
		v.Text = append(v.Text, fmt.Sprintf("On %s, %s needs %s.", dayWords(d.Day), w.shift(d.ShiftID), w.peopleWith(d.Min, d.SkillID)))
	}
	for i := range r.Ways {
		v.Ways = append(v.Ways, w.way(&r.Ways[i]))
	}
	return v
}

// way puts words and figures to one way.
func (w *words) way(x *store.RepairWay) repairWay {
	out := repairWay{
		Aim: x.Aim, Refused: x.RefusedMore, ByNotice: []noticeBand{}, Changes: []repairChange{}, Uncovered: []openPlace{},
		Notice: "Nobody is moved",
	}
	out.Title, out.Text = aimWords(x)
	people, bands := map[store.ID]bool{}, map[int]int{}
	for _, m := range x.Changes {
		out.Changes = append(out.Changes, repairChange{
			RepairMove: m, Name: w.people[m.StaffID], Text: w.changed(m.StaffID, m.Day, m.FromShiftID, m.ToShiftID), Notice: noticeWords(m.NoticeMinutes),
		})
		out.Minutes += int64(w.shifts[m.ToShiftID].PaidMinutes - w.shifts[m.FromShiftID].PaidMinutes)
		if m.TakenOut || m.FromShiftID == m.ToShiftID {
			continue
		}
		out.Moved++
		people[m.StaffID] = true
		bands[noticeBandOf(m.NoticeMinutes)]++
		if out.LeastNotice == nil || m.NoticeMinutes < *out.LeastNotice {
			least := m.NoticeMinutes
			out.LeastNotice, out.Notice = &least, noticeWords(least)
		}
	}
	out.People = len(people)
	for k, band := range noticeBands {
		if bands[k] > 0 {
			out.ByNotice = append(out.ByNotice, noticeBand{Text: band.text, Moves: bands[k]})
		}
	}
	for _, o := range x.Uncovered {
		out.Missing += o.Missing
		out.Uncovered = append(out.Uncovered, openPlace{
			OpenPlaces: o, Text: fmt.Sprintf("%s, %s: %s missing", dayWords(o.Day), w.shift(o.ShiftID), w.peopleWith(o.Missing, o.SkillID)),
		})
	}
	return out
}

// aimWords names a way and says what it is after.
func aimWords(x *store.RepairWay) (title, text string) {
	switch x.Aim {
	case "one_for_one":
		title, text = "Fewest moves", "A day is changed only where that fills a place by itself."
	case "seven_days":
		title, text = "No move within a week", "Nobody is moved at less than seven days' notice."
	case "best_cover":
		title, text = "Best cover", "As many places as the rules allow are filled, with the latest and the fewest moves that do it."
	default:
		title, text = "Move nobody", "The duties are taken out and their places stay open."
	}
	if slices.Contains(x.Also, "best_cover") {
		text += " No way covers more."
	}
	return title, text
}

// noticeBands are the bands of notice of the ledger, the shortest first, with the most minutes of each.
var noticeBands = []struct {
	most int64
	text string
}{
	{1 * 1440, "a day or less"},
	{3 * 1440, "1 to 3 days"},
	{7 * 1440, "3 to 7 days"},
	{14 * 1440, "7 to 14 days"},
	{42 * 1440, "14 to 42 days"},
	{1 << 40, "more than 42 days"},
}

func noticeBandOf(minutes int64) int {
	for k, band := range noticeBands {
		if minutes <= band.most {
			return k
		}
	}
	return len(noticeBands) - 1
}

// noticeWords says a notice: minutes, hours up to two days, then days.
func noticeWords(minutes int64) string {
	n, unit := minutes/1440, "day"
	switch {
	case minutes < 60:
		n, unit = max(minutes, 0), "minute"
	case minutes < 2*1440:
		n, unit = minutes/60, "hour"
	}
	if n == 1 {
		return "1 " + unit + "'s notice"
	}
	return fmt.Sprintf("%d %ss' notice", n, unit)
}

// changed says one changed day: "Ada, Tue 10 Mar: the late in place of the early".
func (w *words) changed(staff store.ID, day store.Day, from, to store.ID) string {
	name := func(id store.ID) string {
		if id == "" {
			return "off"
		}
		return w.shift(id)
	}
	if from == to {
		return capital(w.personOf(staff).subject) + ", " + dayWords(day) + ": " + name(to) + " as before, in another role"
	}
	return capital(w.personOf(staff).subject) + ", " + dayWords(day) + ": " + name(to) + " in place of " + name(from)
}

// peopleWith says how many people, and with which skill.
func (w *words) peopleWith(n int, skill store.ID) string {
	text := count(int64(n), "person", "people")
	if k, ok := w.skills[skill]; ok {
		text += " with " + k.Name
	}
	return text
}
