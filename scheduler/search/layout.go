package search

import (
	"github.com/fairrota/fairrota/scheduler/colgen"
	"github.com/fairrota/fairrota/scheduler/nrp"
)

// layRows lists the rows each duty counts for and the duties each person may work.
func (p *Problem) layRows() {
	m := p.Model
	p.rows = make([]row, len(m.Rows))
	for k := range m.Rows {
		r := &m.Rows[k]
		p.rows[k] = row{
			min: int32(r.Min), preferred: int32(r.Preferred), max: int32(min(r.Max, nrp.NoLimit)), cells: r.Cells,
		}
	}
	p.rowsOn, p.heldOn = make([][]int32, p.Days), make([]bool, p.Days)
	for k := range m.Rows {
		d := m.Rows[k].Day
		p.rowsOn[d] = append(p.rowsOn[d], int32(k))
		p.heldOn[d] = p.heldOn[d] || m.Rows[k].Held
	}
	p.rowAt = make([]int32, 1, p.Days*p.Duties+1)
	for d := range p.Days {
		for x := range p.Duties {
			a := p.assignment(Duty(x))
			for _, k := range m.RowsOf(d, a.Shift) {
				r := &m.Rows[k]
				if r.Held || r.Skill == nrp.NoSkill || r.Skill == a.Skill {
					p.rowList = append(p.rowList, k)
				}
			}
			p.rowAt = append(p.rowAt, int32(len(p.rowList)))
		}
	}
	p.layApart()
	p.layOptions()
	p.layAlike()
}

// layApart notes who is told apart from others on which days: members of links and those
// whom cover excepts.
func (p *Problem) layApart() {
	note := func(i nrp.StaffIdx, d nrp.DayIdx) {
		if p.apart == nil {
			p.apart = make([]bool, p.Staff*p.Days)
		}
		p.apart[i*p.Days+d] = true
	}
	for k := range p.Model.Rows {
		r := &p.Model.Rows[k]
		for _, i := range r.Except {
			note(i, r.Day)
		}
		if r.Link != nil {
			for _, m := range r.Link.Members {
				note(m.Staff, r.Day)
			}
		}
	}
}

// layOptions finds the duties a person may work: each shift that can be handed out,
// in each skill that some cover asks of it and the person holds (any skill, where a
// skill not held is priced softly); without a skill where some cover takes anyone
// or there is no such skill that is held on every day.
func (p *Problem) layOptions() {
	in := p.Model.Inst
	wanted := make([]map[int]bool, p.Shifts)
	anyone := make([]bool, p.Shifts)
	for s := range wanted {
		wanted[s] = map[int]bool{}
	}
	for _, c := range in.Cover {
		if c.Held || c.Skill == nrp.NoSkill {
			anyone[c.Shift] = true
		} else {
			wanted[c.Shift][c.Skill] = true
		}
	}
	p.options = make([][]Duty, p.Staff)
	p.dutiesOf = make([][]Duty, p.Staff*p.Cells)
	for i := range in.Staff {
		soft := !hard(in.Contracts[in.Staff[i].Contract].SkillCost)
		p.options[i] = []Duty{0}
		p.dutiesOf[i*p.Cells] = []Duty{0}
		for s := range p.Shifts {
			var list []Duty
			always := false // there is a skill that she holds on every day
			for k := range p.Skills {
				first, last := soft || in.Staff[i].Holds(k, 0), soft || in.Staff[i].Holds(k, p.Days-1)
				if wanted[s][k] && (first || last) {
					list = append(list, p.duty(nrp.Assignment{Shift: s, Skill: k}))
					always = always || first && last
				}
			}
			if anyone[s] || !always {
				list = append(list, p.duty(nrp.Assignment{Shift: s, Skill: nrp.NoSkill}))
			}
			p.dutiesOf[i*p.Cells+s+1] = list
			if !in.Shifts[s].FixedOnly {
				p.options[i] = append(p.options[i], list...)
			}
		}
	}
}

// layAlike finds who may work what, and the pairs of people who may work a common duty.
func (p *Problem) layAlike() {
	p.able = make([]bool, p.Staff*p.Duties)
	for i := range p.Staff {
		for _, list := range p.dutiesOf[i*p.Cells : (i+1)*p.Cells] {
			for _, x := range list {
				p.able[i*p.Duties+int(x)] = true
			}
		}
	}
	p.alike = make([]bool, p.Staff*p.Staff)
	has := make([]bool, p.Duties)
	for i := range p.Staff {
		clear(has)
		for _, x := range p.options[i] {
			has[x] = x != 0
		}
		for j := range p.Staff {
			for _, x := range p.options[j] {
				if has[x] {
					p.alike[i*p.Staff+j] = true
					break
				}
			}
		}
	}
}

// SetFactors sets what one unit of each level is worth in energy. Unless exact, hard
// bends of counters are priced by whole shifts (see bend).
func (p *Problem) SetFactors(f nrp.Score, exact bool) {
	p.factors = f
	p.fine = fineness(f)
	p.priceE = energies(p.prices, f)
	p.skillE = make([]int64, len(p.contracts))
	p.askedE = make([]int64, len(p.contracts))
	for c := range p.contracts {
		con := &p.contracts[c]
		p.skillE[c] = dot(con.skill, f)
		p.askedE[c] = cost(p.Model.Inst.Contracts[c].FixedCost, f)
		for k := range con.machines {
			mach := &con.machines[k]
			for e := range mach.Effects {
				mach.energy[e] = dot(mach.Effects[e].Score, f)
			}
		}
		for k := range con.counters {
			r := con.counters[k].rule
			for j, x := range r.Under {
				con.counters[k].cost.Under[j] = bend(r.Counter, x, f, exact)
			}
			for j, x := range r.Over {
				con.counters[k].cost.Over[j] = bend(r.Counter, x, f, exact)
			}
		}
		if con.fine != nil {
			con.shape.ScaleTo(con.fine, p.fine)
		}
	}
	for k := range p.rows {
		r := &p.Model.Rows[k]
		p.rows[k].minE = cost(r.MinCost, f)
		p.rows[k].preferredE = cost(r.PreferredCost, f)
		p.rows[k].maxE = cost(r.MaxCost, f)
	}
	p.relief = p.relieve()
}

// SetLineFactors sets what one unit of each level is worth in energy, exactly, for lines alone: cover and links cost nothing.
func (p *Problem) SetLineFactors(f nrp.Score) {
	p.SetFactors(f, true)
	for k := range p.rows {
		p.rows[k].minE, p.rows[k].preferredE, p.rows[k].maxE = 0, 0, 0
	}
	p.relief = p.relieve()
}

// fineness returns the largest power of two up to finest by which all sums of
// energies can be multiplied.
func fineness(f nrp.Score) int64 {
	fine := int64(finest)
	for _, v := range f {
		for fine > 1 && v > 0 && v > colgen.Inf/largestSum/fine {
			fine /= 2
		}
	}
	return fine
}

// finest is how many steps a unit of energy is divided into: rounding prices to
// steps shifts a bound by less than a unit on some hundred rows. largestSum is more
// units of a level than a line may come to.
const (
	finest     = 1 << 10
	largestSum = 1 << 20
)

// relieve bounds what one changed cell can save in cover: what all rows of the
// shift it enters can gain and all rows of the shift it leaves.
func (p *Problem) relieve() int64 {
	var enter, leave int64
	for d := range p.Days {
		for s := nrp.NoShift; s < p.Shifts; s++ {
			var in, out int64
			for _, k := range p.Model.RowsOf(d, s) {
				in += max(p.rows[k].minE, p.rows[k].preferredE)
				out += p.rows[k].maxE
			}
			enter, leave = max(enter, in), max(leave, out)
		}
	}
	return enter + leave
}

// Fine returns what fine energies are multiplied by.
func (p *Problem) Fine() int64 { return p.fine }

// Factor returns what one unit of a level is worth in energy.
func (p *Problem) Factor(l nrp.Level) int64 { return p.factors[l] }

func dot(s, f nrp.Score) int64 {
	var e int64
	for l := range s {
		e += s[l] * f[l]
	}
	return e
}

func cost(c nrp.Cost, f nrp.Score) int64 { return c.Weight * f[c.Level] }

// bend is one bend of a counter with its energy. At the hard level it is priced by
// whole shifts: a shift too few or too many, or a part of one, is worth what one
// breach of another rule is, lest a minute missing be as dear as a short rest and
// the search be stuck between the two.
func bend(c nrp.Counter, k nrp.Knee, f nrp.Score, exact bool) colgen.Knee {
	out := colgen.Knee{At: k.At, Unit: 1, Energy: cost(k.Cost, f)}
	if exact || k.Cost.Level != nrp.LevelHard {
		return out
	}
	for _, a := range c.Amount {
		if a > 0 && (out.Unit == 1 || a < out.Unit) {
			out.Unit = a
		}
	}
	return out
}

func energies(scores []nrp.Score, f nrp.Score) []int64 {
	out := make([]int64, len(scores))
	for i := range scores {
		out[i] = dot(scores[i], f)
	}
	return out
}

// energy returns what n people cost.
func (r *row) energy(n int32) int64 {
	var e int64
	if n < r.preferred {
		e = int64(r.preferred-max(n, r.min)) * r.preferredE
		if n < r.min {
			e += int64(r.min-n) * r.minE
		}
	}
	if n > r.max {
		e += int64(n-r.max) * r.maxE
	}
	return e
}
