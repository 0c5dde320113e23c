package data

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// OutsideFiguresLoaded says that points came in which another body gives to our
// units, such as those of Decision 766/QĐ-TTg: a csv file among the originals,
// with the columns unit, period, the groups of the policy of kind "outside" that
// has this score, and tong. They are kept as given, beside our own figures, and
// go into none of them (METHOD.md 3.7). A later table takes the place of an
// earlier one group by group; both stay.
type OutsideFiguresLoaded struct {
	File   FileInfo `json:"file"`
	Source string   `json:"source"` // who gives these points, and where
	Score  string   `json:"score"`  // qd766
}

// OutsideTotal is the group of the total as it was given.
const OutsideTotal = "tong"

// Kind is "outside.loaded".
func (*OutsideFiguresLoaded) Kind() string           { return "outside.loaded" }
func (*OutsideFiguresLoaded) about(seq int64) string { return fmt.Sprintf("outside/%d", seq) }

func (e *OutsideFiguresLoaded) apply(tx *tx, line Line) error {
	if !isHash(e.File.SHA256) || e.Source == "" {
		return fmt.Errorf("%w: a table of outside figures needs its file and who gives them", ErrInvalid)
	}
	if id := tx.submissionOf(e.File.SHA256); id != 0 {
		return fmt.Errorf("%w: table %q was received by line %d", ErrDuplicate, e.File.Name, id)
	}
	most, err := tx.catalogue.outsideGroups(e.Score)
	if err != nil {
		return err
	}
	in, err := tx.original(e.File.SHA256)
	if err != nil {
		return fmt.Errorf("table %q: %w", e.File.Name, err)
	}
	defer in.Close()
	tx.ownFile(e.File.SHA256, line.Seq)
	table := outsideTable{catalogue: tx.catalogue, most: most}
	figures, err := table.read(in)
	if err != nil {
		return fmt.Errorf("table %q: %w", e.File.Name, err)
	}
	for _, f := range figures {
		if err := tx.append("outside_figure", line.Seq, DayOf(line.At), f.unit, f.period, e.Score, f.group, f.points,
			f.place, f.printed, e.File.Name, e.File.SHA256, e.Source); err != nil {
			return err
		}
	}
	return nil
}

// outsideGroups are the groups of a score with the most points of each.
func (c *Catalogue) outsideGroups(score string) (map[string]float64, error) {
	for _, p := range c.Policies {
		var body struct {
			Score  string `json:"score"`
			Groups []struct {
				Group string  `json:"group"`
				Most  float64 `json:"most"`
			} `json:"groups"`
		}
		if p.Kind != "outside" || json.Unmarshal(p.Body, &body) != nil || body.Score != score {
			continue
		}
		most := map[string]float64{}
		for _, g := range body.Groups {
			most[g.Group] = g.Most
			most[OutsideTotal] += g.Most
		}
		return most, nil
	}
	return nil, fmt.Errorf("%w: no policy of an outside score %q", ErrInvalid, score)
}

// outsideTable reads a table of outside figures.
type outsideTable struct {
	tableFaults
	catalogue *Catalogue
	most      map[string]float64 // points, by column
}

// outsideFigure is one cell of it.
type outsideFigure struct {
	unit, period, group string
	points              float64
	place, printed      string
}

// read gives all points of a table, or all its faults. An empty cell is not given.
func (t *outsideTable) read(in io.Reader) ([]outsideFigure, error) {
	c := csv.NewReader(bufio.NewReader(in))
	head, err := c.Read()
	if err != nil {
		t.broken(err)
		return nil, t.failed()
	}
	t.heading(head)
	var figures []outsideFigure
	for seen := map[[2]string]bool{}; len(t.faults) < mostPastFaults; {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.broken(err)
			break
		}
		line, _ := c.FieldPos(0)
		figures = append(figures, t.row(head, record, line, seen)...)
	}
	return figures, t.failed()
}

func (t *outsideTable) heading(head []string) {
	for i, name := range head {
		head[i] = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		if name = head[i]; name != "unit" && name != "period" && t.most[name] == 0 {
			t.fault("outside_column", 1, name, "want", "unit, period, "+strings.Join(t.groups(), ", "))
		}
		if slices.Contains(head[:i], name) {
			t.fault("past_column_twice", 1, name)
		}
	}
	for _, name := range []string{"unit", "period"} {
		if !slices.Contains(head, name) {
			t.fault("outside_missing", 1, name)
		}
	}
}

func (t *outsideTable) groups() []string {
	var names []string
	for name := range t.most {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (t *outsideTable) row(head, record []string, line int, seen map[[2]string]bool) (figures []outsideFigure) {
	at := func(name string) string {
		if i := slices.Index(head, name); i >= 0 && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	unit, period := at("unit"), at("period")
	if t.catalogue.Level(unit) != LevelCommune {
		t.fault("past_value", line, "unit", "got", unit, "want", "khóa của một xã, phường trong danh mục", "want_en", "the key of a commune in the catalogue")
	}
	if _, ok := t.catalogue.PeriodByID(period); !ok {
		t.fault("past_value", line, "period", "got", period, "want", "khóa của một kỳ báo cáo, ví dụ 2023-6T", "want_en", "the key of a reporting period, such as 2023-6T")
	}
	if key := [2]string{unit, period}; seen[key] {
		t.fault("past_value", line, "unit", "got", unit, "want", "mỗi đơn vị một dòng trong một kỳ", "want_en", "one row a unit and period")
	} else {
		seen[key] = true
	}
	for i, name := range head {
		text := ""
		if i < len(record) {
			text = strings.TrimSpace(record[i])
		}
		most := t.most[name]
		if most == 0 || text == "" {
			continue
		}
		points, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(points) || points < 0 || points > most {
			limit := strconv.FormatFloat(most, 'f', -1, 64)
			t.fault("past_value", line, name, "got", text, "want", "số điểm từ 0 đến "+limit+", dấu chấm trước phần lẻ", "want_en", "points from 0 to "+limit+", with a full stop before their decimals")
		}
		figures = append(figures, outsideFigure{unit, period, name, points, "dòng " + strconv.Itoa(line) + "!" + name, text})
	}
	return figures
}
