"""Reads the media of a NITF story into pictures and enclosures. Their captions also stay in the body, in place."""

from itertools import islice

from wireroom.core.formats.fields import Element
from wireroom.core.formats.media import PICTURE_ENDINGS
from wireroom.core.formats.parsed import Enclosure, ParsedPicture
from wireroom.core.formats.raw import WireItem
from wireroom.core.text.characters import fold_space

# Many times what any story has: beyond it lies only what would keep the newsroom busy.
_MOST_FILES = 500
_PICTURE_KINDS = frozenset(("image", "photo", "picture", "graphic"))


def read_media(story: Element, item: WireItem) -> None:
    """One picture for each `media` that has an address of one: the largest of its references. Others are enclosures."""
    for media in islice(story.iter("{*}media"), _MOST_FILES):
        references = [node for node in media.iterfind("{*}media-reference") if _source(node)]
        pictures = [node for node in references if _is_picture(node, media)]
        if pictures:
            best = max(pictures, key=lambda node: (_size(node, "width") or 0) * (_size(node, "height") or 0))
            item.pictures.append(
                ParsedPicture(
                    _source(best),
                    best.get("mime-type") or None,
                    _size(best, "width"),
                    _size(best, "height"),
                    _texts(media, "media-caption") or best.get("alternate-text") or None,
                    _texts(media, "media-producer") or best.get("source-credit") or best.get("copyright") or None,
                )
            )
        files = [node for node in references if node not in pictures]
        item.enclosures += [Enclosure(_source(node), node.get("mime-type") or None) for node in files]


def _source(reference: Element) -> str | None:
    """Where the file is; what begins with # names a part of the document, and is no address."""
    for name in ("source", "data-location"):
        address = (reference.get(name) or "").strip()
        if address and not address.startswith("#"):
            return address
    return None


def _is_picture(reference: Element, media: Element) -> bool:
    mime = (reference.get("mime-type") or "").lower()
    if "/" in mime:
        return mime.startswith("image/")
    address = _source(reference).partition("?")[0].lower()
    return (media.get("media-type") or "").lower() in _PICTURE_KINDS or address.endswith(PICTURE_ENDINGS)


def _size(reference: Element, name: str) -> int | None:
    value = (reference.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isdecimal() and 0 < len(value) < 7 else None


def _texts(media: Element, name: str) -> str | None:
    texts = (fold_space("".join(node.itertext())) for node in media.iterfind(f"{{*}}{name}"))
    return " ".join(text for text in texts if text) or None
