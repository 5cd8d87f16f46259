package main

import (
	"runtime/debug"
	"testing"
)

func TestBuildName(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	for name, c := range map[string]struct {
		info *debug.BuildInfo
		want string
	}{
		"no build information": {nil, version},
		"no commit":            {&debug.BuildInfo{}, version},
		"commit": {
			&debug.BuildInfo{Settings: []debug.BuildSetting{setting("vcs.revision", "0123456789abcdef"), setting("vcs.modified", "false")}},
			version + "+0123456789ab",
		},
		"changed checkout": {
			&debug.BuildInfo{Settings: []debug.BuildSetting{setting("vcs.modified", "true"), setting("vcs.revision", "0123")}},
			version + "+0123.modified",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := buildName(c.info); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
