package ingest

import (
	"bytes"
	"encoding/csv"
	"slices"

	"danbiet/data"
)

// sampleRegisterColumns are the columns of the registers that the sample writes.
var sampleRegisterColumns = []string{"tep", "nhan_luc", "quyet_dinh", "ngay_quyet_dinh", "loai_ly_do", "ly_do"}

// writeRegister writes rows as ReadRegister reads them, with the banner in a
// column of its own.
func writeRegister(rows []RegisterRow, banner string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	word := map[string]string{"accepted": "tiếp nhận", "returned": "trả lại", "formal": "hình thức", "substantive": "nội dung"}
	if err := w.Write(append(slices.Clone(sampleRegisterColumns), "ghi_chu")); err != nil {
		return nil, err
	}
	for _, r := range rows {
		layout := "02/01/2006"
		if r.ClockKnown {
			layout = "02/01/2006 15:04"
		}
		if err := w.Write([]string{r.File, r.Received.In(data.Saigon).Format(layout), word[r.Decision], dayVi(r.DecidedOn), word[r.ReasonKind], r.Reason, banner}); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
