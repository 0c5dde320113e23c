package ingest

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"danbiet/data"
)

// A cell of milestones says by when how much of a task must be done: "30/6: 40%;
// 31/12: 100%", "Quý II 50%, quý IV 50%", "đến tháng 6 đạt 40%; hết tháng 12: 100%".

var (
	milestoneWords = phrases("mốc|các mốc|mốc tiến độ|các mốc tiến độ|mốc hoàn thành|mốc thực hiện|mốc và tỷ lệ|mốc, tỷ lệ|tiến độ theo mốc|phân kỳ|phân kỳ thực hiện")

	milestoneIn = regexp.MustCompile(`(?i:(?:đến|hết|trước|cuối|trong)\s+)*(?:(?i:ngày)\s+)?(?:(\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?)|` + wMonth + `|` + wQuarter + `)` +
		`\s*(?:[:=–-]|(?i:đạt|hoàn thành|xong|phải xong))*\s*(?:(?i:đạt|hoàn thành)\s+)?(\d{1,3}(?:[.,]\d{1,6})?)\s*%`)
	betweenMilestones = regexp.MustCompile(`^[\s;,.+•-]*(?i:và\s*)?$`)
)

// milestonesIn reads the milestones of a cell, in the order of their days; year
// fills in a missing one. The shares are parts that add up to all, or say what
// must be done in all by each day and end with all: the parts come out. false
// when the cell says something else: then none of it is used.
func milestonesIn(text string, year int, at data.Place) ([]data.Milestone, bool) {
	text = string(canonTone([]rune(oneLine(text))))
	if text == "" {
		return nil, true
	}
	var list []data.Milestone
	end := 0
	for _, m := range milestoneIn.FindAllStringSubmatchIndex(text, -1) {
		part := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		on := milestoneDay(part, year)
		share, err := strconv.ParseFloat(strings.Replace(part(6), ",", ".", 1), 64)
		late := len(list) > 0 && on <= list[len(list)-1].On
		if on == 0 || err != nil || share <= 0 || late || !betweenMilestones.MatchString(text[end:m[0]]) {
			return nil, false
		}
		list = append(list, data.Milestone{On: on, Share: share / 100, At: at})
		end = m[1]
	}
	if !betweenMilestones.MatchString(text[end:]) {
		return nil, false
	}
	return parts(list)
}

func milestoneDay(part func(int) string, year int) data.Day {
	switch {
	case part(1) != "":
		on, problem := ParseDate(part(1), year)
		if problem != "" {
			return 0
		}
		return on
	case part(2) != "":
		return month(or(atoi(part(3)), year), atoi(part(2))).LastDay()
	}
	return month(or(atoi(part(5)), year), 3*quarterOf(part(4))).LastDay()
}

// parts are milestones with what each adds; false when the shares are neither
// parts of a whole nor what is done in all.
func parts(list []data.Milestone) ([]data.Milestone, bool) {
	sum, rising := 0.0, true
	for i, m := range list {
		sum += m.Share
		rising = rising && (i == 0 || m.Share > list[i-1].Share)
	}
	whole := func(share float64) bool { return math.Abs(share-1) < 1e-4 } // three thirds, each rounded
	switch {
	case len(list) == 0:
		return nil, false
	case whole(sum):
		return list, true
	case rising && whole(list[len(list)-1].Share):
		for i := len(list) - 1; i > 0; i-- {
			list[i].Share -= list[i-1].Share
		}
		return list, true
	}
	return nil, false
}
