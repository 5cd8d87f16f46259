package store

import "time"

// SwapKind says what is asked of whom.
type SwapKind string

// The kinds of swap.
const (
	// ExchangeDuties is a swap: two people exchange two duties.
	ExchangeDuties SwapKind = "swap"
	// GiveAway is a duty that somebody gives away to one of those who may take it.
	GiveAway SwapKind = "give_away"
	// GapOffer is a duty that nobody works, offered by the manager.
	GapOffer SwapKind = "gap"
)

// SwapState is where a swap stands.
type SwapState string

// The states of a swap.
const (
	SwapOffered SwapState = "offered"
	// SwapAccepted: a colleague has said yes; the manager decides, or the time to answer has to pass.
	SwapAccepted SwapState = "accepted"
	// SwapApproved: it is done, and the rota has a new version.
	SwapApproved SwapState = "approved"
	// SwapRefused: the manager said no. SwapDeclined: everybody who was asked did.
	SwapRefused   SwapState = "refused"
	SwapDeclined  SwapState = "declined"
	SwapWithdrawn SwapState = "withdrawn"
	// SwapExpired: the duty has begun, the time to answer is over, or the rota has changed so that it
	// is no longer allowed.
	SwapExpired SwapState = "expired"
)

// swapMoves is the whole table of allowed moves; a move that is not here is refused.
var swapMoves = map[SwapState][]SwapState{
	SwapOffered:   {SwapAccepted, SwapApproved, SwapDeclined, SwapWithdrawn, SwapExpired},
	SwapAccepted:  {SwapApproved, SwapRefused, SwapWithdrawn, SwapExpired},
	SwapApproved:  {},
	SwapRefused:   {},
	SwapDeclined:  {},
	SwapWithdrawn: {},
	SwapExpired:   {},
}

// CanMove reports whether a swap may go from one state to the other.
func (s SwapState) CanMove(to SwapState) bool {
	for _, t := range swapMoves[s] {
		if t == to {
			return true
		}
	}
	return false
}

// Live reports whether something may still come of it.
func (s SwapState) Live() bool { return len(swapMoves[s]) > 0 }

// SwapEnd is why a swap expired.
type SwapEnd string

// The reasons for which a swap expires; empty for one that ended otherwise.
const (
	EndBegun    SwapEnd = "begun"
	EndNoAnswer SwapEnd = "no_answer"
	EndChanged  SwapEnd = "changed"
)

// Swap is one ask about one duty of a published rota: to exchange it, to take it, or to fill it.
type Swap struct {
	ID       ID `json:"id" gorm:"column:id;primaryKey"`
	WardID   ID `json:"ward_id" gorm:"column:ward_id"`
	PeriodID ID `json:"period_id" gorm:"column:period_id"`
	// RosterID is the version of the rota in which it was last found allowed.
	RosterID ID        `json:"roster_id" gorm:"column:roster_id"`
	Kind     SwapKind  `json:"kind" gorm:"column:kind"`
	State    SwapState `json:"state" gorm:"column:state"`
	// StaffID has the duty; empty for a gap.
	StaffID ID  `json:"staff_id,omitempty" gorm:"column:staff_id"`
	Day     Day `json:"day" gorm:"column:day"`
	ShiftID ID  `json:"shift_id" gorm:"column:shift_id"`
	SkillID ID  `json:"skill_id,omitempty" gorm:"column:skill_id"`
	// PartnerID is who is to take it; empty for a duty that is given away and not yet to anybody.
	PartnerID ID `json:"partner_id,omitempty" gorm:"column:partner_id"`
	// OtherDay and OtherShiftID are the partner's duty that comes back; empty but for an exchange.
	OtherDay     Day `json:"other_day,omitempty" gorm:"column:other_day"`
	OtherShiftID ID  `json:"other_shift_id,omitempty" gorm:"column:other_shift_id"`
	OtherSkillID ID  `json:"other_skill_id,omitempty" gorm:"column:other_skill_id"`
	// AnswerBy is until when it can be answered; no later than BeginsAt, which is when the first of the
	// duties begins.
	AnswerBy time.Time `json:"answer_by" gorm:"column:answer_by"`
	BeginsAt time.Time `json:"begins_at" gorm:"column:begins_at"`
	// AskedBy is the user who asked; DecidedBy the one who approved or refused, empty for the program.
	AskedBy   ID         `json:"asked_by,omitempty" gorm:"column:asked_by"`
	DecidedBy ID         `json:"decided_by,omitempty" gorm:"column:decided_by"`
	CreatedAt time.Time  `json:"created_at" gorm:"column:created_at;autoCreateTime:false"`
	EndedAt   *time.Time `json:"ended_at,omitempty" gorm:"column:ended_at"`
	EndedFor  SwapEnd    `json:"ended_for,omitempty" gorm:"column:ended_for"`
	// MadeID is the version of the rota that it made; empty unless approved.
	MadeID  ID  `json:"made_id,omitempty" gorm:"column:made_id"`
	Version int `json:"version" gorm:"column:version"`
}

// SwapReply is what somebody who was asked has said.
type SwapReply string

// The replies.
const (
	NotAnswered SwapReply = "asked"
	SaidYes     SwapReply = "yes"
	SaidNo      SwapReply = "no"
)

// SwapAnswer is one person who was asked.
type SwapAnswer struct {
	SwapID  ID        `json:"swap_id" gorm:"column:swap_id;primaryKey"`
	StaffID ID        `json:"staff_id" gorm:"column:staff_id;primaryKey"`
	Reply   SwapReply `json:"reply" gorm:"column:reply"`
	At      time.Time `json:"at" gorm:"column:at"`
}

// NewSwap is what a nurse asks for about a duty of her own.
type NewSwap struct {
	// RosterID is the published version that she saw.
	RosterID ID
	Kind     SwapKind
	// Day is that of her duty.
	Day Day
	// PartnerID and OtherDay are the colleague's duty that she wants for it; empty where she gives it away.
	PartnerID ID
	OtherDay  Day
	// AnswerBy is until when it can be answered; the zero time: AnswerDays from now, or until the duty begins.
	AnswerBy time.Time
}

// AnswerDays is how long an ask can be answered where nobody says otherwise.
const AnswerDays = 3

// Validate reports all faults that show without the rota as one Invalid error.
func (n *NewSwap) Validate() error {
	var f faults
	oneOf(&f, "/kind", n.Kind, []SwapKind{ExchangeDuties, GiveAway})
	f.id("/roster_id", n.RosterID, false)
	f.day("/day", n.Day, false)
	if n.Kind == ExchangeDuties {
		f.id("/partner_id", n.PartnerID, false)
		f.day("/other_day", n.OtherDay, false)
	} else if n.PartnerID != "" || n.OtherDay != "" {
		f.add("/partner_id", "leave this out to give a shift away; all who may take it are asked")
	}
	return f.err("ask for a swap", "this cannot be asked")
}

// GapAt is one duty of a rota that nobody works.
type GapAt struct {
	RosterID ID
	Day      Day
	ShiftID  ID
	// SkillID is empty where none is asked.
	SkillID ID
}

// Validate reports all faults that show without the rota as one Invalid error.
func (g *GapAt) Validate() error {
	var f faults
	f.id("/roster_id", g.RosterID, false)
	f.day("/day", g.Day, false)
	f.id("/shift_id", g.ShiftID, false)
	f.id("/skill_id", g.SkillID, true)
	return f.err("look at a gap", "there is no such gap")
}
