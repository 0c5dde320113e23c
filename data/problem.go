package data

import "strings"

// Level says what a problem does to a file.
type Level string

// Only what is logically impossible blocks; a warning passes with an
// explanation; the rest is for information.
const (
	Block  Level = "block"
	Warn   Level = "warn"
	Inform Level = "inform"
)

// Problem is one thing wrong or doubtful in a file, with its place. Text is the
// Vietnamese sentence: what, where, why, how to mend it.
type Problem struct {
	Code  string            `json:"code"`
	Level Level             `json:"level"`
	Text  string            `json:"text"`
	At    Place             `json:"at"`
	Args  map[string]string `json:"-"`
}

// Blocks reports whether any problem refuses the file.
func Blocks(ps []Problem) bool {
	for _, p := range ps {
		if p.Level == Block {
			return true
		}
	}
	return false
}

// NewProblem makes a problem whose sentence is the code's pattern with {name}
// replaced by args (pairs of name and value). An unknown code panics: the
// patterns are part of the program.
func NewProblem(code string, level Level, at Place, args ...string) Problem {
	pattern, ok := problemPatterns[code]
	if !ok || len(args)%2 != 0 {
		panic("problem without a pattern: " + code)
	}
	p := Problem{Code: code, Level: level, At: at, Args: map[string]string{}}
	for i := 0; i < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
	}
	p.Text = fill(pattern.vi, p.Args)
	return p
}

// Restate changes one argument of a problem's sentence.
func (p *Problem) Restate(arg, value string) {
	args := make(map[string]string, len(p.Args))
	for k, v := range p.Args {
		args[k] = v
	}
	args[arg] = value
	p.Args = args
	p.Text = fill(problemPatterns[p.Code].vi, args)
}

// Sentence is the problem's sentence in a language, "vi" or "en".
func (p Problem) Sentence(lang string) string {
	if lang != "en" {
		return p.Text
	}
	args := map[string]string{}
	for k, v := range p.Args {
		args[k] = v
		if _, own := p.Args[k+"_en"]; !own { // {got_en} is {got} unless given
			args[k+"_en"] = v
		}
	}
	return fill(problemPatterns[p.Code].en, args)
}

// ProblemCodes lists the codes that have a pattern.
func ProblemCodes() []string {
	codes := make([]string, 0, len(problemPatterns))
	for code := range problemPatterns {
		codes = append(codes, code)
	}
	return codes
}

func fill(pattern string, args map[string]string) string {
	var pairs []string
	for k, v := range args {
		pairs = append(pairs, "{"+k+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}

// Faults are all faults of something that was to be taken in; nothing of it was.
type Faults []Problem

func (f Faults) Error() string {
	var all []string
	for _, p := range f {
		all = append(all, p.Sentence("en"))
	}
	return strings.Join(all, "; ")
}

// Is tells that it cannot be used as it is.
func (f Faults) Is(target error) bool { return target == ErrInvalid }
