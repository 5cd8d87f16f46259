package api

import (
	"context"
	"net/http"
	"time"

	"github.com/fairrota/fairrota/store"
)

type swapStore interface {
	SwapOptions(ctx context.Context, actor store.Actor, day store.Day) (*store.SwapOptions, error)
	MySwaps(ctx context.Context, actor store.Actor) (*store.MySwaps, error)
	AskSwap(ctx context.Context, actor store.Actor, n store.NewSwap, once store.Once) (*store.SwapView, error)
	AnswerSwap(ctx context.Context, actor store.Actor, id store.ID, yes bool, once store.Once) (*store.SwapView, error)
	WithdrawSwap(ctx context.Context, actor store.Actor, id store.ID, version int, once store.Once) (*store.SwapView, error)
	WithdrawOffer(ctx context.Context, actor store.Actor, id store.ID, version int, once store.Once) (*store.SwapView, error)
	DecideSwap(ctx context.Context, actor store.Actor, id store.ID, version int, approve bool, taker store.ID, once store.Once) (*store.SwapView, error)
	WardSwaps(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.SwapView, error)
	Gaps(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Gap, error)
	Candidates(ctx context.Context, actor store.Actor, at store.GapAt) ([]store.Candidate, error)
	LoanCandidates(ctx context.Context, actor store.Actor, at store.GapAt) ([]store.Candidate, error)
	OfferGap(ctx context.Context, actor store.Actor, at store.GapAt, staffID store.ID, once store.Once) (*store.SwapView, error)
}

// swapRoutes are swaps, give-aways and who fills a gap.
func (s *Server) swapRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-swap-options", Method: get, Path: "/me/duties/{day}/swap-options", Summary: "Who could take an own duty, and for what it could be swapped"}, store.OwnRota, s.mySwapOptions),
		route(op{ID: "my-swaps", Method: get, Path: "/me/swaps", Summary: "What one has asked about duties, and what one was asked"}, store.OwnRota, s.mySwaps),
		route(op{ID: "ask-swap", Method: post, Path: "/me/swaps", Summary: "Ask a colleague to swap, or give a duty away", Status: http.StatusCreated}, store.OwnRota, s.askSwap),
		route(op{ID: "answer-swap", Method: post, Path: "/me/swaps/{swap_id}/answer", Summary: "Say yes or no to an ask"}, store.OwnRota, s.answerSwap),
		route(op{ID: "withdraw-swap", Method: post, Path: "/me/swaps/{swap_id}/withdraw", Summary: "Take an own ask back", Match: true}, store.OwnRota, s.withdrawSwap),
		route(op{ID: "ward-swaps", Method: get, Path: "/wards/{ward_id}/swaps", Summary: "The swaps of a ward, with what each would do"}, store.ReadDraft, s.wardSwaps),
		route(op{ID: "decide-swap", Method: post, Path: "/swaps/{swap_id}/decide", Summary: "Approve or refuse what colleagues have agreed on", Match: true}, store.ApproveRoster, s.decideSwap),
		route(op{ID: "ward-gaps", Method: get, Path: "/wards/{ward_id}/gaps", Summary: "Duties of published rotas that nobody works"}, store.ReadDraft, s.wardGaps),
		route(op{ID: "gap-candidates", Method: get, Path: "/rosters/{roster_id}/candidates", Summary: "Who could fill a gap, the best first, and what stands in the way of the others"}, store.ReadDraft, s.gapCandidates),
		route(op{ID: "loan-candidates", Method: get, Path: "/rosters/{roster_id}/loan-candidates", Summary: "Who of other wards of the division could fill a gap, the best first"}, store.ReadDraft, s.loanCandidates),
		route(op{ID: "offer-gap", Method: post, Path: "/rosters/{roster_id}/offers", Summary: "Ask somebody to fill a gap", Status: http.StatusCreated}, store.ApproveRoster, s.offerGap),
		route(op{ID: "withdraw-offer", Method: post, Path: "/swaps/{swap_id}/withdraw", Summary: "Take the offer of a gap back", Match: true}, store.ApproveRoster, s.withdrawOffer),
	}
}

// SwapCard is one swap as somebody who has to do with it sees it, in words.
type SwapCard struct {
	ID           store.ID        `json:"id"`
	Kind         store.SwapKind  `json:"kind" enum:"swap,give_away,gap"`
	State        store.SwapState `json:"state" enum:"offered,accepted,approved,refused,declined,withdrawn,expired"`
	Day          store.Day       `json:"day"`
	ShiftID      store.ID        `json:"shift_id"`
	OtherDay     store.Day       `json:"other_day,omitempty"`
	OtherShiftID store.ID        `json:"other_shift_id,omitempty"`
	AnswerBy     time.Time       `json:"answer_by"`
	Title        string          `json:"title" doc:"What is asked, in words."`
	Status       string          `json:"status" doc:"Where it stands, in words."`
	Effects      []string        `json:"effects" doc:"What it would do to the reader, in words; empty once it is over."`
	MayAnswer    bool            `json:"may_answer"`
	MayWithdraw  bool            `json:"may_withdraw"`
	Version      int             `json:"version"`
}

type mySwapsView struct {
	ToMe []SwapCard `json:"to_me" doc:"What one was asked, the newest first."`
	Mine []SwapCard `json:"mine" doc:"What one has asked, the newest first."`
}

// swapOption is a colleague's duty that could be had for one's own.
type swapOption struct {
	PartnerID   store.ID  `json:"partner_id"`
	PartnerName string    `json:"partner_name"`
	Day         store.Day `json:"day"`
	ShiftID     store.ID  `json:"shift_id"`
	Title       string    `json:"title"`
	Effects     []string  `json:"effects" doc:"What it would do to the one who asks, in words."`
}

type swapOptions struct {
	RosterID store.ID     `json:"roster_id"`
	Day      store.Day    `json:"day"`
	ShiftID  store.ID     `json:"shift_id"`
	Title    string       `json:"title"`
	Takers   int          `json:"takers" doc:"How many colleagues may take the duty."`
	GiveAway string       `json:"give_away" doc:"What giving it away means, in words."`
	Options  []swapOption `json:"options" doc:"The best first; each is legal for both."`
	Live     *SwapCard    `json:"live,omitempty" doc:"The ask about this duty that has not ended."`
}

func (s *Server) mySwapOptions(ctx context.Context, c call, in *struct {
	Day store.Day `path:"day"`
},
) (*plain[swapOptions], error) {
	o, err := s.db.SwapOptions(ctx, c.Actor, in.Day)
	if err != nil {
		return nil, err
	}
	w, err := s.shiftWords(ctx, c.Actor, o.WardID)
	if err != nil {
		return nil, err
	}
	out := swapOptions{
		RosterID: o.RosterID, Day: o.Day, ShiftID: o.ShiftID, Title: capital(w.dutyWords(o.ShiftID, o.Day)) + ".",
		Takers: o.Takers, GiveAway: giveAwayWords(o.Takers), Options: []swapOption{},
	}
	for _, x := range o.Swaps {
		out.Options = append(out.Options, swapOption{
			PartnerID: x.PartnerID, PartnerName: x.Name, Day: x.Day, ShiftID: x.ShiftID,
			Title: "You get " + w.dutyWords(x.ShiftID, x.Day) + ". " + x.Name + " gets yours.", Effects: effectWords(&x.Effect),
		})
	}
	if o.Live != nil {
		card := w.card(o.Live, c.Actor.StaffID)
		out.Live = &card
	}
	return &plain[swapOptions]{Body: out}, nil
}

func (s *Server) mySwaps(ctx context.Context, c call, _ *none) (*plain[mySwapsView], error) {
	mine, err := s.db.MySwaps(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	out := mySwapsView{ToMe: []SwapCard{}, Mine: []SwapCard{}}
	of := map[store.ID]*words{}
	for _, list := range []struct {
		from []store.SwapView
		into *[]SwapCard
	}{{mine.ToMe, &out.ToMe}, {mine.Mine, &out.Mine}} {
		for i := range list.from {
			v := &list.from[i]
			if of[v.WardID] == nil {
				if of[v.WardID], err = s.swapShifts(ctx, v.WardID); err != nil {
					return nil, err
				}
			}
			*list.into = append(*list.into, of[v.WardID].card(v, c.Actor.StaffID))
		}
	}
	return &plain[mySwapsView]{Body: out}, nil
}

type askSwapBody struct {
	RosterID  store.ID   `json:"roster_id" doc:"The published version that was seen."`
	Kind      string     `json:"kind" enum:"swap,give_away"`
	Day       store.Day  `json:"day" doc:"The day of the own duty."`
	PartnerID store.ID   `json:"partner_id,omitempty" doc:"Whose duty is wanted for it; left out to give it away."`
	OtherDay  store.Day  `json:"other_day,omitempty" doc:"The day of that duty."`
	AnswerBy  *time.Time `json:"answer_by,omitempty" doc:"Until when it can be answered; left out, three days, or until the duty begins."`
}

func (s *Server) askSwap(ctx context.Context, c call, in *struct{ Body askSwapBody }) (*plain[SwapCard], error) {
	b := &in.Body
	n := store.NewSwap{RosterID: b.RosterID, Kind: store.SwapKind(b.Kind), Day: b.Day, PartnerID: b.PartnerID, OtherDay: b.OtherDay}
	if b.AnswerBy != nil {
		n.AnswerBy = *b.AnswerBy
	}
	v, err := s.db.AskSwap(ctx, c.Actor, n, c.Once)
	return s.cardOf(ctx, c, v, err)
}

// SwapPath names a swap.
type SwapPath struct {
	SwapID store.ID `path:"swap_id"`
}

func (s *Server) answerSwap(ctx context.Context, c call, in *struct {
	SwapPath
	Body struct {
		Yes bool `json:"yes"`
	}
},
) (*plain[SwapCard], error) {
	v, err := s.db.AnswerSwap(ctx, c.Actor, in.SwapID, in.Body.Yes, c.Once)
	return s.cardOf(ctx, c, v, err)
}

func (s *Server) withdrawSwap(ctx context.Context, c call, in *SwapPath) (*plain[SwapCard], error) {
	v, err := s.db.WithdrawSwap(ctx, c.Actor, in.SwapID, c.Version, c.Once)
	return s.cardOf(ctx, c, v, err)
}

func (s *Server) withdrawOffer(ctx context.Context, c call, in *SwapPath) (*plain[SwapCard], error) {
	v, err := s.db.WithdrawOffer(ctx, c.Actor, in.SwapID, c.Version, c.Once)
	return s.cardOf(ctx, c, v, err)
}

// cardOf puts words to one swap.
func (s *Server) cardOf(ctx context.Context, c call, v *store.SwapView, err error) (*plain[SwapCard], error) {
	if err != nil {
		return nil, err
	}
	w, err := s.swapShifts(ctx, v.WardID)
	if err != nil {
		return nil, err
	}
	return &plain[SwapCard]{Body: w.card(v, c.Actor.StaffID)}, nil
}

// swapShifts does so for somebody who has to do with a swap, who may be of another ward: that the store has
// shown it to them says that they may know its shifts.
func (s *Server) swapShifts(ctx context.Context, wardID store.ID) (*words, error) {
	return s.shiftWords(ctx, store.SystemActor, wardID)
}

// shiftWords looks up what the words of swaps need: the ward's shifts, which all on it may read.
func (s *Server) shiftWords(ctx context.Context, actor store.Actor, wardID store.ID) (*words, error) {
	w := newWords()
	shifts, err := s.db.Shifts(ctx, actor, wardID)
	for _, x := range shifts {
		w.shifts[x.ID] = x
	}
	return w, err
}
