package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"danbiet/data"
)

// readText reads a file of plain text: a plan with all its parts, or the head,
// citations and closing of any other document. It never fails; what is wrong is
// in the problems.
func readText(name string, b []byte, cat *data.Catalogue, h Hints) *data.Reading {
	sum := sha256.Sum256(b)
	r := &data.Reading{
		File: data.FileInfo{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(b)), Format: "txt"},
		Kind: data.KindUnknown,
	}
	text, problems := decodeText(name, b)
	if strings.Count(text, "\n") > maxDocxLines { // what a Word document may have; every line is kept and sent on
		most := FormatNumber(maxDocxLines) + " dòng"
		problems = append(problems, data.NewProblem("too_large", data.Block, data.Place{}, "name", name, "got", "hơn "+most, "want", most))
	}
	r.Problems = problems
	if !data.Blocks(problems) {
		readDocument(r, &document{lines: splitLines(text), hints: h}, cat)
	}
	fillEmpty(r)
	return r
}

// readLines reads the visual lines of a document into r.
func readLines(r *data.Reading, lines []line, cat *data.Catalogue) {
	for _, l := range lines {
		r.Cells = append(r.Cells, data.Cell{At: data.Place{Lines: [2]int{l.no, l.no}}, Row: l.no, Col: 1, Text: l.text})
	}
	spaced := doubleSpaced(lines)
	z := zonesOf(lines, spaced)
	o := buildOutline(joinParagraphs(z.body, spaced))

	var written int
	var above string
	r.Head, written, above = headOf(z)
	if kind := kindOf(r.Head.Type); kind != data.KindUnknown || r.Kind == "" {
		r.Kind = kind // else what a person said it is stands
	}
	if r.Kind == data.KindUnknown {
		r.Problems = append(r.Problems, data.NewProblem("no_kind", data.Warn, data.Place{}, "name", r.File.Name))
	}
	r.Head.Year = yearOf(r.Head, written, r.Kind, o)
	r.Recipients, r.Signer = closingOf(z.closing)
	if r.Head.Issuer == nil {
		issuer, ok := inferIssuer(o)
		if !ok {
			issuer, ok = issuerOfSigner(r.Signer)
		}
		if ok {
			issuer = bodyCase(issuer)
			r.Head.Issuer, r.Head.IssuerState = &issuer, state(data.StateInferred)
		}
	}
	resolveUnit(r, above, cat)
	readBody(r, o)
	if r.Kind == data.KindReport {
		readReport(r, z, o, cat)
	}
	r.Problems = append(r.Problems, doubtsOf(r, slices.Concat(z.head, z.title), o)...)
}

// kindOf tells plans and reports by the type of the document.
func kindOf(kind *string) data.DocumentKind {
	switch {
	case kind == nil:
		return data.KindUnknown
	case strings.HasPrefix(*kind, "KẾ HOẠCH"), strings.HasPrefix(*kind, "CHƯƠNG TRÌNH"):
		return data.KindPlan
	case *kind == "BÁO CÁO":
		return data.KindReport
	}
	return data.KindUnknown
}

// readBody reads what stands between title and closing.
func readBody(r *data.Reading, o outline) {
	year := 0
	if r.Head.Year != nil {
		year = *r.Head.Year
	}
	for _, p := range o.all() {
		r.Citations = append(r.Citations, citationsIn(p)...)
	}
	if r.Kind == data.KindPlan {
		r.Tasks = tasksOf(o.sections, year)
		r.Obligations = dutiesOf(o, year)
	}
	r.Sections = sectionsOf(o)
}

// all are the passages of an outline in reading order.
func (o outline) all() []passage {
	out := append([]passage{}, o.preamble...)
	for _, s := range o.sections {
		s.walk(func(n *node) { out = append(out, n.parts...) })
	}
	return append(out, o.closing...)
}

// sectionsOf are the parts that are shown: the basis, then the sections.
func sectionsOf(o outline) []data.Section {
	var out []data.Section
	var basis data.Section
	for _, p := range o.preamble {
		if strings.HasPrefix(p.canon, "Căn cứ") || citedNumber.MatchString(p.canon) {
			basis.Items = append(basis.Items, data.Section{Title: p.String(), Role: roleBasis, At: p.place()})
		}
	}
	if n := len(basis.Items); n > 0 {
		basis.Role = roleBasis
		basis.At = data.Place{Lines: [2]int{basis.Items[0].At.Lines[0], basis.Items[n-1].At.Lines[1]}}
		out = append(out, basis)
	}
	for _, s := range o.sections {
		out = append(out, s.section())
	}
	return out
}

// fillEmpty makes empty lists of missing ones, which JSON would write as null.
func fillEmpty(r *data.Reading) {
	r.Tasks = orEmpty(r.Tasks)
	r.Obligations = orEmpty(r.Obligations)
	r.Citations = orEmpty(r.Citations)
	r.Recipients = orEmpty(r.Recipients)
	r.Problems = orEmpty(r.Problems)
	if r.Report != nil {
		r.Report.Tasks = orEmpty(r.Report.Tasks)
		r.Report.Indicators = orEmpty(r.Report.Indicators)
		r.Report.Exemplars = orEmpty(r.Report.Exemplars)
	}
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
