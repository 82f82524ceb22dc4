"""Signing in by a provider of the firm's own (OpenID Connect Core 1.0, code flow with PKCE). It finds users, it never adds any."""
