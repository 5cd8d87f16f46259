package api

import (
	"context"
	"strconv"

	"github.com/fairrota/fairrota/store"
)

type figuresStore interface {
	Figures(ctx context.Context, actor store.Actor, from, to store.Day) (*store.Figures, error)
}

// figuresSpan may be longer than other spans: it asks for a few numbers.
type figuresSpan struct {
	From store.Day `query:"from" required:"true"`
	To   store.Day `query:"to" required:"true"`
}

func (s *Server) figures(ctx context.Context, c call, in *figuresSpan) (*plain[store.Figures], error) {
	return only(s.db.Figures(ctx, c.Actor, in.From, in.To))
}

func (s *Server) figuresCSV(ctx context.Context, c call, in *figuresSpan) (*file, error) {
	f, err := s.db.Figures(ctx, c.Actor, in.From, in.To)
	if err != nil {
		return nil, err
	}
	return csvFile("figures-"+string(f.From)+"-to-"+string(f.To)+".csv", figuresRows(f))
}

// figureColumns are the figures of a row, in the order of the columns.
var figureColumns = []struct {
	name string
	of   func(*store.FiguresRow) store.Figure
}{
	{"staff", func(r *store.FiguresRow) store.Figure { return r.Staff }},
	{"duties", func(r *store.FiguresRow) store.Figure { return r.Duties }},
	{"unfilled", func(r *store.FiguresRow) store.Figure { return r.Unfilled }},
	{"granted", func(r *store.FiguresRow) store.Figure { return r.Granted }},
	{"refused", func(r *store.FiguresRow) store.Figure { return r.Refused }},
	{"fulfilment_rate_percent", func(r *store.FiguresRow) store.Figure { return r.FulfilmentRate }},
	{"requested_share_percent", func(r *store.FiguresRow) store.Figure { return r.RequestedShare }},
	{"worst_served", func(r *store.FiguresRow) store.Figure { return r.WorstServed }},
	{"weekends", func(r *store.FiguresRow) store.Figure { return r.Weekends }},
	{"nights", func(r *store.FiguresRow) store.Figure { return r.Nights }},
	{"agreed_people", func(r *store.FiguresRow) store.Figure { return r.AgreedPeople }},
	{"agreed_kept_share_percent", func(r *store.FiguresRow) store.Figure { return r.AgreedKept }},
	{"lead_time_days", func(r *store.FiguresRow) store.Figure { return r.LeadTime }},
	{"long_notice_share_percent", func(r *store.FiguresRow) store.Figure { return r.LongNotice }},
}

func figuresRows(f *store.Figures) [][]string {
	head := []string{"level", "name", "rotas"}
	for _, c := range figureColumns {
		head = append(head, c.name)
	}
	rows := [][]string{head, figuresRow("organisation", "", &f.Organisation)}
	for i := range f.Divisions {
		rows = append(rows, figuresRow("division", f.Divisions[i].Name, &f.Divisions[i]))
	}
	for i := range f.Wards {
		rows = append(rows, figuresRow("ward", f.Wards[i].Name, &f.Wards[i]))
	}
	for i := range f.Months {
		rows = append(rows, figuresRow("month", string(f.Months[i].Month[:7]), &f.Months[i].FiguresRow))
	}
	return rows
}

// figuresRow writes * for what is held back and nothing for what there is not.
func figuresRow(level, name string, r *store.FiguresRow) []string {
	row := []string{level, name, strconv.Itoa(r.Rotas)}
	for _, c := range figureColumns {
		switch v := c.of(r); {
		case v.Suppressed:
			row = append(row, "*")
		case v.Value == nil:
			row = append(row, "")
		default:
			row = append(row, strconv.FormatFloat(*v.Value, 'f', -1, 64))
		}
	}
	return row
}
