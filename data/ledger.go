package data

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Line is one line of the ledger: who did what, when, about what, with which
// values. Hash is the SHA-256 of the line's JSON without its hash, and Prev the
// hash of the line before, so that no line can be changed, dropped or moved
// without all later ones showing it.
type Line struct {
	Seq   int64           `json:"seq"`
	At    time.Time       `json:"at"` // UTC
	Actor string          `json:"actor"`
	Kind  string          `json:"kind"`
	About string          `json:"about"`
	Body  json.RawMessage `json:"body"`
	Prev  string          `json:"prev"`
	Hash  string          `json:"hash,omitempty"`
}

// seal works out the line's hash and returns its bytes with the newline.
func (l *Line) seal() ([]byte, error) {
	l.Hash = ""
	b, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	l.Hash = hex.EncodeToString(sum[:])
	b = append(b[:len(b)-1], `,"hash":"`...)
	b = append(b, l.Hash...)
	return append(b, "\"}\n"...), nil
}

// parseLine reads a sealed line (without its newline) and checks its hash.
func parseLine(b []byte) (Line, error) {
	var l Line
	if err := json.Unmarshal(b, &l); err != nil {
		return l, err
	}
	tail := []byte(`,"hash":"` + l.Hash + `"}`)
	if l.Hash == "" || !bytes.HasSuffix(b, tail) {
		return l, errors.New("line without a hash at its end")
	}
	sum := sha256.New()
	sum.Write(b[:len(b)-len(tail)])
	sum.Write([]byte("}"))
	if got := hex.EncodeToString(sum.Sum(nil)); got != l.Hash {
		return l, fmt.Errorf("hash is %s, the line says %s", short(got), short(l.Hash))
	}
	return l, nil
}

func short(hash string) string {
	if len(hash) > 8 {
		return hash[:8]
	}
	return hash
}

// ledger is the open file of lines. Its owner holds the store's writer lock.
type ledger struct {
	file *os.File
	size int64
	seq  int64  // of the last line
	hash string // of the last line
}

// openLedger opens or creates the file and walks its whole chain, calling each
// for every line. A last line that a crash left half written is cut off, after
// its bytes were handed to torn; anything else that does not fit is ErrCorrupt.
func openLedger(path string, each func(Line) error, torn func([]byte) error) (*ledger, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	l := &ledger{file: f}
	if err := l.walk(each, torn); err != nil {
		f.Close()
		return nil, err
	}
	return l, nil
}

func (l *ledger) walk(each func(Line) error, torn func([]byte) error) error {
	r := bufio.NewReaderSize(io.NewSectionReader(l.file, 0, 1<<62), 1<<20)
	for {
		b, err := r.ReadBytes('\n')
		if err == io.EOF && len(b) == 0 {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		complete := err == nil
		line, lineErr := parseLine(bytes.TrimSuffix(b, []byte("\n")))
		switch {
		case lineErr == nil && (line.Seq != l.seq+1 || line.Prev != l.hash):
			return fmt.Errorf("%w: ledger line %d follows line %d but does not continue its chain", ErrCorrupt, line.Seq, l.seq)
		case lineErr == nil && complete:
			if err := each(line); err != nil {
				return err
			}
			l.seq, l.hash, l.size = line.Seq, line.Hash, l.size+int64(len(b))
		case !complete:
			// No newline: the last write never finished, so nobody was given a
			// receipt for it.
			if err := torn(b); err != nil {
				return err
			}
			return l.cut()
		default:
			return fmt.Errorf("%w: ledger line %d: %v", ErrCorrupt, l.seq+1, lineErr)
		}
	}
}

// append writes sealed lines in one write and one fsync. After an error the
// file is as it was before.
func (l *ledger) append(lines []Line, sealed []byte) error {
	if len(lines) == 0 {
		return nil
	}
	_, err := l.file.WriteAt(sealed, l.size)
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		return errors.Join(fmt.Errorf("append to the ledger: %w", err), l.cut())
	}
	last := lines[len(lines)-1]
	l.seq, l.hash, l.size = last.Seq, last.Hash, l.size+int64(len(sealed))
	return nil
}

// cut removes what stands after the last good line.
func (l *ledger) cut() error {
	if err := l.file.Truncate(l.size); err != nil {
		return fmt.Errorf("cut the ledger back to line %d: %w", l.seq, err)
	}
	return l.file.Sync()
}

func (l *ledger) close() error { return l.file.Close() }
