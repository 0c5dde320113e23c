package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// chain writes n sealed lines to a new file and returns its path and bytes.
func chain(t *testing.T, n int) (string, []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	l, err := openLedger(path, func(Line) error { return nil }, func([]byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	for i := range n {
		line := Line{Seq: l.seq + 1, At: time.Date(2024, 5, 9, 3, i, 0, 0, time.UTC), Actor: "thử",
			Kind: "submission.received", About: "submission/1", Body: json.RawMessage(`{"a":"ẫ <&>"}`), Prev: l.hash}
		b, err := line.seal()
		if err != nil {
			t.Fatal(err)
		}
		if err := l.append([]Line{line}, b); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, b
}

func walk(path string) (lines int, torn []byte, err error) {
	l, err := openLedger(path, func(Line) error { lines++; return nil }, func(b []byte) error { torn = b; return nil })
	if err == nil {
		l.close()
	}
	return lines, torn, err
}

func TestLedgerWalksItsOwnLines(t *testing.T) {
	path, _ := chain(t, 5)
	if n, torn, err := walk(path); n != 5 || torn != nil || err != nil {
		t.Fatalf("got %d lines, torn %q, err %v; want 5 whole lines", n, torn, err)
	}
}

func TestLedgerNoticesEveryChangedByte(t *testing.T) {
	path, b := chain(t, 3)
	for i := range b {
		changed := bytes.Clone(b)
		changed[i] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		n, torn, err := walk(path)
		if err == nil && torn == nil && n == 3 {
			t.Fatalf("byte %d (%q) changed to %q and nobody noticed", i, b[i], changed[i])
		}
	}
}

func TestLedgerNoticesALineDroppedOrSwapped(t *testing.T) {
	path, b := chain(t, 3)
	lines := bytes.SplitAfter(b, []byte("\n"))
	for name, kept := range map[string][][]byte{
		"first dropped":  {lines[1], lines[2]},
		"middle dropped": {lines[0], lines[2]},
		"swapped":        {lines[1], lines[0], lines[2]},
		"repeated":       {lines[0], lines[0]},
	} {
		if err := os.WriteFile(path, bytes.Join(kept, nil), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := walk(path); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: got %v, want ErrCorrupt", name, err)
		}
	}
}

// A crash may leave any part of the last line behind. What was whole before
// stays, the rest is handed over and cut, and the file can be appended to.
func TestLedgerCutsATornTail(t *testing.T) {
	path, b := chain(t, 3)
	start := bytes.LastIndexByte(b[:len(b)-1], '\n') + 1
	for end := start + 1; end < len(b); end++ {
		if err := os.WriteFile(path, b[:end], 0o600); err != nil {
			t.Fatal(err)
		}
		n, torn, err := walk(path)
		if n != 2 || !bytes.Equal(torn, b[start:end]) || err != nil {
			t.Fatalf("cut at %d: got %d lines, torn %q, err %v; want 2 lines and the rest as torn", end, n, torn, err)
		}
		if rest, _ := os.ReadFile(path); !bytes.Equal(rest, b[:start]) {
			t.Fatalf("cut at %d: the file was not cut back to its whole lines", end)
		}
	}
}
