package main

import (
	"os"
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
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
