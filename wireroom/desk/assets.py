"""The desk's style and script under names that carry their hash. Nothing else is served from here."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_TYPES = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class DeskAsset:
    """A file of the package, its media type, and the address it is served at."""

    body: bytes
    media_type: str
    path: str


@lru_cache
def load_asset(name: str) -> DeskAsset:
    """The file `name`: desk.css, desk.js or htmx.min.js. Raises KeyError for any other."""
    media_type = _TYPES[name]
    body = files("wireroom.desk").joinpath(f"static/{name}").read_bytes()
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.blake2b(body, digest_size=8).hexdigest()
    return DeskAsset(body, media_type, f"/desk/static/{stem}.{digest}.{suffix}")


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """The file at a hashed address, for ever the same; needs no log-in, as the log-in page uses it."""
    known = {load_asset(each).path.rpartition("/")[2]: each for each in _TYPES}
    if name not in known:
        raise Http404
    found = load_asset(known[name])
    return HttpResponse(
        found.body,
        content_type=found.media_type,
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )
