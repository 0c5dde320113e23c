package analytics

import _ "embed"

// Method is METHOD.md: how every number is worked out, in Vietnamese with a
// summary in English after each section. It is shown under /tro-giup/cach-tinh.
//
//go:embed METHOD.md
var Method string
