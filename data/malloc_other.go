//go:build !linux

package data

// keepMemory: other systems' C libraries have their own ways.
func keepMemory() {}
