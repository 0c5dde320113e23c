package ingest

import (
	"fmt"
	"os/exec"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

func startUnprivileged(cmd *exec.Cmd) error { return cmd.Start() }

// processWatch has another process in a job object: Windows refuses it memory
// beyond the limit, lets it start nothing that outlives it, and ends it with us.
type processWatch struct{ job, process windows.Handle }

func watchProcess(pid int, memory int64) (*processWatch, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("create a job object: %w", err)
	}
	w := &processWatch{job: job}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: uintptr(memory)}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
		windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits))); err != nil {
		w.close()
		return nil, fmt.Errorf("limit a job object: %w", err)
	}
	const access = windows.PROCESS_SET_QUOTA | windows.PROCESS_TERMINATE | windows.PROCESS_QUERY_LIMITED_INFORMATION
	if w.process, err = windows.OpenProcess(access, false, uint32(pid)); err != nil {
		w.close()
		return nil, fmt.Errorf("open process %d: %w", pid, err)
	}
	if err := windows.AssignProcessToJobObject(job, w.process); err != nil {
		w.close()
		return nil, fmt.Errorf("put process %d into a job object: %w", pid, err)
	}
	return w, nil
}

// usage is the CPU that the process has used. Its memory is for the job object
// to refuse, so it is told as 0.
func (w *processWatch) usage() (cpu time.Duration, resident int64, known bool) {
	var created, exited, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(w.process, &created, &exited, &kernel, &user); err != nil {
		return 0, 0, false
	}
	ticks := func(t windows.Filetime) int64 { return int64(t.HighDateTime)<<32 | int64(t.LowDateTime) }
	return time.Duration(ticks(kernel)+ticks(user)) * 100, 0, true
}

func (w *processWatch) close() {
	if w.process != 0 {
		windows.CloseHandle(w.process)
	}
	windows.CloseHandle(w.job)
}

// kill ends the process and what it started.
func (w *processWatch) kill(*exec.Cmd) { windows.TerminateJobObject(w.job, 1) }

// The parent's job object limits a reading process here.
func limitMemory(int64) {}

func limitFiles(int64) {}

func limitCPU(time.Duration) {}

func ownGroup(cmd *exec.Cmd) {}

// killGroup ends a process and all that it started.
func killGroup(cmd *exec.Cmd) error {
	return exec.Command("taskkill", "/T", "/F", "/PID", fmt.Sprint(cmd.Process.Pid)).Run()
}

// limitProcess leaves it to the time limit.
func limitProcess(int, int64, int64, time.Duration) {}
