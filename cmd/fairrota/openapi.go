package main

import (
	"fmt"
	"io"

	"github.com/fairrota/fairrota/api"
)

// openAPICmd writes the OpenAPI document of the API, for "make generate".
type openAPICmd struct{}

// Run prints the document.
func (openAPICmd) Run(out io.Writer) error {
	spec, err := api.Spec()
	if err != nil {
		return err
	}
	if _, err := out.Write(spec); err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	return nil
}
