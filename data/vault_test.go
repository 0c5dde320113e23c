package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
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

// Files kept together are the same files as those kept one by one, in their
// order, and nothing else is left beside them.
func TestFilesKeptTogether(t *testing.T) {
	v, err := newVault(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	first, _, err := v.keep(t.Context(), strings.NewReader("tệp 7"))
	if err != nil {
		t.Fatal(err)
	}
	const n = 2*openAtOnce + 3
	text := func(i int) string { return fmt.Sprint("tệp ", i%200) } // some twice
	hashes, sizes, err := v.keepAll(t.Context(), n, func(i int) ([]byte, error) { return []byte(text(i)), nil })
	if err != nil {
		t.Fatal(err)
	}
	if hashes[7] != first {
		t.Errorf("kept as %s, then as %s", first, hashes[7])
	}
	for i, hash := range hashes {
		b, err := os.ReadFile(v.path(hash))
		if err != nil || string(b) != text(i) || sizes[i] != int64(len(b)) {
			t.Fatalf("file %d: got %q of %d bytes, %v", i, b, sizes[i], err)
		}
	}
	if left := leftBeside(t, v); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// When one of several files cannot be kept, nobody is told that any is, and what
// was half written is taken back.
func TestFilesKeptTogetherOrNotAtAll(t *testing.T) {
	v, err := newVault(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	hashes, _, err := v.keepAll(t.Context(), 20, func(i int) ([]byte, error) {
		if i == 13 {
			return nil, full
		}
		return []byte(fmt.Sprint("tệp ", i)), nil
	})
	if !errors.Is(err, full) || hashes != nil {
		t.Errorf("got %v, %v", hashes, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := v.keepAll(ended, 3, func(int) ([]byte, error) { return []byte("x"), nil }); err == nil {
		t.Error("kept after the end")
	}
	if left := leftBeside(t, v); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func leftBeside(t *testing.T, v *vault) []string {
	left, err := filepath.Glob(filepath.Join(v.dir, "incoming-*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}
