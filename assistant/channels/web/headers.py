"""The headers that keep what the web channel sends where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

# For every response. A response that says otherwise keeps what it says.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}

_PAGE = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",  # the one policy of the widget's templates
)


def page_policy(embedding: Sequence[str] = ()) -> str:
    """The Content-Security-Policy of a page that pages of the origins `embedding` may frame."""
    return "; ".join((*_PAGE, " ".join(("frame-ancestors 'self'", *embedding))))


def is_allowed(origin: str, host: str, origins: Sequence[str]) -> bool:
    """Whether a page of `origin` may call a server that the browser knows as `host`."""
    return origin in origins or (host != "" and origin.partition("://")[2] == host)


def cross_origin(origin: str, origins: Sequence[str]) -> dict[str, str]:
    """What lets a page of `origin` read a response; nothing for an origin that isn't allowed."""
    if origin not in origins:
        return {"Vary": "Origin"} if origins else {}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
        "Access-Control-Expose-Headers": "Retry-After",
        "Access-Control-Max-Age": "600",
    }
