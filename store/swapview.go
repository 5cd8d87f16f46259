package store

import "time"

// Codes of Finding.Rule for what stands in the way of a swap besides rules and law.
const (
	// RuleBegun: the duty has begun.
	RuleBegun = "begun"
	// RuleBusy: the person works already on that day.
	RuleBusy = "busy"
)

// TakeEffect is what taking, giving or exchanging a duty does to one person. Minutes are whole; -1 stands
// for what is not known, or for no work near.
type TakeEffect struct {
	StaffID ID `json:"staff_id"`
	// RestBefore and RestAfter are the rests next to the work taken; -1 where none is taken.
	RestBefore int64 `json:"rest_before"`
	RestAfter  int64 `json:"rest_after"`
	// LeastWas and LeastIs are the shortest rest in the rota before and after.
	LeastWas int64 `json:"least_rest_was"`
	LeastIs  int64 `json:"least_rest_is"`
	// PaidWas and PaidIs are paid minutes in the days of the rota; Agreed those of the contract; Over
	// is by how much PaidIs is above them.
	PaidWas int64 `json:"paid_was"`
	PaidIs  int64 `json:"paid_is"`
	Agreed  int64 `json:"agreed"`
	Over    int64 `json:"over"`
	// MeanWas and MeanIs are an average week in the law's reference period.
	MeanWas int64 `json:"mean_week_was"`
	MeanIs  int64 `json:"mean_week_is"`
	// BurdenWas and BurdenIs are thousandths of a point.
	BurdenWas int64 `json:"burden_was"`
	BurdenIs  int64 `json:"burden_is"`
	// Met and Unmet are how many of the person's asks for the days become met or no longer are.
	Met   int `json:"met"`
	Unmet int `json:"unmet"`
	// Broken is on how many days it goes against the person's agreed pattern.
	Broken int `json:"agreed_broken"`
}

// Candidate is a person who could take a duty, or what stands in the way.
type Candidate struct {
	StaffID ID
	// Name is empty for somebody of another ward whose name the reader may not know.
	Name string
	// WardName is the home ward of somebody of another ward; empty for the ward's own people.
	WardName string
	Legal    bool
	// Place counts the legal ones from 1; 0 for the others. Because is the criterion that put the person behind
	// the one before; for the first, before the second.
	Place   int
	Because string
	// MovesFrom is the shift of that day that the person would leave; empty for somebody who is off.
	MovesFrom ID
	// Findings are what stands in the way; empty where Legal. Shown are breaches of law that do not.
	Findings Findings
	Shown    Findings
	// Effect is known only where Legal.
	Effect *TakeEffect
	// Delta is what the score loses at each level.
	Delta Levels
	// Reply is what the person has said to an offer that is live; empty where nobody has asked.
	Reply SwapReply
}

// Gap is one or several duties alike that nobody works.
type Gap struct {
	GapAt
	// Missing is how many people.
	Missing  int
	BeginsAt time.Time
	// Offers are those that are live.
	Offers []SwapView
}

// SwapOption is a colleague's duty that could be had for one's own.
type SwapOption struct {
	PartnerID ID
	Name      string
	Day       Day
	ShiftID   ID
	// Effect is what it does to the one who asks.
	Effect  TakeEffect
	Because string
}

// SwapOptions is what could become of one duty of one's own.
type SwapOptions struct {
	// RosterID is the published version that this holds for.
	RosterID ID
	PeriodID ID
	WardID   ID
	Day      Day
	ShiftID  ID
	BeginsAt time.Time
	// Takers is how many colleagues may take the duty for nothing back.
	Takers int
	// Swaps are the options, the best first.
	Swaps []SwapOption
	// Live is the ask about this duty that has not ended; nil for none.
	Live *SwapView
}

// SwapView is a swap with what a reader needs beside it.
type SwapView struct {
	Swap
	// Name and PartnerName are empty where there is nobody. Somebody of another ward who has not said yes yet
	// is named by that ward alone.
	Name, PartnerName string
	// Elsewhere is the ward that asks, for a reader of another one; empty for its own people.
	Elsewhere string
	// Reply is the reader's own answer; empty where the reader was not asked.
	Reply SwapReply
	// Asked, Yes and Open are how many were asked, how many said yes, and how many have not answered; known
	// to who asked and to the manager.
	Asked, Yes, Open int
	// Takers are those who said yes to a duty that is given away, the best first, for the manager.
	Takers []Candidate
	// Effect is what it would do to the reader; nil where the reader is no side of it, or it is over.
	Effect *TakeEffect
	// Sides are what it would do to both, for the manager; empty where it is over or no longer allowed.
	Sides []TakeEffect
	// Stands is what stands in the way now; for the manager.
	Stands Findings
}

// MySwaps are the swaps that a person has to do with.
type MySwaps struct {
	// ToMe are asks to the person, Mine the person's own; the newest first, ended ones of the last
	// SwapsShownDays days too.
	ToMe, Mine []SwapView
}

// SwapsShownDays is for how many days a swap that has ended is shown.
const SwapsShownDays = 14
