package law

import (
	"encoding/binary"
	"testing"
)

// FuzzCheck reads people from bytes: whatever they are, Check either names a fault or returns
// breaches that each miss their limit, lie in order and are told to the end.
func FuzzCheck(f *testing.F) {
	zone := london(f)
	start := at(f, "2026-03-28 13:00")
	for _, pause := range []byte{0, 30, 255} {
		f.Add(binary.BigEndian.AppendUint32([]byte{3, 480 / 15, pause, 1}, uint32(start)), int64(0), int64(0), 660, 17)
	}
	f.Add([]byte{}, int64(-1), int64(5), 1440, 0)
	f.Fuzz(func(t *testing.T, data []byte, from, to int64, rest, weeks int) {
		figures := UK()
		figures.DailyRest.Value, figures.ReferenceWeeks.Value = rest, weeks
		in := &Input{Zone: zone, Figures: figures, From: Instant(from), To: Instant(to), People: peopleOf(data)}
		all, err := Check(in)
		if (err == nil) != (in.Validate() == nil) {
			t.Fatalf("Check says %v, Validate %v", err, in.Validate())
		}
		for i := range all {
			b := &all[i]
			if b.Excess() <= 0 || b.To < b.From || b.Words(zone) == "" || b.Source == "" {
				t.Errorf("%+v", b)
			}
		}
		if n := len(Beyond(all, all)); n != 0 {
			t.Errorf("%d breaches are beyond themselves", n)
		}
	})
}

// peopleOf makes one duty of each 8 bytes: flags, length in quarters of an hour, break, shift of the
// start in days, start.
func peopleOf(data []byte) []Person {
	p := Person{ID: "p"}
	for ; len(data) >= 8; data = data[8:] {
		begin := Instant(binary.BigEndian.Uint32(data[4:])) + Instant(int8(data[3]))*day
		p.Work = append(p.Work, Work{Start: begin, End: begin + Instant(data[1])*15, Break: int(data[2]), Occasional: data[0]&1 != 0, Hazard: data[0]&4 != 0, Parts: data[1]&4 != 0, Longest: int(data[3])})
		p.NightWorker, p.OptOut = held(data[0]&2 != 0), held(data[0]&8 != 0)
		if data[0]&16 != 0 {
			p.Adult = begin + 400
		}
		if data[0]&32 != 0 {
			p.Began = begin
		}
		if data[0]&64 != 0 {
			p.Absences = append(p.Absences, Absence{Start: begin, End: begin + Instant(data[2])*90, Excluded: data[0]&128 != 0})
		}
	}
	return []Person{p}
}
