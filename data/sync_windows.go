package data

import "golang.org/x/sys/windows"

// syncDir does nothing: Windows has no sync of a folder, NTFS journals names.
func syncDir(string) error { return nil }

// freeBytes is how much this user may still write to the disk of a folder.
func freeBytes(dir string) (int64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return int64(free), err
}
