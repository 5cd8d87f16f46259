package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type ledgerStore interface {
	MyLedger(ctx context.Context, actor store.Actor) (*store.MyLedger, error)
	WardFairness(ctx context.Context, actor store.Actor, wardID store.ID) (*store.WardFairness, error)
}

// myLedger is what the rotas of the last twelve months have asked of oneself, line by line.
type myLedger struct {
	AsOf    store.Day     `json:"as_of" doc:"The day to which lines have lost weight."`
	Burden  int64         `json:"burden" doc:"The sum of worth over all lines, in thousandths of a point."`
	Text    string        `json:"text" doc:"The sum in words."`
	Lines   []ledgerLine  `json:"lines" doc:"Newest first."`
	Bands   []burdenBand  `json:"bands" doc:"How burden lies on the ward, without names; empty where the ward has too few people to show it."`
	Where   string        `json:"where" doc:"Where the person stands among the bands, in words."`
	Explain []explanation `json:"explain" doc:"How the ledger works, in words."`
}

// explanation is one question that a reader may have, and its answer.
type explanation struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// ledgerLine is a line with how it was reckoned, step by step.
type ledgerLine struct {
	ID        store.ID     `json:"id"`
	PeriodID  store.ID     `json:"period_id,omitempty" doc:"Left out for a line from before this program."`
	Kind      string       `json:"kind" enum:"refused_token,refused_3,refused_2,refused_1,night,weekend,moved_1d,moved_3d,moved_7d,moved_14d,moved_42d,moved_from_wish"`
	FirstDay  store.Day    `json:"first_day"`
	LastDay   store.Day    `json:"last_day"`
	Count     int          `json:"count" doc:"Below 0 where the line takes an earlier one back."`
	TakesBack bool         `json:"takes_back"`
	Imported  bool         `json:"imported"`
	Title     string       `json:"title"`
	Steps     []ledgerStep `json:"steps" doc:"How the line was reckoned; the last value is what it is worth."`
	Worth     int64        `json:"worth" doc:"What the line adds to the burden, in thousandths of a point."`
}

type ledgerStep struct {
	Text  string `json:"text"`
	Value int64  `json:"value" doc:"What stands after this step, in thousandths of a point."`
}

// burdenBand is how many people of a ward stand in one band of burden.
type burdenBand struct {
	From   int64  `json:"from" doc:"In thousandths of a point; it belongs to the band."`
	To     *int64 `json:"to" nullable:"true" doc:"In thousandths of a point; it belongs to the next band. Null in the last one."`
	People int    `json:"people"`
	Text   string `json:"text"`
	Mine   bool   `json:"mine" doc:"Whether the reader stands in it."`
}

func (s *Server) myLedger(ctx context.Context, c call, _ *none) (*plain[myLedger], error) {
	mine, err := s.db.MyLedger(ctx, c.Actor)
	if err != nil {
		return nil, err
	}
	out := myLedger{
		AsOf: mine.AsOf, Burden: mine.Burden, Text: "You carry " + pointWords(mine.Burden) + ".",
		Lines: []ledgerLine{}, Bands: []burdenBand{}, Where: standingWords(mine), Explain: ledgerExplained(mine),
	}
	for i := range mine.Entries {
		out.Lines = append(out.Lines, lineOf(&mine.Entries[i], mine))
	}
	for i, b := range mine.Bands {
		out.Bands = append(out.Bands, bandOf(b, i == mine.Mine))
	}
	return &plain[myLedger]{Body: out}, nil
}

func lineOf(e *store.LedgerEntry, mine *store.MyLedger) ledgerLine {
	return ledgerLine{
		ID: e.ID, PeriodID: e.PeriodID, Kind: e.Kind, FirstDay: e.FirstDay, LastDay: e.Day, Count: e.Count,
		TakesBack: e.TakesBack, Imported: e.ImportID != "", Title: ledgerTitle(e), Steps: ledgerSteps(e, mine), Worth: e.Worth,
	}
}

func bandOf(b store.BurdenBand, mine bool) burdenBand {
	out := burdenBand{From: b.From, People: b.People, Text: capital(bandWords(b)), Mine: mine}
	if b.To >= 0 {
		out.To = &b.To
	}
	return out
}

// wardFairness is how burden lies on a ward, for its manager.
type wardFairness struct {
	AsOf   store.Day      `json:"as_of"`
	Bands  []burdenBand   `json:"bands" doc:"Without names, as the ward's people see it; empty where the ward has too few people."`
	Trend  []trendPoint   `json:"trend" doc:"Oldest first."`
	People []personBurden `json:"people" doc:"Those employed now, the largest burden first."`
}

// trendPoint is how even burden was at the end of one published rota.
type trendPoint struct {
	PeriodID store.ID  `json:"period_id"`
	FirstDay store.Day `json:"first_day"`
	LastDay  store.Day `json:"last_day"`
	People   int       `json:"people"`
	Largest  int64     `json:"largest" doc:"The largest burden, in thousandths of a point."`
	Jain     float64   `json:"jain" doc:"Jain's index, 1 where all carry the same. For display only."`
	Gini     float64   `json:"gini" doc:"The Gini coefficient, 0 where all carry the same. For display only."`
}

// personBurden is what one person carries, in thousandths of a point.
type personBurden struct {
	StaffID  store.ID `json:"staff_id"`
	Name     string   `json:"name"`
	Burden   int64    `json:"burden" doc:"The sum of the four parts."`
	Refused  int64    `json:"refused"`
	Nights   int64    `json:"nights"`
	Weekends int64    `json:"weekends"`
	Moves    int64    `json:"moves"`
}

func (s *Server) wardFairness(ctx context.Context, c call, in *WardPath) (*plain[wardFairness], error) {
	f, err := s.db.WardFairness(ctx, c.Actor, in.WardID)
	if err != nil {
		return nil, err
	}
	out := wardFairness{AsOf: f.AsOf, Bands: []burdenBand{}, Trend: []trendPoint{}, People: []personBurden{}}
	for _, b := range f.Bands {
		out.Bands = append(out.Bands, bandOf(b, false))
	}
	for _, p := range f.Trend {
		out.Trend = append(out.Trend, trendPoint(p))
	}
	for _, p := range f.People {
		out.People = append(out.People, personBurden(p))
	}
	return &plain[wardFairness]{Body: out}, nil
}
