package sqlstore

import (
	"github.com/fairrota/fairrota/scheduler/verify/law"
	"github.com/fairrota/fairrota/store"
)

// lawFigures are the figures of the law, those of breaks as a period's rules were pinned with where the
// organisation has stricter ones.
func lawFigures(pinned *store.Pinned) law.Figures {
	f := law.UK()
	for key, into := range map[string]*law.Figure{
		"break_after": &f.BreakAfter, "break_length": &f.Break, "young_break_after": &f.YoungBreakAfter, "young_break_length": &f.YoungBreak,
	} {
		if value := pinned.FigureOf(key); value != into.Value {
			into.Value, into.Source = value, "the organisation's figure; "+into.Source
		}
	}
	return f
}

// terms sets what the law says of people: until when they are under 18, when an agreement to longer
// weeks is in force, when they are night workers.
func (b *lawBuilder) terms() {
	for id, terms := range b.rows.Terms {
		p, ok := b.people[id]
		if !ok {
			continue
		}
		for _, s := range terms.Spans(store.TermYoung) {
			p.Adult, p.LateContract = b.midnight(s.Until), s.Term.LateContract
		}
		p.OptOut, p.NightWorker = b.spans(terms, store.TermOptOut), b.spans(terms, store.TermNightWorker)
	}
}

func (b *lawBuilder) spans(terms store.WorkerTerms, kind store.TermKind) []law.Span {
	var out []law.Span
	for _, s := range terms.Spans(kind) {
		span := law.Span{From: b.midnight(s.From)}
		if s.Until != "" {
			span.To = b.midnight(s.Until)
		}
		out = append(out, span)
	}
	return out
}
