package national

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"danbiet/data"
)

const (
	source   = "số liệu dựng để đo"
	document = "văn bản dựng để đo"
	since    = "2004-01-01"
)

// WriteCatalogue writes the country's catalogue into a folder: units.csv,
// unit_edges.csv and unit_measures.csv with the columns of the embedded files,
// and beside them the embedded indicators and report types, with periods,
// policies and a calendar for all its years. data.ReadCatalogue reads it.
func (n *Nation) WriteCatalogue(dir string) error {
	for name, write := range map[string]func(io.Writer) error{
		"units.csv": n.WriteUnits, "unit_edges.csv": n.WriteEdges, "unit_measures.csv": n.WriteMeasures,
		"periods.csv": n.writePeriods, "policies.json": n.writePolicies, "calendar.csv": n.writeCalendar,
		"indicators.csv":   func(w io.Writer) error { return copyEmbedded(w, "indicators.csv") },
		"report_types.csv": func(w io.Writer) error { return copyEmbedded(w, "report_types.csv") },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func copyEmbedded(w io.Writer, name string) error {
	b, err := fs.ReadFile(data.EmbeddedCatalogue(), name)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// WriteUnits writes the units as units.csv of the catalogue has them.
func (n *Nation) WriteUnits(w io.Writer) error {
	t := newTable(w, "unit", "level", "valid_from", "valid_to", "name", "type", "code", "parent", "border", "source")
	last := Reorganised.String()
	write := func(level string, units []Unit, from, to string) {
		for _, u := range units {
			until := to
			if u.Stays {
				if from != since {
					continue // written among those of before
				}
				until = ""
			}
			t.row(u.ID, level, from, until, u.Name, u.Type, u.Code, u.Parent, strconv.FormatBool(u.Border), source)
		}
	}
	write(data.LevelProvince, n.Provinces, since, last)
	write(data.LevelProvince, n.NewProvinces, last, "")
	write(data.LevelTown, n.Towns, since, last)
	write(data.LevelCommune, n.Communes, since, last)
	write(data.LevelCommune, n.NewCommunes, last, "")
	return t.end()
}

// WriteEdges writes the succession as unit_edges.csv of the catalogue has it.
func (n *Nation) WriteEdges(w io.Writer) error {
	t := newTable(w, "from", "to", "on", "share", "share_basis", "document")
	for _, e := range n.Edges {
		basis := "toàn bộ dân số (nhập nguyên đơn vị)"
		if e.Hundredth < 100 {
			basis = "một phần dân số"
		}
		t.row(e.From, e.To, Reorganised.String(), strconv.FormatFloat(float64(e.Hundredth)/100, 'f', -1, 64), basis, document)
	}
	return t.end()
}

// WriteMeasures writes how large the communes are, as unit_measures.csv of the
// catalogue has it.
func (n *Nation) WriteMeasures(w io.Writer) error {
	t := newTable(w, "unit", "as_of", "households", "population", "ap_count", "source")
	write := func(units []Unit, on string) {
		for _, u := range units {
			t.row(u.ID, on, strconv.Itoa(u.Households), strconv.Itoa(u.Households*18/5), strconv.Itoa(u.Aps), source)
		}
	}
	write(n.Communes, "2016-04-01")
	write(n.NewCommunes, Reorganised.String())
	return t.end()
}

// writePeriods follows the embedded ones: figures of a year from 06/10 on, due
// before 10/5 and before 10/10.
func (n *Nation) writePeriods(w io.Writer) error {
	t := newTable(w, "id", "report_type", "year", "data_from", "data_to", "rule", "rule_on", "rule_days", "roll", "cure_working_days", "min_cover", "policy", "document", "source")
	for y := n.FromYear; y <= n.ToYear; y++ {
		from := fmt.Sprintf("%d-10-06", y-1)
		for _, p := range [][4]string{{"6T", "so-ket-6t", "05-05", "05-10"}, {"N", "tong-ket-nam", "10-05", "10-10"}} {
			year := strconv.Itoa(y)
			t.row(year+"-"+p[0], p[1], year, from, year+"-"+p[2], "before_date", year+"-"+p[3], "0", "none", "3", "0.5", "han-nop-"+year, document, source)
		}
	}
	return t.end()
}

// writePolicies keeps what the embedded policies say, from the first year on, and
// gives each year the deadlines of its periods.
func (n *Nation) writePolicies(w io.Writer) error {
	b, err := fs.ReadFile(data.EmbeddedCatalogue(), "policies.json")
	if err != nil {
		return err
	}
	var embedded, all []map[string]any
	if err := json.Unmarshal(b, &embedded); err != nil {
		return err
	}
	for _, p := range embedded {
		if p["kind"] != "deadline" {
			p["valid_from"] = fmt.Sprintf("%d-01-01", n.FromYear)
			all = append(all, p)
		}
	}
	for y := n.FromYear; y <= n.ToYear; y++ {
		all = append(all, map[string]any{
			"id": fmt.Sprintf("han-nop-%d", y), "kind": "deadline", "valid_from": fmt.Sprintf("%d-01-01", y), "valid_to": fmt.Sprintf("%d-01-01", y+1),
			"body": map[string]any{"receipt_basis": "received_at", "rule": "before_date", "roll": "none", "so_ket_6t": "05-10",
				"tong_ket_nam": "10-10", "cure_working_days": 3, "min_cover": 0.5},
			"document": document, "approved_by": source,
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

// writeCalendar is the embedded calendar with the law's fixed days of the years
// before it.
func (n *Nation) writeCalendar(w io.Writer) error {
	var b bytes.Buffer
	if err := copyEmbedded(&b, "calendar.csv"); err != nil {
		return err
	}
	text := b.String()
	if _, err := io.WriteString(w, strings.TrimRight(text, "\n")+"\n"); err != nil {
		return err
	}
	for y := n.FromYear - 1; y < 2022; y++ {
		for _, day := range []string{"01-01", "04-30", "05-01", "09-02"} {
			if _, err := fmt.Fprintf(w, "%d-%s,false,ngày lễ,law,%s\n", y, day, source); err != nil {
				return err
			}
		}
	}
	return nil
}

// table writes csv and keeps the first error.
type table struct{ w *csv.Writer }

func newTable(w io.Writer, head ...string) table {
	t := table{csv.NewWriter(w)}
	t.row(head...)
	return t
}

func (t table) row(fields ...string) { _ = t.w.Write(fields) } // the writer keeps its error

func (t table) end() error {
	t.w.Flush()
	return t.w.Error()
}
