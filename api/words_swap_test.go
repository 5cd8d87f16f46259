package api

import (
	"testing"
	"time"

	"github.com/fairrota/fairrota/store"
)

// everySwap has a swap of each kind in each state, as each who has to do with it sees it.
func everySwap() []store.SwapView {
	var out []store.SwapView
	for _, kind := range []store.SwapKind{store.ExchangeDuties, store.GiveAway, store.GapOffer} {
		for _, state := range []store.SwapState{
			store.SwapOffered, store.SwapAccepted, store.SwapApproved, store.SwapRefused, store.SwapDeclined, store.SwapWithdrawn, store.SwapExpired,
		} {
			for _, reply := range []store.SwapReply{"", store.NotAnswered, store.SaidYes, store.SaidNo} {
				for _, why := range []store.SwapEnd{"", store.EndBegun, store.EndNoAnswer, store.EndChanged} {
					if (why == "") == (state == store.SwapExpired) {
						continue
					}
					v := store.SwapView{
						Swap:  store.Swap{Kind: kind, State: state, Day: sat, ShiftID: night, EndedFor: why, PartnerID: ben},
						Reply: reply, Asked: 3, Yes: 1, Open: 2, PartnerName: "Ben",
					}
					if kind != store.GapOffer {
						v.StaffID, v.Name = ada, "Ada"
					}
					if kind == store.ExchangeDuties {
						v.OtherDay, v.OtherShiftID = "2026-03-16", longDay
					}
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// TestSwapWordsAreShort: every sentence that a nurse may read of a swap is there, and at most of grade 6.
func TestSwapWordsAreShort(t *testing.T) {
	w := wardWordsOf("")
	for _, v := range everySwap() {
		reader := ben
		if v.Reply == "" {
			reader = ada
		}
		card := w.card(&v, reader)
		for what, text := range map[string]string{"title": card.Title, "status": card.Status} {
			if text == "" {
				t.Errorf("no %s: %+v", what, v.Swap)
			}
			if g := grade(text); g > 6 {
				t.Errorf("%q is of grade %.1f", text, g)
			}
		}
		if card.MayAnswer != (v.Reply == store.NotAnswered && v.State.Live()) || card.MayWithdraw != (v.State.Live() && v.StaffID == reader) {
			t.Errorf("%s %s, replied %q: may answer %v, may withdraw %v", v.Kind, v.State, v.Reply, card.MayAnswer, card.MayWithdraw)
		}
	}
}

func TestSwapWords(t *testing.T) {
	w := wardWordsOf("")
	v := store.SwapView{
		Swap: store.Swap{
			Kind: store.ExchangeDuties, State: store.SwapOffered, StaffID: ada, Day: sat, ShiftID: night, PartnerID: ben, OtherDay: "2026-03-16", OtherShiftID: longDay,
		},
		Name: "Ada", PartnerName: "Ben",
	}
	if got := w.card(&v, ada); got.Title != "You give the night on Sat 14 Mar. You get the long day on Mon 16 Mar from Ben." || got.Status != "Waiting for Ben." {
		t.Errorf("who asks reads %q %q", got.Title, got.Status)
	}
	v.Reply = store.NotAnswered
	if got := w.card(&v, ben); got.Title != "You give the long day on Mon 16 Mar. You get the night on Sat 14 Mar from Ada." || got.Status != "Do you agree?" {
		t.Errorf("who is asked reads %q %q", got.Title, got.Status)
	}
}

func TestEffectWords(t *testing.T) {
	for _, c := range []struct {
		e    store.TakeEffect
		want []string
	}{
		{
			store.TakeEffect{RestBefore: 720, RestAfter: 2190, PaidWas: 2250, PaidIs: 2700, Agreed: 2250, Over: 450, MeanWas: -1, MeanIs: -1, Met: 1, BurdenIs: 2000},
			[]string{"12 h off before it, and 36 h 30 off after it.", "7 h 30 more paid time.", "7 h 30 over the contract in this rota.", "It fits a wish.", "Fairness: 2 points more to carry."},
		},
		{
			store.TakeEffect{RestBefore: -1, RestAfter: -1, PaidWas: 450, PaidIs: 0, Agreed: -1, MeanWas: 2000, MeanIs: 1900, Unmet: 2, BurdenWas: 3000, BurdenIs: 2000},
			[]string{"7 h 30 less paid time.", "It goes against a wish.", "Fairness: 1 point less to carry."},
		},
		{
			store.TakeEffect{RestBefore: -1, RestAfter: 660, MeanWas: 2700, MeanIs: 2850},
			[]string{"11 h off after it.", "The same paid time.", "Mean week: 47 h 30. The law says 48 h at most."},
		},
	} {
		got := effectWords(&c.e)
		if len(got) != len(c.want) {
			t.Errorf("%q, want %q", got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q, want %q", got[i], c.want[i])
			}
			if g := grade(got[i]); g > 6 {
				t.Errorf("%q is of grade %.1f", got[i], g)
			}
		}
	}
}

// TestAGiveAwayWaitsForAll: the manager sees why it cannot be decided yet.
func TestAGiveAwayWaitsForAll(t *testing.T) {
	w := wardWordsOf("")
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	v := store.SwapView{Swap: store.Swap{Kind: store.GiveAway, State: store.SwapAccepted, StaffID: ada, Day: sat, ShiftID: night, AnswerBy: now.Add(time.Minute)}, Asked: 2, Yes: 1, Open: 1}
	if got := w.managed(&v, now); got.MayDecide || got.Waits == "" {
		t.Errorf("%+v", got)
	}
	if got := w.managed(&v, now.Add(time.Minute)); !got.MayDecide || got.Waits != "" {
		t.Errorf("%+v", got)
	}
	v.Open = 0
	if got := w.managed(&v, now); !got.MayDecide {
		t.Errorf("%+v", got)
	}
}

// TestStandsInWords: what stands in the way of a candidate.
func TestStandsInWords(t *testing.T) {
	w := wardWordsOf("")
	for want, f := range map[string]store.Finding{
		"The shift has begun.":                                              {Rule: store.RuleBegun, StaffID: ada, Day: sat},
		"Ada works another shift on Sat 14 Mar.":                            {Rule: store.RuleBusy, StaffID: ada, Day: sat},
		"Ada would not have the full rest between two shifts.":              {Rule: "rest", StaffID: ada, Day: sat, Amount: 1},
		"11 h of rest.":                                                     {Rule: store.LawPrefix + "daily_rest", Name: "11 h of rest", StaffID: ada, Day: sat},
		"On Sat 14 Mar the night would have 2 nurses and the ward needs 3.": {Rule: "cover_minimum", Day: sat, ShiftID: night, Amount: 1},
	} {
		if got := w.stands(f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
