package data

// A Question is what a file leaves open and a person can answer: which unit it
// is of, which of two numbers was meant. Key names it within its file and is
// what an answer refers to; it stays the same when the file is read again.
type Question struct {
	Key    string       `json:"key"` // unit, period, kind, number:ChiTieu!E5, indicator:ChiTieu!B9
	Kind   QuestionKind `json:"kind"`
	FileNo int          `json:"file_no"`
	At     Place        `json:"at"`
	Got    string       `json:"got"` // as the file has it; "" when it says nothing
	// Candidates are at most five proposals, the likeliest first; none is taken
	// without a person.
	Candidates []Candidate `json:"candidates"`
	// Free tells that an answer may be something else than a candidate: a number,
	// the key of any unit, period or indicator.
	Free bool `json:"free"`
	// Optional questions may stay open: what they are about is then not counted.
	// Any other holds the sending until it is answered.
	Optional bool `json:"optional"`
}

// QuestionKind tells what is asked.
type QuestionKind string

// The kinds of question.
const (
	AskUnit      QuestionKind = "unit"
	AskPeriod    QuestionKind = "period"
	AskKind      QuestionKind = "kind"      // plan or report
	AskNumber    QuestionKind = "number"    // which of two readings of a number
	AskIndicator QuestionKind = "indicator" // which indicator a row is
)

// Candidate is one proposal: the value to answer with, what a person reads, and
// what tells it from others of the same name (district and code of a unit).
type Candidate struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Note  string `json:"note,omitempty"`
}

// NotListed answers that none of the units, periods or indicators is meant
// ("không có trong danh sách").
const NotListed = "khong-co"

// Answer is a person's answer to a question of one file of a submission.
type Answer struct {
	FileNo int    `json:"file_no"` // from 1
	Key    string `json:"key"`
	Value  string `json:"value"` // a candidate's value, NotListed, or free text where the question allows it
	// Got is what the question was about, as the file has it. Whoever answers may
	// leave it empty: it is filled in from the question.
	Got string `json:"got,omitempty"`
}

// FileCorrection is a correction in one file of a submission.
type FileCorrection struct {
	FileNo int `json:"file_no"` // from 1
	Correction
}

// Alias is what one sender's word means: learned from an answer, never guessed,
// and never taken for another sender.
type Alias struct {
	Sender string `json:"sender"` // key of the unit that sends
	Kind   string `json:"kind"`   // unit, indicator
	Text   string `json:"text"`   // as the sender wrote it
	Means  string `json:"means"`  // key of the unit, code and part of the indicator
}

// Kinds of alias.
const (
	AliasUnit      = "unit"
	AliasIndicator = "indicator"
)
