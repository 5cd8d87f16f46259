package api

import (
	"context"
	"net/http"
	"time"

	"github.com/fairrota/fairrota/store"
)

type leaveStore interface {
	MyLeave(ctx context.Context, actor store.Actor, from, to store.Day) (*store.MyLeave, error)
	CheckLeave(ctx context.Context, actor store.Actor, first, last store.Day) (*store.LeaveCheck, error)
	AskLeave(ctx context.Context, actor store.Actor, first, last store.Day, once store.Once) (*store.LeaveView, error)
	WithdrawLeave(ctx context.Context, actor store.Actor, id store.ID, version int, once store.Once) (*store.LeaveView, error)
	LeaveRequests(ctx context.Context, actor store.Actor, wardID store.ID, from store.Day) ([]store.LeaveView, error)
	DecideLeave(ctx context.Context, actor store.Actor, id store.ID, version int, agree bool, code store.LeaveCode, once store.Once) (*store.LeaveView, error)
	LeaveRules(ctx context.Context, actor store.Actor, wardID store.ID) (*store.LeaveRules, error)
	PutLeaveRules(ctx context.Context, actor store.Actor, r store.LeaveRules) (*store.LeaveRules, error)
	LeaveBalances(ctx context.Context, actor store.Actor, wardID store.ID, day store.Day) ([]store.LeavePersonBalance, error)
	PutLeaveAccount(ctx context.Context, actor store.Actor, a store.LeaveAccount, create bool) (*store.LeaveAccount, error)
	LeaveWeeks(ctx context.Context, actor store.Actor, wardID store.ID, n int) (*store.LeaveShare, error)
}

// leaveRoutes are leave that is asked for, and what it is decided by.
func (s *Server) leaveRoutes() []routeDef {
	return []routeDef{
		route(op{ID: "my-leave", Method: get, Path: "/me/leave", Summary: "The own leave: what is left, what became of each request, and what room days have"}, store.OwnPreferences, s.myLeave),
		route(op{ID: "check-leave", Method: get, Path: "/me/leave/check", Summary: "What would become of days if they were asked for now"}, store.OwnPreferences, s.checkLeave),
		route(op{ID: "ask-leave", Method: post, Path: "/me/leave", Summary: "Ask for days as leave", Status: http.StatusCreated}, store.OwnPreferences, s.askLeave),
		route(op{ID: "withdraw-leave", Method: post, Path: "/me/leave/{request_id}/withdraw", Summary: "Take an own request for leave back", Match: true}, store.OwnPreferences, s.withdrawLeave),
		route(op{ID: "leave-requests", Method: get, Path: "/wards/{ward_id}/leave-requests", Summary: "The requests for leave that are not over, with the room of their days"}, store.ReadStaff, s.leaveRequests),
		route(op{ID: "decide-leave", Method: post, Path: "/leave-requests/{request_id}/decide", Summary: "Agree to leave or refuse it", Match: true}, store.WriteWard, s.decideLeave),
		route(op{ID: "leave-rules", Method: get, Path: "/wards/{ward_id}/leave-rules", Summary: "How a ward deals with leave that is asked for"}, store.ReadStaff, s.leaveRules),
		route(op{ID: "put-leave-rules", Method: put, Path: "/wards/{ward_id}/leave-rules", Summary: "Replace how a ward deals with leave; If-Match is the ward's version", Match: true}, store.WriteWard, s.putLeaveRules),
		route(op{ID: "leave-balances", Method: get, Path: "/wards/{ward_id}/leave-balances", Summary: "What the people of a ward have of leave in a leave year"}, store.ReadStaff, s.leaveBalances),
		route(op{ID: "put-leave-account", Method: put, Path: "/staff/{staff_id}/leave-accounts/{year_day}", Summary: "Say from when somebody's service counts and what is carried over", MatchOrNew: true}, store.WriteWard, s.putLeaveAccount),
		route(op{ID: "leave-weeks", Method: get, Path: "/wards/{ward_id}/leave-weeks", Summary: "Leave as a share of contracted time, by week"}, store.ReadStaff, s.leaveWeeks),
	}
}

// leaveRequestCard is a request for leave as the one who asked sees it.
type leaveRequestCard struct {
	ID          store.ID         `json:"id"`
	FirstDay    store.Day        `json:"first_day"`
	LastDay     store.Day        `json:"last_day"`
	State       store.LeaveState `json:"state" enum:"asked,agreed,refused,withdrawn"`
	Minutes     int              `json:"minutes" doc:"What it takes off the leave."`
	Code        store.LeaveCode  `json:"code,omitempty" enum:"too_late,leave_full,not_enough_left,ward_needs" doc:"What stands in the way, or why it was refused."`
	Title       string           `json:"title" doc:"The days, in words."`
	Status      string           `json:"status" doc:"Where it stands, in words."`
	Why         string           `json:"why,omitempty" doc:"What stands in the way, in words."`
	Nearest     []leaveSpan      `json:"nearest" doc:"Days of the same length near these that would be agreed to now."`
	MayWithdraw bool             `json:"may_withdraw"`
	AskedAt     time.Time        `json:"asked_at"`
	Version     int              `json:"version"`
}

// leaveSpan is a run of days; both ends belong to it.
type leaveSpan struct {
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
	Minutes  int       `json:"minutes"`
}

type myLeaveView struct {
	Today     store.Day            `json:"today"`
	Automatic bool                 `json:"automatic" doc:"Whether the program agrees at once where there is room."`
	Years     []store.LeaveBalance `json:"years" doc:"The leave year of today and the next one."`
	Days      []store.LeaveDayRoom `json:"days"`
	Requests  []leaveRequestCard   `json:"requests" doc:"The newest first."`
}

// leaveCheckView is what would become of days.
type leaveCheckView struct {
	FirstDay store.Day       `json:"first_day"`
	LastDay  store.Day       `json:"last_day"`
	Minutes  int             `json:"minutes" doc:"What they would take off the leave."`
	Left     int             `json:"left_minutes" doc:"What would be left then."`
	Code     store.LeaveCode `json:"code,omitempty" enum:"too_late,leave_full,not_enough_left" doc:"What stands in the way."`
	MayAsk   bool            `json:"may_ask"`
	Words    string          `json:"words" doc:"What would happen, in words."`
	Nearest  []leaveSpan     `json:"nearest"`
}

func (s *Server) myLeave(ctx context.Context, c call, in *SpanQuery) (*plain[myLeaveView], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	mine, err := s.db.MyLeave(ctx, c.Actor, in.From, in.To)
	if err != nil {
		return nil, err
	}
	out := myLeaveView{Today: mine.Today, Automatic: mine.Automatic, Years: mine.Years, Days: mine.Days, Requests: []leaveRequestCard{}}
	for i := range mine.Requests {
		out.Requests = append(out.Requests, leaveCard(&mine.Requests[i]))
	}
	return &plain[myLeaveView]{Body: out}, nil
}

func (s *Server) checkLeave(ctx context.Context, c call, in *struct {
	FirstDay store.Day `query:"first_day" required:"true"`
	LastDay  store.Day `query:"last_day" required:"true"`
},
) (*plain[leaveCheckView], error) {
	got, err := s.db.CheckLeave(ctx, c.Actor, in.FirstDay, in.LastDay)
	if err != nil {
		return nil, err
	}
	at := &got.Standing
	return &plain[leaveCheckView]{Body: leaveCheckView{
		FirstDay: at.FirstDay, LastDay: at.LastDay, Minutes: at.Minutes, Left: at.Left, Code: at.Code,
		MayAsk: got.Busy == "" && at.Code != store.LeaveTooLate, Words: leaveCheckWords(got), Nearest: leaveSpans(got.Nearest),
	}}, nil
}

type leaveSpanBody struct {
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
}

func (s *Server) askLeave(ctx context.Context, c call, in *struct{ Body leaveSpanBody }) (*plain[leaveRequestCard], error) {
	v, err := s.db.AskLeave(ctx, c.Actor, in.Body.FirstDay, in.Body.LastDay, c.Once)
	return leaveCardOf(v, err)
}

// LeaveRequestPath names a request for leave.
type LeaveRequestPath struct {
	RequestID store.ID `path:"request_id"`
}

func (s *Server) withdrawLeave(ctx context.Context, c call, in *LeaveRequestPath) (*plain[leaveRequestCard], error) {
	v, err := s.db.WithdrawLeave(ctx, c.Actor, in.RequestID, c.Version, c.Once)
	return leaveCardOf(v, err)
}

func leaveCardOf(v *store.LeaveView, err error) (*plain[leaveRequestCard], error) {
	if err != nil {
		return nil, err
	}
	return &plain[leaveRequestCard]{Body: leaveCard(v)}, nil
}
