package analytics

import (
	"runtime"
	"sync"
	"syscall"
)

// givingWay are threads that give way to the others of this process, as many as
// there are processors: what is sent to them is done in turn. A thread may lower its
// standing without being root, and not raise it again; so they stand for good.
var givingWay = sync.OnceValue(func() chan<- func() {
	const lower = 5 // a third of the weight of the others
	work := make(chan func())
	for range runtime.GOMAXPROCS(0) {
		go func() {
			runtime.LockOSThread()
			thread := syscall.Gettid()
			if standing, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread); err == nil {
				_ = syscall.Setpriority(syscall.PRIO_PROCESS, thread, 20-standing+lower) // else they do not give way
			}
			for do := range work {
				do()
			}
		}()
	}
	return work
})

// giveWay does something on one of these threads.
func giveWay(do func() error) error {
	done := make(chan error, 1)
	givingWay() <- func() { done <- do() }
	return <-done
}
