package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"danbiet/data"
	"danbiet/ingest"
)

// From starting the program on a folder with the whole sample to the first
// answer of the overview; beside it, in the same run, the program that only
// prints its version: what the operating system and the linker take.
func BenchmarkColdStart(b *testing.B) {
	dir, files := b.TempDir(), filepath.Join(b.TempDir(), "files")
	store, err := data.Open(context.Background(), data.Options{Dir: dir, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := ingest.WriteSample(files, store.Catalogue(), 2024); err != nil {
		b.Fatal(err)
	}
	if _, err := (&ingest.Importer{Store: store, Actor: "đo", Now: time.Now}).Import(context.Background(), files); err != nil {
		b.Fatal(err)
	}
	store.Close()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(b.TempDir(), "danbiet")
	if err := os.Symlink(self, program); err != nil {
		b.Fatal(err)
	}
	b.Run("first answer", func(b *testing.B) {
		for b.Loop() {
			firstAnswer(b, program, dir)
		}
	})
	b.Run("bare process", func(b *testing.B) {
		for b.Loop() {
			if err := exec.Command(program, "version").Run(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func firstAnswer(b *testing.B, program, dir string) {
	cmd := exec.Command(program, "serve", "--data", dir, "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Signal(os.Interrupt)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		i := strings.Index(lines.Text(), "http://")
		if i < 0 {
			continue
		}
		url, _, _ := strings.Cut(lines.Text()[i:], " ")
		answer, err := http.Get(url + "?ky=2024-6T&ngay=2024-05-17")
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(body), "<h1") {
			b.Fatalf("status %d, %v", answer.StatusCode, err)
		}
		return
	}
	b.Fatal("the program did not say where it serves")
}
