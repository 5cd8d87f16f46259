package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

// managedLeave is a request for leave as the manager sees it.
type managedLeave struct {
	ID       store.ID         `json:"id"`
	StaffID  store.ID         `json:"staff_id"`
	Name     string           `json:"name"`
	FirstDay store.Day        `json:"first_day"`
	LastDay  store.Day        `json:"last_day"`
	State    store.LeaveState `json:"state" enum:"asked,agreed,refused,withdrawn"`
	Minutes  int              `json:"minutes"`
	Left     *int             `json:"left_minutes,omitempty" doc:"What would be left of the leave; only while it waits."`
	Code     store.LeaveCode  `json:"code,omitempty" enum:"too_late,leave_full,not_enough_left,ward_needs" doc:"What stands in the way, or why it was refused."`
	Title    string           `json:"title"`
	Why      string           `json:"why,omitempty" doc:"What stands in the way, or why it was refused, in words."`
	Uses     []store.LeaveUse `json:"uses" doc:"The quotas of each day that count the person, as they are used now; only while it waits."`
	Nearest  []leaveSpan      `json:"nearest"`
	// MayAgree is set where nothing stands in the way.
	MayAgree bool `json:"may_agree"`
	Version  int  `json:"version"`
}

func managedLeaveOf(v *store.LeaveView) managedLeave {
	out := managedLeave{
		ID: v.ID, StaffID: v.StaffID, Name: v.Name, FirstDay: v.FirstDay, LastDay: v.LastDay, State: v.State, Minutes: v.Minutes,
		Code: v.RefusedFor, Title: leaveDays(v.FirstDay, v.LastDay), Uses: notNil(v.Uses), Nearest: leaveSpans(v.Nearest), Version: v.Version,
	}
	day := v.RefusedDay
	if v.Standing != nil {
		out.Code, day = v.Standing.Code, v.Standing.Day
		out.Minutes, out.Left, out.MayAgree = v.Standing.Minutes, &v.Standing.Left, v.Standing.Code == ""
	}
	out.Why = leaveWhy(out.Code, day)
	return out
}

func (s *Server) leaveRequests(ctx context.Context, c call, in *WardPath) (*plain[list[managedLeave]], error) {
	rows, err := s.db.LeaveRequests(ctx, c.Actor, in.WardID, "")
	out := []managedLeave{}
	for i := range rows {
		out = append(out, managedLeaveOf(&rows[i]))
	}
	return all(out, err)
}

func (s *Server) decideLeave(ctx context.Context, c call, in *struct {
	LeaveRequestPath
	Body struct {
		Agree bool            `json:"agree"`
		Code  store.LeaveCode `json:"code,omitempty" enum:"too_late,leave_full,not_enough_left,ward_needs" doc:"Why it is refused; what stands in the way, or ward_needs."`
	}
},
) (*plain[managedLeave], error) {
	v, err := s.db.DecideLeave(ctx, c.Actor, in.RequestID, c.Version, in.Body.Agree, in.Body.Code, c.Once)
	if err != nil {
		return nil, err
	}
	return &plain[managedLeave]{Body: managedLeaveOf(v)}, nil
}

type leaveRulesBody struct {
	Automatic bool             `json:"automatic" doc:"Whether the program agrees at once where each day has a quota with room and enough is left."`
	YearMonth int              `json:"year_month" minimum:"1" maximum:"12" doc:"The month with which a leave year begins."`
	Quotas    []leaveQuotaBody `json:"quotas" maxItems:"200"`
}

type leaveQuotaBody struct {
	SkillID  store.ID        `json:"skill_id,omitempty" doc:"Whom the quota counts: those who hold the skill; left out for all."`
	FirstDay store.Day       `json:"first_day"`
	LastDay  store.Day       `json:"last_day,omitempty" doc:"Left out for no end."`
	Unit     store.LeaveUnit `json:"unit" enum:"people,minutes"`
	Most     int             `json:"most" minimum:"0" maximum:"1000000" doc:"How many people, or minutes of leave, may be away on one day."`
}

func (s *Server) leaveRules(ctx context.Context, c call, in *WardPath) (*tagged[store.LeaveRules], error) {
	return versioned(s.db.LeaveRules(ctx, c.Actor, in.WardID))
}

func (s *Server) putLeaveRules(ctx context.Context, c call, in *struct {
	WardPath
	Body leaveRulesBody
},
) (*tagged[store.LeaveRules], error) {
	b := &in.Body
	rules := store.LeaveRules{WardID: in.WardID, Automatic: b.Automatic, YearMonth: b.YearMonth, Version: c.Version}
	for _, q := range b.Quotas {
		rules.Quotas = append(rules.Quotas, store.LeaveQuota{SkillID: q.SkillID, FirstDay: q.FirstDay, LastDay: q.LastDay, Unit: q.Unit, Most: q.Most})
	}
	return versioned(s.db.PutLeaveRules(ctx, c.Actor, rules))
}

func (s *Server) leaveBalances(ctx context.Context, c call, in *struct {
	WardPath
	Day store.Day `query:"day" doc:"A day of the leave year; left out for today."`
},
) (*plain[list[store.LeavePersonBalance]], error) {
	return all(s.db.LeaveBalances(ctx, c.Actor, in.WardID, in.Day))
}

func (s *Server) putLeaveAccount(ctx context.Context, c call, in *struct {
	StaffID store.ID  `path:"staff_id"`
	YearDay store.Day `path:"year_day" doc:"The first day of the leave year."`
	Body    struct {
		ServiceFrom    store.Day `json:"service_from,omitempty" doc:"Left out for the first day of the employment."`
		CarriedMinutes int       `json:"carried_minutes" minimum:"-36000" maximum:"36000"`
	}
},
) (*tagged[store.LeaveAccount], error) {
	a := store.LeaveAccount{
		StaffID: in.StaffID, YearDay: in.YearDay, ServiceFrom: in.Body.ServiceFrom, CarriedMinutes: in.Body.CarriedMinutes, Version: c.Version,
	}
	return versioned(s.db.PutLeaveAccount(ctx, c.Actor, a, c.New))
}

// leaveWeeksView is leave by week beside the band it should lie in.
type leaveWeeksView struct {
	Low   int              `json:"low_percent"`
	High  int              `json:"high_percent"`
	Weeks []leaveWeekShare `json:"weeks"`
}

type leaveWeekShare struct {
	store.LeaveWeek
	Share    float64 `json:"percent" doc:"Leave in percent of contracted time, to one decimal."`
	Standing string  `json:"standing" enum:"below,within,above"`
}

func (s *Server) leaveWeeks(ctx context.Context, c call, in *struct {
	WardPath
	Weeks int `query:"weeks" default:"26" minimum:"1" maximum:"53"`
},
) (*plain[leaveWeeksView], error) {
	share, err := s.db.LeaveWeeks(ctx, c.Actor, in.WardID, in.Weeks)
	if err != nil {
		return nil, err
	}
	out := leaveWeeksView{Low: share.Low, High: share.High, Weeks: []leaveWeekShare{}}
	for _, w := range share.Weeks {
		row := leaveWeekShare{LeaveWeek: w, Standing: "within"}
		if w.Contracted > 0 {
			row.Share = float64(w.Leave*1000/w.Contracted) / 10
		}
		switch {
		case w.Leave*100 < share.Low*w.Contracted:
			row.Standing = "below"
		case w.Leave*100 > share.High*w.Contracted:
			row.Standing = "above"
		}
		out.Weeks = append(out.Weeks, row)
	}
	return &plain[leaveWeeksView]{Body: out}, nil
}
