package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"danbiet/data"
)

// RegisterName is the file that holds an office's incoming register (sổ công
// văn đến) beside the files it speaks of.
const RegisterName = "so-tiep-nhan.csv"

// Register is an office's incoming register: when each file came, and what was
// decided about it.
type Register struct {
	SHA256 string
	Rows   map[string]RegisterRow // by file name, NFC, lower case
}

// RegisterRow is one line of the register. A day without a clock counts as that
// whole day (METHOD.md 0, R8).
type RegisterRow struct {
	Row        int // from 1, the heading not counted
	File       string
	Received   time.Time
	ClockKnown bool
	Sent       time.Time // when it left its sender; zero when the register does not say
	SentClock  bool      // false: Sent is known by its day alone
	Decision   string    // data.Accepted, data.Returned, "" = not decided yet
	DecidedOn  data.Day
	ReasonKind string
	Reason     string
}

// Row finds the row of a file.
func (r *Register) Row(file string) (RegisterRow, bool) {
	if r == nil {
		return RegisterRow{}, false
	}
	row, ok := r.Rows[registerKey(file)]
	return row, ok
}

// RowAt finds a row by its number.
func (r *Register) RowAt(no int) (RegisterRow, bool) {
	for _, row := range r.Rows {
		if row.Row == no {
			return row, true
		}
	}
	return RegisterRow{}, false
}

func registerKey(file string) string { return data.ToneKey(strings.TrimSpace(file)) }

// The columns of a register and the headings offices give them, compared by
// data.SearchKey.
var registerColumns = map[string][]string{
	"file":        {"file", "tep", "ten tep"},
	"received_at": {"received_at", "nhan_luc", "nhan luc", "ngay nhan", "ngay den", "thoi gian nhan"},
	"sent_at":     {"sent_at", "gui_luc", "gui luc", "ngay gui", "thoi gian gui"},
	"decision":    {"decision", "quyet_dinh", "quyet dinh", "ket qua", "xu ly"},
	"decided_on":  {"decided_on", "ngay_quyet_dinh", "ngay quyet dinh", "ngay xu ly"},
	"reason_kind": {"reason_kind", "reason kind", "loai_ly_do", "loai ly do"},
	"reason":      {"reason", "ly_do", "ly do"},
}

var registerDecisions = map[string]string{
	"": "", "accepted": data.Accepted, "chap nhan": data.Accepted, "tiep nhan": data.Accepted, "da nhan": data.Accepted, "dong y": data.Accepted,
	"returned": data.Returned, "tra lai": data.Returned, "bi tra lai": data.Returned,
}

var registerReasons = map[string]string{
	"": "", "formal": data.Formal, "hinh thuc": data.Formal, "the thuc": data.Formal,
	"substantive": data.Substantive, "noi dung": data.Substantive,
}

// ReadRegister reads a register. Every fault of it is a problem with its row
// and column; with a blocking one, nothing beside it may be imported: a wrong
// date of receipt cannot be taken back.
func ReadRegister(b []byte) (*Register, []data.Problem) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	if head, _, _ := bytes.Cut(b, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		r.Comma = ';'
	}
	p := registerReader{reg: &Register{Rows: map[string]RegisterRow{}}}
	head, err := r.Read()
	if err != nil {
		p.problem("damaged", 1, "", "name", RegisterName, "where", "dòng 1", "why", "không có dòng tiêu đề")
		return p.reg, p.problems
	}
	p.columns(head)
	for no := 1; ; no++ {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := no + 1
			if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
				line = parse.Line
			}
			p.problem("damaged", line, "", "name", RegisterName, "where", "dòng "+strconv.Itoa(line), "why", "dấu nháy hoặc dấu ngăn không khớp")
			break
		}
		line, _ := r.FieldPos(0)
		p.row(no, line, record)
	}
	return p.reg, p.problems
}

type registerReader struct {
	reg      *Register
	problems []data.Problem
	at       map[string]int
	names    map[string]string
}

func (p *registerReader) problem(code string, line int, column string, args ...string) {
	p.problems = append(p.problems, data.NewProblem(code, data.Block, data.Place{Row: line, Column: column}, args...))
}

func (p *registerReader) columns(head []string) {
	p.at, p.names = map[string]int{}, map[string]string{}
	for key, names := range registerColumns {
		for i, h := range head {
			for _, n := range names {
				if data.SearchKey(h) == n {
					p.at[key], p.names[key] = i, h
				}
			}
		}
	}
	for _, key := range []string{"file", "received_at"} {
		if _, ok := p.at[key]; !ok {
			p.problem("missing_required", 1, "", "where", RegisterName+", dòng 1", "what", "cột “"+registerColumns[key][1]+"”")
		}
	}
}

func (p *registerReader) field(record []string, key string) string {
	if i, ok := p.at[key]; ok && i < len(record) {
		return strings.TrimSpace(record[i])
	}
	return ""
}

func (p *registerReader) row(no, line int, record []string) {
	get := func(key string) string { return p.field(record, key) }
	where := func(key string) string {
		return RegisterName + ", dòng " + strconv.Itoa(line) + ", cột “" + p.names[key] + "”"
	}
	row := RegisterRow{Row: no, File: get("file"), Reason: get("reason")}
	if row.File == "" && get("received_at") == "" {
		return // an empty line of a spreadsheet saved as csv
	}
	if row.File == "" {
		p.problem("missing_required", line, p.names["file"], "where", where("file"), "what", "tên tệp")
	}
	var ok bool
	if row.Received, row.ClockKnown, ok = parseInstant(get("received_at")); !ok {
		p.problem("date_suspect", line, p.names["received_at"], "where", where("received_at"), "got", get("received_at"),
			"why", "không đọc được ngày nhận", "why_en", "is not a date of receipt")
	}
	if sent := get("sent_at"); sent != "" {
		if row.Sent, row.SentClock, ok = parseInstant(sent); !ok {
			p.problem("date_suspect", line, p.names["sent_at"], "where", where("sent_at"), "got", sent,
				"why", "không đọc được ngày gửi", "why_en", "is not a date of sending")
		} else if !row.Received.IsZero() && data.DayOf(row.Sent) > data.DayOf(row.Received) {
			p.problem("date_suspect", line, p.names["sent_at"], "where", where("sent_at"), "got", sent,
				"why", "sau ngày nhận "+dayVi(data.DayOf(row.Received)), "why_en", "is after the day of receipt "+dayVi(data.DayOf(row.Received)))
		}
	}
	if row.Decision, ok = registerDecisions[data.SearchKey(get("decision"))]; !ok {
		p.problem("unknown_word", line, p.names["decision"], "where", where("decision"), "got", get("decision"), "want", "chấp nhận, trả lại, hoặc để trống")
	}
	if row.ReasonKind, ok = registerReasons[data.SearchKey(get("reason_kind"))]; !ok {
		p.problem("unknown_word", line, p.names["reason_kind"], "where", where("reason_kind"), "got", get("reason_kind"), "want", "hình thức, nội dung")
	}
	if row.Decision == "" && get("decided_on") != "" {
		p.problem("missing_required", line, p.names["decision"], "where", where("decision"), "what", "quyết định của ngày "+get("decided_on"))
	}
	if row.Decision != "" {
		day, code := ParseDate(get("decided_on"), 0)
		if iso, err := data.ParseDay(get("decided_on")); err == nil {
			day, code = iso, ""
		}
		if row.DecidedOn = day; code != "" || day == 0 {
			p.problem("date_suspect", line, p.names["decided_on"], "where", where("decided_on"), "got", get("decided_on"),
				"why", "không đọc được ngày quyết định", "why_en", "is not a date of decision")
		}
	}
	switch {
	case row.Decision == data.Returned && row.ReasonKind == "":
		p.problem("missing_required", line, p.names["reason_kind"], "where", where("reason_kind"), "what", "loại lý do trả lại (hình thức hoặc nội dung)")
	case row.Decision == data.Returned && row.Reason == "":
		p.problem("missing_required", line, p.names["reason"], "where", where("reason"), "what", "lý do trả lại")
	case row.Decision != data.Returned && row.ReasonKind != "":
		p.problem("unknown_word", line, p.names["reason_kind"], "where", where("reason_kind"), "got", get("reason_kind"), "want", "để trống khi không trả lại")
	}
	if row.DecidedOn != 0 && !row.Received.IsZero() && row.DecidedOn < data.DayOf(row.Received) {
		p.problem("date_suspect", line, p.names["decided_on"], "where", where("decided_on"), "got", get("decided_on"),
			"why", "trước ngày nhận "+dayVi(data.DayOf(row.Received)), "why_en", "is before the day of receipt "+dayVi(data.DayOf(row.Received)))
	}
	key := registerKey(row.File)
	if old, ok := p.reg.Rows[key]; ok {
		p.problem("duplicate_row", line, p.names["file"], "where", where("file"), "what", "tệp “"+row.File+"”", "other", "dòng ghi thứ "+strconv.Itoa(old.Row))
		return
	}
	p.reg.Rows[key] = row
}

// parseInstant reads a time of receipt as registers write it: an ISO or
// Vietnamese date, with or without a clock. Without one, clock is false and the
// instant is the end of that day's business in the sense of METHOD.md 0, R8:
// the whole day counts, so any instant of it will do; noon is taken.
func parseInstant(s string) (at time.Time, clock, ok bool) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), true, true
	}
	datePart, clockPart, _ := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	day, err := data.ParseDay(datePart)
	if err != nil {
		var code string
		if day, code = ParseDate(datePart, 0); code != "" || day == 0 {
			return at, false, false
		}
	}
	clockPart = strings.TrimSpace(strings.NewReplacer("h", ":", "g", ":").Replace(clockPart))
	if clockPart == "" {
		return day.Start().Add(12 * time.Hour).UTC(), false, true
	}
	for _, layout := range []string{"15:04:05", "15:04", "15:"} {
		if c, err := time.Parse(layout, clockPart); err == nil {
			return day.Start().Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute + time.Duration(c.Second())*time.Second).UTC(), true, true
		}
	}
	return at, false, false
}
