package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestNewPassword(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3}$`)
	seen := map[string]bool{}
	for range 200 {
		p := newPassword()
		if !form.MatchString(p) || seen[p] {
			t.Fatalf("password %q has another form, or stood before", p)
		}
		seen[p] = true
	}
}

func TestWriteSignIns(t *testing.T) {
	list := []signIn{{"nurse of Heather Ward", "nurse", "aaaaa-bbbbb"}, {"HR", "hr", "ccccc-ddddd"}}
	want := "nurse\taaaaa-bbbbb\tnurse of Heather Ward\nhr\tccccc-ddddd\tHR\n"
	path := filepath.Join(t.TempDir(), "new", "sign-ins.txt")
	for range 2 { // a second time over its own file
		if err := writeSignIns(path, list); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("file holds %q (%v), want %q", got, err, want)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode is %v (%v), want 0600", info.Mode(), err)
		}
	}
}

func TestWriteSignInsRefuses(t *testing.T) {
	dir := t.TempDir()
	loose, elsewhere, link := filepath.Join(dir, "loose"), filepath.Join(dir, "elsewhere"), filepath.Join(dir, "link")
	for _, name := range []string{loose, elsewhere} {
		if err := os.WriteFile(name, []byte("before"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{loose: "others can read", link: "not a plain file", dir: "not a plain file"} {
		err := writeSignIns(name, []signIn{{"x", "y", "z"}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v should hold %q", filepath.Base(name), err, want)
		}
	}
	for _, name := range []string{loose, elsewhere} {
		if got, err := os.ReadFile(name); err != nil || string(got) != "before" {
			t.Errorf("%s was changed to %q (%v)", filepath.Base(name), got, err)
		}
	}
}
