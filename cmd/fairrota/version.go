package main

import (
	"fmt"
	"io"
	"runtime/debug"
)

// version is the release this source leads to, by semantic versioning.
const version = "0.1.0-dev"

type versionCmd struct{}

// Run prints one line: version, commit and Go version.
func (versionCmd) Run(out io.Writer) error {
	info, _ := debug.ReadBuildInfo()
	goVersion := "unknown"
	if info != nil {
		goVersion = info.GoVersion
	}
	_, err := fmt.Fprintf(out, "fairrota %s %s\n", buildName(info), goVersion)
	return err
}

// buildVersion names this build as runs record it: the version, then "+" and the first twelve
// digits of the commit where Go recorded one, then ".modified" if the checkout had
// uncommitted changes.
func buildVersion() string {
	info, _ := debug.ReadBuildInfo()
	return buildName(info)
}

func buildName(info *debug.BuildInfo) string {
	if info == nil {
		return version
	}
	revision, modified := "", false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	if revision == "" {
		return version
	}
	name := version + "+" + revision[:min(12, len(revision))]
	if modified {
		name += ".modified"
	}
	return name
}
