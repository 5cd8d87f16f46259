package api

import (
	"strings"
	"unicode"
)

// grade is the Flesch-Kincaid grade of a text: 0.39 x words a sentence + 11.8 x syllables a word -
// 15.59 (Kincaid and others, 1975, Derivation of new readability formulas); a school year of England
// is a grade and one. A number is a word of one syllable.
func grade(text string) float64 {
	sentences, words, syllables, open := 0, 0, 0, false
	for _, field := range strings.Fields(text) {
		for _, word := range strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && !unicode.IsDigit(r) }) {
			words, open = words+1, true
			syllables += syllablesOf(strings.ToLower(word))
		}
		if open && strings.ContainsAny(field[len(field)-1:], ".:?") {
			sentences, open = sentences+1, false
		}
	}
	if open {
		sentences++
	}
	return 0.39*float64(words)/float64(max(sentences, 1)) + 11.8*float64(syllables)/float64(max(words, 1)) - 15.59
}

// syllablesOf counts groups of vowels; a silent e at the end is none, a date's short names
// are read in full.
func syllablesOf(word string) int {
	if n, ok := map[string]int{"sat": 3, "sun": 2, "mon": 2, "tue": 2, "wed": 2, "thu": 2, "fri": 2, "mar": 1}[word]; ok {
		return n
	}
	n, was := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !was {
			n++
		}
		was = vowel
	}
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && n > 1 {
		n--
	}
	return max(1, n)
}
