//go:build !linux && !windows

package ingest

import (
	"os"
	"os/exec"
	"runtime/metrics"
	"syscall"
	"time"
)

func startUnprivileged(cmd *exec.Cmd) error { return cmd.Start() }

// processWatch knows nothing of another process here: time by the clock is
// watched by the parent, memory and CPU by the process itself.
type processWatch struct{}

func watchProcess(int, int64) (*processWatch, error) { return &processWatch{}, nil }

func (*processWatch) usage() (cpu time.Duration, resident int64, known bool) { return 0, 0, false }

func (*processWatch) close() {}

// kill ends the process and what it started.
func (*processWatch) kill(cmd *exec.Cmd) { killGroup(cmd) }

// limitFiles has the kernel refuse to write files longer than size, and a core.
func limitFiles(size int64) {
	for resource, value := range map[int]int64{syscall.RLIMIT_FSIZE: size, syscall.RLIMIT_CORE: 0} {
		var r syscall.Rlimit
		if syscall.Getrlimit(resource, &r) == nil {
			r.Cur = least(value, r.Max)
			r.Max = r.Cur
			syscall.Setrlimit(resource, &r)
		}
	}
}

// limitMemory ends this process when its runtime holds more than the limit.
func limitMemory(limit int64) {
	go func() {
		s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		for range time.Tick(10 * time.Millisecond) {
			metrics.Read(s)
			if int64(s[0].Value.Uint64())-int64(s[1].Value.Uint64()) > limit {
				os.Stderr.WriteString("out of memory\n")
				os.Exit(2)
			}
		}
	}()
}

// limitCPU has the kernel end this process when it goes on for longer than cpu.
func limitCPU(cpu time.Duration) {
	var used syscall.Rusage
	var limit syscall.Rlimit
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil || syscall.Getrlimit(syscall.RLIMIT_CPU, &limit) != nil {
		return
	}
	seconds := int64(used.Utime.Sec) + int64(used.Stime.Sec) + int64((cpu+time.Second)/time.Second)
	limit.Cur = least(seconds, limit.Max)
	syscall.Setrlimit(syscall.RLIMIT_CPU, &limit)
}

// least is for the systems that count limits with a sign and those that do not.
func least[T int64 | uint64](a int64, b T) T { return min(T(a), b) }

func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }

// limitProcess leaves it to the time limit.
func limitProcess(int, int64, int64, time.Duration) {}
