package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type workerStore interface {
	Workers(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Worker, store.Day, error)
	MyWorker(ctx context.Context, actor store.Actor) (*store.Worker, *store.Ward, store.Day, error)
	OptOuts(ctx context.Context, actor store.Actor) ([]store.OptedOut, store.Day, error)
	AddWorkerTerm(ctx context.Context, actor store.Actor, t store.WorkerTerm, once store.Once) (*store.WorkerTerm, error)
}

// workersView is what working-time law says of the people of a ward.
type workersView struct {
	Today store.Day    `json:"today"`
	Items []workerView `json:"items"`
}

// workerView is what working-time law says of one person: limits, never why.
type workerView struct {
	StaffID store.ID `json:"staff_id"`
	Number  string   `json:"number"`
	Name    string   `json:"name"`
	// Young, OptOut and NightWorker are what holds today, absent where it does not.
	Young       *heldTerm  `json:"young,omitempty"`
	OptOut      *heldTerm  `json:"opt_out,omitempty"`
	NightWorker *heldTerm  `json:"night_worker,omitempty"`
	Night       nightView  `json:"night"`
	Records     []termView `json:"records" doc:"Every record, the last written first."`
	Texts       []string   `json:"texts" doc:"What holds today or is to come, in words."`
	Suggestion  string     `json:"suggestion" doc:"What the person's duties look like where no record says so; empty for nothing."`
}

// heldTerm is a run of days on which something holds.
type heldTerm struct {
	FromDay      store.Day `json:"from_day,omitempty"`
	UntilDay     store.Day `json:"until_day,omitempty" doc:"The first day on which it holds no more; absent for no end."`
	LateContract bool      `json:"late_contract,omitempty"`
	NoticeDays   int       `json:"notice_days,omitempty"`
}

// nightView is how the published duties of the last 17 weeks lie.
type nightView struct {
	Duties   int  `json:"duties"`
	Nights   int  `json:"nights" doc:"Those with three hours of night time or more."`
	Suggests bool `json:"suggests" doc:"Whether every third duty or more is one."`
}

// termView is a record with its words.
type termView struct {
	store.WorkerTerm
	Text string `json:"text"`
}

// WorkerTermBody is a record that is to be written.
type WorkerTermBody struct {
	Kind         store.TermKind `json:"kind" enum:"young,opt_out,night_worker"`
	Holds        bool           `json:"holds" doc:"False for a record that ends what held."`
	FromDay      store.Day      `json:"from_day,omitempty" doc:"The first day on which it counts; not for young."`
	UntilDay     store.Day      `json:"until_day,omitempty" doc:"For young the day of becoming an adult; for an agreement its first day without, where it has one."`
	LateContract bool           `json:"late_contract,omitempty" doc:"For young: the contract has work after 22:00."`
	SignedOn     store.Day      `json:"signed_on,omitempty" doc:"For an agreement the day of signature, for its end that of the notice."`
	NoticeDays   int            `json:"notice_days,omitempty" minimum:"0" maximum:"92" doc:"For an agreement: 7 to 92."`
}

func (s *Server) workers(ctx context.Context, c call, in *WardPath) (*plain[workersView], error) {
	found, today, err := s.db.Workers(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	out := workersView{Today: today, Items: []workerView{}}
	for i := range found {
		out.Items = append(out.Items, workerWords(&found[i], today))
	}
	return &plain[workersView]{Body: out}, nil
}

func (s *Server) addWorkerTerm(ctx context.Context, c call, in *struct {
	StaffID store.ID `path:"staff_id"`
	Body    WorkerTermBody
},
) (*plain[termView], error) {
	b := &in.Body
	t, err := s.db.AddWorkerTerm(ctx, c.Actor, store.WorkerTerm{
		StaffID: in.StaffID, Kind: b.Kind, Holds: b.Holds, FromDay: b.FromDay, UntilDay: b.UntilDay,
		LateContract: b.LateContract, SignedOn: b.SignedOn, NoticeDays: b.NoticeDays,
	}, c.Once)
	if err != nil {
		return nil, err
	}
	return &plain[termView]{Body: termView{*t, recordWords(t)}}, nil
}

// optOutRegister is the register of Working Time Regulations 1998 reg. 4(2).
type optOutRegister struct {
	Today store.Day    `json:"today"`
	Items []optOutLine `json:"items"`
}

// optOutLine is one agreement.
type optOutLine struct {
	StaffID    store.ID  `json:"staff_id"`
	Number     string    `json:"number"`
	Name       string    `json:"name"`
	WardID     store.ID  `json:"ward_id"`
	WardName   string    `json:"ward_name"`
	SignedOn   store.Day `json:"signed_on"`
	NoticeDays int       `json:"notice_days"`
	FromDay    store.Day `json:"from_day"`
	UntilDay   store.Day `json:"until_day,omitempty" doc:"The first day without it; absent for no end."`
	InForce    bool      `json:"in_force"`
}

func (s *Server) optOuts(ctx context.Context, c call, _ *none) (*plain[optOutRegister], error) {
	found, today, err := s.db.OptOuts(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	out := optOutRegister{Today: today, Items: []optOutLine{}}
	for i := range found {
		x := &found[i]
		out.Items = append(out.Items, optOutLine{
			StaffID: x.StaffID, Number: x.Number, Name: x.Name, WardID: x.WardID, WardName: x.WardName,
			SignedOn: x.Term.SignedOn, NoticeDays: x.Term.NoticeDays, FromDay: x.From, UntilDay: x.Until, InForce: x.On(today),
		})
	}
	return &plain[optOutRegister]{Body: out}, nil
}
