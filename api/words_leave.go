package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/fairrota/fairrota/store"
)

// The closed lists that the document of the API names.
type (
	leaveRoomSchema struct{}
	leaveUnitSchema struct{}
)

func (leaveRoomSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.RoomEnough, store.RoomLittle, store.RoomFull, store.RoomUnset, store.RoomLate)
}

func (leaveUnitSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.LeavePeople, store.LeaveMinutes)
}

// leaveDays writes days of leave: "Mon 2 Mar" or "Mon 2 Mar to Sun 8 Mar".
func leaveDays(first, last store.Day) string {
	if first == last {
		return dayWords(first)
	}
	return dayWords(first) + " to " + dayWords(last)
}

// leaveWhy says what stands in the way of leave, in short words; "" for nothing.
func leaveWhy(code store.LeaveCode, day store.Day) string {
	switch code {
	case store.LeaveTooLate:
		return "It is too late for " + dayWords(day) + ": the rota is out, or the day has begun."
	case store.LeaveFull:
		return "Too many people are away on " + dayWords(day) + "."
	case store.LeaveNotEnough:
		return "There is not enough leave left for these days."
	case store.LeaveWardNeeds:
		return "The ward needs more people on these days."
	}
	return ""
}

// leaveCard puts words to a request for the one who asked.
func leaveCard(v *store.LeaveView) leaveRequestCard {
	out := leaveRequestCard{
		ID: v.ID, FirstDay: v.FirstDay, LastDay: v.LastDay, State: v.State, Minutes: v.Minutes, Code: v.RefusedFor,
		Title: leaveDays(v.FirstDay, v.LastDay), Nearest: leaveSpans(v.Nearest), MayWithdraw: v.MayWithdraw, AskedAt: v.AskedAt, Version: v.Version,
	}
	day := v.RefusedDay
	if v.Standing != nil {
		out.Code, day = v.Standing.Code, v.Standing.Day
	}
	out.Why = leaveWhy(out.Code, day)
	switch v.State {
	case store.LeaveAsked:
		out.Status = "The ward manager will decide."
	case store.LeaveAgreed:
		out.Status = "Agreed. You have these days off."
	case store.LeaveRefused:
		out.Status = "Not agreed."
	case store.LeaveWithdrawn:
		out.Status = "Taken back."
	}
	return out
}

// leaveCheckWords says what would happen if days were asked for.
func leaveCheckWords(c *store.LeaveCheck) string {
	at := &c.Standing
	switch {
	case c.Busy != "":
		return "You have leave on " + dayWords(c.Busy) + ", or have asked for it."
	case at.Code == store.LeaveTooLate:
		return leaveWhy(at.Code, at.Day)
	case at.Code != "":
		return leaveWhy(at.Code, at.Day) + " You can still ask. The ward manager decides."
	case c.Automatic:
		return "There is room. You get a yes at once."
	case !at.Counted:
		return "The ward manager decides."
	case at.Making:
		return "The rota is being made. The ward manager decides."
	case at.Little:
		return "There is room for one more. The ward manager decides."
	}
	return "There is room. The ward manager decides."
}

func leaveSpans(from []store.LeaveStanding) []leaveSpan {
	out := []leaveSpan{}
	for i := range from {
		out = append(out, leaveSpan{FirstDay: from[i].FirstDay, LastDay: from[i].LastDay, Minutes: from[i].Minutes})
	}
	return out
}
