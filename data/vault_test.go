package data

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
)

// fillAll gives every field a value of its own, lists two, so that a field that
// gets lost on the way is seen.
func fillAll(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case Day:
		v.SetInt(int64(Date(2024, 5, 1)) + int64(*n))
		return
	case PartialDate:
		v.SetString("2024-05")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("chữ ", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillAll(v.Elem(), n)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]Section]() && *n > 900 {
			return // sections hold sections
		}
		if v.Type() == reflect.TypeFor[[]Section]() {
			*n += 1000
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fillAll(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fillAll(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"got": fmt.Sprint(*n)}))
	case reflect.Struct:
		for i := range v.NumField() {
			fillAll(v.Field(i), n)
		}
	default:
		panic("fill " + v.Type().String())
	}
}

// What is recorded from a reading just made and from the same one as stored
// must be the same to the last bit, or a rebuild would change figures.
func TestAStoredReadingComesBackWhole(t *testing.T) {
	var r Reading
	n := 0
	fillAll(reflect.ValueOf(&r).Elem(), &n)
	packed, err := pack(&r)
	must(t, err)
	back, err := unpack(bytes.NewReader(packed))
	must(t, err)
	if !reflect.DeepEqual(*back, r) {
		a, b := reflect.ValueOf(*back), reflect.ValueOf(r)
		for i := range a.NumField() {
			if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
				t.Errorf("%s:\n got %+v\nwant %+v", a.Type().Field(i).Name, a.Field(i).Interface(), b.Field(i).Interface())
			}
		}
	}
}
