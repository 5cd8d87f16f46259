package api

import (
	"strings"
	"testing"

	"github.com/fairrota/fairrota/store"
)

func TestFiguresRowsShowSuppression(t *testing.T) {
	twenty, share := 20.0, 62.5
	f := &store.Figures{
		From: "2026-03-01", To: "2026-03-31",
		Organisation: store.FiguresRow{Staff: store.Figure{Value: &twenty}, FulfilmentRate: store.Figure{Value: &share}, Rotas: 2},
		Wards:        []store.FiguresRow{{Name: "=Ward", RolledUp: true, Staff: store.Figure{Suppressed: true}, Rotas: 1}},
		Months:       []store.FiguresMonth{{Month: "2026-03-01"}},
	}
	out, err := csvFile("x.csv", figuresRows(f))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out.Body)), "\r\n")
	want := []string{
		"level,name,rotas,staff,duties,unfilled,granted,refused,fulfilment_rate_percent,requested_share_percent,worst_served,weekends,nights,agreed_people,agreed_kept_share_percent,lead_time_days,long_notice_share_percent",
		"organisation,,2,20,,,,,62.5,,,,,,,,",
		"ward,'=Ward,1,*,,,,,,,,,,,,,",
		"month,2026-03,0,,,,,,,,,,,,,,",
	}
	for i := range want {
		if i >= len(lines) || lines[i] != want[i] {
			t.Fatalf("line %d:\n got %q\nwant %q", i, lines, want[i])
		}
	}
}
