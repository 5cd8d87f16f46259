package main

// Given names and surnames from which the demo's people are put together. Nobody in
// particular is meant.
var (
	demoGivenNames = []string{
		"Ada", "Ben", "Grace", "Oluwaseun", "Priya", "Tomasz", "Aoife", "Daniel", "Fatima", "Hannah",
		"Isaac", "Jasmine", "Kwame", "Leah", "Marek", "Nadia", "Owen", "Rosa", "Samira", "Tunde",
		"Una", "Victor", "Wei", "Yusuf", "Zofia", "Carys", "Dilip", "Esther", "Farah", "George",
	}
	demoSurnames = []string{
		"Thornbury", "Okafor", "Pennington", "Sharma", "Kowalczyk", "Byrne", "Marsh", "Haddad", "Fielding", "Oyelaran",
		"Castellano", "Mensah", "Hollis", "Novak", "Rahman", "Prosser", "Delgado", "Ahmadi", "Bakare", "Quigley",
		"Larkin", "Chen", "Demir", "Wojcik", "Beynon", "Patel", "Adeyemi", "Farooq", "Whitlock", "Garside", "Ives",
	}
)

// demoLongName tries the width of every column that shows a name.
const demoLongName = "Gwenllian Angharad Llewellyn-Rhydderch"

// demoName returns the n-th name of the demo, n from 0. The two lists have lengths
// without a common divisor, so that 930 names go by before one comes again.
func demoName(n int) string {
	if n == demoLongNameAt {
		return demoLongName
	}
	return demoGivenNames[n%len(demoGivenNames)] + " " + demoSurnames[n%len(demoSurnames)]
}

// demoLongNameAt is the place of demoLongName.
const demoLongNameAt = 5
