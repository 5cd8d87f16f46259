package api

import (
	"github.com/fairrota/fairrota/store"
	"github.com/fairrota/fairrota/store/rulebook"
)

// shiftView is a shift with what the law says of its break.
type shiftView struct {
	store.Shift
	Told []string `json:"told" doc:"What working-time law wants of the shift's break and does not get, or what is not known of it; empty where all is well."`
}

func shiftViews(shifts []store.Shift, err error) ([]shiftView, error) {
	out := make([]shiftView, len(shifts))
	for i := range shifts {
		out[i] = shiftView{shifts[i], toldOfBreak(&shifts[i])}
	}
	return out, err
}

// shiftAnswer answers with a shift that was made or changed.
func shiftAnswer(s *store.Shift, err error) (*tagged[shiftView], error) {
	if err != nil {
		return nil, err
	}
	return &tagged[shiftView]{ETag: etag(s.Version), Body: shiftView{*s, toldOfBreak(s)}}, nil
}

// toldOfBreak judges a shift by the figures of Working Time Regulations 1998 reg. 12 as the rulebook
// has them: for adults, and for people under 18 who may be put on it. What is not paid is no working time.
func toldOfBreak(s *store.Shift) []string {
	out := []string{}
	for _, x := range []struct{ after, length, who string }{
		{"break_after", "break_length", ""}, {"young_break_after", "young_break_length", "for somebody under 18 "},
	} {
		after, length := bookFigure(x.after), bookFigure(x.length)
		if s.PaidMinutes <= after {
			continue
		}
		wants := "a shift of more than " + durationWords(int64(after)) + " needs a break of " + durationWords(int64(length)) + " in one go"
		switch {
		case s.BreakMinutes == nil && x.who == "":
			return append(out, "We do not know the break of this shift: "+wants+". Enter its longest break.")
		case s.BreakMinutes != nil && *s.BreakMinutes < length:
			out = append(out, "The break is too short "+x.who+"by "+durationWords(int64(length-*s.BreakMinutes))+": "+wants+".")
		case s.BreakMinutes == nil:
			out = append(out, "We do not know the break of this shift. "+capital(x.who)+wants+". Enter its longest break.")
		}
	}
	return out
}

// bookFigure is a figure of the rulebook, which has it: a test of the rulebook would have found otherwise.
func bookFigure(key string) int {
	r, ok := rulebook.UK().Rule(key)
	if !ok || r.Value == nil {
		panic("api: the rulebook has no figure for " + key)
	}
	return *r.Value
}
