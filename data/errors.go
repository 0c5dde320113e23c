package data

import "errors"

// Sentinels: what a caller can do about an error. dashboards has one table
// from these to a status and a message, cmd one to an exit code.
var (
	// ErrInvalid: the user's input cannot be used as it is.
	ErrInvalid = errors.New("invalid")
	// ErrNotFound: no such thing, or none that this user may see.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the thing is no longer in the state that the change needs.
	ErrConflict = errors.New("conflict")
	// ErrDuplicate: these bytes were received before.
	ErrDuplicate = errors.New("duplicate")
	// ErrCorrupt: the folder of data contradicts itself.
	ErrCorrupt = errors.New("corrupt")
	// ErrUnavailable: the store is reopening or the disk is full; try again.
	ErrUnavailable = errors.New("unavailable")
	// ErrLocked: another process has this folder open.
	ErrLocked = errors.New("locked by another process")
)
