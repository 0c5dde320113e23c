package ingest

import "danbiet/data"

// spellingIn flags words whose tone mark stands where no convention puts it, each
// with the word before it ("Kế họach").
func spellingIn(p passage) []data.Problem {
	var out []data.Problem
	before := 0
	for i := 0; i < len(p.text); {
		if !isLetter(p.text[i]) {
			i++
			continue
		}
		j := i
		for j < len(p.text) && isLetter(p.text[j]) {
			j++
		}
		if misplacedTone(p.text[i:j]) {
			from := i
			if i > 0 && p.text[i-1] == ' ' && before < i {
				from = before
			}
			at := data.Place{Lines: [2]int{p.lineOf[from], p.lineOf[j-1]}}
			out = append(out, data.NewProblem("spelling", data.Inform, at, "where", linesVi(at),
				"got", string(p.text[from:j]), "want", string(canonTone(p.text[from:j]))))
		}
		before = i
		i = j
	}
	return out
}

// linesVi names lines in a sentence.
func linesVi(at data.Place) string {
	if at.Lines[0] == at.Lines[1] {
		return "Dòng " + itoa(at.Lines[0])
	}
	return "Dòng " + itoa(at.Lines[0]) + "–" + itoa(at.Lines[1])
}
