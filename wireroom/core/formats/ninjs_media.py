"""Reads what a ninjs item shows besides its text: its renditions, and the items associated with it. Reads no text."""

from typing import NamedTuple

from wireroom.core.formats.media import add_enclosure, is_picture, number_of
from wireroom.core.formats.ninjs_object import NinjsObject
from wireroom.core.formats.ninjs_status import find_embargo, find_status
from wireroom.core.formats.ninjs_text import find_description, find_headline, find_summary
from wireroom.core.formats.parsed import Enclosure, ParsedPicture, Problem
from wireroom.core.formats.raw import WireItem
from wireroom.core.pictures import Offered, decide_lead_order

_PICTURES = frozenset(("picture", "graphic", "image", "photo"))
# Many times what any story has: beyond it lies only what would keep the newsroom busy.
_MOST = 500


class _Rendition(NamedTuple):
    url: str
    type: str | None
    width: int | None
    height: int | None
    length: int | None
    marked: bool


def read_media(ninjs: NinjsObject, item: WireItem) -> None:
    """Adds the item's own files and its associated pictures, films and sounds; an associated text is only named."""
    renditions = _renditions(ninjs)
    kind = (ninjs.text("type") or "").strip().lower()
    _add_best_picture(ninjs, renditions, item, shown=kind in _PICTURES)
    for file in renditions:
        if len(item.enclosures) < _MOST and all(file.url != known.url for known in item.enclosures):
            item.enclosures.append(Enclosure(file.url, file.type, file.length))
    for name, other in ninjs.named("associations")[:_MOST]:
        _read_association(name, other, item)


def _read_association(name: str, other: NinjsObject, item: WireItem) -> None:
    called = other.text("uri", "guid") or name
    status = find_status(other)
    if status and status != "usable":
        return item.problems.append(_left_out(called, f"its status is {status[:60]!r}"))
    if find_embargo(other) is not None:
        # Its end would have to be watched like a story's, and what is shown by mistake is shown.
        return item.problems.append(_left_out(called, "it is under an embargo of its own"))
    renditions = _renditions(other)
    kind = (other.text("type") or "").strip().lower()
    if kind in _PICTURES or (not kind and any(is_picture(file.url, type=file.type) for file in renditions)):
        _add_best_picture(other, renditions, item, shown=True)
    elif kind in ("video", "audio"):
        films = [file for file in renditions if not is_picture(file.url, type=file.type)]
        if films:
            largest = max(films, key=lambda file: (not file.marked, file.length or 0))
            add_enclosure(item, largest.url, type=largest.type, length=str(largest.length or ""))
    else:
        headline = find_headline(other)
        told = f" {headline.value[:100]!r}" if headline else ""
        item.problems.append(
            Problem(
                "association", f"an associated {kind[:20] or 'item'} is not part of this story: {called[:120]}{told}"
            )
        )


def _left_out(called: str, why: str) -> Problem:
    return Problem("association_held", f"an associated item is not shown: {why}: {called[:160]}", "pictures")


def _add_best_picture(ninjs: NinjsObject, renditions: list[_Rendition], item: WireItem, *, shown: bool) -> None:
    """One picture however many sizes it has: the one nearest to what pages show, without a watermark if there is one.

    `shown`: the object is a picture, so its description is a caption.
    """
    files = [file for file in renditions if is_picture(file.url, type=file.type)]
    files = [file for file in files if not file.marked] or files
    if not files or len(item.pictures) >= _MOST:
        return
    best = decide_lead_order([Offered(file.url, file.width) for file in files])[0]
    file = next(file for file in files if file.url == best.url)
    caption = credit = None
    if shown:
        summary, headline = find_summary(ninjs), find_headline(ninjs)
        caption = find_description(ninjs, "caption") or (summary or headline or (None,))[0]
        credit = (
            find_description(ninjs, "creditline", "credit")
            or ninjs.text("creditline", "byline", "by")
            or ninjs.text("copyrightholder")
        )
    if all(file.url != known.url for known in item.pictures):
        item.pictures.append(ParsedPicture(file.url, file.type, file.width, file.height, caption, credit))


def _renditions(ninjs: NinjsObject) -> list[_Rendition]:
    found = []
    for name, entry in ninjs.named("renditions")[:_MOST]:
        if address := (entry.text("href", "url") or "").strip():
            words = f"{name} {entry.text('variant') or ''} {entry.text('title') or ''}".lower()
            found.append(
                _Rendition(
                    address,
                    entry.text("contenttype", "mimetype"),
                    number_of(entry.text("width")),
                    number_of(entry.text("height")),
                    number_of(entry.text("sizeinbytes", "size")),
                    "watermark" in words,
                )
            )
    return found
