package fill

import (
	"errors"
	"fmt"

	"github.com/fairrota/fairrota/scheduler/fairness"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
	"github.com/fairrota/fairrota/scheduler/verify"
	"github.com/fairrota/fairrota/scheduler/verify/law"
)

// Unknown stands for a number of minutes of which too little is known.
const Unknown int64 = -1

// Ward is a rota that is out and what is known of the people in it.
type Ward struct {
	// Inst is the problem that the rota answers, with absences, preferences and duties on other
	// wards as they stand now.
	Inst *nrp.Instance
	// Roster is the rota as it is out. [staff][day]
	Roster nrp.Roster
	// Law is for the second referee; nil where the ward is not under the law.
	Law *Law
	// Notice is how many minutes from now each shift begins, below 0 once it has begun.
	// [day][shift]; nil: nothing has begun and nothing counts as a move at short notice.
	Notice [][]int64
	// Carriers are what people carry and what their burden is scaled by. [staff]; nil where it is
	// not known.
	Carriers []Carrier
	// Refused is what refusing each request counts as in the ledger. [request]; nil for nothing.
	Refused []fairness.Kind
	// Agreed is the paid time that each contract agrees for the days of the rota, minutes, leave
	// taken off; Unknown where none is agreed. [staff]; nil where it is not known.
	Agreed []int64
}

// Law is what the second referee must know of a ward besides its rota.
type Law struct {
	// Around has everybody with what they work before, after and elsewhere, in the order of the staff.
	Around law.Input
	// Cells is the work of each cell; zero for shifts that stand in Around already. [day][shift]
	Cells [][]law.Work
	// Blocks reports whether a breach of the rule that a change makes stands in its way.
	Blocks func(law.Rule) bool
}

// Carrier is one person's burden and by what it is scaled.
type Carrier struct {
	// Burden is what the person carries now, thousandths of a point.
	Burden fairness.Milli
	// Share is the contract's part of full time. Days, Nights and Weekends are the parts of the rota
	// in which any shift, a night or a weekend could have fallen on the person.
	Share, Days, Nights, Weekends fairness.Ratio
}

// Judge tries changes on one ward. It is read-only once made: any number of goroutines may use
// one at once.
type Judge struct {
	ward  *Ward
	model *rules.Model
	// lines are the breaches of each line as it is, illegal those that the second referee
	// finds (nil without a law), referee those that the first finds in the whole rota.
	lines   [][]nrp.Violation
	illegal [][]law.Breach
	referee []nrp.Violation
	figures fairness.Figures
}

// New prepares to try changes on a ward. It is an error if the instance is not valid or
// something else does not have its shape.
func New(w *Ward) (*Judge, error) {
	m, err := rules.Compile(w.Inst)
	if err != nil {
		return nil, fmt.Errorf("compile the rules: %w", err)
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	j := &Judge{ward: w, model: m, lines: make([][]nrp.Violation, len(w.Roster)), figures: fairness.Standard()}
	if _, j.referee, err = verify.Check(w.Inst, w.Roster); err != nil {
		return nil, fmt.Errorf("referee: %w", err)
	}
	for i, line := range w.Roster {
		j.lines[i] = m.LineViolations(i, line, nil)
		if w.Law == nil {
			continue
		}
		breaches, err := w.Law.check(i, line)
		if err != nil {
			return nil, err
		}
		j.illegal = append(j.illegal, breaches)
	}
	return j, nil
}

// check reports what does not have the shape of the instance.
func (w *Ward) check() error {
	in := w.Inst
	var errs []error
	length := func(what string, have, want int, optional bool) {
		if have != want && (!optional || have != 0) {
			errs = append(errs, fmt.Errorf("fill: %s has %d entries, not %d", what, have, want))
		}
	}
	length("roster", len(w.Roster), len(in.Staff), false)
	length("notice", len(w.Notice), in.Horizon.Days, true)
	for _, of := range w.Notice {
		length("notice of a day", len(of), len(in.Shifts), false)
	}
	length("carriers", len(w.Carriers), len(in.Staff), true)
	length("refused", len(w.Refused), len(in.Requests), true)
	length("agreed", len(w.Agreed), len(in.Staff), true)
	if w.Law == nil {
		return errors.Join(errs...)
	}
	length("law's people", len(w.Law.Around.People), len(in.Staff), false)
	length("law's cells", len(w.Law.Cells), in.Horizon.Days, false)
	for _, of := range w.Law.Cells {
		length("law's cells of a day", len(of), len(in.Shifts), false)
	}
	if w.Law.Blocks == nil {
		errs = append(errs, errors.New("fill: the law does not say what stands in the way"))
	}
	return errors.Join(errs...)
}
