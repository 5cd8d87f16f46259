package store

import (
	"errors"
	"testing"
	"time"
)

func TestStintValidation(t *testing.T) {
	now := time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)
	good := Stint{StaffID: "0190d2a4-0000-7000-8000-000000000001", Source: BankWork, BeginsAt: now, EndsAt: now.Add(12 * time.Hour), PaidMinutes: 660}
	for _, c := range []struct {
		name    string
		change  func(s *Stint)
		pointer string
	}{
		{"as it is", func(*Stint) {}, ""},
		{"24 hours, all paid", func(s *Stint) { s.EndsAt = now.Add(24 * time.Hour); s.PaidMinutes = 1440 }, ""},
		{"24 hours and a minute", func(s *Stint) { s.EndsAt = now.Add(24*time.Hour + time.Minute) }, "/ends_at"},
		{"no length", func(s *Stint) { s.EndsAt = now }, "/ends_at"},
		{"paid as long as it is", func(s *Stint) { s.PaidMinutes = 720 }, ""},
		{"paid for a minute more", func(s *Stint) { s.PaidMinutes = 721 }, "/paid_minutes"},
		{"nothing paid", func(s *Stint) { s.PaidMinutes = 0 }, "/paid_minutes"},
		{"seconds", func(s *Stint) { s.BeginsAt = now.Add(time.Second) }, "/begins_at"},
		{"seconds at the end", func(s *Stint) { s.EndsAt = s.EndsAt.Add(time.Second) }, "/ends_at"},
		{"a year ago", func(s *Stint) {
			s.BeginsAt = now.Add(-stintReach)
			s.EndsAt = s.BeginsAt.Add(time.Hour)
			s.PaidMinutes = 60
		}, ""},
		{"longer ago", func(s *Stint) {
			s.BeginsAt = now.Add(-stintReach - time.Minute)
			s.EndsAt = s.BeginsAt.Add(time.Hour)
			s.PaidMinutes = 60
		}, "/begins_at"},
		{"another source", func(s *Stint) { s.Source = "gift" }, "/source"},
		{"nobody", func(s *Stint) { s.StaffID = "" }, "/staff_id"},
	} {
		s := good
		c.change(&s)
		err := s.Validate(now)
		var e *Error
		switch {
		case c.pointer == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.pointer == "":
		case KindOf(err) != Invalid:
			t.Errorf("%s: %v, want a fault at %s", c.name, err, c.pointer)
		default:
			if !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Pointer != c.pointer {
				t.Errorf("%s: %v, want a fault at %s", c.name, err, c.pointer)
			}
		}
	}
}

func TestAStintOnTheClock(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2027, month, day, hour, minute, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		name       string
		from, to   time.Time
		paid       int
		grain      int
		day        Day
		start, end int
		wantPaid   int
		kind       ShiftKind
	}{
		{"winter", at(1, 4, 7, 30), at(1, 4, 20, 0), 690, 1, "2027-01-04", 450, 1200, 690, OtherKind},
		// In British summer time 19:30 is 18:30 in UTC.
		{"summer night", at(7, 5, 18, 30), at(7, 6, 6, 30), 660, 1, "2027-07-05", 1170, 1890, 660, Night},
		{"just after midnight in summer", at(7, 5, 23, 30), at(7, 6, 3, 30), 240, 1, "2027-07-06", 30, 270, 240, Night},
		// 20:00 on 27 March to 08:00 summer time: 11 hours in truth, 12 on the clock. The paid time stays.
		{"the clock goes forward", at(3, 27, 20, 0), at(3, 28, 7, 0), 630, 1, "2027-03-27", 1200, 1920, 630, Night},
		// 20:00 summer time on 30 October to 08:00: 13 hours in truth, 12 on the clock; no more is paid on it than it has.
		{"the clock goes back", at(10, 30, 19, 0), at(10, 31, 8, 0), 750, 1, "2027-10-30", 1200, 1920, 720, Night},
		// 01:50 summer time to 01:10 winter time: 20 minutes that the clock shows as minus 40.
		{"in the hour that comes twice", at(10, 31, 0, 50), at(10, 31, 1, 10), 20, 1, "2027-10-31", 110, 130, 20, OtherKind},
		{"three hours of night", at(1, 4, 20, 0), at(1, 5, 2, 0), 360, 1, "2027-01-04", 1200, 1560, 360, Night},
		{"a minute less", at(1, 4, 20, 0), at(1, 5, 1, 59), 359, 1, "2027-01-04", 1200, 1559, 359, OtherKind},
		{"three hours before six", at(1, 4, 3, 0), at(1, 4, 11, 0), 450, 1, "2027-01-04", 180, 660, 450, Night},
		{"a minute less before six", at(1, 4, 3, 1), at(1, 4, 11, 0), 450, 1, "2027-01-04", 181, 660, 450, OtherKind},
		{"to whole hours", at(1, 4, 7, 20), at(1, 4, 15, 10), 451, 60, "2027-01-04", 420, 960, 465, OtherKind},
	} {
		s := Stint{BeginsAt: c.from, EndsAt: c.to, PaidMinutes: c.paid}
		day, shift := s.Clock(london, c.grain)
		if day != c.day || shift.StartMinute != c.start || shift.EndMinute != c.end || shift.PaidMinutes != c.wantPaid || shift.Kind != c.kind {
			t.Errorf("%s: %s %+v", c.name, day, shift)
		}
	}
}
