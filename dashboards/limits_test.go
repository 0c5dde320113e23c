package dashboards

import (
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A sending that would fill the disk, or is more than a machine may send in a
// day, is refused in words before anything of it is kept; what was received
// stays.
func TestSendingHasLimits(t *testing.T) {
	s, server := sendSite(t)
	free := int64(600 << 20)
	s.Limits.Free, s.Limits.Floor = func() (int64, error) { return free, nil }, 500<<20
	sent := 0
	send := func(what string, want int, says string) {
		t.Helper()
		sent++
		path := filepath.Join(t.TempDir(), "so-lieu.csv")
		if err := os.WriteFile(path, []byte(misspelt+strings.Repeat("\n", sent)), 0o600); err != nil { // other bytes each time
			t.Fatal(err)
		}
		kind, body := upload(t, "", path)
		a := post(t, server, "/nap", kind, body)
		page := html.UnescapeString(a.body)
		if a.status != want || !strings.Contains(page, says) || says != "" && !strings.Contains(page, "biên nhận vẫn an toàn") {
			t.Errorf("%s: status %d, want %d, saying %q", what, a.status, want, says)
		}
	}
	send("with room on the disk", http.StatusSeeOther, "")
	free = 500 << 20
	send("without room", http.StatusUnprocessableEntity, "chỉ còn 500 MB trống")
	free = 600 << 20
	s.Limits.Daily = 2 << 10
	send("the first of the day", http.StatusSeeOther, "")
	s.Limits.Daily = 1 << 10
	send("too much in a day", http.StatusUnprocessableEntity, "mỗi ngày nhận nhiều nhất")
	rows, err := s.Importer.Store.QueryContext(t.Context(), "select count(*) from submission")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var received int
	if rows.Next(); rows.Scan(&received) != nil || received != 2 {
		t.Errorf("%d sendings were received, want the 2 that were not refused", received)
	}
	now := s.Now
	s.Now = func() time.Time { return now().AddDate(0, 0, 1) }
	send("the day after", http.StatusSeeOther, "")
}
