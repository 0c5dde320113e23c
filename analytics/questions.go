package analytics

import "context"

// A Question of the program: its function, and what it must be asked about
// besides a scope, a period and a day.
type Question struct {
	Name  string // of its function
	Ask   func(context.Context, DB, Filter) (*Table, error)
	About About
}

// About is what narrows a question; without it the question has no rows.
type About string

// What a question can be about.
const (
	AboutScope About = ""      // all units of the scope
	AboutUnit  About = "unit"  // the commune Filter.Unit
	AboutTask  About = "task"  // the task Filter.Task of the superior plan
	AboutSince About = "since" // what changed since the end of Filter.Since
)

// Questions lists every question that takes a Filter, in the order of the
// method. A test reads the package's own source: none can be left out, and what
// holds of all questions (scope, evidence, words) is held over this list.
func Questions() []Question {
	return []Question{
		{Name: "Obligations", Ask: Obligations},
		{Name: "UnexpectedReports", Ask: UnexpectedReports},
		{Name: "TimelinessRates", Ask: TimelinessRates},
		{Name: "TimelinessGrid", Ask: TimelinessGrid},
		{Name: "PeriodRates", Ask: PeriodRates},
		{Name: "RateRollup", Ask: RateRollup},
		{Name: "DHIS2Compare", Ask: DHIS2Compare},
		{Name: "RateReadings", Ask: RateReadings},
		{Name: "DeadlineReadings", Ask: DeadlineReadings},
		{Name: "ValueCompleteness", Ask: ValueCompleteness},
		{Name: "SubmissionCurve", Ask: SubmissionCurve},
		{Name: "SubmissionList", Ask: SubmissionList},

		{Name: "PlanSpecificity", Ask: PlanSpecificity},
		{Name: "TownTasks", Ask: TownTasks},
		{Name: "TaskGrid", Ask: TaskGrid},
		{Name: "TaskDetail", Ask: TaskDetail, About: AboutTask},
		{Name: "UnitTasks", Ask: UnitTasks, About: AboutUnit},
		{Name: "ApRollup", Ask: ApRollup, About: AboutUnit},
		{Name: "Completion", Ask: Completion},
		{Name: "CompletionTotals", Ask: CompletionTotals},
		{Name: "OverdueTasks", Ask: OverdueTasks},
		{Name: "PeriodProgress", Ask: PeriodProgress},
		{Name: "PlanCoverage", Ask: PlanCoverage},

		{Name: "IndicatorValues", Ask: IndicatorValues},
		{Name: "LegalMinimums", Ask: LegalMinimums},
		{Name: "ElementProfile", Ask: ElementProfile},
		{Name: "Composite", Ask: Composite},
		{Name: "OutsideScores", Ask: OutsideScores},

		{Name: "Intervals", Ask: Intervals},
		{Name: "Shrinkage", Ask: Shrinkage},
		{Name: "RankGroups", Ask: RankGroups},
		{Name: "Funnel", Ask: Funnel},
		{Name: "PeerGroups", Ask: PeerGroups},
		{Name: "PeerReference", Ask: PeerReference},
		{Name: "Changes", Ask: Changes},
		{Name: "SecondHalf", Ask: SecondHalf},
		{Name: "Bridged", Ask: Bridged},
		{Name: "Amalgamated", Ask: Amalgamated},
		{Name: "OnMap", Ask: OnMap},
		{Name: "ChangedSince", Ask: ChangedSince, About: AboutSince},
		{Name: "ReportsChangedSince", Ask: ReportsChangedSince, About: AboutSince},

		{Name: "RuleFindings", Ask: RuleFindings},
		{Name: "Signals", Ask: Signals},
		{Name: "FlagAnswers", Ask: FlagAnswers},
		{Name: "FlagYield", Ask: FlagYield},
		{Name: "Outliers", Ask: Outliers},
		{Name: "TextLikeness", Ask: TextLikeness},
		{Name: "EvidenceScore", Ask: EvidenceScore},
		{Name: "BulkArrival", Ask: BulkArrival},
	}
}
