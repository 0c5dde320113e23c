package ingest

import (
	"regexp"
	"strings"

	"danbiet/data"
)

// The roles of a section.
const (
	rolePurpose      = "purpose"
	roleTasks        = "tasks"
	roleOrganisation = "organisation"
	roleBasis        = "basis"
	roleOther        = "other"
)

// A node is a labelled paragraph with the unlabelled ones that belong to it and
// the items under it. The root has what stands before the first label.
type node struct {
	label    label
	parent   *node
	parts    []passage // without the label
	children []*node
	role     string // of sections only
}

// outline is the structure of a body.
type outline struct {
	preamble []passage // before the first section
	sections []*node
	closing  []passage // "Trên đây là …"
}

// closingParagraph opens what a document says after its last item.
var closingParagraph = regexp.MustCompile(`^(?:Trên đây|Trong quá trình (?:thực hiện|triển khai|tổ chức)|Nhận được|(?:Đề nghị|Yêu cầu) (?:các|Trưởng|Thủ trưởng|cán bộ|đồng chí)|Kế hoạch này)`)

var endMark = regexp.MustCompile(`\.\s*/\s*\.?["”)]*$`)

// buildOutline makes the structure of paragraphs. Sections are the outermost
// labels that the document uses.
func buildOutline(paras []paragraph) outline {
	top := topKind(paras)
	var o outline
	var open *node
	for i, p := range paras {
		body := p.body()
		switch {
		case len(o.closing) > 0 && p.label.kind == noLabel, p.label.kind == noLabel && endsOutline(p, i == len(paras)-1):
			o.closing = append(o.closing, body)
		case p.label.kind == noLabel && open == nil:
			o.preamble = append(o.preamble, body)
		case p.label.kind == noLabel:
			open.parts = append(open.parts, body)
		default:
			for open != nil && open.label.depth >= p.label.depth {
				open = open.parent
			}
			if open == nil && p.label.kind > top {
				o.preamble = append(o.preamble, p.passage)
				continue
			}
			n := &node{label: p.label, parent: open, parts: []passage{body}}
			if open == nil {
				o.sections = append(o.sections, n)
			} else {
				open.children = append(open.children, n)
			}
			open = n
		}
	}
	assignRoles(o.sections)
	return o
}

// endsOutline tells a closing paragraph; the end mark "./." makes any
// unlabelled last paragraph one.
func endsOutline(p paragraph, last bool) bool {
	return strings.HasPrefix(p.canon, "Trên đây") || closingParagraph.MatchString(p.canon) && endMark.MatchString(p.canon) || last && endMark.MatchString(p.canon)
}

// topKind is the outermost kind of label that heads sections: two or more of
// them, or the only kind there is.
func topKind(paras []paragraph) labelKind {
	var counts [plusLabel + 1]int
	for _, p := range paras {
		counts[p.label.kind]++
	}
	for kind := capitalLabel; kind <= plusLabel; kind++ {
		if counts[kind] > 1 || kind == romanLabel && counts[kind] > 0 {
			return kind
		}
	}
	return plusLabel
}

// roleWords say what a heading is about; the earliest in it decides.
var roleWords = []struct {
	role string
	re   *sieve
}{
	{roleBasis, sieved(`(?i:căn cứ|cơ sở pháp lý)`)},
	{rolePurpose, sieved(`(?i:mục đích|mục tiêu|yêu cầu|quan điểm|chỉ tiêu|phương châm|đặc điểm|tình hình)`)},
	{roleOrganisation, sieved(`(?i:tổ chức thực hiện|tổ chức triển khai|phân công|phân nhiệm|chế độ|báo cáo|kinh phí|trách nhiệm|tiến độ|thời gian|lộ trình|điều khoản|kiến nghị|đề xuất|công tác kiểm tra)`)},
	{roleTasks, sieved(`(?i:nhiệm vụ|nội dung|giải pháp|biện pháp|công việc|hoạt động|phương hướng|công tác|cách làm)`)},
}

func roleOf(title string) (role string, also bool) {
	role, first := roleOther, len(title)
	for _, w := range roleWords {
		if m := w.re.FindStringIndex(title); m != nil && m[0] < first {
			role, first = w.role, m[0]
		}
	}
	return role, role != roleTasks && roleWords[3].re.MatchString(title)
}

// assignRoles gives each section its role. A title of two roles ("Mục tiêu,
// nhiệm vụ") is of the first, unless no other section sets tasks; and where none
// says that it does, those of no other role do.
func assignRoles(sections []*node) {
	tasks := 0
	var both, other []*node
	for _, s := range sections {
		role, also := roleOf(s.parts[0].canon)
		if s.label.kind == capitalLabel || s.label.kind == romanLabel || len(s.parts[0].text) < 120 {
			s.role = role
		} else {
			s.role, also = roleOther, false
		}
		switch {
		case s.role == roleTasks:
			tasks++
		case also && s.role == rolePurpose:
			both = append(both, s)
		case s.role == roleOther:
			other = append(other, s)
		}
		// Under lettered parts the Roman sections have roles of their own.
		if s.label.kind == capitalLabel && len(s.children) > 0 && s.children[0].label.kind == romanLabel {
			assignRoles(s.children)
		}
	}
	if tasks > 0 {
		return
	}
	if len(both) == 0 {
		both = other
	}
	for _, s := range both {
		s.role = roleTasks
	}
}

// text is the whole text of a node, without that of its children.
func (n *node) text() passage { return concat(n.parts...) }

// place are the lines of a node with all that stands under it.
func (n *node) place() data.Place {
	at := n.text().place()
	for _, c := range n.children {
		at.Lines[1] = max(at.Lines[1], c.place().Lines[1])
	}
	return at
}

// path is the label of a node with those above it: "II.1.a". Items that bear a
// sign only are counted.
func (n *node) path() string {
	own := n.label.printed
	if n.label.kind >= dashLabel {
		own = n.count()
	}
	if n.parent == nil {
		return own
	}
	above := n.parent.path()
	if n.label.kind == multiLabel {
		// 1.1 under 1 says both; what is above that is not in it.
		up := n.parent
		for up.parent != nil && strings.HasPrefix(own, up.label.printed+".") {
			up = up.parent
		}
		above = up.path()
	}
	return above + "." + own
}

func (n *node) count() string {
	place := 1
	if n.parent != nil {
		for _, c := range n.parent.children {
			if c == n {
				break
			}
			place++
		}
	}
	return itoa(place)
}

// walk calls f for a node and all below it, in reading order.
func (n *node) walk(f func(*node)) {
	f(n)
	for _, c := range n.children {
		c.walk(f)
	}
}

// section makes the part of the reading that is shown.
func (n *node) section() data.Section {
	s := data.Section{Label: n.label.printed, Title: n.text().String(), Role: n.role, At: n.place()}
	if n.parent == nil && len(n.parts) > 1 { // a heading, then paragraphs
		s.Title = n.parts[0].String()
		for _, p := range n.parts[1:] {
			s.Items = append(s.Items, data.Section{Title: p.String(), Role: n.role, At: p.place()})
		}
	}
	for _, c := range n.children {
		item := c.section()
		if item.Role == "" {
			item.Role = n.role
		}
		s.Items = append(s.Items, item)
	}
	return s
}
