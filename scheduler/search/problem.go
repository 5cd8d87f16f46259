package search

import (
	"math"

	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
	"github.com/fairrota/fairrota/scheduler/rules"
)

// Duty is what a cell holds, as one number: 0 is off, 1+s*(skills+1)+k+1 is shift s
// worked in skill k (k = -1: no skill).
type Duty = uint16

// Problem is an instance as flat arrays. It is read-only once built, but for the
// factors (SetFactors), which may be changed between rounds.
type Problem struct {
	Model *rules.Model
	// Staff, Days, Shifts, Skills are sizes; Cells is Shifts+1, Duties the number of Duty values.
	Staff, Days, Shifts, Skills, Cells, Duties int

	contracts []contract
	// contractOf is the contract of each staff member; [staff].
	contractOf []int32
	// cellOf and skillOf split a Duty; [duty].
	cellOf  []uint8
	skillOf []int16
	// start is the state of a machine before day 0; [staff*machines+machine], with
	// machines the largest number any contract has.
	start    []int32
	machines int
	// counters is the largest number of counters any contract has; base is what they
	// stand at; [staff*counters+counter].
	counters int
	base     []int64
	// price is an index into prices, what a cell costs by itself; [(staff*Days+day)*Cells+cell].
	price  []int32
	prices []nrp.Score
	// skillEnd is the first day on which a skill is not held, 0 if never held; [staff*(Skills+1)+skill+1].
	skillEnd []int32
	// allowed holds the cells that the search may use; [staff*Days+day].
	allowed []nrp.CellSet
	// frozen cells keep keep's duty; [staff*Days+day].
	frozen []bool
	keep   []Duty
	// asked is the duty of a fixed cell that may be left at a price, -1 for none; nil if
	// there are none at all; [staff*Days+day].
	asked []int32
	// options lists the duties a staff member may work, the day off first; [staff].
	options [][]Duty
	// dutiesOf lists the duties of one cell that a staff member may work; [staff*Cells+cell].
	dutiesOf [][]Duty
	// able tells which duties are among a person's dutiesOf; [staff*Duties+duty].
	able []bool
	// alike tells that two people may both work some duty; [staff*Staff+other].
	alike []bool
	rows  []row
	// rowAt and rowList give the rows a duty counts for; rowList[rowAt[day*Duties+duty]:rowAt[..+1]].
	rowAt   []int32
	rowList []int32
	// rowsOn lists the rows of a day; heldOn tells that some row counts who holds a
	// skill, so that an exchange of duties may change its count; [day].
	rowsOn [][]int32
	heldOn []bool
	// apart tells of a person and day that some row counts her otherwise than others, so
	// that an exchange with her may change its count; nil if none does; [staff*Days+day].
	apart []bool

	// Energies, set by SetFactors. relief bounds what one cell can save in cover.
	// fine multiplies energies where fractions of them matter: in column generation.
	factors nrp.Score
	relief  int64
	fine    int64
	priceE  []int64
	// skillE and askedE are the energies of a skill not held and of a fixed cell kept in
	// another skill; [contract].
	skillE, askedE []int64
}

// contract is one contract's rules as flat arrays.
type contract struct {
	machines []machine
	counters []counter
	// shape is the contract as lines are priced; nil if it has more than one machine.
	// fine is the same with energies multiplied by Problem.fine.
	shape, fine *colgen.Shape
	// dayClass is the class of each day for touches; [day].
	dayClass []int32
	// touches lists what a cell adds to the counters; [class*Cells+cell].
	touches [][]colgen.Touch
	// skill is the price of a skill not held; anySkill tells that it may be paid.
	skill    nrp.Score
	anySkill bool
}

type machine struct {
	rules.Machine
	// energy and adds are the effects' parts, adds true where counters are fed.
	energy []int64
	adds   []bool
}

// counter is a counter with the energies of its bends.
type counter struct {
	rule *rules.CounterRule
	cost colgen.Counter
}

// row is a row of cover or of a link: the energies of one person missing below min, between min and
// preferred, and beyond max.
type row struct {
	min, preferred, max    int32
	minE, preferredE, maxE int64
	// cells is rules.Row.Cells.
	cells []nrp.CellSet
}

// counts reports whether a person counts for the row with a cell of one of the duties that
// the row is listed for.
func (r *row) counts(i int, cell uint8) bool { return r.cells == nil || r.cells[i]>>cell&1 == 1 }

// NewProblem lays a model out as flat arrays.
func NewProblem(m *rules.Model) *Problem {
	in := m.Inst
	p := &Problem{
		Model: m, Staff: m.Staff, Days: m.Days, Shifts: m.Shifts, Skills: len(in.Skills),
		Cells: m.Shifts + 1, Duties: 1 + m.Shifts*(len(in.Skills)+1),
	}
	p.cellOf = make([]uint8, p.Duties)
	p.skillOf = make([]int16, p.Duties)
	p.skillOf[0] = int16(nrp.NoSkill)
	for s := range p.Shifts {
		for k := -1; k < p.Skills; k++ {
			d := p.duty(nrp.Assignment{Shift: s, Skill: k})
			p.cellOf[d], p.skillOf[d] = uint8(s+1), int16(k)
		}
	}
	p.layContracts()
	p.layStaff()
	p.layCells()
	p.layRows()
	return p
}

func (p *Problem) duty(a nrp.Assignment) Duty {
	if a.Shift == nrp.NoShift {
		return 0
	}
	return Duty(1 + a.Shift*(p.Skills+1) + a.Skill + 1)
}

// assignment is the inverse of duty.
func (p *Problem) assignment(d Duty) nrp.Assignment {
	return nrp.Assignment{Shift: int(p.cellOf[d]) - 1, Skill: int(p.skillOf[d])}
}

func (p *Problem) layContracts() {
	m := p.Model
	p.contracts = make([]contract, len(m.Lines))
	used := make([]bool, len(m.Lines))
	for i := range m.Inst.Staff {
		used[m.Inst.Staff[i].Contract] = true
	}
	for c := range p.contracts {
		con := &p.contracts[c]
		if !used[c] {
			continue
		}
		con.anySkill = !hard(m.Inst.Contracts[c].SkillCost)
		con.skill.Add(m.Inst.Contracts[c].SkillCost, 1)
		for _, x := range m.Machines(c) {
			mach := machine{Machine: x}
			mach.energy = make([]int64, len(x.Effects))
			mach.adds = make([]bool, len(x.Effects))
			for e := range x.Effects {
				mach.adds[e] = len(x.Effects[e].Adds) > 0
			}
			con.machines = append(con.machines, mach)
			if p.start == nil || len(con.machines) > p.machines {
				p.grow(len(con.machines))
			}
			for i, q := range x.Start {
				p.start[i*p.machines+len(con.machines)-1] = q
			}
		}
		for k := range m.Lines[c].Counters {
			r := &m.Lines[c].Counters[k]
			con.counters = append(con.counters, counter{
				rule: r, cost: colgen.Counter{Under: make([]colgen.Knee, len(r.Under)), Over: make([]colgen.Knee, len(r.Over))},
			})
		}
		p.counters = max(p.counters, len(con.counters))
		p.layTouches(con)
		if len(con.machines) == 1 {
			con.shape = &colgen.Shape{
				Days: p.Days, Cells: p.Cells, Machine: &con.machines[0].Machine, Energy: con.machines[0].energy,
				Class: con.dayClass, Touches: con.touches, Counters: make([]colgen.Counter, len(con.counters)),
			}
			for k := range con.counters {
				con.shape.Counters[k] = con.counters[k].cost // shares the bends
			}
			con.shape.Prepare()
			con.fine = con.shape.Scaled()
		}
	}
}

// grow makes room for more machines a person.
func (p *Problem) grow(machines int) {
	start := make([]int32, p.Staff*machines)
	for i := range p.Staff {
		for k := range p.machines {
			start[i*machines+k] = p.start[i*p.machines+k]
		}
	}
	p.start, p.machines = start, machines
}

// layTouches finds the days on which every cell adds the same to every counter.
func (p *Problem) layTouches(con *contract) {
	con.dayClass = make([]int32, p.Days)
	seen := map[string]int32{}
	for d := range p.Days {
		key := make([]byte, len(con.counters))
		for k := range con.counters {
			if con.counters[k].rule.On(d) {
				key[k] = 1
			}
		}
		c, ok := seen[string(key)]
		if !ok {
			c = int32(len(seen))
			seen[string(key)] = c
			for x := range p.Cells {
				var list []colgen.Touch
				for k := range con.counters {
					if a := con.counters[k].rule.Amount(d, x-1); a != 0 {
						list = append(list, colgen.Touch{Counter: int32(k), Amount: a})
					}
				}
				con.touches = append(con.touches, list)
			}
		}
		con.dayClass[d] = c
	}
}

func (p *Problem) layStaff() {
	in := p.Model.Inst
	p.contractOf = make([]int32, p.Staff)
	p.base = make([]int64, p.Staff*p.counters)
	p.skillEnd = make([]int32, p.Staff*(p.Skills+1))
	for i := range in.Staff {
		st := &in.Staff[i]
		p.contractOf[i] = int32(st.Contract)
		for k := range p.contracts[st.Contract].counters {
			p.base[i*p.counters+k] = p.Model.Base(i, k)
		}
		p.skillEnd[i*(p.Skills+1)] = math.MaxInt32
		for j, k := range st.Skills {
			end := int32(math.MaxInt32)
			if st.SkillUntil != nil {
				end = int32(min(st.SkillUntil[j], math.MaxInt32))
			}
			p.skillEnd[i*(p.Skills+1)+k+1] = end
		}
	}
}

// layCells interns the prices of single cells and finds what the search may use.
func (p *Problem) layCells() {
	m := p.Model
	p.prices = []nrp.Score{{}}
	number := map[nrp.Score]int32{{}: 0}
	n := p.Staff * p.Days
	p.price = make([]int32, n*p.Cells)
	p.allowed, p.frozen, p.keep = make([]nrp.CellSet, n), make([]bool, n), make([]Duty, n)
	for i := range p.Staff {
		con := &m.Inst.Contracts[m.Inst.Staff[i].Contract]
		for d := range p.Days {
			k := i*p.Days + d
			for x := range p.Cells {
				s := p.cellPrice(i, d, x)
				id, ok := number[s]
				if !ok {
					id = int32(len(p.prices))
					number[s] = id
					p.prices = append(p.prices, s)
				}
				p.price[k*p.Cells+x] = id
			}
			p.allow(i, d, k, con)
		}
	}
}

func (p *Problem) allow(i, d, k int, con *nrp.Contract) {
	m := p.Model
	set := nrp.AllShiftCells(p.Shifts) | nrp.OffCells
	for s := range m.Inst.Shifts {
		if m.Inst.Shifts[s].FixedOnly {
			set &^= nrp.ShiftCells(s)
		}
	}
	if hard(con.UnavailableCost) {
		set &^= m.Unavailable(i, d)
	}
	if set == 0 {
		set = nrp.OffCells
	}
	if f, ok := m.Fixed(i, d); ok && hard(con.FixedCost) {
		p.frozen[k], p.keep[k] = true, p.duty(f)
		set = nrp.ShiftCells(f.Shift)
	} else if ok && con.FixedCost.Weight > 0 {
		if p.asked == nil {
			p.asked = make([]int32, len(p.frozen))
			for j := range p.asked {
				p.asked[j] = -1
			}
		}
		p.asked[k] = int32(p.duty(f))
	}
	p.allowed[k] = set
}

// cellPrice is the price of a cell whatever skill it is worked in; a fixed cell
// that may be left is taken to be kept in its own skill (see Problem.asked).
func (p *Problem) cellPrice(i, d, cell int) nrp.Score {
	m := p.Model
	a := nrp.Assignment{Shift: cell - 1, Skill: nrp.NoSkill}
	if f, ok := m.Fixed(i, d); ok && f.Shift == a.Shift {
		a = f
	}
	s := m.CellScore(i, d, a)
	if st := &m.Inst.Staff[i]; a.Shift != nrp.NoShift && !st.Holds(a.Skill, d) {
		s.Add(m.Inst.Contracts[st.Contract].SkillCost, -1)
	}
	return s
}

// hard reports whether the search may take a cost for a prohibition.
func hard(c nrp.Cost) bool { return c.Level == nrp.LevelHard && c.Weight > 0 }
