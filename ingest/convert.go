package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"danbiet/data"
)

// A Converter has LibreOffice turn files of old formats into ones that are
// read. It is code of others over files that nobody vouches for, so it is off
// unless an administrator names the program; then it runs in a process group of
// its own, with a profile and a folder that live as long as one file, without
// macros, links and recovery, under limits of time, memory and size.
type Converter struct {
	// Path is the program, soffice.
	Path string
	// Timeout is how long one file may take, 60 s when 0.
	Timeout time.Duration

	one sync.Mutex // LibreOffice takes 200 MB and a core; one at a time is enough
}

const (
	defaultConvertTime = time.Minute
	convertMemory      = 2 << 30
)

// The formats that a converter makes, with the name of LibreOffice's filter.
var convertFilters = map[string]string{
	"docx": "docx:MS Word 2007 XML",
	"xlsx": "xlsx:Calc MS Excel 2007 XML",
}

// A conversion is from one format to another, each by its extension. The zero
// value is none.
type conversion struct{ From, To string }

// conversionOf is how a file could be converted.
func conversionOf(b []byte) conversion {
	switch recogniseFile(b).name {
	case fileXls.name:
		return conversion{"xls", "xlsx"}
	case fileDoc.name:
		return conversion{"doc", "docx"}
	case fileRtf.name:
		return conversion{"rtf", "docx"}
	case fileOds.name:
		switch openDocumentType(b) {
		case "application/vnd.oasis.opendocument.spreadsheet":
			return conversion{"ods", "xlsx"}
		case "application/vnd.oasis.opendocument.text":
			return conversion{"odt", "docx"}
		}
	}
	return conversion{}
}

// openDocumentType is what the first entry of an OpenDocument file says.
func openDocumentType(b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return ""
	}
	f, err := z.Open("mimetype")
	if err != nil {
		return ""
	}
	defer f.Close()
	kind, err := io.ReadAll(io.LimitReader(f, 100))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(kind))
}

// A convertError says in both languages why a file was not converted.
type convertError struct{ vi, en string }

func (e convertError) Error() string { return e.en }

// convert gives a file in another format.
func (c *Converter) convert(ctx context.Context, how conversion, b []byte) ([]byte, error) {
	c.one.Lock()
	defer c.one.Unlock()
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = defaultConvertTime
	}
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	dir, err := os.MkdirTemp("", "danbiet-convert-*")
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "in."+how.From)
	if err := errors.Join(os.WriteFile(in, b, 0o600), writeProfile(filepath.Join(dir, "profile"))); err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	said, err := c.run(ctx, timeout, dir, in, how.To)
	if err != nil {
		return nil, err
	}
	return convertedFile(filepath.Join(dir, "out", "in."+how.To), said)
}

// run runs LibreOffice and gives what it printed.
func (c *Converter) run(ctx context.Context, timeout time.Duration, dir, in, to string) (string, error) {
	profile := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(filepath.Join(dir, "profile")), "/")}
	said := &tail{}
	cmd := exec.Command(c.Path, "-env:UserInstallation="+profile.String(), "--headless", "--norestore", "--nodefault", "--nolockcheck", "--nologo",
		"--convert-to", convertFilters[to], "--outdir", filepath.Join(dir, "out"), in)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, said, said
	cmd.Env = append(leanEnvironment(nil), "HOME="+dir, "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir, "LC_ALL=C.UTF-8")
	ownGroup(cmd)
	if err := startUnprivileged(cmd); err != nil {
		return "", fmt.Errorf("start the converter: %w", err)
	}
	limitProcess(cmd.Process.Pid, convertMemory, maxFile, 2*timeout+time.Second) // it may use two cores
	ended := make(chan struct{})
	killed := make(chan bool, 1)
	go func() {
		select {
		case <-ended:
			killed <- false
		case <-ctx.Done():
			killGroup(cmd)
			killed <- true
		}
	}()
	err := cmd.Wait()
	close(ended)
	if <-killed {
		return "", convertError{"quá " + FormatNumber(timeout.Seconds()) + " giây chưa xong", fmt.Sprintf("it took more than %g s", timeout.Seconds())}
	}
	killGroup(cmd) // what it may have left behind
	if err != nil {
		return "", convertError{"LibreOffice không mở được tệp", "LibreOffice could not open it (" + firstLine(said.String()) + ")"}
	}
	return said.String(), nil
}

// convertedFile reads what LibreOffice wrote; it ends well even when it wrote
// nothing.
func convertedFile(path, said string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil || info.Size() == 0:
		return nil, convertError{"LibreOffice không mở được tệp", "LibreOffice could not open it (" + firstLine(said) + ")"}
	case info.Size() > maxFile:
		return nil, convertError{"bản chuyển đổi lớn hơn " + megabytes(maxFile), "the converted copy is larger than 64 MB"}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	return b, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return short(line)
}

// writeProfile makes a profile of LibreOffice in which nothing runs, nothing is
// fetched and nothing is recovered.
func writeProfile(dir string) error {
	settings := []struct{ path, name, value string }{
		{"/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"},
		{"/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"},
		{"/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"},
		{"/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"},
		{"/org.openoffice.Office.Calc/Content/Update", "Link", "1"},   // never
		{"/org.openoffice.Office.Writer/Content/Update", "Link", "0"}, // never
		{"/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"},
		{"/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"},
	}
	var out strings.Builder
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">` + "\n")
	for _, s := range settings {
		fmt.Fprintf(&out, `<item oor:path="%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>`+"\n", s.path, s.name, s.value)
	}
	out.WriteString("</oor:items>\n")
	user := filepath.Join(dir, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(out.String()), 0o600)
}

// readConverted converts a file whose own format is not read and reads the
// copy. first is what was said of the file itself.
func (p *Readers) readConverted(ctx context.Context, name string, b []byte, cat *data.Catalogue, hints Hints, first reply) *data.Reading {
	refused := first.Reading
	kind, kindEn := "", ""
	var others []data.Problem // of the file itself: a name that says otherwise
	for _, problem := range refused.Problems {
		if problem.Code == "not_supported" {
			kind, kindEn = problem.Args["got"], problem.Args["got_en"]
		} else {
			others = append(others, problem)
		}
	}
	copied, err := p.Converter.convert(ctx, first.Convert, b)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		var why convertError
		if !errors.As(err, &why) {
			why = convertError{"không chạy được LibreOffice", err.Error()}
		}
		refused.Problems = append(refused.Problems, data.NewProblem("not_converted", data.Block, data.Place{}, "name", name, "why", why.vi, "why_en", why.en))
		return refused
	}
	shown := strings.TrimSuffix(name, filepath.Ext(name)) + "." + first.Convert.To
	second, why := p.read(ctx, shown, copied, cat, hints)
	switch {
	case ctx.Err() != nil && second.Reading == nil:
		return nil
	case why != nil:
		return stoppedReading(name, b, why)
	}
	r := second.Reading
	for i := range r.Problems {
		if r.Problems[i].Args["name"] == shown {
			r.Problems[i].Restate("name", name)
		}
	}
	r.File = fileInfo(name, b, r.File.Format)
	note := data.NewProblem("converted", data.Inform, data.Place{}, "name", name, "got", kind, "got_en", kindEn, "want", "."+first.Convert.To)
	r.Problems = append(append(others, note), r.Problems...)
	return r
}
