// Command danbiet takes in communes' plans and reports on grassroots democracy
// and shows who reported in time and which tasks are done. One program, one
// folder of data, no network.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"danbiet/dashboards/words"
	"danbiet/data"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(exitCode(err))
}

// Exit codes. exitRefused: the program worked, but something of what it was
// given was refused.
const (
	exitOK = iota
	exitRefused
	exitUsage
	exitFailed
)

// errRefused ends a command whose output has already said what was refused.
var errRefused = errors.New("refused")

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.Is(err, data.ErrInvalid):
		return exitUsage
	}
	return exitFailed
}

// console is what a subcommand talks to.
type console struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	err    io.Writer
	words  words.Words
	isDemo bool
}

func (c *console) say(key string, args ...string) {
	fmt.Fprintln(c.out, c.words.T("cli."+key, args...))
}

// commands are the subcommands, one file each.
type commands struct {
	Lang string `enum:"vi,en" default:"vi" env:"DANBIET_LANG" help:"${lang}"`

	Demo     demoCmd     `cmd:"" help:"${demo}"`
	Serve    serveCmd    `cmd:"" help:"${serve}"`
	Read     readCmd     `cmd:"" help:"${read}"`
	Template templateCmd `cmd:"" help:"${template}"`
	Import   importCmd   `cmd:"" help:"${import}"`
	Reread   rereadCmd   `cmd:"" help:"${reread}"`
	Units    unitsCmd    `cmd:"" help:"${units}"`
	Figures  figuresCmd  `cmd:"" help:"${figures}"`
	Flags    flagsCmd    `cmd:"" help:"${flags}"`
	Sample   sampleCmd   `cmd:"" help:"${sample}"`
	Check    checkCmd    `cmd:"" help:"${check}"`
	Rebuild  rebuildCmd  `cmd:"" help:"${rebuild}"`
	Version  versionCmd  `cmd:"" help:"${version}"`

	ReadingProcess readingProcessCmd `cmd:"" hidden:""`
}

// helpKeys are the words that the help texts above and in the subcommands name.
var helpKeys = []string{"lang", "demo", "serve", "read", "template", "import", "sample", "check", "rebuild", "version",
	"file", "json", "data", "paths", "verbose", "addr", "addr_demo", "folder", "seed", "rough", "unit", "period", "output", "soffice",
	"sender", "questions", "answers", "reread", "submission", "apply", "changes",
	"figures_outside", "figures_points", "flags", "flags_list", "flags_answer", "flags_flag", "flags_subject", "flags_result", "flags_text", "flags_side",
	"units", "units_import", "units_paths", "units_apply", "home", "disk_floor", "daily",
	"figures", "figures_import", "figures_path", "figures_source"}

// run parses args, runs one subcommand and prints its error, if any, as one
// sentence in the user's language.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	c := &console{ctx: ctx, in: stdin, out: stdout, err: stderr, words: words.Of(langOf(args))}
	err := dispatch(c, args)
	if err != nil && !errors.Is(err, errRefused) {
		fmt.Fprintln(stderr, c.words.T("cli.error", "why", c.sentence(err)))
	}
	return err
}

func dispatch(c *console, args []string) (err error) {
	vars := kong.Vars{}
	for _, key := range helpKeys {
		vars[key] = c.words.T("cli.help_" + key)
	}
	var all commands
	type exit int
	parser, err := kong.New(&all, vars, kong.Name("danbiet"), kong.Description(c.words.T("cli.help_danbiet")),
		kong.Writers(c.out, c.err), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { panic(exit(code)) }))
	if err != nil {
		return err
	}
	defer func() {
		if code, ok := recover().(exit); ok && code != 0 {
			err = errRefused
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return fmt.Errorf("%w: %s", data.ErrInvalid, err)
	}
	return parsed.Run(c)
}

// langOf looks for the language before the arguments are parsed: the parser's
// own messages are in it too.
func langOf(args []string) string {
	for i, a := range args {
		if a == "--lang=en" || a == "--lang" && i+1 < len(args) && args[i+1] == "en" {
			return "en"
		}
	}
	return os.Getenv("DANBIET_LANG")
}

// sentence says what went wrong in the user's words; the technical text follows
// in brackets for whoever helps.
func (c *console) sentence(err error) string {
	for _, known := range []struct {
		is  error
		key string
	}{
		{data.ErrLocked, "err_locked"}, {data.ErrCorrupt, "err_corrupt"}, {data.ErrUnavailable, "err_unavailable"},
		{errAddrInUse, "err_addr_in_use"}, {errNotLoopback, "err_not_loopback"}, {errUnknownHome, "err_unknown_home"}, {data.ErrInvalid, "err_invalid"},
	} {
		if errors.Is(err, known.is) {
			return c.words.T("cli."+known.key) + " (" + err.Error() + ")"
		}
	}
	return err.Error()
}
