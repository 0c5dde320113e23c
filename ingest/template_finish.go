package ingest

import (
	"github.com/xuri/excelize/v2"
	"strings"
	"time"

	"danbiet/data"
)

// validate puts the rule of a column on a stretch of its cells. Rules stop
// typing, not pasting: the reader checks everything again.
func (b *templateBuilder) validate(sheet string, col, row1, row2 int, c column) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(at(col, row1) + ":" + at(col, row2))
	const stop = excelize.DataValidationErrorStyleStop
	switch c.kind {
	case kindList:
		ref, ok := b.lists[c.list]
		if !ok {
			return
		}
		dv.SetSqrefDropList(ref)
		dv.SetError(stop, "Chưa đúng danh sách", "Đề nghị bấm mũi tên bên phải ô và chọn một mục có sẵn, không gõ tay.")
	case kindNumber:
		b.do(dv.SetRange(0, 1e15, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		dv.SetError(stop, "Chưa phải là số", "Ô này chỉ nhận số từ 0 trở lên. Không ghi chữ, đơn vị tính hay dấu cách. Để trống nếu không có số liệu.")
	case kindPercent:
		b.do(dv.SetRange(0, 100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		dv.SetError(stop, "Chưa đúng tiến độ", "Tiến độ ghi bằng số từ 0 đến 100, ví dụ 60 nghĩa là 60%.")
	case kindDate:
		b.do(dv.SetRange(int(data.Date(2015, time.January, 1))+excelEpoch, int(data.Date(2100, time.December, 31))+excelEpoch, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		dv.SetError(stop, "Chưa đúng ngày", "Đề nghị ghi ngày/tháng/năm, ví dụ 07/05/2024.")
	default:
		if c.note == "" {
			return
		}
	}
	if note := c.message(); note != "" {
		title, _, _ := strings.Cut(c.title, " (") // Excel shows 32 letters
		dv.SetInput(title, note)
	}
	b.do(b.f.AddDataValidation(sheet, dv))
}

// message is what is shown when a cell of the column is entered: the column's
// own note, else how its kind is written. Lists show what they take.
func (c column) message() string {
	switch {
	case c.note != "":
		return c.note
	case c.kind == kindNumber:
		return "Chỉ ghi số, không ghi đơn vị tính. Không phát sinh thì ghi 0; chưa có số liệu thì để trống."
	case c.kind == kindDate:
		return "Ngày/tháng/năm, ví dụ 07/05/2024"
	}
	return ""
}

// finish sets what all sheets share: protection without a password, print
// setup, panes, hidden sheets, fixed properties.
func (b *templateBuilder) finish() {
	landscape, a4, wide := "landscape", 9, 1
	yes := true
	for _, name := range []string{sheetGuide, sheetHead, sheetTasks, sheetAps, sheetIndicators} {
		b.do(b.f.ProtectSheet(name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true,
			FormatColumns: true, FormatRows: true, AutoFilter: true, Sort: true,
		}))
		tall := 0 // as many pages as the rows need
		if name == sheetGuide {
			tall = 1
		}
		b.do(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))

		b.do(b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}))
		margin, edge := 0.5, 0.3
		b.do(b.f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Header: &edge, Footer: &edge, Horizontally: &yes}))
		header := ""
		if b.t.Banner != "" {
			header = `&C&"Times New Roman,Bold"&11` + strings.ReplaceAll(b.t.Banner, "&", "&&")
		}
		b.do(b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: header, OddFooter: `&L&"Times New Roman,Regular"&10&A&R&"Times New Roman,Regular"&10Trang &P/&N`}))
	}
	b.freeze(sheetTasks, 2, rowHeaders)
	b.freeze(sheetAps, 2, rowHeaders)
	b.freeze(sheetIndicators, 2, rowHeaders)
	b.do(b.f.SetSheetVisible(sheetLists, false, true))
	b.do(b.f.SetSheetVisible(sheetMeta, false, true))
	b.f.SetActiveSheet(0)
	b.do(b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}))
	stamp := "2024-01-01T00:00:00Z"
	if day := b.t.Period.DataFrom; day != 0 {
		stamp = day.Time().Format(time.RFC3339)
	}
	b.do(b.f.SetDocProps(&excelize.DocProperties{
		Title: "Biểu báo cáo thực hiện Quy chế dân chủ ở cơ sở", Subject: periodTitle(b.cat, b.t.Period),
		Creator: "danbiet", LastModifiedBy: "danbiet", Created: stamp, Modified: stamp, Language: "vi-VN",
	}))
}

func (b *templateBuilder) freeze(sheet string, cols, rows int) {
	b.do(b.f.SetPanes(sheet, &excelize.Panes{
		Freeze: true, XSplit: cols, YSplit: rows, TopLeftCell: at(cols+1, rows+1), ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: at(cols+1, rows+1), ActiveCell: at(cols+1, rows+1), Pane: "bottomRight"}},
	}))
}
