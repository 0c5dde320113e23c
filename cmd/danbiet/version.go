package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the program's version and those of the parts that matter when
// somebody asks why a figure differs.
func (versionCmd) Run(c *console) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	fmt.Fprintln(c.out, "danbiet", info.Main.Version, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	for _, d := range info.Deps {
		switch d.Path {
		case "github.com/duckdb/duckdb-go/v2", "github.com/go-echarts/go-echarts/v2", "github.com/xuri/excelize/v2":
			fmt.Fprintln(c.out, " ", d.Path, d.Version)
		}
	}
	return nil
}
