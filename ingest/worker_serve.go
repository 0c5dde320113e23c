package ingest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/shamaton/msgpack/v3"

	"danbiet/data"
)

// The parent and the reading process speak in frames: eight bytes of length,
// then a msgpack message. Not gob, which cannot tell a pointer to zero from no
// pointer: of a report's actual of 0 it would make "not stated". A request has
// one reply, but that to unpack has one for each member, so that a process
// never holds more than one of them.
type request struct {
	Task  byte
	Name  string
	Bytes []byte
	Hints Hints
	Tools Tools
	// Memory and CPU are the limits that the process puts on itself.
	Memory int64
	CPU    time.Duration
}

const (
	taskRead   byte = 1
	taskUnpack byte = 2
)

type reply struct {
	Reading *data.Reading
	// Convert is how a file of an old format could be converted.
	Convert conversion

	Archive  bool
	Member   *Member
	Problems []data.Problem

	// Last ends the replies to a request. Footprint is the memory that the
	// process holds then.
	Last      bool
	Footprint int64
}

func writeFrame(w io.Writer, message any) error {
	b, err := msgpack.MarshalAsArray(message)
	if err != nil {
		return fmt.Errorf("encode for the reading process: %w", err)
	}
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(b)))
	if _, err := w.Write(size[:]); err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// readFrame reads one message of at most limit bytes.
func readFrame(r io.Reader, limit int64, message any) error {
	var size [8]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint64(size[:])
	if n > uint64(limit) {
		return fmt.Errorf("a message of %d bytes, more than %d", n, limit)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return err
	}
	return decodeMessage(b, message)
}

func decodeMessage(b []byte, message any) (err error) {
	defer func() { // the other side may have been taken over by what it read
		if r := recover(); r != nil {
			err = fmt.Errorf("decode: %v", r)
		}
	}()
	return msgpack.UnmarshalAsArray(b, message)
}

// maxRequest is the longest request: a file and what is known of it.
const maxRequest = maxFile + 4<<20

// ServeReader is the reading process: it reads requests from in and answers
// them on out until in ends. It puts limits on the whole process; whoever calls
// it does nothing else afterwards.
func ServeReader(in io.Reader, out io.Writer, cat *data.Catalogue) error {
	return serveRequests(in, out, func(req *request, send func(*reply) error) error { return serve(req, cat, send) })
}

func serveRequests(in io.Reader, out io.Writer, serve func(*request, func(*reply) error) error) error {
	os.Stdout = os.Stderr // what a library prints must not get between the replies
	// A terminal sends its interrupt to parent and child; the parent decides.
	signal.Ignore(os.Interrupt)
	runtime.GOMAXPROCS(min(2, runtime.NumCPU())) // there are as many of us as cores
	debug.SetMaxStack(64 << 20)
	debug.SetGCPercent(400) // small files leave little behind; the memory limit rules large ones
	requests, replies := bufio.NewReaderSize(in, 64<<10), bufio.NewWriterSize(out, 64<<10)
	for limited := false; ; {
		var req request
		if err := readFrame(requests, maxRequest, &req); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if !limited {
			debug.SetMemoryLimit(req.Memory * 6 / 10)
			limitMemory(req.Memory)
			if req.Tools == (Tools{}) {
				limitFiles(0)
			} else { // a tool is handed the file by its name
				limitFiles(maxFile)
			}
			limited = true
		}
		limitCPU(req.CPU)
		err := serve(&req, func(r *reply) error { return writeFrame(replies, r) })
		if err == nil {
			err = replies.Flush()
		}
		if err != nil {
			return err
		}
	}
}

func serve(req *request, cat *data.Catalogue, send func(*reply) error) error {
	switch req.Task {
	case taskRead:
		r := &reply{Reading: req.Tools.ReadWith(req.Name, req.Bytes, cat, req.Hints), Convert: conversionOf(req.Bytes)}
		return sendLast(r, send)
	case taskUnpack:
		if !isArchive(req.Bytes) {
			return sendLast(&reply{}, send)
		}
		var failed error
		problems := unpack(req.Name, req.Bytes, func(m Member) {
			if failed == nil {
				failed = send(&reply{Archive: true, Member: &m})
			}
		})
		if failed != nil {
			return failed
		}
		return sendLast(&reply{Archive: true, Problems: problems}, send)
	}
	return fmt.Errorf("unknown task %d", req.Task)
}

func sendLast(r *reply, send func(*reply) error) error {
	r.Last, r.Footprint = true, footprint()
	return send(r)
}

// footprint is the memory that the runtime holds and has not given back.
func footprint() int64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64()) - int64(s[1].Value.Uint64())
}
