package ingest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"danbiet/data"
)

// scenarioStates changes the statuses of the key tasks of one report.
func scenarioStates(id, period string, states [6]sampleState) [6]sampleState {
	switch id + " " + period {
	case "xa-vinh-hoa 2023-6T":
		states[4] = sampleState{wordDone, 0.8}
	case "phuong-long-son 2023-6T":
		states[3] = sampleState{wordDone, 1}
	case "phuong-long-son 2023-N":
		states[3] = sampleState{wordDoing, 0.6}
	case "phuong-long-phu 2023-6T":
		states[1] = sampleState{wordDoing, 0.5}
	case "phuong-long-phu 2023-N":
		states[1] = sampleState{wordNotStated, 0}
	case "phuong-long-chau 2024-N", "xa-le-chanh 2023-N":
		states[3] = sampleState{wordNothing, 0}
	case "phuong-long-thanh 2022-N":
		states[5] = sampleState{wordNotForUs, 0}
	case "xa-tan-thanh 2023-6T", "xa-tan-thanh 2024-6T", "xa-chau-phong 2024-6T":
		states[0] = sampleState{wordDone, 1}
	}
	return states
}

// scenarioRows changes the rows and figures of one report before it is sent the
// first time.
func scenarioRows(id, period string, t *Template) {
	if id == "phuong-long-thanh" && strings.HasPrefix(period, "2024") {
		for i, w := range []float64{3, 2, 2, 1, 1, 1} {
			t.Tasks[i].Weight = w
		}
	}
	switch id + " " + period {
	case "phuong-long-chau 2024-N":
		t.Tasks[3].Note = "Trong kỳ không có kiến nghị của cử tri thuộc thẩm quyền của phường."
	case "phuong-long-thanh 2022-N":
		t.Tasks[5].Note = "Công văn số 41-CV/BTC ngày 12/8/2022 đồng ý chuyển sang năm 2023."
	case "xa-tan-thanh 2023-6T":
		t.Aps = slices.DeleteFunc(t.Aps, func(a TemplateAp) bool { return strings.HasSuffix(a.Ap, "Núi Nổi") })
	case "xa-tan-thanh 2024-6T":
		for i := range t.Aps {
			if strings.HasSuffix(t.Aps[i].Ap, "Núi Nổi") {
				t.Aps[i].Actual, t.Aps[i].Status = nil, ""
			}
		}
	case "xa-chau-phong 2024-6T":
		t.Aps[0].Actual, t.Aps[0].Status = 3.0, wordAbove
		t.Aps[1].Actual, t.Aps[1].Status = 1.0, wordDoing
	case "xa-vinh-hoa 2023-N":
		for _, ind := range []string{"QC29", "QC30", "QC31", "QC33"} {
			t.Values[ind] = t.Values[ind].(float64) / 1e6
		}
	case "xa-vinh-hoa 2024-6T":
		t.Values["QC29"] = t.Values["QC29"].(float64) + 50e6
	}
}

// scenarioSendings are the sendings of one report: one accepted, or what became
// of it.
func (s *sampleMaker) scenarioSendings(id string, p data.Period, t Template, row RegisterRow) ([]sending, error) {
	type version struct {
		t   Template
		row RegisterRow
	}
	last, accept := p.LastDay, func(on, decided data.Day, hour, minute int) RegisterRow {
		return RegisterRow{Received: clock(on, hour, minute), ClockKnown: true, Decision: "accepted", DecidedOn: decided}
	}
	back := func(row RegisterRow, on data.Day, kind, reason string) RegisterRow {
		row.Decision, row.DecidedOn, row.ReasonKind, row.Reason = "returned", on, kind, reason
		return row
	}
	again := func(signed data.Day) Template {
		c := cloneTemplate(t)
		c.SignedOn = signed
		return c
	}
	versions := []version{{t, row}}
	first := &versions[0]
	switch id + " " + p.ID {
	case "phuong-long-son 2022-N":
		for ind := range first.t.Values {
			if ind >= "QC35" && ind < "QC60" {
				delete(first.t.Values, ind)
			}
		}
		first.row = back(row, s.workday(last+1, 1), "substantive", "Không có số liệu kiểm tra, giám sát, tiếp công dân, hòa giải; đề nghị bổ sung và gửi lại.")
	case "phuong-long-thanh 2023-N":
		v2 := again(last - 1)
		first.t = cloneTemplate(t)
		first.t.Values["QC32"] = "12.5"
		first.row = back(accept(last-3, 0, 9, 20), last-2, "substantive", "Ngày công ghi 12.5, chưa rõ là 12,5 hay 125; đề nghị ghi lại.")
		versions = append(versions, version{v2, accept(last-1, last+1, 14, 5)})
	case "xa-long-an 2024-6T":
		v2 := again(last - 2)
		first.t = cloneTemplate(t)
		first.t.Values["QC43"] = t.Values["QC41"].(float64) + t.Values["QC42"].(float64) + 3
		first.row = back(accept(last-3, 0, 10, 12), last-2, "substantive", "Đơn đã giải quyết nhiều hơn đơn tồn và đơn tiếp nhận; đề nghị kiểm tra cả ba số.")
		versions = append(versions, version{v2, accept(last-2, last-1, 16, 40)})
	case "xa-phu-loc 2024-6T":
		v2 := again(last + 4)
		first.t = cloneTemplate(t)
		first.t.Signer = ""
		first.row = back(accept(last-1, 0, 15, 30), last, "formal", "Báo cáo chưa có người ký; đề nghị ký và gửi lại.")
		versions = append(versions, version{v2, accept(last+4, last+5, 8, 45)})
	case "xa-tan-an 2024-6T":
		first.row = accept(last-3, last-2, 13, 50)
		v2 := again(last + 5)
		v2.Number = "Đính chính " + t.Number
		for ind, more := range map[string]float64{"QC26": 12, "QC27": 9, "QC61": 2, "QC62": 2} {
			v2.Values[ind] = v2.Values[ind].(float64) + more
		}
		versions = append(versions, version{v2, accept(last+5, last+6, 10, 5)})
	case "xa-le-chanh 2024-6T":
		first.row = accept(last-2, data.Date(2024, 5, 20), 9, 35)
	case "xa-vinh-xuong 2024-6T":
		first.row = accept(last+3, last+4, 20, 14)
	case "phuong-long-son 2024-6T":
		first.row = accept(last+6, last+7, 16, 55)
	case "phuong-long-son 2024-N":
		first.row = accept(last, last+2, 23, 41)
	case "phuong-tan-chau-2025 2025-N":
		first.row.Decision, first.row.DecidedOn = "", 0
	}
	var sent []sending
	for i, v := range versions {
		body, err := s.workbook(v.t)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("bao-cao-%s-%s", strings.ToLower(p.ID), id)
		if i > 0 {
			name = fmt.Sprintf("%s-lan-%d", name, i+1)
		}
		sent = append(sent, sending{file: name + ".xlsx", body: body, row: v.row})
	}
	return sent, nil
}

// copyFlows replaces what a half-year drew by the figures of an older report.
func copyFlows(f, old figures) {
	for ind := range f {
		f[ind] = old[ind]
	}
	f["QC43"] = math.Min(f["QC43"], f["QC42"])
}
