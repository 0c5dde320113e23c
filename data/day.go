package data

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Day is a civil date in Asia/Ho_Chi_Minh, counted in days since 1970-01-01.
// The zero Day means "no date": nothing in this field of work happened on
// 01/01/1970. Days compare with < and move with +.
type Day int32

// Saigon is the business time zone: UTC+7, no daylight saving (METHOD.md 0, R8).
// A fixed zone, so that no time zone database is needed on the machine.
var Saigon = time.FixedZone("+07", 7*3600)

// DayOf is the civil date of an instant in Asia/Ho_Chi_Minh.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Saigon).Date()
	return Date(y, m, d)
}

// Date is the day of a year, month and day of month; out-of-range values are
// normalised as time.Date does. Use ParseDay for values that came from outside.
func Date(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads an ISO date (2024-05-10). Dates that do not exist are errors.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%w: date %q: want YYYY-MM-DD", ErrInvalid, s)
	}
	return Date(t.Date()), nil
}

// Time is midnight UTC of the civil date, the form DuckDB stores.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Start is the instant at which the day begins in Asia/Ho_Chi_Minh.
func (d Day) Start() time.Time {
	y, m, dd := d.Time().Date()
	return time.Date(y, m, dd, 0, 0, 0, 0, Saigon)
}

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// String is the ISO form, or "" for no date.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalJSON writes the ISO date or null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads an ISO date or null.
func (d *Day) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil || *s == "" {
		*d = 0
		return nil
	}
	v, err := ParseDay(*s)
	*d = v
	return err
}

// Value makes a Day a SQL date, null for no date.
func (d Day) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	return d.Time(), nil
}

// Scan reads a SQL date or null.
func (d *Day) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = 0
	case time.Time:
		*d = Date(v.Date())
	default:
		return fmt.Errorf("scan %T into a Day", src)
	}
	return nil
}
