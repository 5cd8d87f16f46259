package fairness

import "math/big"

// Ratio is an exact part, Num / Den with Den above 0. A Den of 0 or below stands for the whole: 1.
type Ratio struct{ Num, Den int64 }

// rat returns the ratio as a number.
func (r Ratio) rat() *big.Rat {
	if r.Den <= 0 {
		return big.NewRat(1, 1)
	}
	return big.NewRat(r.Num, r.Den)
}

// AtLeast returns the larger of r and floor.
func (r Ratio) AtLeast(floor Ratio) Ratio {
	if r.rat().Cmp(floor.rat()) < 0 {
		return floor
	}
	return r
}

// Milli is an amount of burden in thousandths of a point.
type Milli int64

// Line is one counted thing of one person.
type Line struct {
	// Count is how many; negative in a line that takes an earlier one back.
	Count int64
	// Points is what one weighs, in whole points, 0 or more; see Points.
	Points int64
	// Share is the contract's part of full time, Eligible the part of the period in which the
	// thing could have fallen on the person. Both are raised to Figures.Floor.
	Share, Eligible Ratio
	// Age is the number of days since the line's day; 0 for a day that is still to come.
	Age int
}

// Scaled returns what the line is worth before it decays: count x points / eligible / share,
// rounded to the nearest thousandth, halves away from zero.
func (f Figures) Scaled(l Line) Milli { return round(f.scaled(l)) }

// Worth returns what the line is worth at its age, rounded as Scaled is. A line and the one that
// takes it back are worth the same with opposite signs.
func (f Figures) Worth(l Line) Milli {
	v := f.scaled(l)
	num, den := f.DecayAt(l.Age)
	return round(v.Mul(v, new(big.Rat).SetFrac(num, den)))
}

// Burden returns the sum of what the lines are worth.
func (f Figures) Burden(lines []Line) Milli {
	var sum Milli
	for _, l := range lines {
		sum += f.Worth(l)
	}
	return sum
}

// Steps returns how many whole steps of decay an age in days is; 0 for an age below 0.
func (f Figures) Steps(age int) int { return max(age, 0) / f.DecayDays }

// DecayAt returns what a line of an age in days is multiplied by, as an exact fraction: a power of
// Decay, 0 from CutDays on.
func (f Figures) DecayAt(age int) (num, den *big.Int) {
	if age >= f.CutDays {
		return big.NewInt(0), big.NewInt(1)
	}
	steps := big.NewInt(int64(f.Steps(age)))
	return new(big.Int).Exp(big.NewInt(f.Decay.Num), steps, nil), new(big.Int).Exp(big.NewInt(f.Decay.Den), steps, nil)
}

// scaled is Scaled before it is rounded, in points.
func (f Figures) scaled(l Line) *big.Rat {
	v := new(big.Rat).SetInt(new(big.Int).Mul(big.NewInt(l.Count), big.NewInt(l.Points)))
	v.Quo(v, l.Eligible.AtLeast(f.Floor).rat())
	return v.Quo(v, l.Share.AtLeast(f.Floor).rat())
}

// round returns points in whole thousandths, halves away from zero.
func round(points *big.Rat) Milli {
	num := new(big.Int).Mul(points.Num(), big.NewInt(2*1000))
	negative := num.Sign() < 0
	num.Abs(num)
	// floor((2x + d) / 2d) is x / d to the nearest, halves up.
	num.Add(num, points.Denom())
	num.Quo(num, new(big.Int).Mul(points.Denom(), big.NewInt(2)))
	if negative {
		num.Neg(num)
	}
	return Milli(num.Int64())
}
