"""Whether a form was sent from a page of this site. Reads headers only; there is no cookie and no token.

Why that is enough: the edition's pages are static files, the same for everyone, so they cannot carry a token, and
readers have no session a foreign page could ride on. What is left is a foreign page making a reader's browser post
in its own words; browsers say where a form comes from (Sec-Fetch-Site, Origin, Referer), and pages cannot forge it.
A client that sends none of the three is no browser and could write any header; limits and moderation meet it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """True unless a header that is present says another site sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    return all(_is_ours(request.headers[name], request) for name in ("Origin", "Referer") if name in request.headers)


def _is_ours(address: str, request: HttpRequest) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    ours = urlsplit(settings.NEWSROOM.base_url)
    # A proxy may end TLS before us, so the scheme is compared with the newsroom's own address only.
    return (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) or (
        parts.scheme in ("http", "https") and parts.netloc == request.get_host()
    )
