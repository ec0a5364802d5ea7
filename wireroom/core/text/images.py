"""The images inside safe HTML: find their addresses, put our own copies in their place. Expects clean_html's output."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

IMG = re.compile(r"<img\b[^>]*>", re.I)
ATTRIBUTE = re.compile(r"""\b(src|alt)=("[^"]*"|'[^']*')""", re.I)


@dataclass(frozen=True, slots=True)
class BodyImage:
    """An image of a body: its address and alternative text, unescaped."""

    url: str
    alt: str = ""


def find_image_urls(body: str) -> list[str]:
    """Addresses of a body's images, in order, each once."""
    if "<img" not in body:
        return []
    return list(dict.fromkeys(image.url for tag in IMG.findall(body) if (image := _read(tag)).url))


def replace_images(body: str, *, shown: Callable[[BodyImage], str]) -> str:
    """Put `shown(image)` (safe HTML, "" to leave it out) in the place of every image."""
    if "<img" not in body:
        return body
    return IMG.sub(lambda match: shown(_read(match.group())), body)


def _read(tag: str) -> BodyImage:
    found = {name.lower(): html.unescape(value[1:-1]) for name, value in ATTRIBUTE.findall(tag)}
    return BodyImage(found.get("src", ""), found.get("alt", ""))
