package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// signIn is a generated sign-in as it is shown to the person who asked for it.
type signIn struct {
	// what says whose it is, such as "ward manager of Heather Ward".
	what            string
	login, password string
}

// passwordAlphabet is Crockford's base 32, which leaves out letters that are mistaken for
// digits: 32 signs, so that each byte gives five bits without bias.
const passwordAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// newPassword returns a random password of four groups of five signs, 100 bits, that can be
// read out and typed on a phone.
func newPassword() string {
	var raw [20]byte
	rand.Read(raw[:]) // never fails: it ends the process instead
	var b strings.Builder
	for i, x := range raw {
		if i > 0 && i%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(passwordAlphabet[x&31])
	}
	return b.String()
}

// writeSignIns writes the sign-ins to a file that only its owner can read, one a line,
// and replaces the one that was there. It refuses a file that others can read or write,
// and anything but a plain file: somebody may have put it there.
func writeSignIns(path string, list []signIn) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("keep the sign-ins: %w", err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("keep the sign-ins: %s is not a plain file: remove it, or name another", path)
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("keep the sign-ins: others can read or write %s (mode %04o): remove it, or make it yours alone with chmod 600", path, info.Mode().Perm())
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("keep the sign-ins: %w", err)
	}
	// A new file beside it takes its place at once, so that a full disk leaves the old one.
	file, err := os.CreateTemp(filepath.Dir(path), ".sign-ins-") // mode 0600
	if err != nil {
		return fmt.Errorf("keep the sign-ins: %w", err)
	}
	defer os.Remove(file.Name()) //nolint:errcheck // after the rename there is nothing to remove
	for _, s := range list {
		if _, err := fmt.Fprintf(file, "%s\t%s\t%s\n", s.login, s.password, s.what); err != nil {
			return errors.Join(fmt.Errorf("keep the sign-ins: %w", err), file.Close())
		}
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("keep the sign-ins: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("keep the sign-ins: %w", err)
	}
	return nil
}
