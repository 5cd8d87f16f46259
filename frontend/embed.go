// Package frontend carries the built web app inside the program.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Dist returns the files of the built app, index.html at its top. Before the first
// build it holds nothing but a placeholder.
func Dist() fs.FS {
	dist, err := fs.Sub(files, "dist")
	if err != nil {
		panic("frontend: the embedded folder has gone: " + err.Error())
	}
	return dist
}
