"""The files every page leans on: style sheet, form script, icon, each under a name that changes with its content."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FILES = (
    ("site", "css", "text/css; charset=utf-8"),
    ("form", "js", "text/javascript; charset=utf-8"),
    ("icon", "svg", "image/svg+xml"),
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site: `path` on the site, for ever the same content; `type` its media type."""

    path: str
    body: bytes
    type: str


@lru_cache
def load_assets() -> tuple[Asset, ...]:
    """Style sheet, form script and icon, in this order. Read once."""
    folder = files("wireroom") / "edition" / "static"
    found = []
    for name, suffix, media_type in _FILES:
        body = (folder / f"{name}.{suffix}").read_bytes()
        digest = hashlib.sha256(body).hexdigest()[:12]
        found.append(Asset(f"/assets/{name}-{digest}.{suffix}", body, media_type))
    return tuple(found)
