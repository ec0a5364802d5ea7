"""Applies what is known of an agency to the items of its wire: headline, byline, language, times. Reads no format.

It runs after a format's reader and before the items are finished, over NewsML, NITF and ninjs alike.
"""

import re
from datetime import UTC
from functools import lru_cache

from wireroom.core.formats.agencies import Agency, defaults, find_agency
from wireroom.core.formats.fields import Element
from wireroom.core.formats.raw import RawFeed, Text, WireItem
from wireroom.core.text.characters import fold_space
from wireroom.core.text.dates import parse_date
from wireroom.core.text.sanitize import visible_text

_CODE = re.compile(r"[\w-]+(?:\.[\w-]+)+|[\w-]+:\S+")
_OFFSET = re.compile(r"(?:[Zz]|[A-Z]{2,4}|[+-]\d{2}:?(?:\d{2})?)\s*$")
_CLOCK = re.compile(r"[Tt\s]\d{1,2}:?\d{2}|^\d{12}")
# Some write when it was sent where the place belongs.
_TIMESTAMP = re.compile(r"\d{4}-?\d\d-?\d\d[T\s]")
_TAG = re.compile(r"<[^<>]*>")
# Up to the first full stop that ends a sentence: not one after an initial or a number.
_SENTENCE = re.compile(r".{10,}?(?<![A-Z\d])[.!?。！？؟](?=[\"'”’»)]*(?:\s|$))[\"'”’»)]*")
# A paragraph without mark-up inside, and where in it a new one begins.
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>([^<>]*\n[ \t]{2}[^<>]*)</p>")
_INDENTED = re.compile(r"\n\s*\n\s*|\n[ \t]{2,}")
_LONGEST_HEADLINE = 250
_BYLINE_LINES = 15
_LONGEST_BYLINE = 90
_MOST_WORDS_AFTER = 8
_SMALL_WORDS = "and und et y e en og och de del della di da dos van von der den ter ten bin al el la le".split()  # noqa: SIM905


def apply_profile(feed: RawFeed, root: Element | None) -> Agency | None:
    """Settles the items of an agency's document in place; the agency, if it is known. `root` is None for JSON."""
    items = [item for item in feed.items if isinstance(item, WireItem)]
    agency = find_agency(_marks(items[0], root)) if items else None
    for item in items:
        _settle_language(item, agency)
        _settle_byline(item, agency)
        if item.dateline:
            line = item.dateline.strip().rstrip(" -–—")
            item.dateline = None if _TIMESTAMP.match(line) else line
        if agency:
            _settle_headline(item, agency)
            _settle_times(item, agency)
            _settle_paragraphs(item, agency)
            if not item.provider or _CODE.fullmatch(item.provider):
                item.provider = agency.name
    return agency


def _marks(item: WireItem, root: Element | None) -> dict[str, list[str]]:
    marks = {
        "guid": [item.guid] if item.guid else [],
        "provider": [name for name in (item.provider, item.credit_line) if name],
        "holder": [item.copyright_holder] if item.copyright_holder else [],
        "hop": [hop.party for hop in item.hops[:1]],
    }
    if root is not None:
        catalogs = [node.get("href") or node.get("Href") for node in root.iter("{*}catalogRef", "{*}Catalog")]
        marks["catalog"] = [address for address in catalogs[:20] if address]
        marks["regsrc"] = [source for node in root.iter("{*}doc-id") if (source := node.get("regsrc"))][:1]
    return marks


def _settle_language(item: WireItem, agency: Agency | None) -> None:
    tag = fold_space(item.language or "").replace("_", "-")
    folded = tag.lower()
    tag = defaults().languages.get(folded, tag)
    if agency:
        tag = (agency.languages or {}).get(folded, tag) or agency.language or ""
    item.language = tag or None


def _settle_headline(item: WireItem, agency: Agency) -> None:
    if item.title and item.title.value.strip():
        title = item.title.value.strip()
        for junk in agency.headline_junk:
            found = junk.match(title) or junk.search(title)
            if found and (found.start() == 0 or found.end() == len(title)):
                title = (title[: found.start()] + title[found.end() :]).strip()
        if title:
            item.title = item.title._replace(value=title)
        return
    for stand_in in agency.headline_missing:
        line = _first_sentence(item) if stand_in == "paragraph" else item.slugline
        if line:
            item.title = Text(line, "text")
            return


def _first_sentence(item: WireItem) -> str | None:
    """The first sentence of the first paragraph that has one, cut at a word where it is too long for a headline."""
    if not item.body:
        return None
    for line in visible_text(item.body.value[:20_000]).split("\n"):
        if len(line) > 10:
            found = _SENTENCE.match(line)
            sentence = found[0] if found else line
            if len(sentence) <= _LONGEST_HEADLINE:
                return sentence
            return sentence[: _LONGEST_HEADLINE - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
    return None


def _settle_byline(item: WireItem, agency: Agency | None) -> None:
    """The byline without the word for "by", which each page writes in its own language; `authors` stay as written."""
    pattern = _byline_pattern((item.language or "")[:2].lower())
    names = {name.casefold() for name in (item.provider, item.credit_line, agency and agency.name) if name}
    nobody = not item.byline and all(author.casefold() in names for author in item.authors)
    if nobody and agency and agency.byline_in_body and (line := _byline_in(item, pattern)):
        item.authors = [line]
        item.byline = line
    if item.byline and (found := pattern.match(fold_space(item.byline))):
        item.byline = found[1]


def _byline_in(item: WireItem, pattern: re.Pattern) -> str | None:
    """A line of its own near the beginning of the copy that says who wrote it; the copy keeps it."""
    if not item.body:
        return None
    lines = (fold_space(line) for line in _TAG.sub("\n", item.body.value[:20_000]).split("\n"))
    for line in [line for line in lines if line][:_BYLINE_LINES]:
        found = pattern.match(line) if len(line) <= _LONGEST_BYLINE else None
        if found and _are_names(found[1]):
            return line
    return None


def _are_names(words: str) -> bool:
    """Whether it begins with a name: "Ana Silva, dpa" and "Pia Roth and Jon Ek", not "Monday, it was over"."""
    name, _, rest = words.partition(",")
    parts = name.split()
    named = len(parts) >= 2 and all(part[:1].isupper() or part.lower() in _SMALL_WORDS for part in parts)
    return named and len(rest.split()) <= _MOST_WORDS_AFTER and not words.endswith((".", "!", "?", ":"))


@lru_cache(maxsize=64)
def _byline_pattern(language: str) -> re.Pattern:
    words = {*defaults().byline_words.get(language, ()), *defaults().byline_words["en"]}
    return re.compile(rf"(?:{'|'.join(sorted(words))})\b:?\s+(\S.*)", re.IGNORECASE | re.DOTALL)


def _settle_paragraphs(item: WireItem, agency: Agency) -> None:
    if agency.indented_paragraphs and item.body:
        item.body = item.body._replace(value=_PARAGRAPH.sub(_parted, item.body.value))


def _parted(paragraph: re.Match) -> str:
    return "".join(f"<p>{part}</p>" for part in _INDENTED.split(paragraph[1]) if part.strip())


def _settle_times(item: WireItem, agency: Agency) -> None:
    if agency.zone is None:
        return
    for name in ("published", "updated", "embargo", "expires"):
        if value := getattr(item, name):
            setattr(item, name, _with_offset(value, agency))


def _with_offset(value: str, agency: Agency) -> str:
    """A time without an offset is that of the agency's clock; a day stays a day."""
    value = value.strip()
    if _OFFSET.search(value[8:]) or not _CLOCK.search(value):
        return value
    moment = parse_date(value)
    return moment.replace(tzinfo=agency.zone).astimezone(UTC).isoformat() if moment else value
