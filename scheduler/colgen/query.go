package colgen

// Query asks for the cheapest cells of one person's line on the days From..To-1.
type Query struct {
	From, To int
	// State is the machine's state before day From.
	State int32
	// Cost is what each cell costs by itself, Inf for one that may not be used; [(day-From)*Cells+cell].
	Cost []int64
	// Totals is what the counters stand at without the days asked for.
	Totals []int64
	// End prices what the line's days from To on make of a state before day To, and
	// adds what they change in the counters; nil if there are none.
	End func(state int32) (energy int64, adds []Touch)
	// Limit bounds what is looked for: lines that cost more may be missed. Inf for none.
	Limit int64
	// Width is the largest number of labels kept on a day; 0 means no limit.
	Width int
	// Known is what earlier queries for the same line have taught; nil to begin anew.
	Known *Known
	// Stop, if set, is asked once a day and ends the search: then nothing is found and
	// nothing follows from the bound.
	Stop func() bool
	// Hard is the energy from which an effect is a prohibition, 0 if there is none.
	// Where Width makes labels be given up, those go first that could only reach a
	// prohibited counter's lower bend by breaking one.
	Hard int64
}

// Known is what a pricer learns of a line: which counters the bound on what must come
// has to hold, and what a unit of each other one is worth.
type Known struct {
	held  []int32
	price []int64 // [counter]
}
