"""Reads the files of an item: renditions of pictures as one picture each, film, sound and others as enclosures."""

from collections.abc import Iterable, Sequence

from wireroom.core.formats.fields import Element, Fields
from wireroom.core.formats.media import add_enclosure, add_picture, is_picture, number_of
from wireroom.core.formats.newsml_g2.description import caption_of
from wireroom.core.formats.newsml_g2.management import Reading
from wireroom.core.formats.parsed import Problem

# Names of renditions from the best for a page to the least; in between stand those without a name, and others.
_GRADES = (("web", "main", "baseimage", "large"), ("highres", "print", "original"), ("preview", "medium"))
_LEAST = ("lowres", "small", "thumbnail", "icon", "quicklook")
# What browsers show; a print shop's formats come last.
_SHOWN = ("image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml")
# Names, not addresses: nothing can be fetched by them.
_NAMES_ONLY = ("urn:", "tag:", "cid:", "data:")
_WIDEST = 4000


def read_renditions(content: Fields, meta: Fields, reading: Reading) -> None:
    """Pictures and enclosures of the contentSet, in document order; captions and credits from contentMeta."""
    item = reading.item
    pictures: list[Element] = []
    for remote in content.get("remotecontent", ()):
        address = (remote.get("href") or "").strip()
        if not address:
            continue
        if address.lower().startswith(_NAMES_ONLY):
            if not any(problem.code == "no_address" for problem in item.problems):
                message = f"a file is named, but not where it is: {address[:120]!r}"
                item.problems.append(Problem("no_address", message, "pictures"))
        elif is_picture(address, type=remote.get("contenttype")):
            pictures.append(remote)
        else:
            add_enclosure(item, address, type=remote.get("contenttype"), length=remote.get("size"))
    words = _words(meta, reading) if pictures else (None, None)
    for group in _groups(pictures, reading.item_class):
        best = max(group, key=lambda remote: _worth(remote, reading))
        size = (_pixels(best, "width"), _pixels(best, "height"))
        add_picture(item, best.get("href") or "", type=best.get("contenttype"), size=size, words=words)
    if not item.pictures and "icon" in meta:
        _read_icons(meta["icon"], reading)


def _words(meta: Fields, reading: Reading) -> tuple[str | None, str | None]:
    """Caption and credit. A description is a caption only where the item is the picture."""
    item = reading.item
    credit = item.credit_line or item.byline
    return (caption_of(meta, reading) if item.body is None else None), credit


def _groups(pictures: Sequence[Element], item_class: str | None) -> list[list[Element]]:
    """The renditions of each picture. By the standard all of a contentSet are one picture; an item with one rendition
    name twice, or with none at all, means several."""
    names = [(remote.get("rendition") or remote.get("renditionuri") or "").strip() for remote in pictures]
    if pictures and (item_class in ("picture", "graphic") or (all(names) and len(set(names)) == len(names))):
        return [list(pictures)]
    return [[remote] for remote in pictures]


def _worth(remote: Element, reading: Reading) -> tuple[bool, bool, int, int]:
    kind = (remote.get("contenttype") or "").lower()
    width, height = number_of(_pixels(remote, "width")), number_of(_pixels(remote, "height"))
    area = (width or 0) * (height or 0) if (width or 0) <= _WIDEST else 1
    code = reading.catalog.code_of(remote, "rendition")
    name = code.value.lower() if code else ""
    grade = next((len(_GRADES) - at + 1 for at, names in enumerate(_GRADES) if name in names), 1)
    grade = 0 if name in _LEAST else grade
    return (not kind or kind in _SHOWN, bool(area) or grade > 0, area, grade)


def _pixels(remote: Element, name: str) -> str | None:
    unit = (remote.get(name + "unit") or "pixels").lower()
    return remote.get(name) if unit.rpartition(":")[2] in ("pixels", "pixel", "px") else None


def _read_icons(icons: Iterable[Element], reading: Reading) -> None:
    """A still of a film, as its picture."""
    for icon in icons:
        address = (icon.get("href") or "").strip()
        if address and not address.lower().startswith(_NAMES_ONLY):
            size = (_pixels(icon, "width"), _pixels(icon, "height"))
            add_picture(
                reading.item, address, type=icon.get("contenttype"), size=size, words=(None, reading.item.credit_line)
            )
            return
