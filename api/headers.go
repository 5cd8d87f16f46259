package api

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// pageCSP is the policy of the web app: everything from this origin. Style elements
// need the nonce of the page, since the component library adds one.
func pageCSP(nonce string) string {
	style := "style-src 'self'"
	if nonce != "" {
		style += " 'nonce-" + nonce + "'"
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", style, "connect-src 'self'", "img-src 'self' data:", "font-src 'self'",
		"manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'",
	}, "; ")
}

// harden sets the headers that every response has, errors too. What is not a file of the
// web app is not kept by anybody.
func (s *Server) harden(next echo.HandlerFunc) echo.HandlerFunc {
	secure := strings.HasPrefix(s.config.Origin, "https://")
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", pageCSP(""))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}
