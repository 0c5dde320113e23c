package ingest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// startUnprivileged starts a command that cannot gain rights by a set-uid
// program, nor can what it starts. The flag belongs to the thread that starts it
// and to what that thread becomes, so a thread is spent on it: the goroutine
// ends locked, and its thread with it.
func startUnprivileged(cmd *exec.Cmd) error {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
			result <- fmt.Errorf("no new privileges: %w", err)
			return
		}
		result <- cmd.Start()
	}()
	return <-result
}

// processWatch looks at another process through /proc.
type processWatch struct{ stat *os.File }

func watchProcess(pid int, _ int64) (*processWatch, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	return &processWatch{f}, nil
}

// userHZ is the unit of CPU times in /proc, the same on every Linux.
const userHZ = 100

// usage is the CPU that the process has used and the memory that it occupies;
// known is false when it is gone.
func (w *processWatch) usage() (cpu time.Duration, resident int64, known bool) {
	var buf [1024]byte
	n, _ := w.stat.ReadAt(buf[:], 0)
	// The second field is the program's name in brackets, with whatever in it.
	end := bytes.LastIndexByte(buf[:n], ')')
	if end < 0 {
		return 0, 0, false
	}
	fields := bytes.Fields(buf[end+1 : n]) // the first is field 3 of proc_pid_stat(5)
	if len(fields) < 22 {
		return 0, 0, false
	}
	number := func(field int) int64 {
		v, _ := strconv.ParseInt(string(fields[field-3]), 10, 64)
		return v
	}
	// A program that this one starts and waits for is paid for, too.
	ticks := number(14) + number(15) + number(16) + number(17)
	return time.Duration(ticks) * time.Second / userHZ, number(24) * int64(os.Getpagesize()), true
}

func (w *processWatch) close() { w.stat.Close() }

// kill ends the process and what it started.
func (w *processWatch) kill(cmd *exec.Cmd) { killGroup(cmd) }

// limitMemory has the kernel refuse this process memory beyond the limit: what
// it may still map is what lies between what it occupies and the limit. Errors
// are not looked at: a kernel without a limit leaves the parent's watch.
func limitMemory(limit int64) {
	mapped, resident := ownMemory()
	if room := limit - resident; mapped > 0 && room > 0 {
		lower(unix.RLIMIT_DATA, uint64(mapped+room))
	}
}

// limitFiles has the kernel refuse to write files longer than size, and a core.
func limitFiles(size int64) {
	lower(unix.RLIMIT_FSIZE, uint64(size))
	lower(unix.RLIMIT_CORE, 0)
}

// lower lowers a limit of this process for good.
func lower(resource int, value uint64) {
	var r unix.Rlimit
	if unix.Getrlimit(resource, &r) == nil && value < r.Max {
		unix.Setrlimit(resource, &unix.Rlimit{Cur: value, Max: value})
	}
}

// ownMemory is what this process has mapped to write to, and what it occupies.
func ownMemory() (mapped, resident int64) {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	for line := range bytes.Lines(b) {
		fields := bytes.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kB, _ := strconv.ParseInt(string(fields[1]), 10, 64)
		switch string(fields[0]) {
		case "VmData:":
			mapped = kB << 10
		case "VmRSS:":
			resident = kB << 10
		}
	}
	return mapped, resident
}

// limitCPU has the kernel end this process when it goes on for longer than cpu
// from now: if the parent is gone or starved, nobody else does. The limit is
// lifted with each file, in whole seconds.
func limitCPU(cpu time.Duration) {
	var used unix.Rusage
	var limit unix.Rlimit
	if unix.Getrusage(unix.RUSAGE_SELF, &used) != nil || unix.Getrlimit(unix.RLIMIT_CPU, &limit) != nil {
		return
	}
	until := uint64(used.Utime.Sec + used.Stime.Sec + int64((cpu+2*time.Second)/time.Second) + 1)
	limit.Cur = min(until, limit.Max)
	unix.Setrlimit(unix.RLIMIT_CPU, &limit)
}

// ownGroup has a command head a process group of its own; killGroup ends all of
// it. A LibreOffice is three processes.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// limitProcess bounds the memory, the CPU and the files of another process and
// of what it starts from now on.
func limitProcess(pid int, memory, file int64, cpu time.Duration) {
	for resource, value := range map[int]uint64{unix.RLIMIT_DATA: uint64(memory), unix.RLIMIT_FSIZE: uint64(file),
		unix.RLIMIT_CPU: uint64(cpu / time.Second), unix.RLIMIT_CORE: 0} {
		unix.Prlimit(pid, resource, &unix.Rlimit{Cur: value, Max: value}, nil)
	}
}
