package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	// The program starts itself to read files; started by a test, that is this
	// test program under its own name, which would run all tests again.
	if len(os.Args) > 1 && os.Args[1] == readingProcess {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"danbiet": main})
}

// TestScripts runs the command lines of testdata/script against the program.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(env *testscript.Env) error {
		return writeArchive(filepath.Join(env.WorkDir, "kh.zip"))
	}})
}

// writeArchive writes a zip with a plan and, as it should not be, a zip: a
// script cannot make one.
func writeArchive(path string) error {
	inner, err := archive("a.txt", "a")
	if err != nil {
		return err
	}
	outer, err := archive("ke-hoach.txt", "KẾ HOẠCH\nThực hiện Quy chế dân chủ ở cơ sở năm 2024\n", "trong.zip", inner)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(outer), 0o600)
}

// archive is a zip of files, each a name and what is in it.
func archive(files ...string) (string, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			return "", err
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			return "", err
		}
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return out.String(), nil
}
