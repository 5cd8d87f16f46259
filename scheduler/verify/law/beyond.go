package law

// key is what two breaches must share to be the same breach, more or less grave.
type key struct {
	rule     Rule
	person   string
	from, to Instant
}

func (b *Breach) key() key { return key{b.Rule, b.Person, b.From, b.To} }

// Beyond returns the breaches of all that given ones do not have or have less gravely, in
// the order of all: with what is found without a part of the work as given, those that
// this part makes or makes worse.
func Beyond(all, given []Breach) []Breach {
	had := make(map[key]int, len(given))
	for i := range given {
		had[given[i].key()] = given[i].Excess()
	}
	var out []Breach
	for i := range all {
		if all[i].Excess() > had[all[i].key()] {
			out = append(out, all[i])
		}
	}
	return out
}

// Worst leaves of averages over periods that overlap one another the gravest: a person who
// works too much does so in dozens of rolling periods, and to read of one is enough. Other
// breaches stay. The order is that of Check, which all must have.
func Worst(all []Breach) []Breach {
	var out []Breach
	// run is where in out the breach of the present chain of periods stands, end how far
	// the chain reaches.
	run, end := -1, Instant(0)
	for i := range all {
		b := all[i]
		chained := run >= 0 && b.Rule.average() && out[run].Rule == b.Rule && out[run].Person == b.Person && b.From <= end
		switch {
		case !chained:
			run, end = len(out), b.To
			out = append(out, b)
		case b.Excess() > out[run].Excess():
			out[run] = b
			fallthrough
		default:
			end = max(end, b.To)
		}
	}
	return out
}
