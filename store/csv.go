package store

import "strings"

// InertCell makes text of a CSV cell that a spreadsheet would take for a formula, by an
// apostrophe before it; other cells stay as they are.
func InertCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
