"""Reads pictures and attached files of an item: Media RSS, enclosures, itunes, image. Reads no body."""

from collections.abc import Sequence

from wireroom.core.formats.fields import FILES, MEDIA, WORDS, Element, Fields, Names
from wireroom.core.formats.parsed import Enclosure, ParsedPicture, Problem
from wireroom.core.formats.raw import RawItem, Text
from wireroom.core.formats.xml import inner_html

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
_NAMES = Names()
# Many times what any story has: beyond it lies only what would keep the newsroom busy.
_MOST_FILES = 500


def read_media(fields: Fields, item: RawItem) -> None:
    """Adds what Media RSS, itunes and `image` children say to the item: pictures, enclosures, media_text, credit."""
    groups = fields.groups
    if groups & MEDIA:
        for group in fields.get("media:group", ()):
            _read_media_of(Fields(group, _NAMES), item)
        _read_media_of(fields, item)
    if groups & FILES:
        for name in ("itunes:image", "image", "media:image"):
            for image in fields.get(name, ()):
                address = image.get("href") or image.get("url") or Fields(image, _NAMES).text("url") or image.text or ""
                add_picture(item, address)


def _read_media_of(fields: Fields, item: RawItem) -> None:
    words = _words(fields, (None, None))
    for content in fields.get("media:content", ()):
        _read_content(content, item, words)
    for thumbnail in fields.get("media:thumbnail", ()):
        address = thumbnail.get("url") or thumbnail.text or ""
        add_picture(item, address, size=(thumbnail.get("width"), thumbnail.get("height")), words=words)
    if item.media_text is None and ("media:description" in fields or "media:text" in fields):
        item.media_text = _description(fields)


def _words(fields: Fields, around: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    """Caption and credit; those of what stands around where there are none."""
    if not fields.groups & WORDS:
        return around
    caption = fields.one("media:description") or fields.one("media:title")
    credit = _credit(fields) or fields.one("media:copyright")
    return (caption or around[0], credit or around[1])


def _credit(fields: Fields) -> str | None:
    """Who took the picture, where several are named; else the first of them."""
    found = fields.get("media:credit", ())
    for credit in found if len(found) > 1 else ():
        if credit.get("role") == "photographer" and (name := (credit.text or "").strip()):
            return name
    return fields.one("media:credit")


def _read_content(content: Element, item: RawItem, around: tuple[str | None, str | None]) -> None:
    """One media:content; `around` is the caption and credit of what it stands in."""
    address, kind, medium = content.get("url"), content.get("type"), content.get("medium")
    thumbnails: Sequence[Element] = ()
    if len(content):
        inner = Fields(content, _NAMES)
        around = _words(inner, around)
        thumbnails = inner.get("media:thumbnail", ())
        if item.media_text is None:
            item.media_text = _description(inner)
    if address:
        if is_picture(address, type=kind, medium=medium):
            size = (content.get("width"), content.get("height"))
            add_picture(item, address, type=kind, size=size, words=around)
        else:
            add_enclosure(item, address, type=kind, length=content.get("fileSize"))
    for thumbnail in thumbnails:
        add_picture(item, thumbnail.get("url") or "", size=(thumbnail.get("width"), thumbnail.get("height")))


def _description(fields: Fields) -> Text | None:
    for name in ("media:description", "media:text"):
        for found in fields.get(name, ()):
            value = inner_html(found) if len(found) else found.text
            if value and not value.isspace():
                return Text(value, "text" if found.get("type") == "plain" and "<" not in value else "either")
    return None


def is_picture(address: str, *, type: str | None, medium: str | None = None) -> bool:
    """Whether an attached file is one to show as a picture, by what the source says, else by its name."""
    if medium or type:
        return medium == "image" or (type is not None and (type[:6] == "image/" or type[:5].lower() == "image"))
    return address.split("?", 1)[0].lower().endswith(PICTURE_ENDINGS)


def add_picture(
    item: RawItem,
    address: str,
    *,
    type: str | None = None,
    size: tuple[str | None, str | None] = (None, None),
    words: tuple[str | None, str | None] = (None, None),
) -> None:
    """Adds a picture unless the item has that address. `size`: width, height; `words`: caption, credit; as found."""
    address = address.strip()
    if not address or not _may_add(item.pictures, address, item):
        return
    width, height = size
    width = number_of(width) if width else None
    height = number_of(height) if height else None
    item.pictures.append(ParsedPicture(address, type, width, height, words[0], words[1]))


def add_enclosure(item: RawItem, address: str, *, type: str | None = None, length: str | None = None) -> None:
    """Adds an attached file unless the item has that address; a picture goes among the pictures as well."""
    address = address.strip()
    if not address or not _may_add(item.enclosures, address, item):
        return
    size = number_of(length) if length else None
    if size is None and length and length.strip():
        item.problems.append(
            Problem("bad_length", f"an enclosure's length is no number: {length[:80]!r}", "enclosures")
        )
    item.enclosures.append(Enclosure(address, type or None, size))
    if is_picture(address, type=type):
        add_picture(item, address, type=type)


def _may_add(files: Sequence[ParsedPicture | Enclosure], address: str, item: RawItem) -> bool:
    for file in files:
        if file.url == address:
            return False
    if len(files) < _MOST_FILES:
        return True
    if not any(problem.code == "too_many_files" for problem in item.problems):
        item.problems.append(Problem("too_many_files", f"only {_MOST_FILES} attached files are read", "enclosures"))
    return False


def number_of(value: str | None) -> int | None:
    """A whole number of at most 15 digits, "px" and a fraction off, or None."""
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) <= 15:
        return int(value)
    digits = value.strip().removesuffix("px").split(".")[0].replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None
