//go:build !linux

package analytics

// giveWay does something. Other systems have no thread that gives way to those of
// its own process.
func giveWay(do func() error) error { return do() }
