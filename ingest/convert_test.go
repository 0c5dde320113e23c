package ingest

import (
	"archive/zip"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"danbiet/data"
)

// soffice is LibreOffice's program; without it the test is skipped, or fails
// where one is required.
func soffice(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("DANBIET_REQUIRE_OFFICE") == "1" {
		t.Fatal("DANBIET_REQUIRE_OFFICE=1 and there is no soffice")
	}
	t.Skip("SKIPPED, NOT PROVEN: conversion of old formats needs LibreOffice (soffice)")
	return ""
}

// convertedBy has LibreOffice write a file in another format.
func convertedBy(t *testing.T, soffice, name string, b []byte, to string) []byte {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, name)
	if err := os.WriteFile(in, b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out"), in)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	ext, _, _ := strings.Cut(to, ":")
	out, err := os.ReadFile(filepath.Join(dir, "out", strings.TrimSuffix(name, filepath.Ext(name))+"."+ext))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func problemWith(r *data.Reading, code string) *data.Problem {
	for i := range r.Problems {
		if r.Problems[i].Code == code {
			return &r.Problems[i]
		}
	}
	return nil
}

func TestFilesOfOldFormatsAreConverted(t *testing.T) {
	program := soffice(t)
	cat := catalogue(t)
	readers := testReaders(t, "read", 1)
	workbook := sampleReport(t)
	want := Read("mau.xlsx", workbook, cat)
	t.Run("xls", func(t *testing.T) {
		old := convertedBy(t, program, "mau.xlsx", workbook, "xls")
		const name = "Biểu số liệu.xls"
		readers.Converter = nil
		if r := readers.Read(t.Context(), name, old, cat, Hints{}); problemWith(r, "not_supported") == nil || problemWith(r, "converted") != nil {
			t.Errorf("switched off: got %+v", r.Problems)
		}
		readers.Converter = &Converter{Path: program, Timeout: 5 * time.Minute}
		r := readers.Read(t.Context(), name, old, cat, Hints{})
		note := problemWith(r, "converted")
		if note == nil || note.Level != data.Inform || !strings.Contains(note.Text, name) || data.Blocks(r.Problems) {
			t.Fatalf("got %+v", r.Problems)
		}
		if r.File.Name != name || r.File.Bytes != int64(len(old)) || r.File.SHA256 == want.File.SHA256 {
			t.Errorf("got %+v", r.File)
		}
		if r.UnitID != want.UnitID || r.Period != want.Period || r.Report == nil || len(r.Report.Indicators) != len(want.Report.Indicators) {
			t.Fatalf("got %s %s, want %s %s and as many indicators", r.UnitID, r.Period, want.UnitID, want.Period)
		}
		for i, v := range r.Report.Indicators {
			if w := want.Report.Indicators[i]; v.Code != w.Code || v.Part != w.Part || v.Value != w.Value || v.At != w.At {
				t.Errorf("got %+v, want %+v", v, w)
			}
		}
	})
	plan := []byte("KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n")
	t.Run("doc", func(t *testing.T) {
		old := convertedBy(t, program, "ke-hoach.txt", plan, "doc:MS Word 97")
		r := readers.Read(t.Context(), "ke-hoach.doc", old, cat, Hints{})
		if problemWith(r, "converted") == nil || r.File.Bytes != int64(len(old)) {
			t.Errorf("got %+v", r.Problems)
		}
	})
}

// sampleReport is one report of the program's own template, without faults.
func sampleReport(t *testing.T) []byte {
	t.Helper()
	cat := catalogue(t)
	for name, b := range sampleFiles(t) {
		if strings.HasSuffix(name, ".xlsx") {
			if r := Read(filepath.Base(name), b, cat); r.Report != nil && !data.Blocks(r.Problems) && len(r.Report.Indicators) > 20 {
				return b
			}
		}
	}
	t.Fatal("no report in the sample")
	return nil
}

func TestADamagedFileIsNotConverted(t *testing.T) {
	readers := testReaders(t, "read", 1)
	readers.Converter = &Converter{Path: soffice(t), Timeout: 30 * time.Second}
	ods := openDocument(t, "application/vnd.oasis.opendocument.spreadsheet")
	r := readers.Read(t.Context(), "a.ods", ods, catalogue(t), Hints{})
	if problemWith(r, "not_converted") == nil || !data.Blocks(r.Problems) {
		t.Errorf("got %+v", r.Problems)
	}
}

func openDocument(tb testing.TB, kind string) []byte {
	return archiveOf(tb, zipEntry{name: "mimetype", body: kind, with: func(h *zip.FileHeader) { h.Method = zip.Store }})
}

func TestWhatAFileCouldBeConvertedTo(t *testing.T) {
	for about, c := range map[string]struct {
		file []byte
		want conversion
	}{
		"rtf":                       {[]byte("{\\rtf1 x}"), conversion{"rtf", "docx"}},
		"an OpenDocument sheet":     {openDocument(t, "application/vnd.oasis.opendocument.spreadsheet"), conversion{"ods", "xlsx"}},
		"an OpenDocument text":      {openDocument(t, "application/vnd.oasis.opendocument.text"), conversion{"odt", "docx"}},
		"an OpenDocument drawing":   {openDocument(t, "application/vnd.oasis.opendocument.graphics"), conversion{}},
		"text":                      {[]byte("KẾ HOẠCH"), conversion{}},
		"a web page":                {[]byte("<html>"), conversion{}},
		"nothing":                   {nil, conversion{}},
		"a workbook that is read":   {archiveOf(t, zipEntry{name: "xl/workbook.xml"}), conversion{}},
		"an archive of other files": {archiveOf(t, zipEntry{name: "a.xls"}), conversion{}},
	} {
		if got := conversionOf(c.file); got != c.want {
			t.Errorf("%s: got %v, want %v", about, got, c.want)
		}
	}
}

// A converter that does not end is killed with all that it started.
func TestAConverterThatDoesNotEndIsKilled(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "soffice")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 600 &\necho $! > "+dir+"/pid\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := &Converter{Path: script, Timeout: 500 * time.Millisecond}
	_, err := c.convert(t.Context(), conversion{"rtf", "docx"}, []byte("{\\rtf1}"))
	if err == nil || !strings.Contains(err.Error(), "0.5 s") {
		t.Fatalf("got %v", err)
	}
	pid, err := os.ReadFile(filepath.Join(dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		state, err := exec.Command("ps", "-o", "stat=", "-p", strings.TrimSpace(string(pid))).Output()
		if err != nil || strings.HasPrefix(strings.TrimSpace(string(state)), "Z") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("what it started is still there")
}

func TestConversionEndsWithItsCaller(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	script := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nexec sleep 600\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	readers := testReaders(t, "read", 1)
	readers.Converter = &Converter{Path: script}
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	if r := readers.Read(ctx, "a.rtf", []byte("{\\rtf1}"), catalogue(t), Hints{}); r != nil {
		t.Errorf("got %+v", r.Problems)
	}
}
