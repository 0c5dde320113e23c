package ingest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"danbiet/data"
)

// RegisterName is the incoming register of a folder of files: when each file
// came in and what the receiving body decided about it.
const RegisterName = "so-tiep-nhan.csv"

// RegisterRow is one line of the incoming register. Received is midnight of the
// day when ClockKnown is false. Decision "" is "not decided yet".
type RegisterRow struct {
	Row        int // line of the file, from 1
	File       string
	Received   time.Time
	ClockKnown bool
	Decision   string // "", accepted, returned
	DecidedOn  data.Day
	ReasonKind string // "", formal, substantive
	Reason     string
}

// The columns of the register and the words in them, as an office writes them;
// the codes themselves are read too.
var (
	registerColumns = []string{"tep", "nhan_luc", "quyet_dinh", "ngay_quyet_dinh", "loai_ly_do", "ly_do"}
	registerWords   = map[string]string{
		"tiếp nhận": "accepted", "chấp nhận": "accepted", "accepted": "accepted",
		"trả lại": "returned", "returned": "returned",
		"hình thức": "formal", "formal": "formal",
		"nội dung": "substantive", "substantive": "substantive",
	}
	registerClocks = []string{"02/01/2006 15:04", "2006-01-02 15:04", "02/01/2006 15:04:05", "2006-01-02 15:04:05"}
	registerDays   = []string{"02/01/2006", "2006-01-02"}
)

// ReadRegister reads an incoming register: semicolons or commas, columns in any
// order, further columns ignored. The first fault ends it, with its line: a
// register read by half would make somebody late.
func ReadRegister(b []byte) ([]RegisterRow, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	head, _, _ := bytes.Cut(b, []byte("\n"))
	if bytes.ContainsRune(head, ';') {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err != nil {
		return nil, registerFault(1, "không đọc được dòng đầu: %v", err)
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	index := map[string]int{}
	for _, c := range registerColumns {
		if index[c] = slices.Index(header, c); index[c] < 0 {
			return nil, registerFault(1, "thiếu cột “%s”; cần các cột %s", c, strings.Join(registerColumns, ";"))
		}
	}
	var rows []RegisterRow
	for {
		record, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			line := 0
			if pe := (*csv.ParseError)(nil); errors.As(err, &pe) {
				line = pe.Line
			}
			return nil, registerFault(line, "%v", err)
		}
		line, _ := r.FieldPos(0)
		get := func(c string) string {
			if i := index[c]; i < len(record) {
				return strings.TrimSpace(record[i])
			}
			return ""
		}
		row := RegisterRow{Row: line, File: get("tep"), Reason: get("ly_do")}
		if row.File == "" {
			return nil, registerFault(line, "cột “tep” trống")
		}
		if row.Received, row.ClockKnown, err = registerTime(get("nhan_luc")); err != nil {
			return nil, registerFault(line, "cột “nhan_luc”: %v", err)
		}
		if row.Decision, err = registerWord(get("quyet_dinh"), "accepted", "returned"); err != nil {
			return nil, registerFault(line, "cột “quyet_dinh”: %v", err)
		}
		if row.ReasonKind, err = registerWord(get("loai_ly_do"), "formal", "substantive"); err != nil {
			return nil, registerFault(line, "cột “loai_ly_do”: %v", err)
		}
		if on := get("ngay_quyet_dinh"); on != "" {
			t, clock, err := registerTime(on)
			if err != nil || clock {
				return nil, registerFault(line, "cột “ngay_quyet_dinh”: “%s” không phải là ngày, cần dạng 08/05/2024", on)
			}
			row.DecidedOn = data.DayOf(t)
		}
		if err := row.check(); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
}

// check holds what the columns say against each other.
func (r RegisterRow) check() error {
	switch {
	case (r.Decision == "") != (r.DecidedOn == 0):
		return registerFault(r.Row, "quyết định và ngày quyết định phải cùng có hoặc cùng để trống")
	case r.DecidedOn != 0 && r.DecidedOn < data.DayOf(r.Received):
		return registerFault(r.Row, "ngày quyết định trước ngày nhận")
	case (r.Decision == "returned") != (r.ReasonKind != ""):
		return registerFault(r.Row, "trả lại thì phải ghi loại lý do (hình thức hoặc nội dung), tiếp nhận thì để trống")
	case r.Decision == "returned" && r.Reason == "":
		return registerFault(r.Row, "trả lại thì phải ghi lý do")
	}
	return nil
}

func registerFault(line int, format string, args ...any) error {
	return fmt.Errorf("%w: sổ tiếp nhận, dòng %d: %s", data.ErrInvalid, line, fmt.Sprintf(format, args...))
}

func registerWord(s string, allowed ...string) (string, error) {
	if s == "" {
		return "", nil
	}
	code := registerWords[strings.ToLower(s)]
	if !slices.Contains(allowed, code) {
		return "", fmt.Errorf("“%s” không thuộc danh sách cho phép", s)
	}
	return code, nil
}

func registerTime(s string) (t time.Time, clock bool, err error) {
	for _, layout := range registerClocks {
		if t, err := time.ParseInLocation(layout, s, data.Saigon); err == nil {
			return t, true, nil
		}
	}
	for _, layout := range registerDays {
		if t, err := time.ParseInLocation(layout, s, data.Saigon); err == nil {
			return t, false, nil
		}
	}
	return time.Time{}, false, fmt.Errorf("“%s” không phải là ngày giờ, cần dạng 08/05/2024 09:15 hoặc 08/05/2024", s)
}

// writeRegister writes rows as ReadRegister reads them, with the banner in a
// column of its own.
func writeRegister(rows []RegisterRow, banner string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	word := map[string]string{"accepted": "tiếp nhận", "returned": "trả lại", "formal": "hình thức", "substantive": "nội dung"}
	if err := w.Write(append(slices.Clone(registerColumns), "ghi_chu")); err != nil {
		return nil, err
	}
	for _, r := range rows {
		layout := registerDays[0]
		if r.ClockKnown {
			layout = registerClocks[0]
		}
		if err := w.Write([]string{r.File, r.Received.In(data.Saigon).Format(layout), word[r.Decision], dayVi(r.DecidedOn), word[r.ReasonKind], r.Reason, banner}); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
