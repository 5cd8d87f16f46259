package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type restStore interface {
	RestDebts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.PersonDebt, store.Day, error)
	MyRestDebts(ctx context.Context, actor store.Actor) ([]store.PersonDebt, store.Day, error)
}

// restDebts are what rest is owed, and what was.
type restDebts struct {
	AsOf  store.Day  `json:"as_of"`
	Items []restDebt `json:"items" doc:"Those that are open first, by the day by which they are due; the others of the last twelve months after them."`
}

// restDebt is compensatory rest for one rest that was too short.
type restDebt struct {
	ID      store.ID  `json:"id"`
	StaffID store.ID  `json:"staff_id"`
	Name    string    `json:"name"`
	Day     store.Day `json:"day" doc:"The day on which the short rest ended, or the last of the weeks that lacked rest."`
	Minutes int       `json:"minutes" doc:"What is owed, rounded up to a quarter of an hour."`
	DueDay  store.Day `json:"due_day"`
	State   string    `json:"state" enum:"open,overdue,repaid,withdrawn"`
	Text    string    `json:"text" doc:"The debt in words, as the person reads it."`
}

func (s *Server) restDebts(ctx context.Context, c call, in *WardPath) (*plain[restDebts], error) {
	return debtsIn(s.db.RestDebts(ctx, c.Actor, in.WardID))
}

func (s *Server) myRestDebts(ctx context.Context, c call, _ *none) (*plain[restDebts], error) {
	return debtsIn(s.db.MyRestDebts(ctx, c.Actor))
}

func debtsIn(debts []store.PersonDebt, today store.Day, err error) (*plain[restDebts], error) {
	if err != nil {
		return nil, err
	}
	out := restDebts{AsOf: today, Items: []restDebt{}}
	for i := range debts {
		d := &debts[i]
		state := debtState(&d.RestDebt, today)
		out.Items = append(out.Items, restDebt{
			ID: d.ID, StaffID: d.StaffID, Name: d.Name, Day: d.Day, Minutes: d.Minutes, DueDay: d.DueDay,
			State: state, Text: debtWords(&d.RestDebt, state),
		})
	}
	return &plain[restDebts]{Body: out}, nil
}

func debtState(d *store.RestDebt, today store.Day) string {
	switch {
	case d.Outcome != "":
		return string(d.Outcome)
	case d.Overdue(today):
		return "overdue"
	}
	return "open"
}

// debtWords says a debt to the person whose rest it is.
func debtWords(d *store.RestDebt, state string) string {
	cut := "Your rest up to " + dayWords(d.Day) + " was " + durationWords(int64(d.Minutes)) + " too short. "
	switch state {
	case "repaid":
		return cut + "Your rota gives it back."
	case "withdrawn":
		return "Your rest up to " + dayWords(d.Day) + " is no longer too short: the rota was changed."
	case "overdue":
		return cut + "You should have had it back by " + dayWords(d.DueDay) + ". It is still owed to you."
	}
	return cut + "You get it back by " + dayWords(d.DueDay) + "."
}
