//go:build !rostercheck

package colgen

func (g *Generator) check(*Column, int64) {}

func (g *Lagrangian) checkMix() {}
