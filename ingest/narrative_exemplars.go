package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

var (
	exemplarWord = sieved(`(?i:mô hình|điển hình|cách làm hay)`)
	quoted       = regexp.MustCompile(`[“"”«]([^“”"«»]{3,160})["”“»]`)
	// otherNames are what a quoted name is of when it is no exemplar's.
	otherNames = regexp.MustCompile(`(?i:phong trào|cuộc vận động|chuyên mục|chủ đề|khẩu hiệu|phương châm|chương trình|hội thi|kế hoạch|đề án|danh hiệu|quỹ|tháng|tuần lễ|ngày hội|chiến dịch)\s*(?:thi đua\s*)?:?\s*$`)
	movement   = regexp.MustCompile(`^(?i:dân vận khéo|toàn dân|dân biết|học tập và làm theo|khéo)`)

	exemplarFields = []struct {
		field string
		re    *regexp.Regexp
	}{
		{"quoc_phong_an_ninh", regexp.MustCompile(`(?i:quốc phòng|an ninh|qp\s*-\s*an)`)},
		{"he_thong_chinh_tri", regexp.MustCompile(`(?i:hệ thống chính trị|xây dựng đảng|xây dựng chính quyền)`)},
		{"van_hoa_xa_hoi", regexp.MustCompile(`(?i:văn hóa|xã hội|vh\s*-\s*xh)`)},
		{"kinh_te", regexp.MustCompile(`(?i:kinh tế)`)},
	}
	exemplarField = regexp.MustCompile(`(?i:thuộc|về)\s+[^;.“"]{0,60}`)
	ofGroup       = regexp.MustCompile(`(?i:tập thể)`)
	ofPerson      = regexp.MustCompile(`(?i:cá nhân)`)
)

// maxExemplars is more than any commune registers in a year; the count keeps a
// hostile text from filling a page.
const maxExemplars = 300

// exemplarsIn are the exemplars that paragraphs name in quotes after the word:
// mô hình “…”, các mô hình: “…”, “…”. The movement itself is none.
func exemplarsIn(results []paragraphRead) []data.ExemplarNamed {
	var out []data.ExemplarNamed
	seen := map[string]bool{}
	for _, p := range results {
		for _, at := range p.sentences() {
			for _, e := range exemplarsOf(p, at) {
				if key := data.ToneKey(e.Name); !seen[key] && len(out) < maxExemplars {
					seen[key] = true
					out = append(out, e)
				}
			}
		}
	}
	return out
}

func exemplarsOf(p paragraphRead, at [2]int) []data.ExemplarNamed {
	s := p.canon[at[0]:at[1]]
	word := exemplarWord.FindStringIndex(s)
	headed := len(p.headings) > 0 && exemplarWord.MatchString(p.headings[0])
	if word == nil && !headed {
		return nil
	}
	from := 0
	if word != nil {
		from = word[1]
	}
	var out []data.ExemplarNamed
	names := quoted.FindAllStringSubmatchIndex(s[from:], -1)
	end := from
	for i, m := range names {
		before, name := s[end:from+m[0]], s[from+m[2]:from+m[3]]
		end = from + m[1]
		if movement.MatchString(strings.TrimSpace(name)) || otherNames.MatchString(before) || len(before) > 200 {
			continue
		}
		next := len(s)
		if i+1 < len(names) {
			next = from + names[i+1][0]
		}
		e := data.ExemplarNamed{Name: p.printed(at[0]+from+m[2], at[0]+from+m[3]), At: p.at(at[0]+from+m[0], at[0]+end)}
		// What is said right behind a name is of it; what stands before it, but
		// for remarks in brackets on other names, is of all that follow.
		said := []string{besideName(s[end:next]), bracketed.ReplaceAllString(before, " ")}
		e.Field = fieldOf(append(said, p.headings...))
		e.Kind = kindOfExemplar(append(said, p.headings...))
		out = append(out, e)
	}
	return out
}

var bracketed = regexp.MustCompile(`\([^()]*\)`)

// ofExemplar tells a remark in brackets that classes an exemplar.
var ofExemplar = regexp.MustCompile(`(?i:tập thể|cá nhân|lĩnh vực|kinh tế|văn hóa|quốc phòng|an ninh|hệ thống chính trị)`)

// besideName is the remark that follows a name: in brackets, or up to what ends
// it.
func besideName(s string) string {
	if m := bracketed.FindStringIndex(s); m != nil && !strings.ContainsAny(s[:m[0]], ";.:") && ofExemplar.MatchString(s[m[0]:m[1]]) {
		return s[m[0]:m[1]] // "của ông A, ấp B (cá nhân, lĩnh vực kinh tế)"
	}
	if i := strings.IndexAny(s, ";,:."); i >= 0 {
		return s[:i]
	}
	return s
}

// fieldOf is the one field that the nearest of some texts states.
func fieldOf(texts []string) *string {
	for i, text := range texts {
		if i < 2 && !strings.Contains(text, "lĩnh vực") && !strings.HasPrefix(text, "(") {
			text = strings.Join(exemplarField.FindAllString(text, -1), " ; ")
		}
		var found []string
		for _, f := range exemplarFields {
			if f.re.MatchString(text) {
				found = append(found, f.field)
			}
		}
		if len(found) == 1 {
			return &found[0]
		}
		if len(found) > 1 {
			return nil
		}
	}
	return nil
}

func kindOfExemplar(texts []string) *string {
	for _, text := range texts {
		group, person := ofGroup.MatchString(text), ofPerson.MatchString(text)
		switch {
		case group && person:
			return nil
		case group:
			return new("tap_the")
		case person:
			return new("ca_nhan")
		}
	}
	return nil
}
