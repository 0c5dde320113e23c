package ingest

import (
	"regexp"
	"strings"
	"time"

	"danbiet/data"
)

// monthWords are the months in words; "năm" is both five and year, so that
// "tháng năm năm 2024" is May and "tháng năm 2024" cannot be told.
var monthWords = map[string]int{
	"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
	"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}

const monthWord = `mười một|mười hai|mười|giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp`

// Two ways of writing a date. In words, the year follows "năm"; in figures the
// two signs must be the same, which the code checks.
const (
	dateFigures = `(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*([/.-])\s*(\d{4}|\d{2})|\s+(?i:năm)\s+(\d{4}))?`
	dateWords   = `(\d{1,2})\s+(?i:tháng)\s+(\d{1,2}|(?i:` + monthWord + `))(?:\s*(?:,?\s*(?i:năm)|/|-)\s*(\d{4}|\d{2}))?`
)

var (
	wholeDate = regexp.MustCompile(`^(?:(?i:ngày|mùng|mồng)\s*)*(?:` + dateFigures + `|` + dateWords + `)\s*[.,;]?$`)
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
)

// ParseDate reads one date the Vietnamese way, day before month: 10/5/2024,
// 10-5-2024, 10.5.2024, "ngày 10 tháng 5 năm 2024", months in words. year fills
// in a missing one (0: a date without a year is suspect). The problem is "" or
// "date_suspect": a day that does not exist, a year of two digits, or no date at
// all; the Day is then 0. Empty text is no date and no problem.
func ParseDate(s string, year int) (data.Day, string) {
	s = strings.Join(strings.Fields(string(canonTone([]rune(cleanText(s))))), " ")
	if s == "" {
		return 0, ""
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return dayOf(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	m := wholeDate.FindStringSubmatch(s)
	if m == nil {
		return 0, "date_suspect"
	}
	d := dateParts(m[1:])
	if !d.full() && d.yearText == "" {
		d.year = year
	}
	return d.day()
}

// A writtenDate is a date as it stands in a text.
type writtenDate struct {
	from, to         int // byte offsets of the canonical text
	year, month, dom int
	yearText         string
	signs            bool // the two signs differ: 10/5-2024
}

// full tells that the year stands in the text.
func (d writtenDate) full() bool { return len(d.yearText) == 4 }

// day is the civil day, or "date_suspect".
func (d writtenDate) day() (data.Day, string) {
	if d.signs || len(d.yearText) == 2 {
		return 0, "date_suspect"
	}
	return dayOf(d.year, d.month, d.dom)
}

func dayOf(year, month, dom int) (data.Day, string) {
	if year < 1900 || year > 2100 || month < 1 || month > 12 || dom < 1 {
		return 0, "date_suspect"
	}
	day := data.Date(year, time.Month(month), dom)
	if _, m, d := day.Time().Date(); int(m) != month || d != dom {
		return 0, "date_suspect"
	}
	return day, ""
}

// dateParts makes a date of the nine groups of the two ways of writing.
func dateParts(m []string) writtenDate {
	if m[0] != "" {
		year := m[4] + m[5]
		return writtenDate{dom: atoi(m[0]), month: atoi(m[2]), year: atoi(year), yearText: year, signs: m[3] != "" && m[3] != m[1]}
	}
	month, ok := monthWords[strings.ToLower(m[7])]
	if !ok {
		month = atoi(m[7])
	}
	return writtenDate{dom: atoi(m[6]), month: month, year: atoi(m[8]), yearText: m[8]}
}

// datesIn are the dates of a canonical text, left to right. What only looks like
// one (12/10/2024 inside 312/10/2024, a document number, a decimal) is left out.
func datesIn(s string) []writtenDate {
	var out []writtenDate
	for at := 0; at < len(s); {
		if !isDigit(s[at]) || !mayBeDate(s[at:]) {
			at++
			continue
		}
		d, ok := dateAt(s, at)
		if !ok {
			at++
			continue
		}
		out = append(out, d)
		at = d.to
	}
	return out
}

// mayBeDate is quickly told of what begins with a digit: a day of two digits at
// most goes on with a sign or with "tháng", and most numbers do not.
func mayBeDate(s string) bool {
	i := 1
	if i < len(s) && isDigit(s[i]) {
		i++
	}
	for i < len(s) && strings.IndexByte(" \t\n\f\r", s[i]) >= 0 {
		i++
	}
	return i < len(s) && strings.IndexByte("/.-tT", s[i]) >= 0
}

var dateHere = regexp.MustCompile(`^(?:` + dateFigures + `|` + dateWords + `)`)

// dateAt is the date that begins at a byte offset of a canonical text.
func dateAt(s string, from int) (writtenDate, bool) {
	m := dateHere.FindStringSubmatchIndex(s[from:])
	if m == nil || from > 0 && strings.IndexByte("0123456789/.,-", s[from-1]) >= 0 {
		return writtenDate{}, false
	}
	groups := make([]string, 9)
	for i := range groups {
		if a, b := m[2*i+2], m[2*i+3]; a >= 0 {
			groups[i] = s[from+a : from+b]
		}
	}
	d := dateParts(groups)
	d.from, d.to = from, from+m[1]
	if rest := s[d.to:]; rest != "" {
		next := rest[0]
		if next >= '0' && next <= '9' || len(rest) > 1 && strings.IndexByte("/.-", next) >= 0 && isNumberish(rest[1]) {
			return writtenDate{}, false
		}
		// "tháng năm 2024": month five, or the year of a month left out.
		if strings.EqualFold(groups[7], "năm") && d.yearText == "" && bareYear.MatchString(rest) {
			return writtenDate{}, false
		}
	}
	return d, true
}

var bareYear = regexp.MustCompile(`^\s+\d{4}`)

func isNumberish(b byte) bool { return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 0x80 }
