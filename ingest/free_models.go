package ingest

import (
	"strings"

	"danbiet/data"
)

// The four fields of the movement "Dân vận khéo", and the two kinds.
var fieldWordsOf = []struct {
	code  string
	words []string
}{
	{"he_thong_chinh_tri", phrases("hệ thống chính trị|xây dựng đảng|chính trị|chính quyền|xây dựng hệ thống chính trị|htct|cải cách hành chính|xây dựng tổ chức")},
	{"quoc_phong_an_ninh", phrases("quốc phòng|an ninh|qpan|qp an|trật tự|quốc phòng an ninh|antt")},
	{"van_hoa_xa_hoi", phrases("văn hóa|xã hội|vhxh|giáo dục|y tế|an sinh|vh xh|văn hoá")},
	{"kinh_te", phrases("kinh tế|sản xuất|kt|phát triển kinh tế|nông thôn mới")},
}

func fieldTold(s string) *string {
	f := folded(s)
	for _, x := range fieldWordsOf {
		if has(f, x.words) {
			return &x.code
		}
	}
	return nil
}

func kindTold(s string) *string {
	f := folded(s)
	group, person := has(f, phrases("tập thể|tt")), has(f, phrases("cá nhân|cn"))
	kind := ""
	switch {
	case group == person:
		return nil
	case group:
		kind = "tap_the"
	default:
		kind = "ca_nhan"
	}
	return &kind
}

// exemplarsOfRegion reads a table that names models.
func (x *recogniser) exemplarsOfRegion(r *region) {
	section := ""
	for row := r.first; row <= r.last; row++ {
		c := r.cell(roleModel, row)
		if c == nil || c.text == "" || c.merged || x.rowHidden(r, row) {
			if c == nil {
				continue
			}
		}
		others := 0
		for _, col := range r.cols {
			if cell := r.g.cell(col.col, row); cell != nil && cell != c && cell.text != "" && !cell.merged && col.role != roleOrdinal {
				others++
			}
		}
		if others == 0 && (fieldTold(c.text) != nil || kindTold(c.text) != nil) {
			section = c.text
			continue
		}
		name := strings.Trim(plainName(c.text), "“”\"")
		if name == "" || isTotal(name) || startsWithDigit(name) && len(name) < 4 {
			continue
		}
		m := data.ExemplarNamed{Name: name, At: c.at}
		m.Field, m.Kind = r.marked(row, roleField, fieldTold), r.marked(row, roleKind, kindTold)
		if m.Field == nil {
			m.Field = fieldTold(section)
		}
		if m.Kind == nil {
			m.Kind = kindTold(section)
		}
		x.addExemplar(m)
	}
}

// marked is what a row says of field or kind: in words in the column for it, or
// by a mark in one of several columns ("Tập thể | Cá nhân").
func (r *region) marked(row int, role columnRole, tell func(string) *string) *string {
	for _, col := range r.cols {
		c := r.g.cell(col.col, row)
		if c == nil || c.text == "" || col.role == roleModel || col.role == roleOrdinal {
			continue
		}
		if col.role == role || col.role == roleGroup && role == roleField {
			if said := tell(c.text); said != nil {
				return said
			}
		}
		if mark := strings.ToLower(c.text); mark == "x" || mark == "1" || mark == "+" || mark == "v" || mark == "✓" {
			if said := tell(col.leaf); said != nil {
				return said
			}
		}
	}
	return nil
}

// addExemplar keeps a model; the table says more of one that a sentence named.
func (x *recogniser) addExemplar(m data.ExemplarNamed) {
	for i, have := range x.r.Report.Exemplars {
		if data.ToneKey(have.Name) == data.ToneKey(m.Name) {
			x.r.Report.Exemplars[i] = m
			return
		}
	}
	x.r.Report.Exemplars = append(x.r.Report.Exemplars, m)
}
