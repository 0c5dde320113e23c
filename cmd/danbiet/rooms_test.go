package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms are the project's packages in the order of the house: a room imports
// rooms to its right only. ingest and analytics do not know each other.
var rooms = [][]string{
	{"danbiet/cmd/danbiet"},
	{"danbiet/dashboards"},
	{"danbiet/dashboards/browsertest"},
	{"danbiet/dashboards/export"},
	{"danbiet/dashboards/chart"},
	{"danbiet/dashboards/words", "danbiet/dashboards/static"},
	{"danbiet/analytics", "danbiet/ingest"},
	{"danbiet/data/national"},
	{"danbiet/data"},
}

type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "danbiet/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestRoomsImportToTheRightOnly(t *testing.T) {
	at := map[string]int{}
	for i, room := range rooms {
		for _, name := range room {
			at[name] = i
		}
	}
	for _, p := range packages(t) {
		from, ok := at[p.ImportPath]
		if !ok {
			t.Errorf("%s is no room of the house", p.ImportPath)
			continue
		}
		for _, name := range p.Imports {
			if to, ours := at[name]; ours && to <= from {
				t.Errorf("%s imports %s, which is not to its right", p.ImportPath, name)
			}
		}
	}
}

// What only one room may touch. Tests may reach further.
func TestOnlyOneRoomTouches(t *testing.T) {
	allowed := map[string][]string{
		"database/sql":                               {"danbiet/data", "danbiet/analytics"},
		"github.com/duckdb/duckdb-go/v2":             {"danbiet/data"},
		"net/http":                                   {"danbiet/dashboards", "danbiet/dashboards/static", "danbiet/dashboards/browsertest", "danbiet/cmd/danbiet"},
		"github.com/chromedp/chromedp":               {"danbiet/dashboards/browsertest"},
		"github.com/go-echarts/go-echarts/v2/charts": {"danbiet/dashboards/chart"},
	}
	for _, p := range packages(t) {
		for _, name := range p.Imports {
			rooms, limited := allowed[name]
			if limited && !slices.Contains(rooms, p.ImportPath) {
				t.Errorf("%s imports %s, which belongs to %s", p.ImportPath, name, strings.Join(rooms, ", "))
			}
		}
		if p.ImportPath != "danbiet/dashboards/browsertest" && slices.Contains(p.Imports, "danbiet/dashboards/browsertest") {
			t.Errorf("%s imports the browser of the tests", p.ImportPath)
		}
		if slices.Contains(p.Imports, "danbiet/data/national") {
			t.Errorf("%s imports the made-up country of the tests", p.ImportPath)
		}
	}
}
